"""A line said anew: to whom it goes, what came of it, and how the client might have gone on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import feedback, language
from attunement.cases import rung
from attunement.judging import labels, story
from attunement.scene import Scene
from attunement.scoring import PARTLY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.cases import Case

HEARD, MET = 3, 4  # rungs of the ladder


def before(turns: list[dict[str, Any]], line: int) -> dict[str, Any]:
    """Return what the client said last before a line."""
    return next(turn for turn in reversed(turns[:line]) if turn["who"] == "client")


def case(source: dict[str, Any], line: int) -> Case:
    """Return the client, for the form check, as they had just spoken when a line was said."""
    said, fault = before(source["turns"], line), source["turns"][line]["fault"]
    now = {"says": said["says"], "does": said.get("does", ""), "hurries_past": fault.get("hurries_past", "")}
    return story.case(source | {"beats": {"now": now}}, "now")


def look(client: Case, text: str, wants: str | None, word: Callable[..., str]) -> dict[str, Any]:
    """Return what came of a line said anew: {"text", "level" (a rung or None), "reached", "sure", "remarks"}.

    `wants` is the one of the four A's that it must show besides, or None. Where the form check is not sure, nothing is counted.
    """
    result = feedback.respond(client, text)
    level = rung(result["level"]) if result["level"] else None
    sure = result["verdict"] == "scored" and level is not None
    shows = not wants or (result["four_as"][wants] or 0) >= PARTLY
    way = next((one for one in result["findings"] if one["valence"] < 0), None)
    said = {"name": client.name, "level": level}
    if not sure:
        told = [{"valence": 0, "why": f"{word('repair_not_sure')} {result['reason']}"}]
    elif way:
        why = f"{word('repair_in_the_way')} {way['why']}"
        told = [{"valence": -1, "quote": text[way["start"] : way["end"]], "why": why, "instead": way["instead"]}]
    else:
        key = (
            "repair_not_yet"
            if (level or 0) < HEARD
            else "repair_elsewhere"
            if _elsewhere(client, text, result)
            else "repair_reached"
        )
        told = [{"valence": 1 if key == "repair_reached" else -1, "why": word(key, **said)}]
    if wants and sure:
        told.append(
            {"valence": 1 if shows else -1, "why": word("repair_strength_seen" if shows else "repair_strength_not", **said)}
        )
    reached = sure and all(one["valence"] > 0 for one in told)
    return {"text": text, "level": level, "reached": reached, "sure": sure, "remarks": told}


def _elsewhere(client: Case, text: str, result: dict[str, Any]) -> bool:
    """Tell whether it asks, with nothing in it that this client said, felt or showed: a good question alone takes up nothing."""
    return result["behaviour"] == "question" and not Scene(language.read(text), language.read(client.says), client).anchored


def onward(fault: dict[str, Any], tried: dict[str, Any]) -> dict[str, str]:
    """Return how the client might have gone on, as the author has it for such a level; {} where the form check cannot say."""
    if tried["level"] is None or not tried["sure"]:
        return {}
    level = tried["level"] if tried["reached"] else min(tried["level"], HEARD)
    if tried["remarks"][0]["valence"] < 0:
        return fault["onward"]["missed"]
    return fault["onward"]["met" if level >= MET else "heard" if level >= HEARD else "missed"]


def faults(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where in a file labels are not in the list, lines answer nobody, or nothing got in the way."""
    turns = source["turns"]
    if not any("fault" in turn for turn in turns):
        yield ["turns"], "no line has a `fault`. Add one to at least one line of the therapist."
    for number, turn in enumerate(turns):
        if turn["who"] == "therapist" and "why" not in turn:
            yield ["turns", number], "`why` is missing. Say what this line does, so that a mark on it can be answered."
        if "fault" not in turn:
            continue
        if turn["who"] == "client" or not any(one["who"] == "client" for one in turns[:number]):
            yield ["turns", number, "fault"], "only a line of the therapist that answers the client can have a `fault`."
        elif turn["fault"].get("hurries_past", "") not in before(turns, number)["says"]:
            yield (
                ["turns", number, "fault", "hurries_past"],
                "these words are not in what the client said just before. Copy them.",
            )
        for steps, message in _labels(turn["fault"], source.get("labels", {})) if turn["who"] == "therapist" else ():
            yield ["turns", number, "fault", *steps], message


def _labels(fault: dict[str, Any], known: dict[str, str]) -> Iterator[tuple[list[str | int], str]]:
    if known and "fits" not in fault:
        yield [], f"`fits` is missing, so no label would be right. Known are: {', '.join(known)}."
    yield from labels.faults(fault, known)
