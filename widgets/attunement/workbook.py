"""The workbook: what the exercises are made of. Every exercise is one YAML file, in the folder of its kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement import cases, yamlfile
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKBOOK = Path(__file__).parent / "workbook"


def kinds(folder: Path = WORKBOOK) -> tuple[str, ...]:
    """Return the kinds of exercise of which there is one, in the order of the alphabet."""
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir() and any(path.glob("*.yaml"))))


def ids(kind: str, folder: Path = WORKBOOK) -> tuple[str, ...]:
    """Return the names of all exercises of a kind, in the order of the alphabet."""
    return tuple(path.stem for path in _files(kind, folder))


@cache
def load(kind: str, name: str, folder: Path = WORKBOOK) -> dict[str, Any]:
    """Return the exercise as its file has it, unchecked (`check` judges files); raise AuthorError where there is none."""
    known = ids(kind, folder)
    if name not in known:
        path = folder / kind / f"{name}.yaml"
        raise AuthorError(yamlfile.shown(path), None, f"there is no such exercise. Known are: {', '.join(known)}.")
    return yamlfile.read(folder / kind / f"{name}.yaml")


def check(folder: Path = WORKBOOK) -> list[AuthorError]:
    """Return everything an author should mend in the form of the files, in the order of files and lines."""
    shared = [error for path in sorted(folder.glob("*.yaml")) for error in yamlfile.check(path, path.stem)]
    lost = list(_lost(folder))
    return shared + (lost or [error for kind in kinds(folder) for path in _files(kind, folder) for error in _check_file(path)])


def _lost(folder: Path) -> Iterator[AuthorError]:
    """Yield what no lesson could open: a folder that is no kind of exercise, and a file whose name does not end in .yaml."""
    known = sorted({path.stem for path in (yamlfile.SCHEMAS / "workbook").glob("*.yaml")} - {"exercise"})
    for path in sorted(path for path in folder.iterdir() if path.is_dir()):
        if path.name not in known and any(path.glob("*.y*ml")):
            yield AuthorError(yamlfile.shown(path), None, f"this is no kind of exercise. Choose one of: {', '.join(known)}.")
        yield from yamlfile.unread(path)


def _files(kind: str, folder: Path) -> list[Path]:
    return sorted((folder / kind).glob("*.yaml"))


def _check_file(path: Path) -> list[AuthorError]:
    errors = yamlfile.check(path, f"workbook/{path.parent.name}")
    return errors or [
        AuthorError(yamlfile.shown(path), yamlfile.line_of(path, steps), f"there is no client `{case}` in the casebook.")
        for steps, case in _cases(yamlfile.read(path))
        if case not in cases.ids()
    ]


def _cases(data: Any, *steps: str | int) -> Iterator[tuple[list[str | int], str]]:
    """Yield where a file names a client (under a key `case`), and which."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        if key == "case" and isinstance(value, str):
            yield [*steps, key], value
        yield from _cases(value, *steps, key)
