"""All kinds of exercise that the workbook and the graded items hold, for those who judge authors' files."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from attunement import workbook, yamlfile
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from pathlib import Path

    from attunement.exercises.choose import Choose
    from attunement.exercises.practice import Practice


def kind(name: str) -> type[Practice | Choose]:
    """Return the class of a kind: `Classify` of `exercises/classify.py`."""
    return getattr(import_module(f"attunement.exercises.{name}"), name.title())


def check(folder: Path = workbook.WORKBOOK) -> list[AuthorError]:
    """Return everything an author should mend in a folder: first the form of the files, then what only a kind knows."""
    return workbook.check(folder) or [
        AuthorError(yamlfile.shown(path), yamlfile.line_of(path, steps), message)
        for name in workbook.kinds(folder)
        for path in sorted((folder / name).glob("*.yaml"))
        for steps, message in kind(name).faults(yamlfile.read(path))
    ]
