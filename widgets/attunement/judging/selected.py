"""What a selected-response item is worth: each line gets a label, several labels, or a place in an order. No widgets here."""

from __future__ import annotations

from itertools import chain, combinations
from typing import Any, NamedTuple


class Judged(NamedTuple):
    """What became of a selected-response item.

    `share` is 0.0 to 1.0, None where nothing is graded; `right` of `of` lines (or of pairs, in an order) were right, and `free`
    of them is what one and the same answer for every line would get; `lines` holds for each line its `words`, `says`, `why`, what
    was `chosen`, what `fits`, and `right` (None in an order and in a prediction, which are not judged line by line).
    """

    share: float | None
    right: int
    of: int
    free: int
    lines: list[dict[str, Any]]


def labels(source: dict[str, Any]) -> dict[str, str]:
    """Return label → what it means; in an order the labels are the places, 1 first."""
    if not source.get("order"):
        return dict(source["labels"])
    count, ends = len(source["lines"]), source.get("ends", {})
    return {str(place): ends.get({1: "first", count: "last"}.get(place, ""), "") for place in range(1, count + 1)}


def graded(source: dict[str, Any]) -> bool:
    """Tell whether an item earns points; a prediction is recorded and earns none."""
    return all("of" not in line for line in source["lines"])


def known(source: dict[str, Any], chosen: dict[str, list[str]]) -> list[list[str]]:
    """Return for each line which of the labels `chosen` for it (number of the line, as text → labels) the item knows."""
    wanted = labels(source)
    return [[label for label in chosen.get(str(number), ()) if label in wanted] for number in range(len(source["lines"]))]


def judge(source: dict[str, Any], chosen: dict[str, list[str]]) -> Judged:
    """Judge what was `chosen` (number of the line, as text → labels) for an item; what the item does not know is passed over.

    Each line counts as right or not. As many lines as one and the same answer everywhere would get right earn nothing (`free`):
    to tick without reading earns nothing. What is right beyond them earns its part of the whole. In an order, pairs in the right
    order less pairs in the wrong order are counted (M. G. Kendall, Biometrika 30, 1938), and a reversed order earns nothing.
    """
    given = known(source, chosen)
    if not graded(source):
        return Judged(None, 0, 0, 0, [_line(line, one, None) for line, one in zip(source["lines"], given, strict=True)])
    if source.get("order"):
        return _ordered(source, given)
    rights = [_right(source, line, one) for line, one in zip(source["lines"], given, strict=True)]
    right, of, free = sum(rights), len(rights), same_everywhere(source)
    lines = [_line(line, one, ok) for line, one, ok in zip(source["lines"], given, rights, strict=True)]
    return Judged(max(0, right - free) / (of - free) if of > free else 0.0, right, of, free, lines)


def same_everywhere(source: dict[str, Any]) -> int:
    """Return how many lines the best answer that is the same for every line would get right."""
    names = list(labels(source))
    sizes = range(1, len(names) + 1 if source.get("several") else 2)
    patterns = chain.from_iterable(combinations(names, size) for size in sizes)
    return max(sum(_right(source, line, list(pattern)) for line in source["lines"]) for pattern in patterns)


def _right(source: dict[str, Any], line: dict[str, Any], given: list[str]) -> bool:
    fits, also = set(line["fits"]), set(line.get("also", ()))
    if source.get("several"):
        return fits <= {*given} <= fits | also
    return len(given) == 1 and given[0] in fits | also


def _ordered(source: dict[str, Any], given: list[list[str]]) -> Judged:
    """Judge an order; two lines in one place, or a line without a place, make pairs that are neither right nor wrong."""
    places = [int(one[0]) if len(one) == 1 else None for one in given]
    pairs = [(a, b) for a, b in combinations(range(len(places)), 2) if _place(source, a) != _place(source, b)]
    right = sum(_agrees(source, places, a, b) > 0 for a, b in pairs)
    wrong = sum(_agrees(source, places, a, b) < 0 for a, b in pairs)
    lines = [_line(line, one, None) for line, one in zip(source["lines"], given, strict=True)]
    return Judged(max(0, right - wrong) / max(1, len(pairs)), right, len(pairs), 0, lines)


def _agrees(source: dict[str, Any], places: list[int | None], a: int, b: int) -> int:
    """Return +1 where two lines stand in the order of the key, -1 the other way round, 0 where they are level or not placed."""
    first, second = places[a], places[b]
    if first is None or second is None or first == second:
        return 0
    return 1 if (first < second) == (_place(source, a) < _place(source, b)) else -1


def _place(source: dict[str, Any], number: int) -> int:
    return source["lines"][number]["place"]


def _line(line: dict[str, Any], given: list[str], right: bool | None) -> dict[str, Any]:  # noqa: FBT001 (one of three outcomes)
    fits = [str(line["place"])] if "place" in line else line.get("fits", [])
    told = {key: line.get(key, "") for key in ("words", "says", "why", "of")}
    return {**told, "chosen": given, "fits": fits, "also": line.get("also", []), "right": right}
