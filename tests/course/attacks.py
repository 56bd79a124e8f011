"""Learners who hand in more than words. Each function spoils a folder that holds the released notebook and WEAK answers."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from attunement import answers

if TYPE_CHECKING:
    from pathlib import Path

REPLIES = {"reply-1": "priya-01", "reply-2": "callum-01"}
GRADED = {"reply-1": 5, "reply-2": 5, "small-words": 6}  # what the software marks, and the points that can be had
ORDER = {"0": ["1"], "1": ["4"], "2": ["2"], "3": ["3"]}  # four of six pairs right
WEAK = {"reply-1": "Have you called a lawyer? You should do that today.", "reply-2": "You should write a list of what you do."}
SCRIPT = (
    '</pre>\n\n<script>document.title="run"</script>\n\n<img src=x onerror="document.title=\'run\'">\n\n'
    "[press](javascript:document.title='run') ![](https://elsewhere.example/a.png) <https://elsewhere.example>\n\n"
    "```\n</code></pre><svg onload=\"document.title='run'\">\n$$\\href{javascript:document.title='run'}{x}$$ # no heading"
)
ODD = "Bell \x07, escape \x1b[31mred\x1b[0m, null \x00, half a pair \ud83d, right to left \u202e, tab\t, emoji 🙂 and e\u0301."


def everything_overwritten(folder: Path, canary: Path) -> None:
    """Cells before, between and after ours that patch whatever a grade could come from, and forged outputs."""
    notebook = _read(folder)
    evil = new_code_cell(_evil(canary))
    forged = new_output("execute_result", data={"text/plain": "5.0"}, execution_count=1)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [forged]
    notebook.cells = [evil, *notebook.cells[:9], evil.copy(), *notebook.cells[9:], evil.copy()]
    _write(folder, notebook)


def _evil(canary: Path) -> str:
    return f"""
import atexit, builtins, sys, types, warnings
from pathlib import Path
Path({str(canary)!r}).write_text("ran")
atexit.register(lambda: Path({str(canary)!r}).write_text("ran"))
class Equal(float):
    __eq__ = __ge__ = __gt__ = lambda *_: True
    __hash__ = None
    __repr__ = lambda _: "5.0"
import attunement, attunement.grading, attunement.feedback, attunement.record
attunement.grade = attunement.grading.grade = lambda *a, **k: Equal(5)
attunement.grading.points = lambda *a: 5.0
attunement.feedback.respond = lambda *a, **k: {{"level": 5.0}}
builtins.float = builtins.min = builtins.round = lambda *a: Equal(5)
sys.modules["attunement"] = types.SimpleNamespace(grade=lambda *a, **k: 5.0, answer=print)
get_ipython().events.register("pre_run_cell", lambda *a: None)
get_ipython().input_transformers_cleanup.append(lambda lines: ["5.0"])
sys.displayhook = lambda value: None
"""


def grade_cells_edited(folder: Path, _canary: Path) -> None:
    """Grade cells that return what they like, that claim more points, that stand twice and that have changed their type."""
    notebook = _read(folder)
    for cell in list(notebook.cells):
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            cell.source = "15.0"
            marks.update(points=500, checksum="0" * 32)
            notebook.cells.append(new_code_cell("15", metadata={"nbgrader": dict(marks)}))
    notebook.metadata.kernelspec = {"name": "mine", "display_name": "mine", "language": "python"}
    _write(folder, notebook)


def cells_deleted(folder: Path, _canary: Path) -> None:
    """One cell of five words is left."""
    notebook = _read(folder)
    notebook.cells = [new_markdown_cell("Full marks for me, please.")]
    _write(folder, notebook)


def modules_beside(folder: Path, canary: Path) -> None:
    """Files that Python, IPython or nbgrader would import or read if they stood in the kernel's folder."""
    body = f"import pathlib\npathlib.Path({str(canary)!r}).write_text('ran')\ngrade = lambda *a, **k: 5.0\nanswer = print\n"
    names = ["attunement", "json", "yaml", "re", "sitecustomize", "usercustomize", "ipykernel_launcher", "IPython", "feedback"]
    names += [
        "ipython_config",
        "ipython_kernel_config",
        "jupyter_config",
        "nbgrader_config",
        "attunement/__init__",
        "json/__init__",
    ]
    names += [".ipython/profile_default/startup/00", "profile_default/startup/00", "profile_default/ipython_config"]
    for name in names:
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body)
    (folder / "mine.pth").write_text(f"import pathlib; pathlib.Path({str(canary)!r}).write_text('ran')\n")


def notebook_broken(folder: Path, _canary: Path) -> None:
    """A file that is neither JSON nor UTF-8."""
    (folder / "a1.ipynb").write_bytes(b'\xff\xfe{"cells": [{"cell_type": "code", \x00')


def answers_dressed_up(folder: Path, _canary: Path) -> None:
    """Points, levels and another client in the file of answers, and answers that are no text."""
    path = folder / answers.FILE
    data = json.loads(path.read_text())
    for answer in data["answers"].values():
        answer |= {"case": "maya-01", "points": 5, "level": 5.0, "verdict": "scored", "out_of": 500}
    data["answers"] |= {"reflection": {"text": ["no", "text"]}, "reply-3": 5, "../../x": {"text": "x"}}
    path.write_text(json.dumps({**data, "score": 15}))


ATTACKS = (everything_overwritten, grade_cells_edited, cells_deleted, modules_beside, notebook_broken, answers_dressed_up)


def write_answers(folder: Path, words: dict[str, str]) -> None:
    """Save what a learner typed, as the editors do."""
    for item, text in words.items():
        answers.save(folder, item, text, REPLIES.get(item))
    answers.save(folder, "small-words", chosen=ORDER)


def _read(folder: Path) -> nbformat.NotebookNode:
    return nbformat.read(folder / "a1.ipynb", as_version=4)


def _write(folder: Path, notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        cell.id = uuid.uuid4().hex[:8]
    (folder / "a1.ipynb").write_text(json.dumps(notebook))  # a learner's file need not be valid
