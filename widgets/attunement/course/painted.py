"""A reply with its findings painted into it: pieces of text for a page to escape, and the reasons that their numbers lead to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attunement import feedback

if TYPE_CHECKING:
    from collections.abc import Iterable

SIGNS = {1: "reached", -1: "way", 0: "neutral"}


def reasons(text: str, findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the findings of a reply as numbered reasons, in the order in which the words were written.

    Findings on the same words with the same sign have one number. Each reason: number, start, end (code points), sign ("reached",
    "way" or "neutral"), quote (the learner's words) and `says` ([{skill, why, instead}]).
    """
    found: dict[tuple[int, int, int], list[dict[str, Any]]] = {}
    for one in findings:
        found.setdefault((one["start"], one["end"], one["valence"]), []).append(one)
    places = sorted(found, key=lambda place: place[:2])
    return [_reason(text, number, place, found[place]) for number, place in enumerate(places, start=1)]


def _reason(text: str, number: int, place: tuple[int, int, int], findings: list[dict[str, Any]]) -> dict[str, Any]:
    start, end, valence = place
    says = [{part: one[part] for part in ("skill", "why", "instead")} for one in findings]
    quote = feedback.quote(text, start, end) if end > start else ""
    return {"number": number, "start": start, "end": end, "sign": SIGNS[valence], "quote": quote, "says": says}


def pieces(text: str, marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a reply cut where a mark begins or ends, so that marks which overlap are painted on both.

    Each piece: words, signs (those of the marks over it; no sign where nothing was found), and `ends`, the marks that end here
    and whose numbers follow the words. Together the words are the whole reply.
    """
    cuts = sorted({0, len(text), *(place for mark in marks for place in (mark["start"], mark["end"]) if 0 < place < len(text))})
    return [_piece(text, start, end, marks) for start, end in pairwise(cuts)]


def _piece(text: str, start: int, end: int, marks: list[dict[str, Any]]) -> dict[str, Any]:
    over = [mark for mark in marks if mark["start"] < end and mark["end"] > start]
    signs = [sign for sign in SIGNS.values() if any(mark["sign"] == sign for mark in over)]
    return {"words": text[start:end], "signs": signs, "ends": [mark for mark in over if mark["end"] <= end]}
