"""The headings under which the items of an assignment stand, because an instructor knows these and not the items' names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attunement import editors
from attunement.course import classwork, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from attunement.course.folder import Course


def named(course: Course, assignment: str, items: Iterable[str]) -> list[str]:
    """Return what to call each item: "Two open questions (open-again)", or its name alone where it has no heading."""
    notebooks = [path for folder in course.step("release", ".", assignment) for path in sorted(folder.glob("*.ipynb"))]
    titles = {item: title for path in notebooks for item, title in _read(path, path.stat().st_mtime_ns).items()}
    return [classwork.title(item, {}, titles.get(item, "")) for item in items]


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> dict[str, str]:
    notebook = editors.read(path)
    return told.headings(notebook) if notebook else {}
