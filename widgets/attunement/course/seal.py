"""The seal on a graded hand-in: set as the very last step, so that what was cut off or has become old is never taken for a grade.

A sealed notebook has `metadata.attunement` with `sealed: true`, the sha256 of the `answers` and of the `release` that it was
graded from, the `time` of the hand-in, and `problem`: "" or why the answers could not be read.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from attunement import answers
from attunement.course import handed_in
from attunement.course.folder import step_of

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode
    from nbgrader.coursedir import CourseDirectory

    from attunement.course.handed_in import HandIn

KEY = "attunement"
NONE = "nothing was handed in"
NEWER = "A newer hand-in has come in since this one was graded."
OTHER_RELEASE = "This hand-in was graded against another release of the assignment."


class Seal(NbGraderPreprocessor):
    """The last preprocessor of autograde: the gradebook has been written, so what `draft` noted may be relied upon."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Seal the notebook."""
        nb.metadata[KEY]["sealed"] = True
        return nb, resources


def draft(nb: NotebookNode, found: HandIn, release: Path) -> None:
    """Note in a rebuilt notebook, not yet sealed, what it is graded from."""
    nb.metadata[KEY] = {**_basis(found), "release": _digest(release.read_bytes()), "problem": found.problem}


def problem(nb: NotebookNode) -> str:
    """Return "" or why the answers in a graded notebook could not be read."""
    return nb.metadata.get(KEY, {}).get("problem", "")


def state(coursedir: CourseDirectory, assignment: str, student: str) -> str:
    """Return "" where a hand-in is graded and the grade is that of the present hand-in and release; else a sentence.

    A missing hand-in is no fault where the graded copy is there; with neither, the sentence says that nothing was handed in.
    """
    source, graded, release = (_folder(coursedir, step, student, assignment) for step in ("submitted", "autograded", "release"))
    there = source.is_symlink() or source.exists()
    if refused := handed_in.refused(source) if there else handed_in.misnamed(student):
        return refused
    if not graded.is_dir():
        return _again("This hand-in is not graded yet.", assignment) if source.exists() else f"For {assignment}, {NONE}."
    present = _basis(handed_in.look(source)) if source.exists() else {}
    names = sorted(path.name for path in release.glob("*.ipynb"))
    faults = (_fault(graded / name, present, release / name) for name in names)
    return next((_again(fault, assignment) for fault in faults if fault), "")


def unreadable(coursedir: CourseDirectory, assignment: str, student: str) -> str:
    """Return "" or why the answers of a graded hand-in could not be read."""
    graded = _folder(coursedir, "autograded", student, assignment)
    return next((why for path in sorted(graded.glob("*.ipynb")) if (why := _noted(path).get("problem"))), "")


def handed_in_by(coursedir: CourseDirectory, assignment: str) -> list[str]:
    """Return the learners who have a hand-in or a graded copy of it, sorted."""
    found = {path.parent.name for step in ("submitted", "autograded") for path in _all(coursedir, step, assignment)}
    return sorted(found)


def _all(coursedir: CourseDirectory, step: str, assignment: str) -> list[Path]:
    anywhere = _folder(coursedir, step, "*", assignment)
    return [path for path in anywhere.parent.parent.glob(f"*/{assignment}") if not path.parent.name.startswith(".")]


def _folder(coursedir: CourseDirectory, step: str, student: str, assignment: str) -> Path:
    name = "." if step == "release" else student
    return step_of(coursedir, step, name, assignment)


def _basis(found: HandIn) -> dict[str, str]:
    """Return what a grade rests on: the digest of the answers and the time of the hand-in, "" where there is none."""
    return {
        "answers": _digest(found.files.get(answers.FILE, b"")),
        "time": found.files.get(handed_in.TIME, b"").decode("latin-1"),
    }


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest() if content else ""


def _fault(graded: Path, present: dict[str, str], release: Path) -> str:
    """Return "" or what is wrong with one graded notebook."""
    noted = _noted(graded)
    if not noted.get("sealed"):
        return "The grading of this hand-in was cut off."
    if present and present != {key: noted.get(key) for key in present}:
        return NEWER
    if present and noted.get("release") != _digest(release.read_bytes()):
        return OTHER_RELEASE
    return ""


def _noted(graded: Path) -> dict[str, Any]:
    """Return what stands in a graded notebook; what is half written has no seal that could be read."""
    try:
        return json.loads(graded.read_bytes())["metadata"][KEY]
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _again(fault: str, assignment: str) -> str:
    return f"{fault} Run: attunement grade {assignment}"
