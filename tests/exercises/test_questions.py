"""Questions: sort by form and function, spot the exception, turn one; what is hostile changes nothing; steps come back."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record, workbook
from attunement.exercises.questions import MOST_TURNS, Questions

from .conftest import comes_back, tell

SORTED = [
    ("open", "open"),
    ("closed", "open"),
    ("closed", "closed"),
    ("open", "closed"),
    ("open", "closed"),
    ("closed", "closed"),
]
SPOTTED = [1, 2]
OPEN = "Your house is so tidy and quiet now. What are the evenings like?"
TURNS = [OPEN, "What went through you when he patted your arm?", "What was it like in the kitchen after that?"]


@pytest.fixture
def sorting() -> Questions:
    return Questions("form-and-function")


@pytest.fixture
def doors() -> Questions:
    return Questions("doors")


def signs(look: dict[str, Any]) -> list[int]:
    return [remark["valence"] for remark in look["remarks"]]


def test_form_and_function_are_judged_apart_and_each_has_its_reason(sorting: Questions) -> None:
    tell(sorting, do="sort", item=1, form="open", function="open")
    look = sorting.state["sorted"]["1"]
    assert signs(look)[:2] == [-1, 1]
    assert 'It begins with "Can you"' in look["remarks"][0]["why"]
    assert "count questions by their form" in look["remarks"][2]["why"]  # the other views
    assert sorting.said["heard"].startswith("Look again.")


def test_what_is_either_takes_both(sorting: Questions) -> None:
    sorting.source = sorting.source | {
        "sort": [{"words": "How are you?", "form": {"is": "open", "why": "…"}, "function": {"is": "either", "why": "…"}}]
    }
    for function in ("open", "closed"):
        tell(sorting, do="sort", item=0, form="open", function=function)
        assert sorting.state["sorted"]["0"]["fits"]


def test_all_is_recorded_once_with_what_fitted_at_first_sight(sorting: Questions) -> None:
    tell(sorting, do="sort", item=0, form="closed", function="open")
    for item, (form, function) in enumerate(SORTED):
        tell(sorting, do="sort", item=item, form=form, function=function)
    for item, question in enumerate(SPOTTED):
        tell(sorting, do="spot", item=item, question=question)
    assert "Of 8 questions you told 7 apart at first sight." in sorting.said["heard"]
    tell(sorting, do="spot", item=0, question=0)
    assert "Of 8 questions" in sorting.state["end"]  # it stays, and is said once
    assert "Of 8 questions" not in sorting.said["heard"]
    assert [(one.exercise, one.share) for one in record.current().results] == [("questions/form-and-function", 0.938)]


def test_a_question_is_read_by_form_and_by_function_with_one_next_step(doors: Questions) -> None:
    tell(doors, do="turn", item=0, text="How about joining a club?")
    first = doors.state["turned"]["0"]["tries"][0]
    assert (first["fits"], signs(first)[0]) == (False, -1)
    assert "advice with a question mark" in first["remarks"][0]["why"]
    assert first["remarks"][0]["quote"].startswith("How about joining a club")
    assert first["next"].startswith("Leave the remedy aside")
    assert doors.state["turned"]["0"]["models"] == []
    tell(doors, do="turn", item=0, text=OPEN)
    assert doors.state["turned"]["0"]["tries"][1]["fits"]
    assert len(doors.state["turned"]["0"]["models"]) == 3


def test_closed_in_form_and_open_in_function_is_taken_and_told(doors: Questions) -> None:
    tell(doors, do="turn", item=0, text="Would you like to tell me about the evenings?")
    look = doors.state["turned"]["0"]["tries"][0]
    assert look["fits"]
    assert "Osman could answer this with no and be right." in look["remarks"][0]["why"]
    assert "closed" in look["remarks"][1]["why"]


def test_where_the_form_check_is_not_sure_it_says_so_and_counts_nothing(doors: Questions) -> None:
    tell(doors, do="spot", item=0, question=2)
    for item, text in enumerate(TURNS[:2]):
        tell(doors, do="turn", item=item, text=text)
    for text in ("What would happen if you told her?", "What would you say to a friend in your place?"):
        tell(doors, do="turn", item=2, text=text)
        assert doors.said["heard"].startswith("The form check is not sure what this does.")
    assert "leave the answer to the client: 2 of 3." in doors.state["end"]
    assert doors.state["end"].startswith("You told the one question apart at first sight.")
    assert record.current().results[0].share == 1.0


@pytest.mark.parametrize("text", ["", "  ", None, 5, "x" * 5001, "Do you ring him often?", "do you ring him often"])
def test_what_is_no_turned_question_changes_nothing(doors: Questions, text: Any) -> None:
    tell(doors, do="turn", item=0, text=text)
    assert (doors.state["turned"], doors.kept["steps"], doors.said["trouble"]) == ({}, [], True)


@pytest.mark.parametrize(
    "step",
    [
        {"do": "sort", "item": 0, "form": "open"},
        {"do": "sort", "item": 6, "form": "open", "function": "open"},
        {"do": "sort", "item": 0, "form": "either", "function": ["open"]},
        {"do": "spot", "item": 0, "question": 4},
        {"do": "spot", "item": 0},
        {"do": "turn", "item": 0, "text": "What was it like?"},
    ],
)
def test_what_is_no_choice_changes_nothing(sorting: Questions, step: dict[str, Any]) -> None:
    tell(sorting, **step)
    assert (sorting.kept["steps"], sorting.said["trouble"]) == ([], True)


def test_the_same_words_twice_and_too_many_are_refused(doors: Questions) -> None:
    tell(doors, do="turn", item=0, text=OPEN)
    tell(doors, do="turn", item=0, text=OPEN.lower())
    assert doors.said["text"] == doors.word("questions_known")
    for number in range(MOST_TURNS):
        tell(doors, do="turn", item=0, text=f"What is evening number {number} like?")
    assert doors.said["text"] == doors.word("questions_full")


def test_an_open_question_is_not_told_a_level_beside_its_verdict(doors: Questions) -> None:
    """A bare open question stands on level 2, "not there yet", and does here what is asked for."""
    tell(doors, do="check", text=OPEN, part=0, seq=3, view="abc")
    assert doors.said["trouble"]
    tell(doors, do="turn", item=2, text=TURNS[2])
    assert "Level" not in doors.said["heard"]


@pytest.mark.parametrize("fits", [True, False])
def test_of_a_single_question_no_count_is_told(doors: Questions, *, fits: bool) -> None:
    doors.source = {"skill": "open questions", "turn": doors.source["turn"][:1]}
    for text in [OPEN] if fits else ["Does he ring you?", "When does he ring you?"]:
        tell(doors, do="turn", item=0, text=text)
    assert doors.state["end"].startswith(doors.word(f"questions_end_turned_{'one' if fits else 'not'}"))


def test_steps_that_come_back_are_carried_out_again(doors: Questions) -> None:
    tell(doors, do="spot", item=0, question=2)
    for item, text in enumerate(TURNS):
        tell(doors, do="turn", item=item, text=text)
    again = comes_back(doors)
    tell(again, do="again")
    assert (again.state["turned"], again.kept["steps"]) == ({}, [])
    tell(again, do="forget")
    assert record.current().results == []


def test_our_own_ways_to_turn_a_question_leave_the_answer_to_the_client() -> None:
    for name in workbook.ids("questions"):
        exercise = Questions(name)
        for item, one in enumerate(exercise.source.get("turn", [])):
            for model in one["models"]:
                tell(exercise, do="turn", item=item, text=model["words"])
                assert exercise.state["turned"][str(item)]["tries"][-1]["fits"], model["words"]


def test_faults_that_a_schema_cannot_know() -> None:
    assert [steps for steps, _ in Questions.faults({"title": "…"})] == [["title"]]
    group = {"find": "…", "questions": [{"words": "…", "why": "…"}] * 3}
    assert [steps for steps, _ in Questions.faults({"spot": [group]})] == [["spot", 0, "questions"]]
