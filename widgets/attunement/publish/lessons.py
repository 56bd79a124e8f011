"""Find the lessons and read what each says about itself: number, title, length, aims."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from attunement.errors import AuthorError
from attunement.yamlfile import shown

PACKAGE = Path(__file__).parents[1]
ADVICE = 'Its metadata needs, say, {"attunement": {"number": "03", "title": "Acceptance", "minutes": 35, "aims": ["..."]}}.'
ASIDE = "lab-only"  # the tag of a cell that is for JupyterLab alone
LAB = "lab"  # what a notebook says for `page` whose widgets need Voila's own front end
CORE = re.compile(r"^\s*(?:import|from)\s+ipywidgets\b|^%matplotlib\s+(?:widget|ipympl)\b", re.MULTILINE)
CALLS = re.compile(r"\bat\.(\w+)\(")
SAVES = re.compile(r"\.(?:answer|choose|converse)\(")
SHARED = (
    "`answer`, `choose` and `converse` save beside the notebook, where every visitor would find the work of others. "
    "Keep them to assignments, and use `rewrite` or another exercise of the workbook in a lesson that is published."
)
UNREADABLE = "this is not a notebook that can be read. Open it in JupyterLab to see why."


@dataclass(frozen=True)
class Lesson:
    """One lesson as the front page shows it; `file` is the notebook's name inside the lessons folder.

    A page that is no lesson, such as one's own progress, has "" for a number.
    """

    file: str
    number: str
    title: str
    minutes: int
    summary: str
    aims: tuple[str, ...]
    exercises: tuple[str, ...] = ()  # by the names that its cells call, such as "rewrite"
    page: str = ""  # LAB, or "" for a page of ours
    core: bool = False  # whether it shows widgets of ipywidgets itself


def find(asked: Path | None = None) -> Path:
    """Return the folder of lessons: the one asked for, else `modules/` here or above, beside the source, or in the wheel.

    Raise AuthorError where no such folder holds a lesson.
    """
    here = Path.cwd()
    places = [asked] if asked else [p / "modules" for p in (here, *here.parents, PACKAGE.parents[1], PACKAGE)]
    for place in places:
        if place.is_dir() and listed(place):
            return place.resolve()
    looked = str(asked) if asked else "modules"
    raise AuthorError(looked, None, "there is no lesson here. Name the folder that holds the lesson notebooks (.ipynb).")


def listed(folder: Path) -> list[Lesson]:
    """Return the lessons of a folder in order of their numbers, then other pages; notebooks that name no title are left out."""
    found = [read(path) for path in sorted(folder.glob("*.ipynb"))]
    return sorted((lesson for lesson in found if lesson), key=lambda lesson: (not lesson.number, lesson.number, lesson.file))


def read(path: Path) -> Lesson | None:
    """Return what the notebook says about itself, None where it is no lesson; raise AuthorError where it says it wrongly."""
    return _read(path, version(path))


def version(path: Path) -> tuple[int, int]:
    """Return what changes when the file does: when it was written, in ns, and its length in bytes."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=1000)
def _read(path: Path, _version: tuple[int, int]) -> Lesson | None:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        says = notebook.get("metadata", {}).get("attunement")
        code = ["".join(cell["source"]) for cell in notebook.get("cells", []) if cell["cell_type"] == "code"]
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        raise AuthorError(shown(path), None, UNREADABLE) from error
    if not isinstance(says, dict) or "title" not in says:
        return None
    if any(SAVES.search(source) for source in code):
        raise AuthorError(shown(path), None, SHARED)
    return _lesson(path, says, code)


def _lesson(path: Path, says: dict[str, Any], code: list[str]) -> Lesson:
    try:
        aims = tuple(str(aim) for aim in says["aims"])
        known = (path.name, str(says["number"]), says["title"], int(says["minutes"]), str(says.get("summary", "")))
        calls = dict.fromkeys(name for source in code for name in CALLS.findall(source))
        return Lesson(*known, aims, tuple(calls), says.get("page", ""), any(map(CORE.search, code)))
    except (KeyError, TypeError, ValueError) as error:
        raise AuthorError(shown(path), None, f"{error} is missing or wrong in the lesson's metadata. {ADVICE}") from error
