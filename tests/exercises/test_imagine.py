"""Imagine: whose voice a paragraph has, which question finds out, and what was not imagined."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record
from attunement.exercises.imagine import Imagine
from attunement.judging import voice

from .conftest import tell

INSIDE = "I keep my coat on, because then I can go. Everyone is tired, and I lie awake, and the boy is there again."
OUTSIDE = "Maya is sad and she needs help with coping. It sounds like a hard time for her after such a night at work."


@pytest.fixture
def maya() -> Imagine:
    return Imagine("maya-01")


def signs(exercise: Imagine) -> list[int]:
    return [remark["valence"] for remark in exercise.state["look"]["remarks"]]


def test_what_the_client_says_waits_for_a_question_that_finds_out(maya: Imagine) -> None:
    tell(maya, do="wonder", question=2)
    assert maya.said["text"].startswith("Write the paragraph first.")
    tell(maya, do="write", text=INSIDE, sure=4)
    tell(maya, do="wonder", question=0)
    assert maya.state["account"] == {}
    assert "I suppose so." in maya.said["heard"]
    tell(maya, do="wonder", question=2)
    assert "sandwich" in maya.state["account"]["says"]
    assert set(maya.task) == {"key", "title", "ask", "client", "questions"}


def test_a_paragraph_from_inside_that_keeps_the_facts(maya: Imagine) -> None:
    tell(maya, do="write", text=INSIDE, sure=3)
    assert signs(maya) == [1, 1]
    assert "Only Maya can." in maya.said["text"]


def test_a_paragraph_from_outside_in_our_own_words(maya: Imagine) -> None:
    tell(maya, do="write", text=OUTSIDE, sure=3)
    remarks = maya.state["look"]["remarks"]
    assert signs(maya) == [-1, -1, 1, 0]
    assert remarks[1]["quote"] == "Maya"
    assert "the coat" in remarks[3]["why"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I use coping skills and I am fine.", "coping"),
        ("I am the client here.", "the client"),
        ("I think it sounds like rain, and it sounds like home.", "it sounds like"),
        ("I do not want to go home yet.", ""),
    ],
)
def test_our_own_words_are_found(text: str, words: str) -> None:
    assert voice.from_outside(text, "Maya") == words


def test_confidence_is_set_beside_what_stood_there(maya: Imagine) -> None:
    tell(maya, do="compare", points=[])
    assert maya.said["trouble"]
    tell(maya, do="write", text=INSIDE, sure=4)
    tell(maya, do="wonder", question=3)
    tell(maya, do="compare", points=[0])
    assert maya.state["met"]["told"].startswith("1 of 4 stood in your paragraph, and your confidence was 4 of 5.")
    tell(maya, do="compare", points=[0, 1, 2, 3])
    assert "ask Maya all the same" in maya.state["met"]["told"]
    assert [(one.exercise, one.share) for one in record.current().results] == [("imagine/maya-01", None)]


def test_steps_that_come_back_are_carried_out_again(maya: Imagine) -> None:
    tell(maya, do="write", text=INSIDE, sure=2)
    for question in (0, 2, 0):
        tell(maya, do="wonder", question=question)
    tell(maya, do="compare", points=[])
    back = Imagine("maya-01")
    tell(back, do="restore", **maya.kept)
    assert back.kept == maya.kept
    assert {**back.state, "count": 0} == {**maya.state, "count": 0}
    assert [one["question"] for one in back.state["answers"]] == [2, 0]
    tell(back, do="again")
    assert (back.state["look"], back.state["answers"], back.state["account"]) == ({}, [], {})


@pytest.mark.parametrize(
    "content",
    [
        {"do": "write", "text": "I am fine.", "sure": 2},
        {"do": "write", "text": INSIDE},
        {"do": "write", "text": INSIDE, "sure": 6},
        {"do": "write", "text": INSIDE * 50, "sure": 2},
        {"do": "wonder", "question": 9},
        {"do": "wonder"},
        {"do": "compare", "points": [7]},
    ],
)
def test_what_cannot_be_done_changes_nothing(maya: Imagine, content: dict[str, Any]) -> None:
    tell(maya, **content)
    assert maya.said["trouble"]
    assert maya.kept["steps"] == []


def test_one_question_must_find_out() -> None:
    assert [steps for steps, _ in Imagine.faults({"questions": [{"words": "…"}]})] == [["questions"]]
    assert list(Imagine.faults({"questions": [{"words": "…", "opens": True}]})) == []


@pytest.mark.parametrize(("sure", "told"), [(3, "You were not very sure"), (4, "Being sure did not tell you")])
def test_half_and_half_is_not_called_sure(maya: Imagine, sure: int, told: str) -> None:
    tell(maya, do="write", text=INSIDE, sure=sure)
    assert maya.said["heard"].endswith("You can ask Maya below.")
    tell(maya, do="wonder", question=0)
    assert "It stands below." not in maya.said["heard"]
    tell(maya, do="wonder", question=2)
    assert maya.said["heard"].endswith("Maya goes on. It stands below.")
    tell(maya, do="compare", points=[0])
    assert told in maya.state["met"]["told"]
