"""Grade data, not code: the notebook that a learner hands in is only a carrier for the answers beside it.

Nothing of it is opened. The graded notebook is the released one, with the learner's words put in as inert text; of the files that
came along only the answers stay, so that nothing which the learner wrote can be imported, executed or shown as markup.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor

from attunement import answers
from attunement.course import pages
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from nbgrader.coursedir import CourseDirectory

RECEIPTS = ("timestamp.txt", "submission_secret.txt")  # nbgrader's own: when it was handed in, and the key to the feedback


class CarrierExporter(NotebookExporter):
    """What `nbgrader autograde` reads with: the hand-in is not opened, so that a broken one is graded from its answers too."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Return nbformat's text for a file of ours; for one that was handed in, start with an empty notebook."""
        if _folder(self.parent.coursedir, "submitted", resources) == Path(filename).parent:
            return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kw)
        return super().from_filename(filename, resources=resources, **kw)


class RebuildFromRelease(NbGraderPreprocessor):
    """Replace whatever was handed in by the released notebook with the learner's words in it, and drop all other files."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the rebuilt notebook; `nb` is not looked at. Raise NbGraderException where nothing was released."""
        del nb
        coursedir = self.parent.parent.coursedir
        graded = _folder(coursedir, "autograded", resources)
        _keep_only(graded, _ours(coursedir, resources))
        answers, problem = _answers(graded)
        return pages.with_answers(_released(coursedir, resources), answers, problem), resources


def _folder(coursedir: CourseDirectory, step: str, resources: Any) -> Path:
    """Return the folder of one step for this learner (`.` for the steps before there are learners)."""
    student = "." if step in ("source", "release") else resources["nbgrader"]["student"]
    path = coursedir.format_path(getattr(coursedir, f"{step}_directory"), student, resources["nbgrader"]["assignment"])
    return Path(path)


def _released(coursedir: CourseDirectory, resources: Any) -> NotebookNode:
    path = _folder(coursedir, "release", resources) / f"{resources['nbgrader']['notebook']}.ipynb"
    if not path.is_file():
        assignment = resources["nbgrader"]["assignment"]
        raise NbGraderException(f"{path} is missing. Run: nbgrader generate_assignment {assignment}")
    return nbformat.read(path, as_version=4)


def _ours(coursedir: CourseDirectory, resources: Any) -> set[Path]:
    """Return the files, relative to the learner's folder, that may stay: answers, nbgrader's receipts, the course's own."""
    source, release = _folder(coursedir, "source", resources), _folder(coursedir, "release", resources)
    own = {Path(name).relative_to(source) for name in utils.find_all_files(str(source), [*coursedir.ignore, "*.ipynb"])}
    notebooks = {path.relative_to(release) for path in release.glob("*.ipynb")}
    return {Path(answers.FILE), *map(Path, RECEIPTS)} | own | notebooks


def _keep_only(folder: Path, keep: set[Path]) -> None:
    """Delete every file below `folder` that is not in `keep`, and every folder that this leaves empty."""
    for path in sorted(folder.rglob("*"), reverse=True):  # what is inside a folder comes before the folder
        if path.is_symlink() or path.is_file():
            if path.relative_to(folder) not in keep:
                path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _answers(folder: Path) -> tuple[dict[str, answers.Answer], str]:
    """Return the answers and "", or no answers and the sentence that says why they cannot be read."""
    try:
        return answers.read(folder), ""
    except LearnerError as error:
        return {}, str(error)
