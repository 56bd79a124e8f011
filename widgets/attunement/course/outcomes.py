"""Outcomes that are no number: what software cannot judge waits for a person, and is not a silent zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader import utils
from nbgrader.preprocessors import SaveAutoGrades

from attunement.course import execute, seal, told

if TYPE_CHECKING:
    from nbformat import NotebookNode


class SaveOutcomes(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, which also asks for a person where a grade cell says that the form check cannot judge.

    The same where the answers could not be read: nobody knows yet what they are worth.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Save the points of every grade cell. Raise NbGraderException, before anything is saved, where one gave none."""
        for cell in nb.cells:
            execute.demand_points(cell)
        self.unreadable = bool(seal.problem(nb))
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> tuple[NotebookNode, Any]:
        """Save the points; where they are no judgement, let formgrader list the hand-in under "needs manual grade"."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if utils.is_grade(cell) and (self.unreadable or _cannot_judge(cell)):
            name = cell.metadata.nbgrader.grade_id
            grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
            grade.needs_manual_grade = True
            self.gradebook.db.commit()
        return cell, resources


def _cannot_judge(cell: NotebookNode) -> bool:
    """Tell whether the form check asks for a person; what it printed is no sign, for a learner's words may stand in it."""
    return bool(told.said(cell).get("person"))
