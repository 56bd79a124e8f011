"""Grade a class: `attunement grade` beside plain nbgrader on the same submissions, in seconds a notebook.

`make bench` prints it; by hand: python tests/bench_grading.py [learners]. The assignment is the tests' own, with four items.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from course import attacks, classroom

STOCK = """c = get_config()
c.CourseDirectory.course_id = "attunement"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
"""


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


def main() -> None:
    """Print both, side by side."""
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        ours = handed_in(Path(folder, "ours"), learners)
        stock = classroom.copy(ours, Path(folder, "stock"))
        (stock.course / "nbgrader_config.py").write_text(STOCK)
        print(f"{learners} learners, 4 items, one process each; seconds a notebook, start-up and feedback included:")
        print(f"  attunement grade           {seconds(ours.attunement, 'grade', 'a1') / learners:5.2f}")
        shutil.rmtree(ours.root)
        print(f"  plain nbgrader autograde   {seconds(stock.outside, 'autograde', 'a1') / learners:5.2f}  (no feedback yet)")


if __name__ == "__main__":
    main()
