"""The page that a learner gets back: one file, no script, no request to anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import HTMLExporter
from nbgrader import utils
from nbgrader.preprocessors import GetGrades

from attunement import grading, helplines
from attunement.course import pages

if TYPE_CHECKING:
    from nbformat import NotebookNode

# One finding as a grade cell prints it (attunement.grading): sign “words” (skill): why Instead: something else
FINDING = re.compile(r"(?P<sign>[+−·]) “(?P<words>.*)” \((?P<skill>[^()]*)\): (?P<why>.*?)(?: Instead: (?P<instead>.*))?")
TOKENS = Path(__file__).parents[1] / "look" / "tokens.css"


class GetMarks(GetGrades):
    """nbgrader's GetGrades, and whether a person has still to mark the cell or has overruled the form check."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the marks of the graded cells, in their order and with the heading above each, into `resources["nbgrader"]`."""
        nb, resources = super().preprocess(nb, resources)
        heading, parts = "", []
        for cell in nb.cells:
            title = re.match(r"## (?:\d+\. )?(.+)", cell.source) if cell.cell_type == "markdown" else None
            heading = title[1] if title else heading
            cell.source = cell.source.replace(pages.STUB, pages.NOTHING)  # here it was graded, and nothing had been written
            if utils.is_grade(cell):
                parts.append({**cell.metadata.nbgrader, "title": heading or cell.metadata.nbgrader.grade_id})
        resources["nbgrader"]["parts"] = parts
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


def reasons(said: str) -> list[dict[str, str | None]]:
    """Return the lines that a grade cell printed: a finding as its parts (sign, words, skill, why, instead), another as {"line"}.

    The points are left out: the page shows those of the gradebook, which a person may have changed.
    """
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith(grading.EARNED)]
    return [found.groupdict() if (found := FINDING.fullmatch(line)) else {"line": line} for line in lines]


class FeedbackPage(HTMLExporter):
    """What `nbgrader generate_feedback` writes with: templates/attunement-feedback in the course's own look."""

    def default_filters(self) -> Any:
        """Add `reasons` to nbconvert's filters."""
        yield from super().default_filters()
        yield "reasons", reasons

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        """Return the page's HTML; `resources["nbgrader"]` holds the points as nbgrader's GetGrades leaves them."""
        root = Path(self.parent.coursedir.root)
        resources["help"] = helplines.read(root, root / "modules")
        resources["tokens"] = TOKENS.read_text(encoding="utf-8")
        return super().from_notebook_node(nb, resources, **kw)
