"""An instructor's course folder: what nbgrader knows of it, read as nbgrader reads it."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attunement.errors import AttunementError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

CONFIG = "nbgrader_config.py"


@dataclass(frozen=True)
class Course:
    """A course: nbgrader's programming interface, with the configuration of the course's folder."""

    api: NbGraderAPI

    @property
    def coursedir(self) -> CourseDirectory:
        """Return nbgrader's own view of the folder: names of steps, gradebook, course id."""
        return self.api.coursedir

    @property
    def root(self) -> Path:
        """Return the course's folder."""
        return Path(self.coursedir.root)

    @property
    def exchange(self) -> Path | None:
        """Return the course's folder in the exchange, None where there is no exchange."""
        place = Path(self.api.exchange_root or ".") / self.coursedir.course_id
        return place if self.api.exchange_root and place.is_dir() else None

    @property
    def database(self) -> Path:
        """Return the file of the gradebook."""
        return Path(self.coursedir.db_url.removeprefix("sqlite:///").partition("?")[0])

    def gradebook(self) -> Gradebook:
        """Return the gradebook, to be closed by the caller (`with` does it)."""
        return self.api.gradebook

    def step(self, name: str, student: str = "*", assignment: str = "*") -> list[Path]:
        """Return the folders of a step ("source", "release", "submitted", "autograded", "feedback") that are there."""
        path = step_of(self.coursedir, name, student, assignment)
        anchor = Path(path.anchor)
        return sorted(one for one in anchor.glob(str(path.relative_to(anchor))) if one.is_dir())


def step_of(coursedir: CourseDirectory, step: str, student: str, assignment: str) -> Path:
    """Return where nbgrader has one step of a hand-in; `student` is "." for the steps before there are learners."""
    return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), student, assignment))


def find(folder: Path | None = None) -> Course:
    """Return the course in `folder`, or in the present folder; raise AttunementError where there is none."""
    from nbgrader.apps import NbGrader, NbGraderAPI
    from sqlalchemy.exc import SAWarning

    root = (folder or Path.cwd()).resolve()
    if not (root / CONFIG).is_file():
        message = f"{root} holds no course ({CONFIG} is missing). Go into your course's folder, or name it with --course."
        raise AttunementError(message)
    warnings.filterwarnings("ignore", category=SAWarning)  # of nbgrader's own queries; an instructor can do nothing about them
    app = NbGrader()
    app.load_cwd_config = False  # a course is what its own folder says, wherever the command is given
    app.log.setLevel(logging.ERROR)
    app.raise_config_file_errors = True  # grading with half a configuration would be worse than none
    try:
        app.initialize([], root=str(root))
    except Exception as error:
        raise AttunementError(f"{root / CONFIG} cannot be read: {error}. Mend it, and try again.") from error
    return Course(NbGraderAPI(coursedir=app.coursedir, parent=app, log_level=logging.ERROR))
