"""A small class in a temporary folder: one course, one exchange, real nbgrader commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbgrader.api import Gradebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

REPOSITORY = Path(__file__).parents[2]
NBGRADER = Path(sys.executable).parent / "nbgrader"


@dataclass(frozen=True)
class Classroom:
    """The instructor's course in `root/course`, the learner's desk in `root/desk`, and what the commands said."""

    root: Path

    @property
    def course(self) -> Path:
        """Return the instructor's folder."""
        return self.root / "course"

    @property
    def desk(self) -> Path:
        """Return the folder into which the learner fetches."""
        return self.root / "desk"

    def teach(self, *command: str) -> str:
        """Run an nbgrader command as the instructor does, in the course folder; fail with what it said."""
        return self._run(self.course, *command)

    def learn(self, *command: str) -> str:
        """Run an nbgrader command as the learner does, on a desk without the course's configuration."""
        where = (f"--Exchange.root={self.course / 'exchange'}", "--course=attunement")
        return self._run(self.desk, *command, *where)

    def _run(self, folder: Path, *command: str) -> str:
        home = {"HOME": self.root, "JUPYTER_DATA_DIR": self.root / "data", "JUPYTER_CONFIG_DIR": self.root / "config"}
        path = f"{NBGRADER.parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls `alembic` by name
        env = {**os.environ, **{name: str(folder) for name, folder in home.items()}, "PATH": path}
        done = subprocess.run([NBGRADER, *command], cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, f"nbgrader {' '.join(command)} failed:\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def hand_in(self, student: str) -> Path:
        """Return the (new) folder of a student's hand-in, with the released notebook in it, as `collect` would have left it."""
        folder = self.course / "submitted" / student / "a1"
        shutil.copytree(self.course / "assignments" / "a1", folder)
        (folder / "timestamp.txt").write_text("2026-01-01 12:00:00 UTC")
        (folder / "submission_secret.txt").write_text(student)
        return folder

    def graded(self, student: str) -> NotebookNode:
        """Return a student's graded notebook."""
        return nbformat.read(self.course / "autograded" / student / "a1" / "a1.ipynb", as_version=4)

    def scores(self, student: str) -> dict[str, float | None]:
        """Return grade id → the score that the software gave (None: a person has to mark it)."""
        with self.gradebook() as gradebook:
            return {grade.name: grade.auto_score for grade in gradebook.find_submission_notebook("a1", "a1", student).grades}

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """Open the course's gradebook."""
        with Gradebook(f"sqlite:///{self.course / 'gradebook.db'}", "attunement") as gradebook:
            yield gradebook


def open_course(root: Path) -> Classroom:
    """Return a classroom as a fresh clone has it, with an empty exchange."""
    room = Classroom(root)
    for folder in (room.course / "exchange", room.desk):
        folder.mkdir(parents=True)
    (room.course / "exchange").chmod(0o777)
    for folder in ("solutions", "assignments"):
        shutil.copytree(REPOSITORY / folder, room.course / folder)
    shutil.copy(REPOSITORY / "nbgrader_config.py", room.course)
    return room
