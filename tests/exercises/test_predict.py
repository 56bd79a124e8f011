"""Predict: a guess comes first, the gap is told in words, and earlier tries stay for the picture."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from attunement import record
from attunement.exercises.predict import Predict
from attunement.judging import calibration
from attunement.judging.calibration import Guess

from .conftest import comes_back, tell

GUESSES = [4, 2, 3, 4, 3, 4]


@pytest.fixture
def joan() -> Predict:
    return Predict("joan-01")


@pytest.fixture
def own() -> Predict:
    return Predict("own-replies")


def guess_all(exercise: Predict, levels: list[int] = GUESSES) -> None:
    for item, level in enumerate(levels):
        tell(exercise, do="guess", item=item, level=level)


def test_nothing_that_was_read_is_told_before_the_guess(joan: Predict) -> None:
    assert joan.state["looks"] == {}
    assert {key for item in joan.task["items"] for key in item} == {"client", "reply"}
    assert set(joan.task["items"][0]["client"]) == {"id", "name", "about", "scene", "says"}


def test_a_guess_is_set_beside_the_form_check_and_the_author(joan: Predict) -> None:
    tell(joan, do="guess", item=0, level=4)
    look = joan.state["looks"]["0"]
    assert (look["guessed"], look["check"]["level"], look["author"]) == (4, 2, 2)
    assert look["gap"] == "Your guess is 2 steps higher than what the form check reads."
    assert look["gap"] in joan.said["heard"]
    assert "The author gives level 2." in joan.said["heard"]
    assert look["gist"] == "guess 4, read 2, 2 steps higher"
    assert look["why"] in joan.said["heard"]


def test_where_author_and_form_check_differ_it_is_said(joan: Predict) -> None:
    tell(joan, do="guess", item=4, level=2)
    look = joan.state["looks"]["4"]
    assert look["check"]["level"] != look["author"]
    assert look["apart"].startswith("Author and form check differ.")
    assert "person" not in look["apart"], "the authors are not people, and lesson 00 says so"


def test_a_guess_is_closed_once_the_reading_is_seen(joan: Predict) -> None:
    tell(joan, do="guess", item=0, level=4)
    tell(joan, do="guess", item=0, level=2)
    assert joan.said["trouble"]
    assert joan.state["looks"]["0"]["guessed"] == 4


def test_the_end_says_which_way_the_guesses_lean_and_judges_nobody(joan: Predict) -> None:
    guess_all(joan)
    assert joan.said["text"] == "You guessed higher than the form check reads in 3 of 6."
    assert "reply 1, to Joan: you guessed 4, the form check reads 2" in joan.state["finding"]["ask"]
    assert len(joan.state["finding"]["rows"]) == 6
    assert [(one.exercise, one.share) for one in record.current().results] == [("predict/joan-01", None)]


def test_an_own_reply_is_read_after_the_guess_only(own: Predict) -> None:
    tell(own, do="guess", item=0, level=5, text="  ")
    assert own.said["trouble"]
    text = "The picture froze, and you were so far away. You joke, and I hear how much that hurt."
    tell(own, do="guess", item=0, level=3, text=text)
    look = own.state["looks"]["0"]
    assert (look["check"]["text"], look["author"], look["why"]) == (text, None, "")
    assert own.kept["steps"][0]["text"] == text


def test_a_reply_without_a_level_is_no_point_but_a_question_for_a_person(own: Predict) -> None:
    for item in range(4):
        tell(own, do="guess", item=item, level=3, text="1234")
    assert own.state["looks"]["0"]["gap"].endswith("Ask a colleague how this would land.")
    assert own.state["finding"] == {}
    assert own.caption["stamp"] == 0
    assert own.said["text"] == "You have guessed at all replies."


def test_a_new_try_keeps_the_earlier_guesses_also_over_a_reload(joan: Predict) -> None:
    guess_all(joan)
    tell(joan, do="again")
    assert (joan.state["looks"], joan.state["round"]) == ({}, 2)
    tell(joan, do="again")
    assert joan.said["trouble"]
    tell(joan, do="guess", item=0, level=2)
    assert "Earlier tries (6)" in joan.state["finding"]["over"]
    assert [row[1] for row in joan.state["finding"]["rows"]] == ["1"] * 6 + ["2"]
    back = comes_back(joan)
    tell(back, do="forget")
    assert (back.state["round"], back.state["finding"], back.caption["stamp"]) == (1, {}, 0)


def test_where_no_more_steps_can_be_kept_a_new_try_begins_from_nothing(joan: Predict) -> None:
    guess_all(joan)
    joan._steps = joan._steps * 66
    tell(joan, do="again")
    assert (joan.state["round"], joan.kept["steps"]) == (1, [])


def test_the_picture_is_drawn_in_words_and_as_svg(joan: Predict) -> None:
    tell(joan, do="draw", width=500)
    assert joan.picture == {}
    guess_all(joan)
    assert "guessed 4, read 2" in joan.caption["alt"]
    tell(joan, do="draw", width=500, dark=True)
    drawn = base64.b64decode(joan.picture["svg"]).decode()
    assert "as guessed" in drawn
    tell(joan, do="draw", width=500, dark=True)
    assert base64.b64decode(joan.picture["svg"]).decode() == drawn


@pytest.mark.parametrize("fields", [{}, {"item": 0}, {"item": 9, "level": 1}, {"item": 0, "level": 6}, {"item": 0, "level": "3"}])
def test_what_is_no_guess_changes_nothing(joan: Predict, fields: dict[str, Any]) -> None:
    tell(joan, do="guess", **fields)
    assert joan.said["trouble"]
    assert (joan.state["looks"], joan.kept["steps"]) == ({}, [])


def test_a_given_reply_takes_no_long_words_with_it(joan: Predict) -> None:
    tell(joan, do="guess", item=0, level=1, text="x" * 6_000)
    assert joan.kept["steps"] == []


def test_the_most_frequent_side_is_the_finding() -> None:
    def lean(*pairs: tuple[int, int]) -> str:
        return calibration.lean([Guess(0, item, *pair) for item, pair in enumerate(pairs)])

    assert lean((4, 2), (3, 2), (1, 1)) == "more"
    assert lean((1, 2), (3, 4), (1, 1)) == "less"
    assert lean((1, 1)) == "same"
    assert lean((1, 2), (2, 1)) == "mixed"


def test_earlier_and_later_are_tries_or_the_halves_of_one() -> None:
    one = [Guess(0, item, 3, 3) for item in range(5)]
    assert [len(part) for part in calibration.parted(one)] == [2, 3]
    assert [len(part) for part in calibration.parted([*one, Guess(1, 0, 3, 1)])] == [5, 1]
    assert calibration.away([Guess(0, 0, 5, 2), Guess(0, 1, 1, 2)]) == 2.0
    assert calibration.widest([Guess(0, 0, 5, 1), Guess(1, 0, 3, 3)]) is None


def test_an_author_is_told_what_is_missing() -> None:
    source = {
        "items": [
            {"reply": "You are worn out."},
            {"case": "maya-01", "reply": "You are worn out."},
            {"case": "maya-01", "reply": "12 345 678 90", "level": 2, "why": "…"},
            {"case": "maya-01"},
            {"case": "maya-01", "level": 3},
        ]
    }
    assert [steps for steps, _ in Predict.faults(source)] == [["items", 0], ["items", 1], ["items", 2, "reply"], ["items", 4]]
