"""What the course covers: for each element of its two source articles the lesson, the exercises and what assesses it.

The table is `modules/coverage.yaml`, beside the lessons that it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attunement import yamlfile
from attunement.book.lessons import find
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from attunement.book.lessons import Lesson

NAME = "coverage.yaml"


@dataclass(frozen=True)
class Assignment:
    """A graded assignment; `waits` says why it cannot be taken yet, "" where it can."""

    name: str
    title: str
    after: str  # the lesson's number
    waits: str


@dataclass(frozen=True)
class Row:
    """One element that is taught: in the cell `cell` of the lesson `lesson`, by the exercises `practised` ("rank/lena-01")."""

    number: int
    what: str
    lesson: str
    cell: str
    practised: tuple[str, ...]
    assessed: dict[str, str]  # assignment → its item
    reason: str  # why a person, or nobody, judges it; "" where an assignment's points say enough


def assignments(lessons: Path) -> tuple[Assignment, ...]:
    """Return the assignments of the course in their order; raise AuthorError where the table is no YAML."""
    said = _read(lessons)["assignments"]
    return tuple(Assignment(name, one["title"], str(one["after"]), one.get("waits", "")) for name, one in said.items())


def rows(lessons: Path) -> tuple[Row, ...]:
    """Return the elements in the order of their numbers; `lessons` is the folder that holds the table."""
    return tuple(_row(int(number), said) for number, said in _read(lessons)["rows"].items())


def more(lessons: Path) -> dict[str, str]:
    """Return the exercises that no lesson uses, each with what it is kept for."""
    return dict(_read(lessons)["more"])


def check(lessons: Path) -> list[AuthorError]:
    """Return what an author should mend in the table, with file and line: its form, then what it names and nobody finds.

    A folder without a table has nothing to mend.
    """
    path = lessons / NAME
    if not path.is_file():
        return []
    if broken := yamlfile.check(path, "coverage"):
        return broken
    found, graded = find(lessons), [one.name for one in assignments(lessons)]
    cells = {lesson.stem[:2]: [cell["id"] for cell in lesson.cells if cell["cell_type"] == "markdown"] for lesson in found}
    called = exercises(found)
    return [
        AuthorError(yamlfile.shown(path), yamlfile.line_of(path, ["rows", str(row.number), *steps]), message)
        for row in rows(lessons)
        for steps, message in _strangers(row, cells, called, graded)
    ]


def exercises(pages: Iterable[Lesson]) -> set[str]:
    """Return the exercises that lessons or other pages call, as the table names them: "rank/lena-01"."""
    return {f"{kind}/{name}" for page in pages for kind, name, _ in page.exercises() if name}


def _strangers(
    row: Row, cells: dict[str, list[str]], called: set[str], graded: list[str]
) -> Iterator[tuple[list[str | int], str]]:
    """Yield where a row names a lesson, a cell, an exercise or an assignment that is not there, and what to do."""
    if row.lesson not in cells:
        yield ["taught"], f"there is no lesson {row.lesson}. Known are: {', '.join(cells)}."
    elif row.cell not in cells[row.lesson]:
        known = ", ".join(cells[row.lesson])
        yield ["taught"], f"lesson {row.lesson} has no text cell of the name `{row.cell}`. Known are: {known}."
    for number, name in enumerate(row.practised):
        if name not in called:
            yield ["practised", number], f"no lesson has the exercise `{name}`. Name one that a lesson calls, as kind/name."
    for name in row.assessed:
        if name not in graded:
            yield ["assessed", name], f"`{name}` is no assignment of this table. Known are: {', '.join(graded)}."


def _read(lessons: Path) -> dict[str, Any]:
    return yamlfile.read(lessons / NAME)


def _row(number: int, said: dict[str, Any]) -> Row:
    lesson, _, cell = said["taught"].partition("/")
    practised = tuple(said.get("practised", ()))
    return Row(number, said["what"], lesson, cell, practised, dict(said.get("assessed", {})), said.get("reason", ""))
