"""Grade data, not code: the notebook that a learner hands in is only a carrier for the answers beside it.

Nothing of it is opened. The graded notebook is the released one, with the learner's words put in as inert text; of the files that
came along only the answers are taken, so that nothing which the learner wrote can be imported, executed or shown as markup.
"""

from __future__ import annotations

import glob
import shutil
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Callable

from attunement import answers
from attunement.course import handed_in, pages, seal
from attunement.course.folder import step_of
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from nbgrader.coursedir import CourseDirectory


class CarrierExporter(NotebookExporter):
    """What `nbgrader autograde` reads with: the hand-in is not opened, so that a broken one is graded from its answers too.

    `named` has, after a run, learner → why the hand-in could not be graded.
    """

    on_learner = Callable(None, allow_none=True, help="Called with the learner's id before a hand-in is graded.").tag(config=True)

    def __init__(self, **kw: Any) -> None:
        """Settle what is going to be graded: nbgrader has just listed the notebooks in `parent.assignments`, and grades those."""
        super().__init__(**kw)
        self.named: dict[str, str] = {}
        self.parent.coursedir = handed_in.Untouched(self.parent.coursedir)
        self._settle(self.parent.coursedir)

    def _settle(self, coursedir: CourseDirectory) -> None:
        """Let every hand-in be graded as the released notebooks, whatever lies in it, and what has no seal be graded again."""
        submitted = coursedir.format_path(coursedir.submitted_directory, coursedir.student_id, coursedir.assignment_id)
        released = step_of(coursedir, "release", ".", coursedir.assignment_id).glob("*.ipynb")
        names = sorted(path.name for path in released if fnmatch(path.stem, coursedir.notebook_id))
        for folder in map(Path, glob.glob(submitted)):  # noqa: PTH207 (as nbgrader finds them: the learner may be a pattern)
            student = folder.parent.name
            if why := handed_in.refused(folder):
                self.parent.assignments.pop(str(folder), None)
                self._name(student, why)
            elif names:
                self.parent.assignments[str(folder)] = [str(folder / name) for name in names]
                self._discard_unsealed(coursedir, student)

    def _discard_unsealed(self, coursedir: CourseDirectory, student: str) -> None:
        """Remove a graded copy that was cut off or is old, which nbgrader would pass over; the gradebook keeps every mark."""
        graded = step_of(coursedir, "autograded", student, coursedir.assignment_id)
        if student in coursedir.student_id_exclude.split(",") or not graded.exists():
            return
        if why := seal.state(coursedir, coursedir.assignment_id, student):
            self.log.warning("%s: %s", student, why)
            try:
                shutil.rmtree(graded)
            except OSError as error:  # one folder must not stop the others
                self._name(student, f"{graded} cannot be replaced: {error.strerror}. Change its permissions (chmod -R u+rwX).")

    def _name(self, student: str, why: str) -> None:
        self.named[student] = why
        self.log.error("%s is not graded: %s", student, why)

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Return nbformat's text for a file of ours; for one that was handed in, start with an empty notebook."""
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        try:
            if step_of(self.parent.coursedir, "submitted", student, assignment) != Path(filename).parent:
                return super().from_filename(filename, resources=resources, **kw)
            if self.on_learner:
                self.on_learner(student)
            return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kw)
        except Exception as error:
            self._name(student, str(error) or type(error).__name__)
            raise


class RebuildFromRelease(NbGraderPreprocessor):
    """Replace whatever was handed in by the released notebook with the learner's words in it, and take no other file."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the rebuilt notebook; `nb` is not looked at. Raise NbGraderException where nothing was released."""
        del nb
        coursedir, whose = self.parent.parent.coursedir, resources["nbgrader"]
        release = step_of(coursedir, "release", ".", whose["assignment"]) / f"{whose['notebook']}.ipynb"
        if not release.is_file():
            raise NbGraderException(f"{release} is missing. Run: nbgrader generate_assignment {whose['assignment']}")
        found = handed_in.look(step_of(coursedir, "submitted", whose["student"], whose["assignment"]))
        graded = step_of(coursedir, "autograded", whose["student"], whose["assignment"])
        _fill(graded, found.files, _own(coursedir, whose["assignment"]), {path.name for path in release.parent.glob("*.ipynb")})
        rebuilt = pages.with_answers(nbformat.read(release, as_version=4), _answers(graded), found.problem)
        seal.draft(rebuilt, found, release)
        return rebuilt, resources


def _own(coursedir: handed_in.Untouched, assignment: str) -> dict[str, Path]:
    """Return the files that the course gives along with the assignment: path in the folder → where it is."""
    source = step_of(coursedir, "source", ".", assignment)
    files = utils.find_all_files(str(source), [*coursedir.ignored, "*.ipynb"])
    return {str(Path(name).relative_to(source)): Path(name) for name in files}


def _fill(graded: Path, taken: dict[str, bytes], own: dict[str, Path], notebooks: set[str]) -> None:
    """Let the folder hold what was taken from the hand-in, the course's own files and graded notebooks, and nothing else."""
    graded.mkdir(parents=True, exist_ok=True)
    for path in graded.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in notebooks:
            path.unlink()
    for name, file in own.items():
        (graded / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, graded / name)
    for name, content in taken.items():
        (graded / name).write_bytes(content)


def _answers(graded: Path) -> dict[str, answers.Answer]:
    """Return the answers, {} where they cannot be read."""
    try:
        return answers.read(graded)
    except LearnerError:
        return {}
