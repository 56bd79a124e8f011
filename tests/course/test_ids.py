"""A learner whose id is no id: nbgrader's own pages would put it as it is into their HTML, so it never gets that far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from attunement import cli
from attunement.course import folder, handed_in, report, report_page, seal

from . import attacks

if TYPE_CHECKING:
    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("grading")]
HOSTILE = "<img src=x onerror=document.title=1>"


@pytest.mark.parametrize("student", ["ana", "ana.b-c_d+1", "ana@school.example", "José", "7"])
def test_an_ordinary_id_is_taken(student: str) -> None:
    assert handed_in.misnamed(student) == ""


@pytest.mark.parametrize("student", ["", HOSTILE, 'a"b', "a&b", "a b", "a\x1b[31m", "a;b", "a'b", "a\n"])
def test_what_a_page_or_a_terminal_would_obey_is_refused(student: str) -> None:
    assert handed_in.misnamed(student).startswith(f"{student!r} cannot be a learner's id. Letters, digits")


def test_a_learner_with_such_an_id_gets_no_further_and_stops_nobody(room: Classroom) -> None:
    for student in ("ana", HOSTILE):
        attacks.write_answers(room.hand_in(student), attacks.WEAK)
    done = _run(room, "grade", "a1", "--no-collect")
    assert "Graded now: 1." in done
    assert f"{HOSTILE}: {HOSTILE!r} cannot be a learner's id." in done
    course = folder.find(room.course)
    assert [path.parent.name for path in course.step("autograded")] == ["ana"]
    assert [path.parent.name for path in course.step("feedback")] == ["ana"]
    with room.gradebook() as gradebook:
        assert [student.id for student in gradebook.students] == ["ana"]
    page = report_page.page(report.contents(course))
    assert HOSTILE not in page
    refused = _run(room, "export", "--to", str(room.root / "grades.csv"))
    assert "nothing was written" in refused
    assert f"{HOSTILE!r} cannot be a learner's id." in refused
    assert not (room.root / "grades.csv").exists()


def test_one_that_was_graded_by_other_means_is_not_taken_for_graded(room: Classroom) -> None:
    (room.course / "autograded" / HOSTILE / "a1").mkdir(parents=True)
    assert "cannot be a learner's id" in seal.state(folder.find(room.course).coursedir, "a1", HOSTILE)


def _run(room: Classroom, *command: str) -> str:
    return CliRunner().invoke(cli.main, [*command, "--course", str(room.course)]).output
