"""The page that says where each thing is taught, practised and assessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attunement import items, workbook
from attunement.book import coverage, worked
from attunement.book.lessons import anchor
from attunement.book.markdown import bold, bullets, join, plain
from attunement.book.words import text

if TYPE_CHECKING:
    from pathlib import Path

    from attunement.book.lessons import Lesson


def render(modules: Path, lessons: tuple[Lesson, ...]) -> str:
    """Return the page as Markdown: the assignments, then the elements by the lesson that teaches them."""
    graded = {one.name: one for one in coverage.assignments(modules)}
    titles = {lesson.number: lesson.title for lesson in lessons}
    rows = coverage.rows(modules)
    parts = [
        join(
            f"## {plain(lesson.title)}",
            bullets(_row(row, lesson, lessons, graded) for row in rows if row.lesson == lesson.number),
        )
        for lesson in lessons
        if any(row.lesson == lesson.number for row in rows)
    ]
    assignments = bullets(_assignment(one, titles.get(one.after, "")) for one in graded.values())
    return join(text("coverage"), text("assignments"), assignments, *parts) + "\n"


def _assignment(one: coverage.Assignment, after: str) -> str:
    comes = f"After {plain(after)}." if after else ""
    return " ".join(part for part in (bold(one.title), comes, plain(one.waits)) if part)


def _row(row: coverage.Row, lesson: Lesson, lessons: tuple[Lesson, ...], graded: dict[str, coverage.Assignment]) -> str:
    parts = [
        f"{bold(str(row.number))} {_taught(row, lesson)}.",
        f"Practised in {', '.join(_practised(one, lessons, lesson) for one in row.practised)}." if row.practised else "",
        _assessed("Assessed in", {name: item for name, item in row.assessed.items() if not graded[name].waits}, graded),
        _assessed("To be assessed in", {name: item for name, item in row.assessed.items() if graded[name].waits}, graded),
        plain(row.reason),
    ]
    return " ".join(part for part in parts if part)


def _assessed(said: str, by: dict[str, str], graded: dict[str, coverage.Assignment]) -> str:
    """Return what assesses a row, "" where nothing does; what is not written yet promises nothing."""
    return f"{said} {'; '.join(f'{plain(graded[name].title)} ({_asked(item)})' for name, item in by.items())}." if by else ""


def _asked(item: str) -> str:
    """Return the title of an item in which one chooses, else its name in words: reply-1 is a reply."""
    if item in workbook.ids("choose", items.ITEMS):
        return f"“{plain(items.load(item)['title'])}”"
    return plain(re.sub(r"-[0-9]+$", "", item).replace("-", " "))


def _taught(row: coverage.Row, lesson: Lesson) -> str:
    """Return what is taught, as a link where the cell that teaches it is there."""
    there = any(cell["id"] == row.cell for cell in lesson.cells)
    return f"[{plain(row.what)}](#{anchor(lesson.number, row.cell)})" if there else plain(row.what)


def _practised(exercise: str, lessons: tuple[Lesson, ...], first: Lesson) -> str:
    """Return the name of an exercise, as a link to where it stands: in the row's own lesson, or else in the first that has it."""
    kind, _, name = exercise.partition("/")
    title = plain(worked.title(kind, name))
    for lesson in (first, *lessons):
        for known, called, cell in lesson.exercises():
            if (known, called) == (kind, name):
                return f"[{title}](#{anchor(lesson.number, cell)})"
    return title
