"""Selected-response items: no pattern earns a point, no answer more than there is, and an author's slip has its line."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attunement import items, workbook
from attunement.errors import AuthorError
from attunement.exercises import catalogue

TRIAL = Path(__file__).parent / "data" / "items"
SAID, PARTS, ORDER, MEMORY, GUESS = (
    workbook.load("choose", name, TRIAL) for name in ("said-to-ama", "parts-for-ama", "order-for-ama", "from-memory", "a-guess")
)
REAL = [items.load(name) for name in workbook.ids("choose", items.ITEMS)]
GRADED = [one for one in [SAID, PARTS, ORDER, MEMORY, *REAL] if items.graded(one)]
LABELLED, ORDERED = [one for one in GRADED if "labels" in one], [one for one in GRADED if "order" in one]
titled = {"ids": lambda source: source["title"]}


def everywhere(source: dict[str, Any], *labels: str) -> dict[str, list[str]]:
    return {str(number): list(labels) for number in range(len(source["lines"]))}


def places(source: dict[str, Any], *wanted: int) -> items.Judged:
    return items.judge(source, {str(number): [str(place)] for number, place in enumerate(wanted)})


def key(source: dict[str, Any]) -> dict[str, list[str]]:
    one = not source.get("several")
    return {str(number): line["fits"][: 1 if one else None] for number, line in enumerate(source["lines"])}


def test_the_items_of_the_assignments_and_of_the_tests_are_in_order() -> None:
    assert [str(error) for folder in (items.ITEMS, TRIAL) for error in catalogue.check(folder)] == []
    assert len(REAL) > 10


@pytest.mark.parametrize("source", LABELLED, **titled)
def test_the_key_earns_all_and_one_answer_for_every_line_nothing(source: dict[str, Any]) -> None:
    assert items.judge(source, key(source)).share == 1.0
    names = list(items.labels(source))
    sizes = range(1, len(names) + 1 if source.get("several") else 2)
    assert {items.judge(source, everywhere(source, *some)).share for size in sizes for some in combinations(names, size)} == {0.0}
    assert items.judge(source, {}) == items.judge(source, everywhere(source, "?"))


@pytest.mark.parametrize("source", ORDERED, **titled)
def test_the_right_order_earns_all_and_no_order_that_needs_no_reading_earns_much(source: dict[str, Any]) -> None:
    wanted = [line["place"] for line in source["lines"]]
    as_written = range(1, len(wanted) + 1)
    assert places(source, *wanted).share == 1.0
    assert places(source, *(len(wanted) + 1 - place for place in wanted)).share == 0.0
    assert places(source, *as_written).share == 0.0
    assert places(source, *reversed(as_written)).share <= 0.5
    assert {places(source, *(place for _ in wanted)).share for place in as_written} == {0.0}


@given(st.data())
def test_no_answer_earns_less_than_nothing_or_more_than_all(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(GRADED))
    labels = st.lists(st.sampled_from([*items.labels(source), "?", ""]), max_size=9)
    lines = st.sampled_from([*map(str, range(len(source["lines"]))), "99", "read", "-1", "²"])
    chosen = data.draw(st.dictionaries(lines, labels))
    judged = items.judge(source, chosen)
    assert 0.0 <= judged.share <= 1.0
    assert 0 <= judged.right <= judged.of
    known = {line: [label for label in labels if label in items.labels(source)] for line, labels in chosen.items()}
    assert items.judge(source, known) == judged, "unknown labels change nothing"


@given(st.data())
def test_a_further_right_line_never_costs_and_a_wrong_one_never_gains(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(LABELLED))
    right, names = key(source), list(items.labels(source))
    chosen = {line: [data.draw(st.sampled_from(names))] for line in right}
    line = data.draw(st.sampled_from(sorted(right)))
    assert items.judge(source, chosen | {line: right[line]}).right >= items.judge(source, chosen).right
    assert items.judge(source, chosen | {line: []}).right <= items.judge(source, chosen).right


def test_where_several_fit_all_must_be_chosen_and_nothing_else() -> None:
    rights = [items.judge(PARTS, {"0": labels}).lines[0]["right"] for labels in (["waits", "sees"], ["sees"], [*PARTS["labels"]])]
    assert rights == [True, False, False]
    assert items.judge(PARTS, {"1": ["hurries", "sees"]}).lines[1]["right"], "what need not be chosen may be"
    assert items.judge(SAID, {"0": ["advises", "stays"]}).lines[0]["right"] is False, "two labels where one is asked for"


def test_in_an_order_only_pairs_that_differ_in_the_key_count() -> None:
    assert (places(ORDER, 3, 1, 4, 2).share, places(ORDER, 4, 1, 3, 2).share) == (1.0, 1.0)
    assert places(ORDER, 1, 1, 1, 1).right == 0
    assert (places(ORDER, 3, 2, 4, 1).right, places(ORDER, 3, 2, 4, 1).of) == (4, 5)


def test_a_prediction_is_shown_and_never_graded() -> None:
    judged = items.judge(GUESS, {"0": ["more"]})
    assert (judged.share, judged.lines[0]["chosen"], judged.lines[0]["of"]) == (None, ["more"], "reply-1")


def test_an_item_that_there_is_not_is_the_authors_mistake() -> None:
    for load in (items.load, items.session):
        with pytest.raises(AuthorError, match="there is no such exercise"):
            load("nothing")


def changed(source: dict[str, Any], number: int = 0, /, **line: Any) -> dict[str, Any]:
    lines = [dict(one) for one in source["lines"]]
    lines[number] = {name: value for name, value in (lines[number] | line).items() if value is not None}
    return source | {"lines": lines}


def keyed(source: dict[str, Any], name: str, *values: Any) -> dict[str, Any]:
    return source | {"lines": [line | {name: value} for line, value in zip(source["lines"], values, strict=False)]}


@pytest.mark.parametrize(
    ("source", "where", "message"),
    [
        (SAID | {"order": True}, ["lines"], "Choose one of the two"),
        (ORDER | {"several": True}, ["order"], "Take `several` out"),
        (PARTS | {"client": SAID["client"]}, ["case"], "Choose one of the two"),
        (SAID | {"ends": ORDER["ends"]}, ["ends"], "only an order has `ends`"),
        (SAID | {"puts_away": True}, ["puts_away"], "nothing to put away"),
        (changed(SAID, why=None), ["lines", 0], "no `why`"),
        (changed(SAID, fits=["sings"]), ["lines", 0, "fits"], "`sings` is no label here"),
        (changed(SAID, place=1), ["lines", 0, "place"], "no meaning in an item with `labels`"),
        (changed(ORDER, place=None), ["lines", 0], "no `place`"),
        (changed(ORDER, place=5), ["lines", 0, "place"], "only 4 places"),
        (changed(ORDER, fits=["1"]), ["lines", 0, "fits"], "no meaning in an order"),
        (changed(GUESS, fits=["more"]), ["lines", 0, "fits"], "no meaning in a prediction"),
        (changed(SAID, of="reply-1"), ["lines", 0, "fits"], "every line has `of`"),
        (keyed(SAID, "fits", *[["stays"]] * 4), ["lines"], "more than half of the lines"),
        (keyed(SAID, "fits", *[["stays"], ["advises"]] * 3), ["lines"], "take turns"),
        (keyed(SAID, "fits", *[["stays"]] * 3, *[["advises"]] * 3), ["lines"], "change in the middle"),
        (keyed(ORDER, "place", 1, 2, 3, 4), ["lines"], "almost as they belong"),
        (keyed(ORDER, "place", 4, 3, 2, 1), ["lines"], "almost upside down"),
        (keyed(ORDER, "place", 2, 2, 2, 2), ["lines"], "the same place"),
    ],
)
def test_an_author_is_told_what_to_mend(source: dict[str, Any], where: list[Any], message: str) -> None:
    steps, told = next(items.faults(source))
    assert steps == where
    assert message in told
