"""What a class handed in, as the grade cells told it: for the report, which looks at all learners at once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import nbformat

from attunement import answers, cases, items
from attunement.course import told as pages
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nbformat import NotebookNode

    from attunement.course.folder import Course
    from attunement.course.marks import Part, Row

# The scales of predictions (items/choose/*-prediction.yaml): levels, and parts of the points with where each begins.
LEVELS = [f"level {rung}" for rung in range(1, 6)]
BANDS = {"under a third": 0.0, "about half": 1 / 3, "more": 2 / 3, "all": 1.0}


class Expected(NamedTuple):
    """What a learner expected of an item before it was graded, and what came: steps of the prediction's scale, 0 the lowest."""

    item: str
    expected: int
    came: int


@dataclass(frozen=True)
class Work:
    """One learner's graded hand-in: its marks, what each grade cell told (item → `told`, see grading.Marked), the headings."""

    row: Row
    told: dict[str, dict[str, Any]]
    expected: tuple[Expected, ...] = field(default=())
    known: dict[str, str] = field(default_factory=dict)  # item → the heading above it

    @property
    def share(self) -> float | None:
        """Return the part (0.0 to 1.0) of the points that the learner earned; None while a mark is missing."""
        known = all(part.share is not None for part in self.row.parts if part.out_of)
        return min(1.0, self.row.points / self.row.out_of) if known and self.row.out_of else None


def read(course: Course, rows: Iterable[Row]) -> list[Work]:
    """Return the work of every row that was graded; a hand-in whose graded notebook cannot be read is left out."""
    return [work for row in rows if row.parts for work in _work(course, row)]


def kind(works: Iterable[Work], wanted: str) -> Iterator[tuple[Work, dict[str, Any]]]:
    """Yield each learner's `told` of one kind: "reply", "choice" or "session"."""
    return ((work, told) for work in works for told in work.told.values() if told["kind"] == wanted)


def title(name: str, told: dict[str, Any], heading: str = "") -> str:
    """Return what to call an item: the heading above it, else the title of one to choose from; its name in brackets."""
    known = heading if heading not in ("", name) else told.get("title", "")
    return f"{known} ({name})" if known else name


def told_in(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what the grade cells of a graded hand-in told, by item; {} where nothing can be read."""
    return dict(_told(_notebooks(folder)))


def _work(course: Course, row: Row) -> Iterator[Work]:
    for folder in course.step("autograded", row.person.id, row.assignment):
        notebooks = [*_notebooks(folder)]
        told = dict(_told(notebooks))
        if told:
            known = {name: title for nb in notebooks for name, title in pages.headings(nb).items()}
            yield Work(row, told, tuple(_expected(row, folder, told)), known)


def _notebooks(folder: Path) -> Iterator[NotebookNode]:
    """Yield the executed notebooks with what their cells lack, none that cannot be read."""
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError):
            continue
        lacking = {"cell_type": "code", "metadata": {}}
        yield nbformat.from_dict({"cells": [{**lacking, **cell, "source": "".join(cell.get("source", ""))} for cell in cells]})


def _told(notebooks: Iterable[NotebookNode]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the grade cells told, by item."""
    for cell in (cell for nb in notebooks for cell in nb.cells):
        if told := pages.said(cell):
            yield told["item"], told


def _expected(row: Row, folder: Path, told: dict[str, dict[str, Any]]) -> Iterator[Expected]:
    """Yield the predictions among the answers, lines that name an item (`of`), where it is known what came."""
    parts = {part.name: part for part in row.parts}
    for source, answer in _predictions(folder):
        steps = list(items.labels(source))
        for number, line in enumerate(source["lines"]):
            chosen = answer.chosen.get(str(number), [])
            came = _came(steps, told.get(line["of"], {}), parts.get(line["of"]))
            if came is not None and len(chosen) == 1 and chosen[0] in steps:
                yield Expected(line["of"], steps.index(chosen[0]), came)


def _predictions(folder: Path) -> Iterator[tuple[dict[str, Any], answers.Answer]]:
    try:
        given = answers.read(folder)
    except AttunementError:
        return
    for name, answer in given.items():
        if answer.chosen and (items.ITEMS / "choose" / f"{name}.yaml").is_file():
            source = items.load(name)
            if not items.graded(source):
                yield source, answer


def _came(steps: list[str], told: dict[str, Any], part: Part | None) -> int | None:
    """Return the step that came: the level of a reply, or the part of the points; None where neither is known."""
    if steps == LEVELS:
        return cases.rung(told["level"]) - 1 if told.get("level") is not None else None
    share = part.share if part and steps == list(BANDS) else None
    return None if share is None else sum(share >= least for least in BANDS.values()) - 1
