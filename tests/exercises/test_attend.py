"""Attend: nothing is heard past what calls one away; what was said is recalled among statements and in one's own words."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record
from attunement.exercises.attend import Attend
from attunement.judging import recall

from .conftest import comes_back, tell

SORTED = ["said", "almost", "not", "said", "almost", "not"]


@pytest.fixture
def nights() -> Attend:
    return Attend("two-nights")


def listen(exercise: Attend, story: int = 0) -> None:
    for number, passage in enumerate(exercise.source["stories"][story]["passages"]):
        tell(exercise, do="on", story=story, passage=number)
        if "then" in passage:
            tell(exercise, do="aside", story=story, passage=number)


def bring_back(exercise: Attend, words: list[str], story: int = 0, choices: list[str] | None = None) -> None:
    for item, choice in enumerate(choices or SORTED):
        tell(exercise, do="sort", story=story, item=item, choice=choice)
    for item, said in enumerate(words):
        tell(exercise, do="recall", story=story, item=item, words=said)


def test_words_are_found_in_any_form_and_order() -> None:
    assert recall.found("She'd counted, with her hands.", ["thermometer", "hand", "count"]) == "hand"
    assert recall.found("on sacks full of flour", ["flour sack"]) == "flour sack"
    assert recall.found("number 14", ["fourteen", "14"]) == "14"
    assert recall.found("", ["hand"]) is None
    assert recall.found("handy handle", ["hand"]) is None


@pytest.mark.parametrize("name", ["two-nights", "the-missing-word", "the-school-caretaker"])
def test_every_accepted_wording_is_found(name: str) -> None:
    for story in Attend(name).source["stories"]:
        for one in story["recalls"]:
            assert all(recall.found(f"It was {wording}, I think.", [wording]) for wording in one["accepts"])


def test_what_interrupts_hides_the_story_until_it_is_put_aside(nights: Attend) -> None:
    assert nights.state["passage"]["says"].startswith("On Tuesday")
    tell(nights, do="on", story=0, passage=0)
    assert nights.state["passage"]["then"]["aside"] == "Put it in the drawer"
    assert nights.said["heard"].startswith("Your phone. Your phone buzzes")
    tell(nights, do="on", story=0, passage=0)
    assert nights.said["text"] == nights.word("attend_first_aside")
    tell(nights, do="aside", story=0, passage=0)
    assert (nights.state["passage"]["number"], nights.state["passage"]["then"]) == (1, None)
    assert nights.said["heard"].startswith("The drawer is shut.")
    assert "I rang the owner." in nights.said["heard"]


def test_the_story_is_covered_while_it_is_recalled(nights: Attend) -> None:
    assert nights.state["statements"] == nights.state["whole"] == []
    listen(nights)
    assert (nights.state["stage"], nights.state["passage"], nights.state["whole"]) == ("recall", None, [])
    assert len(nights.state["statements"]) == 6
    bring_back(nights, ["her hand", "flour", "the wood"])
    assert nights.state["stage"] == "between"
    assert len(nights.state["whole"]) == 5


def test_a_near_miss_is_told_what_was_said(nights: Attend) -> None:
    listen(nights)
    tell(nights, do="sort", story=0, item=1, choice="said")
    look = nights.state["sorts"]["1"]
    assert (look["fits"], look["remarks"][0]["valence"]) == (False, -1)
    assert look["remarks"][0]["why"].startswith('You chose "Said". He rang four times')


def test_own_words_have_a_hint_and_a_second_look(nights: Attend) -> None:
    listen(nights)
    tell(nights, do="recall", story=0, item=0, words="a thermometer")
    assert nights.state["told"]["0"]["open"]
    assert "She needed no thermometer." in nights.said["heard"]
    tell(nights, do="recall", story=0, item=0, words="she counted to seven")
    look = nights.state["told"]["0"]
    assert (look["found"], look["open"]) == (True, False)
    assert "“She put her hand in and counted”. It is what he inherited" in look["remarks"][0]["why"]
    tell(nights, do="recall", story=0, item=0, words="again")
    assert nights.said["trouble"]
    tell(nights, do="recall", story=0, item=1, words=" ")
    assert not nights.state["told"]["1"]["open"]
    assert "trust your own reading" not in nights.said["heard"]  # there were none
    for _ in range(2):
        tell(nights, do="recall", story=0, item=2, words="about the ferry")
    assert "trust your own reading" in nights.said["heard"]


def test_one_story_to_its_end() -> None:
    school = Attend("the-school-caretaker")
    listen(school)
    bring_back(school, ["the boat", "gauges", ""], choices=["said", "said", *SORTED[2:]])
    assert (school.state["stage"], school.state["sides"][0]["found"]) == ("end", 7)
    assert "7 of 9" in school.said["text"]
    tell(school, do="sort", story=0, item=1, choice="almost")
    assert [(one.skill, one.share) for one in record.current().results] == [("attention", 0.778)]


def test_two_stories_stand_side_by_side(nights: Attend) -> None:
    listen(nights)
    bring_back(nights, ["her hand", "flour", "the wood"])
    assert record.current().results == []
    tell(nights, do="second", breathed=1)
    assert (nights.state["stage"], nights.state["client"]["name"], nights.state["sorts"]) == ("listen", "Lindiwe", {})
    listen(nights, 1)
    bring_back(nights, ["stories", "", "box"], 1)
    first, second = nights.state["sides"]
    assert first == {"name": "Oriol", "breathed": False, "found": 9, "count": 9, "sorted": 6, "statements": 6}
    assert second == {"name": "Lindiwe", "breathed": True, "found": 8, "count": 9, "sorted": 6, "statements": 6}
    assert record.current().results[0].share == 0.944


@pytest.mark.parametrize(
    "message",
    [
        {"do": "on", "story": 0, "passage": 1},
        {"do": "on", "story": 1, "passage": 0},
        {"do": "on"},
        {"do": "aside", "story": 0, "passage": 0},
        {"do": "sort", "story": 0, "item": 0, "choice": "said"},
        {"do": "recall", "story": 0, "item": 0, "words": "hand"},
        {"do": "second", "breathed": 1},
    ],
)
def test_what_is_not_its_turn_changes_nothing(nights: Attend, message: dict[str, Any]) -> None:
    tell(nights, **message)
    assert nights.said["trouble"]
    assert (nights.kept["steps"], nights.state["passage"]["number"]) == ([], 0)


@pytest.mark.parametrize("fields", [{"item": 9}, {"choice": "maybe"}, {"choice": ["said"]}, {"story": 1}, {"item": None}])
def test_what_is_no_answer_changes_nothing(nights: Attend, fields: dict[str, Any]) -> None:
    listen(nights)
    tell(nights, **({"do": "sort", "story": 0, "item": 0, "choice": "said"} | fields))
    assert nights.said["trouble"]
    tell(nights, do="recall", story=0, item=0, words="x" * 401)
    tell(nights, do="second", breathed="yes")
    assert (nights.state["sorts"], nights.state["told"]) == ({}, {})


def test_steps_that_come_back_are_carried_out_again(nights: Attend) -> None:
    listen(nights)
    bring_back(nights, ["her hand", "flour", "the wood"])
    tell(nights, do="second", breathed=0)
    tell(nights, do="on", story=1, passage=0)
    again = comes_back(nights)
    tell(again, do="again")
    assert (again.state["story"], again.state["passage"]["number"], again.kept["steps"]) == (0, 0, [])


def test_faults_are_told_to_the_author() -> None:
    story = {
        "passages": [{"says": "The bus was late."}],
        "statements": [
            {"is": "said", "words": "It rained.", "was": "Nobody was late."},
            {"is": "not", "words": "She ran.", "was": "No."},
        ],
        "recalls": [
            {"asks": "What was late?", "hint": "It has wheels.", "said": "The tram was late.", "accepts": ["tram"]},
            {"asks": "When did it come?", "hint": "It was due.", "said": "The bus was late.", "accepts": ["tram"]},
            {"asks": "What was it?", "hint": "It stops.", "said": "The bus was late.", "accepts": ["bus", "late"]},
        ],
    }
    assert [steps for steps, _ in Attend.faults({"breath": True, "stories": [story]})] == [
        ["breath"],
        ["stories", 0, "passages"],
        ["stories", 0, "statements"],
        ["stories", 0, "recalls", 0, "said"],
        ["stories", 0, "recalls", 1, "accepts"],  # the words of the story are not accepted
        ["stories", 0, "recalls", 1, "accepts"],  # the first question told them
        ["stories", 0, "recalls", 2, "accepts"],  # so did a statement
    ]


def test_stories_side_by_side_are_built_alike_and_a_wording_has_a_word(nights: Attend) -> None:
    first, second = nights.source["stories"]
    longer = {**second, "recalls": [*second["recalls"], {**second["recalls"][1], "accepts": ["lipstick", "??"]}]}
    assert [(steps, message[:6]) for steps, message in Attend.faults({"stories": [first, longer]})] == [
        (["stories", 1, "recalls"], "two st"),
        (["stories", 1, "recalls", 3, "accepts"], "`??` h"),
    ]
