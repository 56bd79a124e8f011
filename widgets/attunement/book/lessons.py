"""A lesson as a page of the book: its prose as it stands, and a worked example where an exercise stands."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attunement.book import worked
from attunement.book.markdown import join, plain
from attunement.book.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LESSON = re.compile(r"[0-9]{2}-[a-z0-9-]+\.ipynb")
LINK = re.compile(r"\]\(([a-z0-9-]+)\.ipynb\)")
RENDERED = "voila/render/"


@dataclass(frozen=True)
class Lesson:
    """A lesson: the stem of its file, what it says about itself, and its cells, each with its source as one text."""

    stem: str
    about: dict[str, Any]
    cells: tuple[dict[str, Any], ...]

    @property
    def number(self) -> str:
        """Two digits."""
        return self.about["number"]

    @property
    def title(self) -> str:
        """The title as the lesson gives it."""
        return self.about["title"]

    def exercises(self) -> Iterator[tuple[str, str, str]]:
        """Yield the kind, the name and the cell's id of each exercise, in the order of the lesson."""
        for cell in self.cells:
            if cell["cell_type"] == "code":
                yield from ((kind, name, cell["id"]) for kind, name in calls(cell["source"]))


def find(folder: Path) -> tuple[Lesson, ...]:
    """Return the lessons of a folder in the order of their numbers."""
    return tuple(_read(path) for path in sorted(folder.glob("*.ipynb")) if LESSON.fullmatch(path.name))


def further(folder: Path) -> tuple[Lesson, ...]:
    """Return the course's other pages, such as more practice: they stand in the live course only."""
    return tuple(_read(path) for path in sorted(folder.glob("*.ipynb")) if not LESSON.fullmatch(path.name))


def _read(path: Path) -> Lesson:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = (cell | {"source": "".join(cell["source"])} for cell in notebook["cells"])
    shown = tuple(cell for cell in cells if "lab-only" not in cell["metadata"].get("tags", []))
    return Lesson(path.stem, notebook["metadata"]["attunement"], shown)


def calls(source: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the name of every exercise that a cell calls, such as rank and ways-to-attend."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in worked.KINDS:
            named = [value.value for value in node.args if isinstance(value, ast.Constant)]
            yield node.func.attr, str(named[0]) if named else ""


def anchor(lesson: str, cell: str) -> str:
    """Return the name under which a cell of a lesson can be linked, everywhere in the book."""
    return f"lesson-{lesson}-{cell}"


def render(lesson: Lesson, live: str) -> str:
    """Return a lesson as Markdown; `live` is the address before `voila/render/`."""
    address = f"{live}{RENDERED}{lesson.stem}.ipynb"
    blocks = [_block(lesson.number, cell, live, address) for cell in lesson.cells]
    blocks.insert(1, text("lesson", title=plain(lesson.title), address=address))
    return join(*blocks) + "\n"


def _block(number: str, cell: dict[str, Any], live: str, address: str) -> str:
    mark = f"({anchor(number, cell['id'])})="
    if cell["cell_type"] == "markdown":
        return f"{mark}\n{LINK.sub(lambda link: f']({_leads(link[1], live)})', cell['source'])}"
    frames = [worked.frame(kind, name, address) for kind, name in calls(cell["source"])]
    return join(mark, *frames) if frames else ""


def _leads(stem: str, live: str) -> str:
    """Return where a link to a notebook leads: to the lesson's page, or to a page that only the live course has."""
    return f"{stem}.md" if LESSON.fullmatch(f"{stem}.ipynb") else f"{live}{RENDERED}{stem}.ipynb"
