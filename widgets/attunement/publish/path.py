"""The stages of the course: how the front page parts its lessons, as `path.yaml` beside them says; else they are one path."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import yamlfile
from attunement.errors import AuthorError
from attunement.publish import lessons

if TYPE_CHECKING:
    from pathlib import Path

NAME = "path.yaml"
ORDER = "it names {there}, and the lessons here are {here}. Name every lesson that has a number, in their order."


class Stage(NamedTuple):
    """A part of the course: its name ("" where it is the whole), a sentence on it, and its lessons."""

    name: str
    words: str
    lessons: tuple[lessons.Lesson, ...]


def stages(folder: Path) -> list[Stage]:
    """Return the stages of the numbered lessons in a folder; one without a name where no `path.yaml` parts just these."""
    numbered = _numbered(folder)
    told = _told(folder)
    if not told or _names(told) != list(numbered):
        return [Stage("", "", tuple(numbered.values()))]
    return [Stage(stage["name"], stage["words"], tuple(numbered[name] for name in stage["lessons"])) for stage in told]


def check(folder: Path) -> list[AuthorError]:
    """Return what is wrong with a folder's `path.yaml`; [] where there is none."""
    path = folder / NAME
    if not path.exists():
        return []
    if errors := yamlfile.check(path, "path"):
        return errors
    there, here = _names(_told(folder)), list(_numbered(folder))
    wrong = ORDER.format(there=", ".join(there), here=", ".join(here))
    return [] if there == here else [AuthorError(yamlfile.shown(path), None, wrong)]


def _numbered(folder: Path) -> dict[str, lessons.Lesson]:
    return {lesson.file: lesson for lesson in lessons.listed(folder) if lesson.number}


def _names(told: list[dict[str, Any]]) -> list[str]:
    return [name for stage in told for name in stage["lessons"]]


def _told(folder: Path) -> list[dict[str, Any]]:
    path = folder / NAME
    return _read(path, lessons.version(path)) if path.exists() else []


@lru_cache(maxsize=20)
def _read(path: Path, _version: tuple[int, int]) -> list[dict[str, Any]]:
    return yamlfile.read(path)
