"""What an assignment asks for and what of it is answered, whatever a learner's folder holds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from attunement import answers, cli, editors, items, receipts, submission, workbook
from attunement.submission import ANSWERED, MISSING, PARTLY

if TYPE_CHECKING:
    from attunement.submission import Submission

LITTLE = Path(__file__).parent / "course" / "little" / "solutions" / "a1" / "a1.ipynb"
GRADED = list(editors.asked(nbformat.read(LITTLE, as_version=4).cells))
CHOICE = {
    "language": "en",
    "title": "Two lines",
    "labels": {"reflect": "gives back", "ask": "asks"},
    "lines": [{"words": "You're tired."}, {"words": "Since when?"}],
}
PREDICTION = {**CHOICE, "lines": [{"words": "My reply", "of": "reply-1"}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an assignment, as it was fetched."""
    (tmp_path / "a1").mkdir()
    shutil.copy(LITTLE, tmp_path / "a1")
    return tmp_path / "a1"


def write(folder: Path, calls: list[str], *, graded: tuple[str, ...] = ()) -> None:
    """Write a notebook with these calls, each below a heading of its own."""
    cells = []
    for number, call in enumerate(calls, start=1):
        cells += [new_markdown_cell(f"## {number}. Task\n\n### How it is marked"), new_code_cell(call)]
    marks = {"grade": True, "solution": False, "locked": True, "points": 1, "schema_version": 3, "task": False}
    cells += [new_code_cell("1", metadata={"nbgrader": {**marks, "grade_id": item}}) for item in graded]
    nbformat.write(new_notebook(cells=cells), folder / "a1.ipynb")


def states(found: Submission) -> dict[str, str]:
    return {task.item: task.state for task in found.tasks}


def test_each_task_has_its_heading_and_how_far_it_is(folder: Path) -> None:
    answers.save(folder, "reply-1", "You sound alone with it.", "priya-01")
    answers.save(folder, "reply-2", " \n")
    found = submission.look(folder)
    assert states(found) == {**dict.fromkeys(GRADED, MISSING), "reply-1": ANSWERED}
    assert [task.title for task in found.tasks][:2] == ["1. Reply to Priya", "2. Reply to Callum"]
    assert str(found.tasks[0]) == "1. Reply to Priya: answered"
    assert found.summary.startswith(f"1 of {len(GRADED)} graded tasks are answered.")
    assert (found.complete, found.troubles, found.handed) == (False, [], "")


def test_a_choice_with_lines_left_open_is_partly_answered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "load", lambda _name: CHOICE)
    write(folder, ['at.choose("two-lines")'], graded=("two-lines",))
    for chosen, state in (
        ({"0": ["ask"]}, PARTLY),
        ({"0": ["ask"], "1": ["other"]}, PARTLY),
        ({"0": ["ask"], "1": ["ask"]}, ANSWERED),
    ):
        answers.save(folder, "two-lines", chosen=chosen)
        [task] = submission.look(folder).tasks
        assert task.state == state
    answers.save(folder, "two-lines", chosen={"0": ["ask"]})
    assert str(submission.look(folder).tasks[0]) == "1. Task: partly answered, 1 of 2 lines are open"
    answers.save(folder, "two-lines", chosen={"7": ["ask"]})
    assert states(submission.look(folder)) == {"two-lines": MISSING}


def test_a_session_counts_when_it_has_come_to_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = workbook.load("session", workbook.ids("session")[0])
    monkeypatch.setattr(items, "session", lambda _name: source)
    write(folder, ['at.converse("session", session="fergal-01")'], graded=("session",))
    answers.save(folder, "session", turns=("You sound tired of it.",))
    assert str(submission.look(folder).tasks[0]) == "1. Task: partly answered, the session has not come to its end"
    monkeypatch.setattr(submission.story, "told", lambda *_: ([], "", ""))
    assert submission.look(folder).complete


def test_a_prediction_is_marked_and_need_not_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "load", lambda _name: PREDICTION)
    write(folder, ['at.answer("reply-1", case="priya-01")', 'at.choose("expect")', 'at.answer("more")'], graded=("reply-1",))
    answers.save(folder, "reply-1", "You sound alone with it.", "priya-01")
    found = submission.look(folder)
    assert [task.graded for task in found.tasks] == [True, False, False]
    assert str(found.tasks[1]) == "2. Task: not answered yet (recorded, earns no points)"
    assert found.complete
    assert found.summary == "All graded tasks are answered (1 of 1). You can hand in."


# Notebooks of all kinds


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", "null", '{"cells": 5, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "\udcff"]
)
def test_a_broken_notebook_is_said_and_the_answers_are_listed(folder: Path, broken: str) -> None:
    (folder / "a1.ipynb").write_text(broken, errors="surrogateescape")
    answers.save(folder, "reply-1", "You sound alone with it.", "priya-01")
    found = submission.look(folder)
    assert "a1.ipynb cannot be read" in found.troubles[0]
    assert "nbgrader fetch_assignment a1 --replace" in found.troubles[0]
    assert (states(found), found.complete) == ({"reply-1": ANSWERED}, False)
    assert found.summary == "What is kept in answers.json stands here by its name."


@pytest.mark.parametrize(
    "source", ["at.answer(", "at.answer()", "at.answer(5)", "at.answer(x)", "(" * 9999, "\0", "x = 'at.answer(1)'"], ids=range(7)
)
def test_cells_that_open_no_editor_are_passed_over(folder: Path, source: str) -> None:
    write(folder, [source, 'at.answer("reply-1")', 'at.answer("reply-1", case="again")'])
    assert states(submission.look(folder)) == {"reply-1": MISSING}


def test_editors_are_read_with_their_arguments() -> None:
    assert editors.opened('at.answer("a", "priya-01", prompt="What?", rows=8)') == [
        {"calls": "answer", "item": "a", "case": "priya-01", "prompt": "What?"}
    ]
    assert editors.opened('at.converse("s", session="fergal-01"); at.choose(item="c")') == [
        {"calls": "converse", "item": "s", "session": "fergal-01"},
        {"calls": "choose", "item": "c"},
    ]


def test_a_renamed_notebook_several_and_none_are_named(folder: Path) -> None:
    (folder / "a1.ipynb").rename(folder / "mine.ipynb")
    found = submission.look(folder)
    assert "mine.ipynb is not called a1.ipynb" in found.troubles[0]
    assert list(states(found)) == GRADED
    (folder / "copy.ipynb").write_text("{")
    assert "copy.ipynb, mine.ipynb" in submission.look(folder).troubles[0]
    for path in folder.glob("*.ipynb"):
        path.unlink()
    assert "There is no notebook" in submission.look(folder).troubles[0]
    assert submission.look(folder).summary == "No answer is kept here."


def test_beside_the_notebook_of_the_folders_name_others_do_not_count(folder: Path) -> None:
    nbformat.write(new_notebook(cells=[new_code_cell('at.answer("other")')]), folder / "copy.ipynb")
    assert list(states(submission.look(folder))) == GRADED


def test_answers_that_cannot_be_read_are_named(folder: Path) -> None:
    (folder / "answers.json").write_text("{")
    found = submission.look(folder)
    assert "answers.json cannot be read" in found.troubles[0]
    assert {*states(found).values()} == {MISSING}


# After handing in


def test_it_says_when_it_was_handed_in_and_what_changed_since(folder: Path) -> None:
    answers.save(folder, "reply-1", "First.", "priya-01")
    receipts.write(folder, receipts.issue(folder, "attunement", "a1", "ana", "2026-11-22T18:05:11+00:00"))
    assert submission.look(folder).handed.startswith("Handed in on 2026-11-22 18:05:11 UTC, receipt ")
    assert submission.look(folder).handed.endswith("have not changed since.")
    answers.save(folder, "reply-1", "Second.", "priya-01")
    assert submission.look(folder).handed.endswith("have changed since. Hand in again, and the new ones count.")
    (folder / receipts.FILE).write_text(json.dumps({}))
    assert "is no receipt" in submission.look(folder).troubles[0]


def test_the_command_says_the_same_and_its_exit_code_is_for_scripts(folder: Path) -> None:
    done = CliRunner().invoke(cli.main, ["check-submission", str(folder)])
    assert (done.exit_code, "  1. Reply to Priya: not answered yet\n" in done.output) == (1, True)
    for item in GRADED:
        answers.save(folder, item, "Words.")
    write(folder, [f"at.answer({item!r})" for item in GRADED], graded=tuple(GRADED))
    done = CliRunner().invoke(cli.main, ["check-submission", str(folder)])
    assert (done.exit_code, "You can hand in." in done.output) == (0, True)


def test_the_receipt_command_compares_what_is_beside_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # and not in a course, where it would look among the hand-ins
    answers.save(folder, "reply-1", "First.", "priya-01")
    receipts.write(folder, receipts.issue(folder, "attunement", "a1", "ana", "2026-11-22T18:05:11+00:00"))
    done = CliRunner().invoke(cli.main, ["receipt", str(folder)])
    assert (done.exit_code, "are those that were handed in" in done.output) == (0, True)
    answers.save(folder, "reply-1", "Second.", "priya-01")
    done = CliRunner().invoke(cli.main, ["receipt", str(folder / receipts.FILE)])
    assert (done.exit_code, "are not those that were handed in" in done.output) == (1, True)
    (folder / receipts.FILE).write_text("{}")
    done = CliRunner().invoke(cli.main, ["receipt", str(folder)])
    assert (done.exit_code, "is no receipt" in done.output) == (1, True)
