"""Where the story of a session does not hold: what an author should mend in its beats and endings. No widgets here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement.judging import history, story

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 8  # replies of a session


def faults(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where a story does not hold: unknown, unreachable or endless beats, too short a way, endings out of order."""
    beats = source["beats"]
    if source["opening"] not in beats:
        yield ["opening"], f"there is no beat `{source['opening']}`."
        return
    known = {*beats, story.END}
    unknown = [(name, landing) for name in beats for landing in story.LANDINGS if beats[name][landing]["to"] not in known]
    for name, landing in unknown:
        yield ["beats", name, landing, "to"], f"there is no beat `{beats[name][landing]['to']}`; write its name, or `end`."
    reached = _reached(beats, source["opening"])
    for name in beats:
        if name not in reached:
            yield ["beats", name], f"no way leads to `{name}`. Let a beat lead there, or take it out."
        hurried = beats[name].get("hurries_past", "")
        if history.plain(hurried) not in history.plain(beats[name]["says"]):
            yield ["beats", name, "hurries_past"], "these words are not in what the client says here. Copy them."
    endless = _ring(beats)
    if endless:
        yield ["beats", endless], f"from `{endless}` a way leads back to it, so a session may never end. Let it lead onward."
    if not (unknown or endless):
        yield from _ends(source)


def _ends(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield faults of length and endings, of a story whose ways all lead to the end."""
    replies, steps = shortest(source), [one["trust"] for one in source["endings"]]
    if replies < SHORTEST:
        yield (
            ["opening"],
            f"one way through has only {replies} replies; a session needs {SHORTEST}. Add beats to it.",
        )
    if steps[0] != story.CLOSED or steps != sorted({*steps}):
        yield ["endings"], "the first ending must have `trust: 0`, and each one after it more than the one before."
    elif max(trusts(source)) < steps[-1]:
        yield ["endings", len(steps) - 1], "no way through reaches so much trust. Ask for less, or give a beat `repair: true`."


def _ways(beats: dict[str, Any], name: str) -> set[str]:
    return {beats[name][landing]["to"] for landing in story.LANDINGS} & beats.keys()


def _reached(beats: dict[str, Any], opening: str) -> set[str]:
    reached, ahead = set(), [opening]
    while ahead:
        name = ahead.pop()
        ahead += _ways(beats, name) - reached
        reached.add(name)
    return reached


def _ring(beats: dict[str, Any]) -> str:
    """Return the first beat from which a way leads back to it, or ""."""
    return next((name for name in beats if any(name in _reached(beats, on) for on in _ways(beats, name))), "")


def shortest(source: dict[str, Any], start: str = "") -> int:
    """Return how many replies the shortest way from a beat (the opening, where none is named) to the end takes."""
    beats, now, replies = source["beats"], {start or source["opening"]}, 1
    while story.END not in {beats[name][landing]["to"] for name in now for landing in story.LANDINGS}:
        now, replies = set().union(*(_ways(beats, name) for name in now)), replies + 1
    return replies


def misses(source: dict[str, Any], start: str) -> int:
    """Return how many replies it takes from a beat to the end where each of them misses."""
    to = source["beats"][start]["missed"]["to"]
    return 1 if to == story.END else 1 + misses(source, to)


def trusts(source: dict[str, Any]) -> set[float]:
    """Return every trust with which a session may end."""
    beats, found, seen = source["beats"], set(), set()
    ahead = [(source["opening"], source["trust"])]
    while ahead:
        name, trust = at = ahead.pop()
        if name == story.END:
            found.add(trust)
        if name == story.END or at in seen:
            continue
        seen.add(at)
        after = ((one, story.moves(beats[name], one, trust)) for one in story.LANDINGS)
        ahead += [(beats[name][one]["to"], min(story.OPEN, max(story.CLOSED, trust + step))) for one, step in after]
    return found
