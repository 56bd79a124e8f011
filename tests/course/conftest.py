"""One class, lived through once: what all tests of the graded path look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement.course import settings

from . import attacks, classroom
from .warm import Warm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANA = {
    "reply-1": "Eleven years together, and she told you in an email. You sound hurt and alone with it.",
    "reply-2": "You should write down what you do all day.",
    "reflection": 'I wrote to Callum "You should write down".\n\nThat is advice; he had told me about a gap, and I passed it by.',
}
SPANISH = "Once años juntas, y te lo dijo en un correo. Me imagino que eso te dolió mucho y que te sentiste sola."
COMMENT = "You see what your words did to Callum. **Try** to quote him as well.<script>document.title='run'</script>"


@pytest.fixture(autouse=True, scope="session")
def _alembic() -> None:
    """Let nbgrader find `alembic` where a test makes a gradebook without a course's configuration."""
    settings.let_alembic_be_found()


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> classroom.Classroom:
    """Return a class after release, fetch, hand-in, collect, autograde, marking by hand and feedback."""
    room = classroom.open_course(tmp_path_factory.mktemp("class"))
    room.teach("generate_assignment", "a1", "--force")
    room.teach("release_assignment", "a1")
    _hand_in_as_ana(room)
    _hand_in_as_others(room)
    room.teach("collect", "a1")
    (room.root / "autograde.log").write_text(room.outside("autograde", "a1"))
    _mark_by_hand(room)
    room.teach("generate_feedback", "a1")
    room.teach("release_feedback", "a1")
    room.learn("fetch_feedback", "a1", "--student=ana")
    return room


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> classroom.Classroom:
    """Return a class in which a1 is ready and nobody has handed in; copy it (`classroom.copy`), never change it."""
    room = classroom.open_course(tmp_path_factory.mktemp("generated"))
    room.teach("generate_assignment", "a1")
    return room


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """Return the one process in whose forks the tests grade."""
    with Warm() as process:
        yield process


@pytest.fixture
def room(generated: classroom.Classroom, tmp_path: Path) -> Iterator[classroom.Classroom]:
    """Return a class of one's own in which a1 is ready and nobody has handed in."""
    with classroom.as_user(tmp_path):
        yield classroom.copy(generated, tmp_path / "room")


def _hand_in_as_ana(room: classroom.Classroom) -> None:
    (room.root / "list.txt").write_text(room.learn("list"))
    room.learn("fetch_assignment", "a1")
    attacks.write_answers(room.desk / "a1", ANA)
    room.learn("submit", "a1", "--student=ana")


def _hand_in_as_others(room: classroom.Classroom) -> None:
    for attack in attacks.ATTACKS:
        folder = room.hand_in(attack.__name__)
        attacks.write_answers(folder, attacks.WEAK)
        attack(folder, canary(room))
    attacks.write_answers(
        room.hand_in("script"), {"reply-1": attacks.SCRIPT, "reply-2": attacks.ODD, "reflection": attacks.SCRIPT}
    )
    attacks.write_answers(room.hand_in("spanish"), {"reply-1": SPANISH})
    room.hand_in("nothing")
    (room.hand_in("unreadable") / "answers.json").write_text('{"schema": "attunement-answers/1", "answers": ')


def _mark_by_hand(room: classroom.Classroom) -> None:
    """Do what formgrader does when the instructor types a number and a comment."""
    with room.gradebook() as gradebook:
        grade = gradebook.find_grade("reflection", "a1", "a1", "ana")
        grade.manual_score, grade.needs_manual_grade = 4.0, False
        gradebook.find_comment("reflection", "a1", "a1", "ana").manual_comment = COMMENT
        gradebook.find_grade("reply-2", "a1", "a1", "ana").manual_score = 2.5
        gradebook.db.commit()


def canary(room: classroom.Classroom) -> Path:
    """Return the file that a learner's code would write if it ever ran."""
    return room.root / "canary"
