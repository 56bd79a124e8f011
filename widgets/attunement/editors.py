"""The editors of an assignment: which ones a notebook opens, and what they ask. The notebook is read, never executed.

A learner's copy may be anything; what cannot be read opens no editor.
"""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from nbformat import NotebookNode

TAKES = {  # what each editor of an assignment takes, in its order
    "answer": ("item", "case", "prompt"),
    "choose": ("item",),
    "converse": ("item", "session"),
}
LARGEST = 20_000_000  # bytes of a notebook; ours have less than a hundredth
HEADING = re.compile(r"^#{1,6} +(.+?)[ #]*$", re.MULTILINE)


def any_in(folder: Path) -> bool:
    """Tell whether a folder holds an assignment of Attunement: a notebook with one of our editors."""
    return any(asked(notebook.cells) for path in sorted(folder.glob("*.ipynb")) if (notebook := read(path)))


def opened(source: str) -> list[dict[str, str]]:
    """Return the editors that a cell opens, each as its arguments by name with `calls`: "answer", "choose" or "converse".

    `at.answer("reply-1", case="priya-01")` gives {"calls": "answer", "item": "reply-1", "case": "priya-01"}.
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    calls = [node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in TAKES]
    found = [{"calls": call.func.attr, **_given(call)} for call in calls]
    return [editor for editor in found if "item" in editor]


def _given(call: ast.Call) -> dict[str, str]:
    given = [*zip(TAKES[call.func.attr], call.args, strict=False), *((word.arg, word.value) for word in call.keywords)]
    return {name: node.value for name, node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def read(path: Path) -> NotebookNode | None:
    """Return a notebook, None where it cannot be read as one."""
    import nbformat  # slow to import, and the kernels of published lessons read no notebook

    try:
        if path.stat().st_size > LARGEST:
            return None
        with warnings.catch_warnings(action="ignore"):  # nbformat warns of cells without ids, and of ids that stand twice
            notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        return notebook if all(isinstance(cell.source, str) and cell.metadata is not None for cell in notebook.cells) else None
    except (OSError, ValueError, nbformat.ValidationError, AttributeError, KeyError, TypeError, RecursionError):
        return None


def asked(cells: Iterable[NotebookNode]) -> dict[str, dict[str, str]]:
    """Return item → its editor with the `title` that stands above it, in the order of the notebook."""
    title, found = "", {}
    for cell in cells:
        if cell.cell_type == "markdown":
            headings = HEADING.findall(cell.source)
            title = headings[0].replace("*", "") if headings else title
        for editor in opened(cell.source) if cell.cell_type == "code" else ():
            found.setdefault(editor["item"], {**editor, "title": title or editor["item"]})
    return found
