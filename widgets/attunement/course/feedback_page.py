"""The page that a learner gets back: one file, no script, no request to anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import HTMLExporter
from nbgrader import utils
from nbgrader.preprocessors import GetGrades

if TYPE_CHECKING:
    from nbformat import NotebookNode

TOKENS = Path(__file__).parents[1] / "look" / "tokens.css"


class GetMarks(GetGrades):
    """nbgrader's GetGrades, and whether a person has still to mark the cell or has overruled the form check."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the marks of the graded cells, in their order, into `resources["nbgrader"]["parts"]`."""
        nb, resources = super().preprocess(nb, resources)
        resources["nbgrader"]["parts"] = [cell.metadata.nbgrader for cell in nb.cells if utils.is_grade(cell)]
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> tuple[NotebookNode, Any]:
        """Add `open`, `auto` and `overruled` to the marks of a graded cell."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if utils.is_grade(cell):
            marks = cell.metadata.nbgrader
            grade = self.gradebook.find_grade(marks.grade_id, self.notebook_id, self.assignment_id, self.student_id)
            marks.open, marks.auto = bool(grade.needs_manual_grade), grade.auto_score
            marks.overruled = None not in (grade.auto_score, grade.manual_score) and grade.auto_score != grade.manual_score
        return cell, resources


class FeedbackPage(HTMLExporter):
    """What `nbgrader generate_feedback` writes with: templates/attunement-feedback in the course's own look."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        """Return the page's HTML; `resources["nbgrader"]` holds the points as nbgrader's GetGrades leaves them."""
        resources["tokens"] = TOKENS.read_text(encoding="utf-8")
        return super().from_notebook_node(nb, resources, **kw)
