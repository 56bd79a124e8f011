"""The report as a Voila page: a small notebook in a folder of its own, whose one call shows the report of a course."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from attunement import notebooks

FILE = "report.ipynb"
ABOUT = {"number": "", "title": "Class report", "minutes": 0, "aims": ["See how a class is getting on"]}


def write(folder: Path, course: Path, assignment: str | None = None) -> Path:
    """Write the notebook that shows the report of the course in the folder `course`; return its file."""
    call = f"dashboard.show({str(course.resolve())!r}, {assignment!r})"
    cell = new_code_cell(f"from attunement.course import dashboard\n\n{call}", id="report")
    made = new_notebook(cells=[cell], metadata={**notebooks.KERNEL, "attunement": ABOUT})
    nbformat.write(made, folder / FILE)
    return folder / FILE


def show(course: str, assignment: str | None = None) -> None:
    """Show the report as a part of the page on which the notebook runs; the gradebook is read anew each time."""
    from IPython.display import HTML, display

    from attunement.course import folder, report, report_page

    display(HTML(report_page.part(report.contents(folder.find(Path(course)), assignment))))
