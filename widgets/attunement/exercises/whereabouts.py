"""Where exercises stand: what each one in a folder of lessons is called, and which lesson it belongs to."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from attunement import cases, workbook
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from pathlib import Path

CALL = re.compile(r"""\bat\.(\w+)\(["']([\w-]+)["']""")


@cache
def names(lessons: Path) -> dict[str, tuple[str, str]]:
    """Return "kind/name" → (title, lesson) for every exercise in the notebooks of a folder; the first lesson that has it counts.

    A client's exercise is called by the client's name. What cannot be read is left out: this is only for finding one's way.
    """
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(lessons.glob("*.ipynb")):
        lesson, calls = _lesson(path)
        for kind, name in calls:
            if lesson and f"{kind}/{name}" not in found and (title := _title(kind, name)):
                found[f"{kind}/{name}"] = (title, lesson)
    return found


def _lesson(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """Return how a lesson is called ("03 · Acceptance") and which exercises it calls; "" where the notebook is no lesson."""
    try:
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        says = notebook["metadata"]["attunement"]
        code = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
        return " · ".join(filter(None, [says.get("number"), says["title"]])), CALL.findall(code)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", []


def _title(kind: str, name: str) -> str:
    try:
        return cases.load(name).name if kind == "rewrite" else workbook.load(kind, name)["title"]
    except (AttunementError, OSError):
        return ""
