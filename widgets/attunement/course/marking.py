"""What formgrader shows an instructor: the work as the feedback page shows it, and the marking notes of the course's source."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbgrader import utils
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions

from attunement.course import told

if TYPE_CHECKING:
    from nbformat import NotebookNode

NAMES = ("student", "first_name", "last_name", "assignment_id", "notebook_id", "notebook_path", "submission_id")


class ForMarking(Preprocessor):
    """Formgrader's notebook with what the grade cells told, and with the marking notes beside what a person marks."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Prepare a graded notebook for templates/attunement-formgrade.

        nbgrader's page puts names as they are into its HTML, and a name comes from a roster or a folder: here they are escaped.
        """
        told.tell(nb)
        for name in NAMES:
            if resources.get(name) is not None:
                resources[name] = html.escape(str(resources[name])).replace("\\", "&#92;")
        notes, by_hand = self._notes(resources), [cell.metadata.nbgrader.grade_id for cell in _by_hand(nb)]
        for cell in _by_hand(nb):
            cell.metadata.notes = notes.get(cell.metadata.nbgrader.grade_id, "")
        resources["comments_at"] = told.headings(nb)[by_hand[-1]] if by_hand else ""
        return nb, resources

    def _notes(self, resources: Any) -> dict[str, str]:
        """Return grade id → marking notes of this notebook's source; {} where the source is not on this machine."""
        course, path = CourseDirectory(parent=self), Path(resources.get("metadata", {}).get("path") or ".")
        name = f"{resources.get('metadata', {}).get('name', '')}.ipynb"
        source = Path(course.format_path(course.source_directory, ".", path.name)) / name
        return notes(nbformat.read(source, as_version=4)) if source.is_file() else {}


def notes(source: NotebookNode) -> dict[str, str]:
    """Return grade id → what stands between the marks of a solution, in each cell that a person marks."""
    return {cell.metadata.nbgrader.grade_id: _solution(cell.source) for cell in _by_hand(source)}


def _by_hand(nb: NotebookNode) -> list[NotebookNode]:
    """Return the cells that a person marks: under these alone nbgrader has a box for a comment."""
    return [cell for cell in nb.cells if cell.cell_type == "markdown" and utils.is_grade(cell)]


def _solution(source: str) -> str:
    """Return the lines between `### BEGIN SOLUTION` and `### END SOLUTION`."""
    marks = ClearSolutions()
    _, begun, rest = source.partition(f"### {marks.begin_solution_delimeter}")
    return rest.partition(f"### {marks.end_solution_delimeter}")[0].strip() if begun else ""
