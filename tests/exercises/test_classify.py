"""Classify: what fits, what differs, and how many fitted at first sight."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record
from attunement.exercises.classify import Classify

from .conftest import comes_back, tell

RIGHT = ["validation", "affirm", "praise", "reassurance", "validation", "affirm"]


@pytest.fixture
def pairs() -> Classify:
    return Classify("validate-or-affirm")


def signs(exercise: Classify, item: int) -> list[int]:
    return [remark["valence"] for remark in exercise.state["looks"][str(item)]["remarks"]]


def test_a_near_miss_is_told_its_own_reason_and_another_the_meaning_of_its_label(pairs: Classify) -> None:
    tell(pairs, do="label", item=0, labels=["affirm"])
    assert signs(pairs, 0) == [-1]
    assert "Nothing here is named as his doing." in pairs.said["heard"]
    tell(pairs, do="label", item=0, labels=["praise"])
    assert "gives a mark from above" in pairs.said["heard"]


def test_all_right_is_recorded_once_with_its_share(pairs: Classify) -> None:
    tell(pairs, do="label", item=0, labels=["praise"])
    for item, label in enumerate(RIGHT):
        tell(pairs, do="label", item=item, labels=[label])
    assert "5 of 6" in pairs.said["heard"]
    tell(pairs, do="label", item=0, labels=["affirm"])
    assert "5 of 6" in pairs.state["end"]  # it stays, and is said once
    assert "5 of 6" not in pairs.said["heard"]
    assert [(one.exercise, one.skill, one.share) for one in record.current().results] == [
        ("classify/validate-or-affirm", "affirmation", 0.833)
    ]


def test_where_all_fitted_nothing_is_called_looked_at_twice(pairs: Classify) -> None:
    for item, label in enumerate(RIGHT):
        tell(pairs, do="label", item=item, labels=[label])
    assert pairs.state["end"] == pairs.word("classify_end_all", count=6)


def test_where_several_may_fit_all_must_be_found_and_some_may(pairs: Classify) -> None:
    pairs.source = pairs.source | {
        "several": True,
        "items": [{"words": "You came.", "fits": ["affirm", "validation"], "also": ["praise"], "why": "Both are in it."}],
    }
    looks = {"affirm": False, "affirm praise": False, "affirm validation": True, "affirm validation praise": True}
    for labels, fits in looks.items():
        tell(pairs, do="label", item=0, labels=labels.split())
        assert pairs.state["looks"]["0"]["fits"] is fits
    tell(pairs, do="label", item=0, labels=["affirm", "validation", "reassurance"])
    assert signs(pairs, 0) == [-1, 1]


@pytest.mark.parametrize(
    ("options", "asks"),
    [
        ({}, "What does this sentence do?"),
        ({"several": True}, "What does this sentence do? Choose all that fit."),
        ({"acts": True}, "What may this tell the client?"),
        ({"asks": "What do you hear?", "several": True}, "What do you hear? Choose all that fit."),
        ({"asks": "What may this tell Ana?", "acts": True}, "What may this tell Ana?"),
    ],
)
def test_the_question_fits_what_is_shown(pairs: Classify, options: dict[str, Any], asks: str) -> None:
    pairs.source = pairs.source | options
    assert pairs.shows()["asks"] == asks


def test_an_act_is_never_called_a_sentence() -> None:
    body = Classify("said-with-the-body")
    assert body.shows()["acts"]
    for item, labels in enumerate([["turns away"], *(one["fits"][:1] for one in body.source["items"][1:])]):
        tell(body, do="label", item=item, labels=labels)
        assert "sentence" not in body.said["heard"]
    assert "all 6: 5 of them" in body.said["heard"]


@pytest.mark.parametrize("labels", [[], None, "affirm", ["affirm", "affirm"], ["unknown"], [1], [["affirm"]], ["affirm"] * 9])
def test_what_is_no_choice_changes_nothing(pairs: Classify, labels: Any) -> None:
    tell(pairs, do="label", item=0, labels=labels)
    assert pairs.state["looks"] == {}
    assert pairs.kept["steps"] == []
    assert pairs.said["trouble"]


def test_steps_that_come_back_are_carried_out_again(pairs: Classify) -> None:
    for item, label in enumerate(RIGHT):
        tell(pairs, do="label", item=item, labels=[label])
    again = comes_back(pairs)
    tell(again, do="again")
    assert (again.state["looks"], again.kept["steps"]) == ({}, [])
    assert again.kept["results"] == pairs.kept["results"]
    tell(again, do="forget")
    assert again.kept == {"steps": [], "results": []}
    assert record.current().results == []


def test_a_label_that_is_not_in_the_list_is_the_authors_fault() -> None:
    source = {"labels": {"affirm": "…"}, "items": [{"words": "…", "fits": ["afirm"]}]}
    assert [steps for steps, _ in Classify.faults(source)] == [["items", 0, "fits"]]


def test_a_label_cannot_both_fit_and_not() -> None:
    items = [{"fits": ["a"], "also": ["a"]}, {"fits": ["b", "b"]}, {"fits": ["a"], "also": ["b"], "not": {"b": "…"}}]
    found = list(Classify.faults({"labels": {"a": "…", "b": "…"}, "items": items}))
    assert [steps for steps, _ in found] == [["items", 0, "also"], ["items", 1, "fits"], ["items", 2, "not"]]
    assert found[2][1] == "`b` stands under `also` already. Keep it in one place."
