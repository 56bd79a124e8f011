"""Lessons as pages: their words, rendered once without a kernel by Voila's exporter, and a place for what each cell will show."""

from __future__ import annotations

import ast
import asyncio
import gc
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from voila.notebook_renderer import NotebookRenderer

from attunement.publish import bundle, lessons, policy

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from voila.app import Voila

FRONT = Path(__file__).with_name("front.ipynb")  # the one exercise on the front page
ENTRANCE = "front"  # its name in addresses


@dataclass(frozen=True)
class Page:
    """What a page is made of; `html` is "" where a handler renders it anew for each visit."""

    style: str
    script: str = ""
    sources: dict[str, str] = field(default_factory=dict)  # cell id → code, in order
    places: frozenset[str] = frozenset()  # the cells that show something
    html: str = ""

    @cached_property
    def headers(self) -> dict[str, str]:
        """Return the protections that go with it: the style and the script that stand in it are allowed, and no other."""
        return policy.headers(self.style, *filter(None, [self.ask, self.script]))

    @property
    def ask(self) -> str:
        """Return the script at its beginning: that which asks for a visit, "" where there are no exercises."""
        return bundle.ask() if self.script else ""

    @property
    def mark(self) -> str:
        """Return a short name for this very page: a kernel began with the same lesson where it says the same."""
        return bundle.mark(self.script)

    @property
    def about(self) -> dict[str, Any]:
        """Return what its template has to know."""
        known = {"style": self.style, "ask": self.ask, "script": self.script}
        return {**known, "places": self.places, "icon": bundle.icon()}


class Pages:
    """The pages of a folder, each kept until its file changes."""

    def __init__(self, app: Voila, folder: Path) -> None:
        """Take the renderer's surroundings from the app."""
        self.app, self.folder = app, folder
        self._kept: dict[str, tuple[tuple[int, int], Page]] = {}

    async def prepare(self) -> None:
        """Render and pack every lesson before somebody asks for it."""
        for lesson in lessons.listed(self.folder):
            if page := await self.lesson(lesson.file):
                await asyncio.to_thread(bundle.packed, page.html)
        gc.collect()
        gc.freeze()  # what is there now stays; looking through it for what is not needed any more would hold up some visit

    async def lesson(self, name: str) -> Page | None:
        """Return the page of the lesson with the file name `name`; None where there is no such lesson."""
        path = self.folder / name
        if name not in {lesson.file for lesson in lessons.listed(self.folder)}:
            return None
        version = lessons.version(path)
        if name not in self._kept or self._kept[name][0] != version:
            self._kept[name] = version, await self._rendered(lessons.read(path))
        return self._kept[name][1]

    async def named(self, name: str) -> Page | None:
        """Return the page of a lesson or, under its own name, what the front page needs."""
        return self.front if name == ENTRANCE else await self.lesson(name)

    @cached_property
    def front(self) -> Page:
        """What the front page needs for its one exercise."""
        return _bare(_calls(notebook := nbformat.read(FRONT, as_version=4)), notebook, "front")

    @cached_property
    def plain(self) -> Page:
        """What a page without exercises needs."""
        return Page(bundle.style(()))

    async def _rendered(self, lesson: lessons.Lesson) -> Page:
        app = self.app
        renderer = NotebookRenderer(
            voila_configuration=app.voila_configuration, traitlet_config=app.config, notebook_path=lesson.file,
            template_paths=app.template_paths, config_manager=app.config_manager, contents_manager=app.contents_manager,
            base_url=app.base_url, kernel_spec_manager=app.kernel_spec_manager, page_config={},
        )  # fmt: skip
        await renderer.initialize()
        page = _bare(lesson.exercises, renderer.notebook, "lesson")
        renderer.resources |= {"page": page.about, "file": lesson.file}
        return replace(page, html=await renderer.generate_content_str())


def _bare(exercises: tuple[str, ...], notebook: NotebookNode, sheet: str) -> Page:
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{number}")
    sources = {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code" and lessons.ASIDE not in _tags(cell)}
    places = frozenset(cell for cell, source in sources.items() if _shows(source))
    return Page(bundle.style(exercises, sheet), bundle.script(exercises), sources, places)


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def _calls(notebook: NotebookNode) -> tuple[str, ...]:
    return tuple(name for cell in notebook.cells for name in lessons.CALLS.findall(cell.source))


def _shows(source: str) -> bool:
    """Tell whether a cell may show something: it holds more than imports and definitions."""
    try:
        return any(isinstance(node, ast.Expr) for node in ast.parse(source).body)
    except SyntaxError:
        return bool(source.strip())
