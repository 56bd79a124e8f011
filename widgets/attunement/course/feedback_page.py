"""The page that a learner gets back: one file, no script, no request to anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import HTMLExporter
from nbgrader import utils
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import GetGrades

from attunement import helplines
from attunement.course import inert, pages, seal, told

if TYPE_CHECKING:
    from nbformat import NotebookNode

TOKENS = Path(__file__).parents[1] / "look" / "tokens.css"


class GetMarks(GetGrades):
    """nbgrader's GetGrades, what each grade cell told, and whether a person has still to mark it or has overruled it."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the marks of the graded cells, in their order and with the heading above each, into `resources["nbgrader"]`.

        Raise NbGraderException where the grade is none or an old one: a page must not tell a learner what no longer holds.
        """
        about = resources["nbgrader"]
        if why := seal.state(self.parent.parent.coursedir, about["assignment"], about["student"]):
            raise NbGraderException(f"No feedback is written for {about['student']}. {why}")
        nb, resources = super().preprocess(nb, resources)
        told.tell(nb)
        resources["nbgrader"]["parts"] = parts(nb)
        resources["nbgrader"].update(self._whose())
        return nb, resources

    def _whose(self) -> dict[str, str]:
        """Return whose work the page is of: name (or id), course, and the day on which it was handed in ("" if not known)."""
        with self.gradebook as gradebook:
            student = gradebook.find_student(self.student_id)
            when = gradebook.find_submission(self.assignment_id, self.student_id).timestamp
            name = " ".join(filter(None, [student.first_name, student.last_name])) or student.id
        day = f"{when:%Y-%m-%d}" if when else ""
        return {"name": inert.plain(name), "course": self.parent.parent.coursedir.course_id, "day": day}

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> tuple[NotebookNode, Any]:
        """Add `open`, `auto` and `overruled` to the marks of a graded cell."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if utils.is_grade(cell):
            marks = cell.metadata.nbgrader
            grade = self.gradebook.find_grade(marks.grade_id, self.notebook_id, self.assignment_id, self.student_id)
            marks.open, marks.auto = bool(grade.needs_manual_grade), grade.auto_score
            marks.overruled = None not in (grade.auto_score, grade.manual_score) and grade.auto_score != grade.manual_score
        return cell, resources


def parts(nb: NotebookNode) -> list[dict[str, Any]]:
    """Return the marks of the graded cells in their order, each with its `title`, the heading above it."""
    titles = told.headings(nb)
    graded = [cell for cell in nb.cells if utils.is_grade(cell)]
    for cell in graded:
        cell.source = cell.source.replace(pages.STUB, pages.NOTHING)  # here it was graded, and nothing had been written
    return [{**cell.metadata.nbgrader, "title": titles[cell.metadata.nbgrader.grade_id]} for cell in graded]


class FeedbackPage(HTMLExporter):
    """What `nbgrader generate_feedback` writes with: templates/attunement-feedback in the course's own look."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        """Return the page's HTML; `resources["nbgrader"]` holds the points as nbgrader's GetGrades leaves them."""
        root = Path(self.parent.coursedir.root)
        resources["help"] = helplines.read(root, root / "modules")
        resources["tokens"] = TOKENS.read_text(encoding="utf-8")
        return super().from_notebook_node(nb, resources, **kw)
