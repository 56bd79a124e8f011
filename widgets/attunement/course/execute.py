"""Run the released cells in a kernel that knows the instructor's Python and nothing else."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nbgrader import utils
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode


class ExecuteReleased(Execute):
    """nbgrader's own Execute, in an environment in which the folder of the hand-in is never on the path of imports."""

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> tuple[NotebookNode, Any]:
        """Execute every code cell of `nb`; nothing in it comes from the learner (see carrier.py).

        Raise NbGraderException where a grade cell gave no number. nbgrader would save 0 for an error and full points for silence,
        but here only released code runs: its failure is never the learner's, so the hand-in stays ungraded and is named.
        """
        with tempfile.TemporaryDirectory(prefix="attunement-ipython-") as empty, environment(safe(empty)):
            nb, resources = super().preprocess(nb, resources, km)
        for cell in nb.cells:
            if cell.cell_type == "code" and utils.is_grade(cell):
                demand_points(cell)
        return nb, resources


def demand_points(cell: NotebookNode) -> None:
    """Raise NbGraderException, with the reason, unless this grade cell was silent on stderr and returned a number."""
    name = cell.metadata.nbgrader.grade_id
    for output in cell.outputs:
        said = output.get("evalue") or (output.text if output.get("name") == "stderr" else "")
        if said or output.output_type == "error":
            raise NbGraderException(f"The grade cell {name} failed, so this hand-in is not graded: {said or output.ename}")
    results = [output.data.get("text/plain", "") for output in cell.outputs if output.output_type == "execute_result"]
    if not any(_is_number(result) for result in results):
        raise NbGraderException(f"The grade cell {name} returned no points, so this hand-in is not graded.")


def _is_number(text: str) -> bool:
    try:
        return float(text) >= 0
    except ValueError:
        return False


def safe(empty: str) -> dict[str, str]:
    """Return the environment of the grading kernel; `empty` is a folder with nothing in it."""
    return {
        "PYTHONSAFEPATH": "1",  # neither `python -m` nor ipykernel puts the working folder on sys.path
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",  # nbgrader turns one line on stderr into 0 points
        "IPYTHONDIR": empty,  # no profile, no start-up files, no history
    }


@contextmanager
def environment(wanted: dict[str, str]) -> Iterator[None]:
    """Set environment variables for a while; the kernel that is started meanwhile inherits them."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
