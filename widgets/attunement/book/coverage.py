"""What the course covers: for each element of its two source articles the lesson, the exercises and what assesses it.

The table is `modules/coverage.yaml`, beside the lessons that it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attunement import yamlfile

if TYPE_CHECKING:
    from pathlib import Path

    from attunement.errors import AuthorError

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
    """Return every way in which the table breaks its schema, with file and line; [] where a folder has no table."""
    return yamlfile.check(lessons / NAME, "coverage") if (lessons / NAME).is_file() else []


def _read(lessons: Path) -> dict[str, Any]:
    return yamlfile.read(lessons / NAME)


def _row(number: int, said: dict[str, Any]) -> Row:
    lesson, _, cell = said["taught"].partition("/")
    practised = tuple(said.get("practised", ()))
    return Row(number, said["what"], lesson, cell, practised, dict(said.get("assessed", {})), said.get("reason", ""))
