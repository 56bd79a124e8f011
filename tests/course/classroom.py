"""A small class in a temporary folder: one course, one exchange, real nbgrader commands."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import warnings
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from jupyter_core.application import NoStart
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderApp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode
    from nbgrader.api import Grade, SubmittedAssignment

REPOSITORY = Path(__file__).parents[2]
LITTLE = Path(__file__).parent / "little" / "solutions"
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
        with as_user(self.root), chdir(folder), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own, which a command prints and a test would stop at
            code, said = _nbgrader([*command])
        assert code == 0, f"nbgrader {' '.join(command)} failed:\n{said}"
        return said

    def outside(self, *command: str) -> str:
        """Run an nbgrader command in a process of its own, as the instructor's terminal does; return what it said."""
        return self._process(NBGRADER, *command)

    def attunement(self, *command: str) -> str:
        """Run an attunement command as the instructor's terminal does; return what it said."""
        return self._process(NBGRADER.with_name("attunement"), *command)

    def _process(self, program: Path, *command: str) -> str:
        with as_user(self.root):
            done = subprocess.run([program, *command], cwd=self.course, capture_output=True, text=True, timeout=900, check=False)
        assert done.returncode == 0, f"{program.name} {' '.join(command)} failed:\n{done.stdout}{done.stderr}"
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


@contextmanager
def as_user(home: Path) -> Iterator[None]:
    """Be a user without any configuration of their own; what pip installs for everybody is there."""
    places = {"HOME": home, "JUPYTER_DATA_DIR": home / "data", "JUPYTER_CONFIG_DIR": home / "config"}
    places["JUPYTER_CONFIG_PATH"] = REPOSITORY / "deploy" / "jupyter"
    path = f"{NBGRADER.parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls `alembic` by name
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**places, "PATH": path}.items():
            patch.setenv(name, str(value))
        yield


def _nbgrader(command: list[str]) -> tuple[int, str]:
    """Run one of nbgrader's commands in this process, as nbgrader's own tests do; return exit code and log."""
    app, said = NbGraderApp(), StringIO()
    try:
        app.initialize(command)
        app.init_logging(logging.StreamHandler, [said], color=False, subapps=True)
        app.start()
    except SystemExit as ended:
        return int(ended.code != 0), f"{said.getvalue()}{ended.code or ''}"
    except NoStart:
        pass
    finally:
        text = said.getvalue()
        app.reset()
        NbGraderApp.clear_instance()
    return 0, text


def open_course(root: Path, solutions: Path = LITTLE) -> Classroom:
    """Return a classroom with the little assignment a1, not released yet, and an empty exchange."""
    room = Classroom(root)
    for folder in (room.course / "exchange", room.desk):
        folder.mkdir(parents=True)
    (room.course / "exchange").chmod(0o777)
    shutil.copytree(solutions, room.course / "solutions")
    shutil.copy(REPOSITORY / "nbgrader_config.py", room.course)
    return room


def copy(room: Classroom, root: Path) -> Classroom:
    """Return a copy of a class in a new folder."""
    shutil.copytree(room.root, root, symlinks=True)
    return Classroom(root)


def grades(submission: SubmittedAssignment) -> list[Grade]:
    """Return every row of marks of a hand-in."""
    return [grade for notebook in submission.notebooks for grade in notebook.grades]
