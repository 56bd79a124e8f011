"""The pace of a passage: when in a silence a word comes too soon or in time, and how long each part of it lasts.

The page is told how long the parts last and tells which part it was in. What a part means stays here: no clock is graded.
"""

from __future__ import annotations

from typing import Any

SLACK = 0.75  # seconds: who speaks a little before the author's range is not too soon
SHORT = 2.0  # seconds: a breath of this length or less is one part


def beats(silence: dict[str, Any] | None) -> list[tuple[str, float]]:
    """Return the parts of a silence in order: ("early" or "within", seconds). A silence without `from` is the client's own."""
    if not silence:
        return []
    end = silence["to"]
    opens = silence.get("from", end)
    early = opens - min(SLACK, opens / 4) if "from" in silence else end
    return [*_halved("early", early), *_halved("within", end - early)]


def _halved(zone: str, seconds: float) -> list[tuple[str, float]]:
    if seconds <= 0:
        return []
    count = 1 if seconds <= SHORT else 2
    return [(zone, round(seconds / count, 2))] * count


def middle(passage: dict[str, Any], clause: int | None, beat: int | None) -> float:
    """Return where the middle of a clause, or of a part of the silence, stands in the passage, in seconds."""
    spoken = [clause["seconds"] for clause in passage["says"]]
    if clause is not None:
        return sum(spoken[:clause]) + spoken[clause] / 2
    quiet = [seconds for _, seconds in beats(passage.get("silence"))]
    return sum(spoken) + (sum(quiet[:beat]) + quiet[beat] / 2 if beat is not None else sum(quiet))


def broken(passage: dict[str, Any], clause: int) -> tuple[str, str, str]:
    """Return what was heard of a passage that breaks off in `clause`, the rest of that clause, and all that did not come."""
    words = [one["words"] for one in passage["says"]]
    inner = words[clause].split()
    half = (len(inner) + 1) // 2
    heard, fades = " ".join([*words[:clause], *inner[:half]]), " ".join(inner[half:])
    return heard.rstrip(" .,;:?") + " …", fades, " ".join([*inner[half:], *words[clause + 1 :]])


def whole(passage: dict[str, Any]) -> str:
    """Return all that a client says in a passage."""
    return " ".join(clause["words"] for clause in passage["says"])
