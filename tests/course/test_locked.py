"""A gradebook in which another program is writing is waited for."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from attunement.course import folder, settings

from . import attacks

if TYPE_CHECKING:
    from .classroom import Classroom
    from .warm import Warm

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("grading")]
HELD = 15  # seconds, as the README promises; Python's sqlite3 gives up after 5


def test_every_connection_of_nbgrader_waits_for_minutes(room: Classroom) -> None:
    with folder.find(room.course).gradebook() as gradebook:
        assert gradebook.db.execute(text("PRAGMA busy_timeout")).scalar() >= 60_000
    assert settings.WAITS >= 60


def test_a_lock_in_the_middle_of_grading_is_waited_for(room: Classroom, warm: Warm) -> None:
    for learner in ("ana", "ben"):
        attacks.write_answers(room.hand_in(learner), attacks.WEAK)
    warm.start(room.course)
    while not any((room.course / "autograded").glob("*/a1/a1.ipynb")):
        time.sleep(0.01)
    with closing(sqlite3.connect(room.course / "gradebook.db", timeout=60, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        time.sleep(HELD)
        assert not (room.course / "autograded" / "ben").exists()  # ana's marks could not be written yet
        other.execute("ROLLBACK")
    assert warm.ended() == 0
    assert room.scores("ana") == room.scores("ben")
    assert room.scores("ana")["small-words"] == 2


def test_the_address_of_the_gradebook_is_one_that_nbgrader_can_upgrade(room: Classroom) -> None:
    course = folder.find(room.course)
    assert course.coursedir.db_url == f"sqlite:///{course.database}"  # `nbgrader db upgrade` takes what follows for a file
