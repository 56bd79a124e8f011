"""The story of a session: beats with three ways onward each, and a trust that every reply moves. No widgets here.

A beat is one thing the client says. The form check reads the reply against it; whether the client was met, heard or missed
decides which beat follows, and how far trust moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import feedback
from attunement.cases import Case, rung
from attunement.judging import formula

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

END = "end"
LANDINGS = ("met", "heard", "missed")
CLOSED, HALFWAY, OPEN = 0, 3, 6  # trust
MET, HEARD = 4, 3  # rungs of the ladder
SHORTEST = 8  # replies of a session
OWN = "self-focus"  # the skill under which the rubric has what is said of oneself


class Turn(NamedTuple):
    """What became of one reply: the beat it answered, its level (1 to 5), how it landed, trust (0 to 6) before and after."""

    beat: str
    text: str
    level: int
    reached: float  # the level as it was read, 1.0 to 5.0
    landing: str  # met, heard or missed
    again: bool  # a formula that was said before
    before: int
    trust: int
    next_step: str


def turn(source: dict[str, Any], beat: str, text: str, trust: int, earlier: Sequence[Turn] = ()) -> Turn | str:
    """Return what becomes of the reply `text` to a beat, or why it cannot be read; `earlier` are the turns of this session."""
    read, _ = reading(source, beat, text)
    if read["level"] is None:
        return read["reason"]
    level, again = rung(read["level"]), repeats(source, beat, text, earlier)
    landing = "missed" if again else "met" if level >= MET else "heard" if level >= HEARD else "missed"
    after = min(OPEN, max(CLOSED, trust + moves(source["beats"][beat], landing, trust)))
    return Turn(beat, text, level, read["level"], landing, again, trust, after, read["next_step"] or "")


def reading(source: dict[str, Any], beat: str, text: str) -> tuple[dict[str, Any], bool]:
    """Return what the form check says of a reply, and whether it left out what the learner says of themselves.

    To own one's part in what went wrong is how it is mended, so where something is to be mended that is no self-focus.
    """
    client = case(source, beat)
    read = feedback.respond(client, text)
    own = [finding for finding in read["findings"] if finding["skill"] == OWN]
    if not (own and source["beats"][beat].get("repair")):
        return read, False
    rest = text
    for finding in own:
        start, end = finding["start"], finding["end"]
        rest = rest[:start] + " " * (end - start) + rest[end:]
    without = feedback.respond(client, rest)
    better = (without["level"] or 0) > read["level"]
    return (without, True) if better else (read, False)


def repeats(source: dict[str, Any], beat: str, text: str, earlier: Sequence[Turn]) -> bool:
    """Tell whether a reply is a formula that this client has heard before."""
    beats = source["beats"]
    return formula.said_before(text, beats[beat]["says"], [(turn.text, beats[turn.beat]["says"]) for turn in earlier])


def case(source: dict[str, Any], beat: str) -> Case:
    """Return the client as one beat shows them, for the form check."""
    client, feelings, now = source["client"], source["feelings"], source["beats"][beat]
    known = {key: client[key] for key in ("name", "pronouns", "about")} | {key: tuple(feelings[key]) for key in feelings}
    empty = {"poor_reply": "", "poor_misses": "", "models": (), "lands": {}}
    return Case(
        id="",
        language="en",
        difficulty="hard",
        scene=now["does"],
        says=now["says"],
        strengths=tuple(source["strengths"]),
        hurries_past=now.get("hurries_past", ""),
        **known,
        **empty,
    )


def moves(beat: dict[str, Any], landing: str, trust: int) -> int:
    """Return how many steps trust moves; to be heard is enough while there is little of it, and mending counts double."""
    if "trust" in beat[landing]:
        return beat[landing]["trust"]
    if landing == "missed":
        return -1
    if beat.get("repair"):
        return 2 if landing == "met" else 1
    return 1 if landing == "met" or trust < HALFWAY else 0


def ending(source: dict[str, Any], trust: int) -> dict[str, Any]:
    """Return the highest ending that trust has reached."""
    return max((one for one in source["endings"] if one["trust"] <= trust), key=lambda one: one["trust"])


# What an author got wrong


def faults(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where a story does not hold: unknown, unreachable or endless beats, too short a way, endings out of order."""
    beats = source["beats"]
    if source["opening"] not in beats:
        yield ["opening"], f"there is no beat `{source['opening']}`."
        return
    unknown = [(name, landing) for name in beats for landing in LANDINGS if beats[name][landing]["to"] not in {*beats, END}]
    for name, landing in unknown:
        yield ["beats", name, landing, "to"], f"there is no beat `{beats[name][landing]['to']}`; write its name, or `end`."
    reached = _reached(beats, source["opening"])
    for name in beats:
        if name not in reached:
            yield ["beats", name], f"no way leads to `{name}`. Let a beat lead there, or take it out."
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
    if steps[0] != CLOSED or steps != sorted({*steps}):
        yield ["endings"], "the first ending must have `trust: 0`, and each one after it more than the one before."
    elif max(trusts(source)) < steps[-1]:
        yield ["endings", len(steps) - 1], "no way through reaches so much trust. Ask for less, or give a beat `repair: true`."


def _ways(beats: dict[str, Any], name: str) -> set[str]:
    return {beats[name][landing]["to"] for landing in LANDINGS} & beats.keys()


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


def shortest(source: dict[str, Any]) -> int:
    """Return how many replies the shortest way from the opening to the end takes."""
    beats, now, replies = source["beats"], {source["opening"]}, 1
    while END not in {beats[name][landing]["to"] for name in now for landing in LANDINGS}:
        now, replies = set().union(*(_ways(beats, name) for name in now)), replies + 1
    return replies


def trusts(source: dict[str, Any]) -> set[int]:
    """Return every trust with which a session may end."""
    beats, found, seen = source["beats"], set(), set()
    ahead = [(source["opening"], source["trust"])]
    while ahead:
        name, trust = at = ahead.pop()
        if name == END:
            found.add(trust)
        if name == END or at in seen:
            continue
        seen.add(at)
        after = ((one, moves(beats[name], one, trust)) for one in LANDINGS)
        ahead += [(beats[name][one]["to"], min(OPEN, max(CLOSED, trust + step))) for one, step in after]
    return found
