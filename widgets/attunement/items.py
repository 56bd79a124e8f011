"""The items of graded work that no lesson shows: what assignments ask beside replies, and how much of it was right.

An item is one YAML file in `items/choose/` (selected response) or `items/session/` (a whole session), formed as in the workbook.
The file's name is the name of the item in answers, notebook and gradebook, and so it is for ever.
"""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import workbook, yamlfile
from attunement.errors import AuthorError
from attunement.judging import labels as labelling

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEMS = Path(__file__).parent / "items"
HALF = 0.5  # of an order's pairs: what stands in the file must not be better than chance


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


def load(name: str) -> dict[str, Any]:
    """Return the selected-response item `name` as its file has it; raise AuthorError where there is none."""
    return workbook.load("choose", name, ITEMS)


def session(name: str) -> dict[str, Any]:
    """Return the graded session `name` as its file has it; raise AuthorError where there is none."""
    return workbook.load("session", name, ITEMS)


def labels(source: dict[str, Any]) -> dict[str, str]:
    """Return label → what it means; in an order the labels are the places, 1 first."""
    if not source.get("order"):
        return dict(source["labels"])
    count, ends = len(source["lines"]), source.get("ends", {})
    return {str(place): ends.get({1: "first", count: "last"}.get(place, ""), "") for place in range(1, count + 1)}


def graded(source: dict[str, Any]) -> bool:
    """Tell whether an item earns points; a prediction is recorded and earns none."""
    return all("of" not in line for line in source["lines"])


def judge(source: dict[str, Any], chosen: dict[str, list[str]]) -> Judged:
    """Judge what was `chosen` (number of the line, as text → labels) for an item.

    Each line counts as right or not. As many lines as one and the same answer everywhere would get right earn nothing (`free`):
    no pattern of ticks earns a point. What is right beyond them earns its part of the whole. In an order, pairs in the right
    order less pairs in the wrong order are counted (M. G. Kendall, Biometrika 30, 1938), and a reversed order earns nothing.
    """
    known = labels(source)
    given = [[label for label in chosen.get(str(number), ()) if label in known] for number in range(len(source["lines"]))]
    if source.get("order"):
        return _ordered(source, given)
    if not graded(source):
        return Judged(None, 0, 0, 0, [_line(line, one, None) for line, one in zip(source["lines"], given, strict=True)])
    rights = [_right(source, line, one) for line, one in zip(source["lines"], given, strict=True)]
    right, of, free = sum(rights), len(rights), same_everywhere(source)
    lines = [_line(line, one, ok) for line, one, ok in zip(source["lines"], given, rights, strict=True)]
    return Judged(max(0, right - free) / (of - free) if of > free else 0.0, right, of, free, lines)


def same_everywhere(source: dict[str, Any]) -> int:
    """Return how many lines the best answer that is the same for every line would get right."""
    known = list(labels(source))
    sizes = range(1, len(known) + 1 if source.get("several") else 2)
    patterns = chain.from_iterable(combinations(known, size) for size in sizes)
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
    return Judged(max(0, right - wrong) / len(pairs), right, len(pairs), 0, lines)


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


def faults(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where in a selected-response item (keys and indexes) an author should mend what, beyond its schema."""
    order = bool(source.get("order"))
    if order == ("labels" in source):
        yield ["lines"], "an item has `labels`, or `order: true` and a `place` for each line. Choose one of the two."
        return
    wanted = [] if not graded(source) else ["place", "why"] if order else ["fits", "why"]
    lacking = [(number, key) for number, line in enumerate(source["lines"]) for key in wanted if key not in line]
    for number, key in lacking:
        yield ["lines", number], f"this line has no `{key}`."
    for number, line in enumerate(source["lines"]):
        for steps, message in labelling.faults(line, labels(source)):
            yield ["lines", number, *steps], message
    if wanted and not lacking:
        yield from _given_away(source)


def _given_away(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where points could be had without reading."""
    if not source.get("order"):
        if same_everywhere(source) > len(source["lines"]) // 2:
            yield ["lines"], "one and the same answer is right for more than half of the lines. Let the labels take turns."
        return
    as_written = {str(number): [str(number + 1)] for number in range(len(source["lines"]))}
    if len({line["place"] for line in source["lines"]}) == 1:
        yield ["lines"], "all lines have the same place, so there is nothing to put in order."
    elif judge(source, as_written).right / judge(source, as_written).of > HALF:
        yield ["lines"], "the lines stand in the file almost as they belong. Mix them, so that leaving them earns nothing."


def check(folder: Path = ITEMS) -> list[AuthorError]:
    """Return everything an author should mend in the selected-response items, in the order of files and lines."""
    return workbook.check(folder) or [
        AuthorError(yamlfile.shown(path), yamlfile.line_of(path, steps), message)
        for path in sorted((folder / "choose").glob("*.yaml"))
        for steps, message in faults(yamlfile.read(path))
    ]
