"""Run the released cells in a kernel that knows the instructor's Python and nothing else, within bounds."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbgrader import utils
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute
from traitlets import Integer

from attunement.course import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

# What the kernel may know of the instructor's environment: where programs, libraries and the home are, language and time zone.
KNOWN = {"PATH", "HOME", "USER", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "APPDATA"}
KNOWN |= {"VIRTUAL_ENV", "CONDA_PREFIX", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONUSERBASE", "NBGRADER_EXECUTION"}
KNOWN |= {"JUPYTER_DATA_DIR", "JUPYTER_PATH", "JUPYTER_RUNTIME_DIR"}
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has the second only


class ExecuteReleased(Execute):
    """nbgrader's own Execute, in an environment in which the folder of the hand-in is never on the path of imports.

    Only released code runs here: its failure is never the learner's, so the hand-in then stays ungraded and is named.
    """

    most_output = Integer(1_000_000, help="Characters that one grade cell may say before it is stopped.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> tuple[NotebookNode, Any]:
        """Execute every code cell of `nb`. Raise NbGraderException where one does not come to its end."""
        self.said, self.running = 0, ""
        try:
            nb, resources = super().preprocess(nb, resources, km)
        except (CellTimeoutError, DeadKernelError) as error:
            late, loud = isinstance(error, CellTimeoutError), self.said > self.most_output
            why = f"it ran for more than {self.timeout} seconds" if late else "its kernel died"
            why = f"it said more than {self.most_output:,} characters" if loud else why
            raise NbGraderException(_failed(self.running, why)) from error
        return nb, resources

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        """Start the kernel within its bounds; what it says in the terminal is nobody's concern."""
        self.extra_arguments = [f"--IPKernelApp.exec_lines={limits.LINE}"]
        with tempfile.TemporaryDirectory(prefix="attunement-ipython-") as empty:
            given = {"env": environment(empty), "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            with super().setup_kernel(**kwargs, **given):
                yield

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Execute one cell, and know which, should it not come back."""
        self.said, self.running = 0, _name(cell)
        return super().preprocess_cell(cell, resources, index)

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take what the kernel says, up to `most_output` characters; then end the kernel, which nbclient sees within a second."""
        before = self.said
        self.said += len(str(msg["content"])) if msg["msg_type"] in {"stream", "display_data", "execute_result", "error"} else 0
        if self.said <= self.most_output:
            return super().process_message(msg, cell, cell_index)
        if before <= self.most_output:
            self.ending = asyncio.ensure_future(self.km.signal_kernel(KILL))
        return None


def demand_points(cell: NotebookNode) -> None:
    """Raise NbGraderException, with the reason, where a cell failed, or a grade cell spoke on stderr or returned no number.

    nbgrader would save 0 for an error or a warning, and full points for silence.
    """
    if cell.cell_type != "code":
        return
    for output in cell.outputs:
        said = output.text if output.get("name") == "stderr" and utils.is_grade(cell) else ""
        if said or output.output_type == "error":
            raise NbGraderException(_failed(_name(cell), said or ": ".join(filter(None, [output.ename, output.evalue]))))
    results = [output.data.get("text/plain", "") for output in cell.outputs if output.output_type == "execute_result"]
    if utils.is_grade(cell) and not any(_is_number(result) for result in results):
        raise NbGraderException(_failed(_name(cell), "it returned no points"))


def _name(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", "")


def _failed(name: str, why: str) -> str:
    return f"the course's own cell “{name}” failed, so this hand-in is not graded: {why.strip()}"


def _is_number(text: str) -> bool:
    try:
        return float(text) >= 0
    except ValueError:
        return False


def environment(empty: str) -> dict[str, str]:
    """Return the environment of the grading kernel; `empty` is a folder with nothing in it."""
    known = {name: value for name, value in os.environ.items() if name.upper() in KNOWN or name.startswith("LC_")}
    return known | {
        "PYTHONSAFEPATH": "1",  # neither `python -m` nor ipykernel puts the working folder on sys.path
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # the same points in every process
        "PYTHONWARNINGS": "ignore",  # nbgrader turns one line on stderr into 0 points
        "IPYTHONDIR": empty,  # no profile, no start-up files, no history
    }
