"""Grade a class: `attunement grade` beside plain nbgrader on the same submissions, in seconds a notebook.

The assignment is the tests' own, with four items.
"""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from course import attacks, classroom

from .figures import Section

if TYPE_CHECKING:
    from pathlib import Path

STOCK = """c = get_config()
c.CourseDirectory.course_id = "attunement"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
"""


def measure(folder: Path, learners: int) -> list[Section]:
    """Grade a class of so many with both."""
    ours = handed_in(folder / "ours", learners)
    stock = classroom.copy(ours, folder / "stock")
    (stock.course / "nbgrader_config.py").write_text(STOCK)
    section = Section(f"Grading {learners} learners, 4 items, one process each", ["s a notebook, start-up included"])
    section.rows["attunement grade, feedback included"] = [seconds(ours.attunement, "grade", "a1") / learners]
    shutil.rmtree(ours.root)
    section.rows["plain nbgrader autograde, no feedback yet"] = [seconds(stock.outside, "autograde", "a1") / learners]
    return [section]


def handed_in(root: Path, learners: int) -> classroom.Classroom:
    """Return a class in which everyone has answered every item and nobody is graded."""
    room = classroom.open_course(root)
    room.outside("generate_assignment", "a1")
    for number in range(learners):
        attacks.write_answers(room.hand_in(f"learner-{number:03}"), {**attacks.WEAK, "reflection": "I asked too soon."})
    return room


def seconds(run: object, *command: str) -> float:
    """Return how long a command takes."""
    began = time.monotonic()
    run(*command)
    return time.monotonic() - began
