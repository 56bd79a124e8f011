"""The items of graded work that no lesson shows: what assignments ask beside replies, and how much of it was right.

An item is one YAML file in `items/choose/` (selected response) or `items/session/` (a whole session), formed as in the workbook.
The file's name is the name of the item in answers, notebook and gradebook, and so it is for ever.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement import workbook, yamlfile
from attunement.judging import labels as labelling
from attunement.judging.selected import Judged, graded, judge, known, labels, same_everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ITEMS",
    "Judged",
    "faults",
    "graded",
    "judge",
    "known",
    "labels",
    "load",
    "published",
    "same_everywhere",
    "session",
]

ITEMS = Path(__file__).parent / "items"
HALF = 0.5  # of the points: what needs no reading must not earn more
AT_ODDS = [  # what stands together in no item, or one without the other; and what to do
    ("order", "several", True, "an order gives each line one place. Take `several` out."),
    ("case", "client", True, "the client is in the casebook (`case`) or only here (`client`). Choose one of the two."),
    ("ends", "order", False, "only an order has `ends`. Write `order: true`, or take them out."),
    ("puts_away", "reads", False, "there is nothing to put away. Write what the learner `reads`, or take `puts_away` out."),
]


def load(name: str) -> dict[str, Any]:
    """Return the selected-response item `name` as its file has it; raise AuthorError where there is none."""
    return workbook.load("choose", name, ITEMS)


def session(name: str) -> dict[str, Any]:
    """Return the graded session `name` as its file has it; raise AuthorError where there is none."""
    return workbook.load("session", name, ITEMS)


@cache
def published(case_id: str) -> tuple[str, ...]:
    """Return the replies to a client that stand in the marking notes, and so in public: who hands one in earns nothing."""
    return tuple(yamlfile.read(ITEMS / "published.yaml").get(case_id, ()))


# What an author should mend


def faults(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where in a selected-response item (keys and indexes) an author should mend what, beyond its schema."""
    if bool(source.get("order")) == ("labels" in source):
        yield ["lines"], "an item has `labels`, or `order: true` and a `place` for each line. Choose one of the two."
        return
    for one, other, together, message in AT_ODDS:
        if source.get(one) and bool(source.get(other)) == together:
            yield [one], message
    slips = [*_lines(source)]
    yield from slips
    if graded(source) and not slips:
        yield from _given_away(source)


def _lines(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield what a line lacks, what has no meaning in it, and labels and places that there are not."""
    kind, needed, may = _expected(source)
    for number, line in enumerate(source["lines"]):
        for key in sorted(needed - line.keys()):
            yield ["lines", number], f"this line has no `{key}`."
        for key in sorted(line.keys() - needed - may):
            yield ["lines", number, key], f"`{key}` has no meaning in {kind}."
        if line.get("place", 1) > len(source["lines"]):
            yield ["lines", number, "place"], f"there are only {len(source['lines'])} places, one for each line."
        for steps, message in labelling.faults(line, labels(source)):
            yield ["lines", number, *steps], message


def _expected(source: dict[str, Any]) -> tuple[str, set[str], set[str]]:
    """Return what kind of item this is, what each of its lines needs, and what it may have."""
    always = {"words", "says", "why"}
    if not graded(source):
        return "a prediction, where every line has `of`", {"of"}, always
    if source.get("order"):
        return "an order, where every line has its `place`", {"place", "why"}, always
    return "an item with `labels`, where every line has what `fits`", {"fits", "why"}, {*always, "also"}


def _given_away(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where points could be had without reading."""
    count = len(source["lines"])
    if source.get("order"):
        yield from _left_as_written(source)
    elif same_everywhere(source) > count // 2:
        yield ["lines"], "one and the same answer is right for more than half of the lines. Mix the labels."
    elif any(_earns(source, turns) > HALF for turns in _turns(list(labels(source)), count)):
        yield ["lines"], "two labels that take turns, or change in the middle, earn more than half of the points. Mix them."


def _turns(names: list[str], count: int) -> Iterator[list[str]]:
    """Yield two labels by turns, and one for the first half of the lines and another for the second."""
    for one, other in permutations(names, 2):
        yield [(one, other)[number % 2] for number in range(count)]
        yield [one if number < count // 2 else other for number in range(count)]


def _left_as_written(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    places = [str(place) for place in range(1, len(source["lines"]) + 1)]
    if len({line["place"] for line in source["lines"]}) == 1:
        yield ["lines"], "all lines have the same place, so there is nothing to put in order."
    elif _earns(source, places) > 0:
        yield ["lines"], "the lines stand in the file almost as they belong. Mix them, so that leaving them earns nothing."
    elif _earns(source, places[::-1]) > HALF:
        yield ["lines"], "the lines stand in the file almost upside down. Mix them, so that turning them round earns little."


def _earns(source: dict[str, Any], pattern: list[str]) -> float:
    """Return what a pattern of labels, one for each line, earns."""
    return judge(source, {str(number): [label] for number, label in enumerate(pattern)}).share or 0.0
