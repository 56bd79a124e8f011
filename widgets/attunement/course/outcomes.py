"""Outcomes that are no number: what software cannot judge waits for a person, and is not a silent zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader import utils
from nbgrader.preprocessors import SaveAutoGrades

from attunement import grading

if TYPE_CHECKING:
    from nbformat import NotebookNode


class SaveOutcomes(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, which also asks for a person where a grade cell says that the form check cannot judge."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, cell_index: int) -> tuple[NotebookNode, Any]:
        """Save the points; where they are no judgement, let formgrader list the hand-in under "needs manual grade"."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.cell_type == "code" and utils.is_grade(cell) and _cannot_judge(cell):
            name = cell.metadata.nbgrader.grade_id
            grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
            grade.needs_manual_grade = True
            self.gradebook.db.commit()
        return cell, resources


def _cannot_judge(cell: NotebookNode) -> bool:
    said = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    return any(line.startswith(grading.CANNOT_JUDGE) for line in said.splitlines())
