"""What a grade cell told, as the pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_code_cell, new_output

from attunement import answers, grading
from attunement.course import told

from . import worked

if TYPE_CHECKING:
    from pathlib import Path


def cell(**held):
    return new_code_cell(outputs=[new_output("display_data", data={grading.MIME: held})])


def turn(reached: float, before: float, trust: float) -> dict:
    return {"text": "words", "reached": reached, "before": before, "trust": trust, "next_step": "Stay."}


@pytest.mark.parametrize("odd", [new_code_cell(), cell(), cell(kind="other", text="x")])
def test_a_cell_that_told_nothing_known_is_empty(odd) -> None:
    assert told.of(odd) == {}


@pytest.mark.parametrize(
    ("turns", "try_at", "closed"),
    [
        ([turn(4.2, 2, 3), turn(2.0, 3, 2), turn(1.2, 2, 1)], 3, True),  # both closed a step: the lower level
        ([turn(4.2, 2, 3), turn(3.0, 3, 3), turn(4.5, 3, 4)], 2, False),
        ([turn(4.2, 2, 3), turn(4.5, 3, 4)], 0, False),
        ([], 0, False),
    ],
)
def test_the_turn_to_try_again_is_the_one_that_closed_most(turns: list[dict], try_at: int, closed: bool) -> None:  # noqa: FBT001
    shown = told.of(cell(kind="session", turns=turns, trust=2))
    assert (shown["try_at"], shown["closed"], shown["start"]) == (try_at, closed, 2)


def test_signs_that_no_page_can_show_are_replaced_after_the_places_are_settled(tmp_path: Path) -> None:
    text = "Well.\r\n\ud83d\x00 You should call a lawyer.\r\nYou sound hurt."
    answers.save(tmp_path, "reply-1", text, "priya-01")
    cells = {one.id: one for one in worked.graded(tmp_path).cells}
    shown = told.of(cells["grade-reply-1"])
    painted = [piece["words"] for piece in shown["pieces"] if "way" in piece["signs"]]
    assert any(words.startswith("You should call a lawyer") for words in painted)
    assert (
        "".join(piece["words"] for piece in shown["pieces"]) == "Well.\n\ufffd\ufffd You should call a lawyer.\nYou sound hurt."
    )


def test_words_stand_once_where_the_grade_cell_has_told_of_them(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply-1", "You sound hurt.", "priya-01")
    answers.save(tmp_path, "reflection", "My words.")
    notebook = worked.graded(tmp_path)
    told.tell(notebook)
    covered = [one.id for one in notebook.cells if one.metadata.get("covered")]
    assert covered == ["editor-reply-1"]


def test_what_was_expected_stands_beside_what_came_of_it(tmp_path: Path) -> None:
    answers.save(tmp_path, "a1-prediction", chosen={"0": ["level 4"]})
    notebook = worked.graded(tmp_path)
    told.tell(notebook)
    beside = {one.id: one.metadata.told.expected for one in notebook.cells if "told" in one.metadata}
    assert [line["what"].split(" (")[0] for line in beside["grade-reply-1"]] == ["level 4"]
    assert beside["grade-session"] == []


def test_replies_that_the_form_check_did_not_read_are_kept(tmp_path: Path) -> None:
    answers.save(tmp_path, "session", turns=["You sound tired.", "🙂🙂🙂", "What was it like?"])
    notebook = worked.graded(tmp_path)
    told.tell(notebook)
    shown = next(one.metadata.told for one in notebook.cells if one.id == "grade-session")
    assert ([one.text for one in shown.turns], shown.unread) == (["You sound tired."], ["🙂🙂🙂", "What was it like?"])
    html = " ".join(worked.Seen(worked.feedback(notebook)).text.split())
    assert f"could not judge the first of these: {shown.why} A person reads them" in html
