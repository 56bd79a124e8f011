"""`attunement grade` with an exchange, with persons' marks, and with somebody else at work."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import OperationalError

from attunement import answers
from attunement.cli import main
from attunement.course import account, folder, grade, handed_in, seal, undisturbed

from . import attacks, classroom

if TYPE_CHECKING:
    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("grading")]


def graded(room: Classroom, *options: str, assignment: str = "a1") -> Result:
    """Run `attunement grade` in this process."""
    return CliRunner().invoke(main, ["grade", assignment, "--course", str(room.course), *options])


def test_from_the_exchange_to_feedback_and_on_with_a_persons_mark(room: Classroom) -> None:
    _hand_in(room, attacks.WEAK)
    done = graded(room)
    assert done.exit_code == 0, done.output
    assert "1 handed in a1: 1 to be graded, 0 already graded." in done.output
    assert "Feedback written: 1. Give it back with: nbgrader release_feedback a1" in done.output
    page = room.course / "feedback" / "ana" / "a1" / "a1.html"
    first = page.stat().st_mtime_ns

    again = graded(room)
    assert "Graded now: 0. Graded before: 1." in again.output
    assert "Feedback" not in again.output
    assert page.stat().st_mtime_ns == first

    with room.gradebook() as gradebook:
        row = gradebook.find_grade("reply-1", "a1", "a1", "ana")
        row.manual_score, row.needs_manual_grade = 4.0, False
        gradebook.db.commit()
    assert "Feedback written: 1." in graded(room).output
    assert page.stat().st_mtime_ns > first

    _hand_in(room, {"reply-1": "You sound sad.", "reflection": "I stayed with her."})  # the last complete hand-in counts
    newer = graded(room)
    assert "Graded now: 1." in newer.output
    assert "Waits for you: 1." in newer.output
    assert "  Reply to Priya (reply-1): 1 (ana)" in newer.output
    assert "Newer hand-ins than those that were graded: 1 (ana)." in newer.output
    with room.gradebook() as gradebook:
        row = gradebook.find_grade("reply-1", "a1", "a1", "ana")
        assert (row.manual_score, row.score, row.needs_manual_grade) == (4.0, 4.0, True)  # it wins, and is looked at again
        assert row.auto_score == room.scores("ana")["reply-1"] != 4.0


def _hand_in(room: Classroom, words: dict[str, str]) -> None:
    if not (room.desk / "a1").exists():
        room.teach("release_assignment", "a1")
        room.learn("fetch_assignment", "a1")
    attacks.write_answers(room.desk / "a1", words)
    room.learn("submit", "a1", "--student=ana")


def test_a_second_grader_is_told_that_one_is_at_work(room: Classroom) -> None:
    with undisturbed.alone(room.course):
        done = graded(room)
    assert done.exit_code == 1
    assert "a grading run is under way in this course (process" in done.output
    assert "Nothing was changed." in done.output


def test_what_a_killed_grader_leaves_stops_nobody(room: Classroom) -> None:
    (room.course / undisturbed.LOCK).write_text("process 1, since 09:00 UTC")
    done = graded(room)
    assert done.exit_code == 0
    assert "The last run was cut off. What it left half done is graded again." in done.output
    assert "cut off" not in graded(room).output


def test_an_assignment_that_was_not_released_is_named(room: Classroom) -> None:
    done = graded(room, assignment="a9")
    assert done.exit_code == 1
    assert "there is no released assignment a9" in done.output
    assert "There are: a1." in done.output


def test_a_gradebook_that_cannot_be_used_is_said_in_plain_words(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("SELECT", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(grade, "demand_released", locked)
    done = graded(room)
    assert done.exit_code == 1
    assert "the gradebook cannot be used now (database is locked). Close what else may use it" in done.output


def test_cells_that_were_not_run_earn_nothing(room: Classroom) -> None:
    attacks.write_answers(room.hand_in("ana"), attacks.WEAK)
    with pytest.raises(AssertionError, match="returned no points"):
        room.teach("autograde", "a1", "--no-execute")  # where stock nbgrader gives full points
    assert set(room.scores("ana").values()) == {None}


def test_stopping_says_how_to_go_on(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(grade, "run", stop)
    done = graded(room)
    assert done.exit_code == 130
    assert "go on with: attunement grade a1" in done.output


def test_a_grade_cell_that_fails_is_named_and_is_no_zero(room: Classroom) -> None:
    source = room.course / "solutions" / "a1" / "a1.ipynb"
    source.write_text(source.read_text().replace('callum-01\\", out_of', 'nobody-01\\", out_of'))
    room.teach("generate_assignment", "a1", "--force")
    attacks.write_answers(room.hand_in("ana"), attacks.WEAK)
    done = graded(room)
    assert done.exit_code == 1
    assert "Could not be graded: 1." in done.output
    assert "ana: " in done.output.split("Could not be graded")[1]
    assert "the course's own cell “reply-2” failed, so this hand-in is not graded: AuthorError" in done.output
    assert set(room.scores("ana").values()) == {None}
    assert seal.state(folder.find(room.course).coursedir, "a1", "ana")


def test_a_seal_knows_its_hand_in_and_its_release(room: Classroom) -> None:
    hand_in = room.hand_in("ana")
    attacks.write_answers(hand_in, attacks.WEAK)
    course = folder.find(room.course)
    outcome = grade.run(course, "a1", print)
    assert (outcome.graded, outcome.failed) == (["ana"], {})
    assert seal.state(course.coursedir, "a1", "ana") == ""
    assert "nothing was handed in" in seal.state(course.coursedir, "a1", "ben")
    (hand_in / "timestamp.txt").write_text("2026-01-02 12:00:00 UTC")
    assert "newer hand-in" in seal.state(course.coursedir, "a1", "ana")
    (hand_in / "timestamp.txt").write_text("2026-01-01 12:00:00 UTC")
    answers.save(hand_in, "reply-1", "x", "priya-01")
    assert "newer hand-in" in seal.state(course.coursedir, "a1", "ana")
    attacks.write_answers(hand_in, attacks.WEAK)
    (hand_in / "answers.json").write_bytes((room.course / "autograded" / "ana" / "a1" / "answers.json").read_bytes())
    release = room.course / "assignments" / "a1" / "a1.ipynb"
    release.write_text(release.read_text().replace("Priya", "Prya"))
    assert "another release" in seal.state(course.coursedir, "a1", "ana")
    assert course.api.autograde("a1", "ana")["success"]  # what formgrader's button does
    assert seal.state(course.coursedir, "a1", "ana") == ""


def test_marks_that_are_not_in_the_gradebook_are_missed(room: Classroom) -> None:
    attacks.write_answers(room.hand_in("ana"), attacks.WEAK)
    course = folder.find(room.course)
    grade.run(course, "a1", print)
    with room.gradebook() as gradebook:
        row = next(one for one in classroom.grades(gradebook.find_submission("a1", "ana")) if one.name == "reply-1")
        row.auto_score = None
        gradebook.db.commit()
    assert "the gradebook lacks marks: reply-1" in grade.run(course, "a1", print).failed["ana"]


def test_odd_hand_ins_are_named_and_wait_and_a_changed_assignment_is_said(room: Classroom) -> None:
    with room.gradebook() as gradebook:
        for learner in ("ana", "ben", "kai", "mia"):
            gradebook.add_student(learner, first_name=learner.title())
    attacks.write_answers(room.hand_in("ana"), {"reply-1": "idk", "reply-2": "asdf asdf asdf"})
    unsure = {"reply-1": "It must hurt, that email. Or maybe you are better off.", "reply-2": "The gap frightens you."}
    attacks.write_answers(room.hand_in("bne"), unsure)
    (room.hand_in("kai") / "answers.json").write_text('{"schema": ')
    (room.hand_in("mia") / "a1.ipynb").unlink()

    done = graded(room)
    assert "Not on your list of learners: bne. Is an id misspelt in roster.csv?" in done.output
    assert "  Reply to Priya (reply-1): 1 (ana)\n  Reply to Callum (reply-2): 1 (ana)\n" in done.output
    assert "The form check was not sure; read these first: reply-2 (bne)\n" in done.output
    assert f"  mia: {handed_in.NOTHING}\n" in done.output
    assert f"  kai: {handed_in.DAMAGED.format('kai')}\n" in done.output
    assert "  Reply to Priya (reply-1): 1 (ana)\n" in graded(room).output  # an empty folder with our notebook in it stays empty
    assert room.scores("ana")["reply-1"] == room.scores("mia")["reply-1"] == 0
    with room.gradebook() as gradebook:
        assert all(one.needs_manual_grade for one in classroom.grades(gradebook.find_submission("a1", "mia")))

    release = room.course / "assignments" / "a1" / "a1.ipynb"
    release.write_text(release.read_text().replace("Priya", "Prya"))
    again = graded(room).output
    assert f"\n{account.CHANGED.format('4 are graded')}\n" in again
    assert "mia: nothing was in the folder" in again.split("Could not be graded: 2.")[1]
