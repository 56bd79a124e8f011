"""kill -9 while a class is graded: nothing is lost, and no number that is not certain looks like a grade."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from attunement import answers
from attunement.course import folder, seal

from . import attacks, classroom
from .conftest import ANA

if TYPE_CHECKING:
    from pathlib import Path

    from .classroom import Classroom
    from .warm import Warm

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("grading")]
SEED, KILLS, IN_A_ROW = 6, 10, 3  # so that three runs in a row are killed before one comes to its end
CLASS = {"ana": ANA, "ben": attacks.WEAK, "cyd": {"reply-1": "Once años juntas, y te lo dijo en un correo."}}


def rows(room: Classroom) -> dict[tuple[str, str], list[object]]:
    """Return every mark and comment in the gradebook: (learner, item) → what stands there."""
    with room.gradebook() as gradebook:
        found = {}
        for submission in gradebook.find_assignment("a1").submissions:
            for grade in classroom.grades(submission):
                marks = [grade.auto_score, grade.manual_score, grade.needs_manual_grade]
                found[submission.student_id, grade.name] = marks
            for notebook in submission.notebooks:
                for comment in notebook.comments:
                    found[submission.student_id, comment.name] += [comment.auto_comment, comment.manual_comment]
        return found


@pytest.fixture(scope="module")
def before(generated: Classroom, warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Return a class in which ana was graded, a person changed a mark of hers, and she handed in anew; two are not graded yet."""
    room = classroom.copy(generated, tmp_path_factory.mktemp("before") / "room")
    attacks.write_answers(room.hand_in("ana"), attacks.WEAK)
    assert warm.run(room.course) == 0
    with room.gradebook() as gradebook:
        gradebook.find_grade("reply-2", "a1", "a1", "ana").manual_score = 4.5
        gradebook.find_comment("reflection", "a1", "a1", "ana").manual_comment = "Say more."
        gradebook.db.commit()
    attacks.write_answers(room.course / "submitted" / "ana" / "a1", ANA)
    for learner in ("ben", "cyd"):
        attacks.write_answers(room.hand_in(learner), CLASS[learner])
    return room


def test_ten_kills_lose_nothing(before: Classroom, warm: Warm, tmp_path: Path) -> None:
    undisturbed = classroom.copy(before, tmp_path / "undisturbed")
    began = time.monotonic()
    assert warm.run(undisturbed.course) == 0
    lasts, expected = time.monotonic() - began, rows(undisturbed)
    assert expected["ana", "reply-2"] == [1.0, 4.5, True]  # both marks are kept, and a person looks again
    assert expected["ana", "reflection"][-1] == "Say more."
    assert expected["cyd", "reply-1"] == [0.0, None, True]
    chance, killed, room = random.Random(SEED), 0, before
    for number in range(KILLS):
        room = classroom.copy(before, tmp_path / str(number)) if number % IN_A_ROW == 0 else room
        grader = warm.start(room.course)
        time.sleep(chance.uniform(0, lasts / (1 + number % IN_A_ROW)))
        in_time = warm.kill(grader) == -9
        killed, lasts = killed + in_time, lasts if in_time else lasts * 0.7  # the machine is quicker now than it was
        _nothing_uncertain_is_sealed(room, expected)
        if number % IN_A_ROW == IN_A_ROW - 1 or number == KILLS - 1:
            assert warm.run(room.course) == 0, (room.course / "error.txt").read_text()
            assert rows(room) == expected
            assert _states(room) == dict.fromkeys(CLASS, "")
    assert killed > KILLS / 2


def _states(room: Classroom) -> dict[str, str]:
    coursedir = folder.find(room.course).coursedir
    return {learner: seal.state(coursedir, "a1", learner) for learner in CLASS}


def _nothing_uncertain_is_sealed(room: Classroom, expected: dict[tuple[str, str], list[object]]) -> None:
    sealed = [learner for learner, state in _states(room).items() if not state]
    now = rows(room)
    for key, marks in expected.items():
        assert key[0] not in sealed or now[key] == marks


def test_plain_autograde_takes_up_what_was_cut_off(before: Classroom, tmp_path: Path) -> None:
    room = classroom.copy(before, tmp_path / "room")
    graded = room.course / "autograded" / "ben" / "a1"
    graded.mkdir(parents=True)
    (graded / "a1.ipynb").write_text('{"cells": [')  # what a killed grader leaves: nbgrader itself would pass it over
    (graded / "timestamp.txt").write_text("2026-01-01 12:00:00 UTC")
    answers.save(room.course / "submitted" / "cyd" / "a1", "reply-1", "You sound sad.", "priya-01")
    assert "cut off" in _states(room)["ben"]
    assert "newer hand-in" in _states(room)["ana"]
    assert "not graded yet" in _states(room)["cyd"]
    room.teach("autograde", "a1")
    assert _states(room) == dict.fromkeys(CLASS, "")
    assert rows(room)["ana", "reply-2"] == [1.0, 4.5, True]
