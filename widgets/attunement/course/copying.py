"""Copy what learners hand in, whatever their folders hold: ordinary files only, within nbgrader's limits, all or nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from nbgrader.utils import ignore_patterns

from attunement import durable
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from logging import Logger
    from pathlib import Path

    from nbgrader.coursedir import CourseDirectory

DEEPEST = 20  # folders in folders
TOO_MUCH = "the folder holds more than {most:,} MB, which is more than this course takes. Move large files out of it."


def copy(source: Path, target: Path, coursedir: CourseDirectory, log: Logger, without: Container[str] = ()) -> None:
    """Copy a folder to `target`, which must not be there yet, without the files of its own that have one of these names.

    Links are not followed, and what is no ordinary file is left out with a warning, as nbgrader leaves out what the course
    ignores and single files that are too large. Raise LearnerError where the whole is too large, OSError where copying fails.
    """
    ignored = ignore_patterns(coursedir.ignore, coursedir.include, coursedir.max_file_size, log)
    room, folders = 1000 * coursedir.max_dir_size, [(source, target)]
    while folders:
        here, there = folders.pop()
        there.mkdir()
        for path in _ordinary(here, len(here.relative_to(source).parts), ignored, log):
            if here == source and path.name in without:
                continue
            if path.is_dir():
                folders.append((path, there / path.name))
                continue
            room -= path.stat().st_size
            if room < 0:
                raise LearnerError(TOO_MUCH.format(most=coursedir.max_dir_size // 1000))
            shutil.copyfile(path, there / path.name, follow_symlinks=False)
    if coursedir.groupshared:
        _share(target)


def _ordinary(folder: Path, depth: int, ignored: Callable[..., list[str]], log: Logger) -> Iterator[Path]:
    """Yield the files and folders to copy; an editor may be saving meanwhile, so its unfinished files are none."""
    found = sorted(path for path in folder.iterdir() if not durable.leftover(path.name))
    out = {*ignored(str(folder), [path.name for path in found])}
    for path in found:
        if path.name in out:
            continue
        if path.is_symlink() or not (path.is_file() or (path.is_dir() and depth < DEEPEST)):
            log.warning("Left out, because it is no ordinary file: %s", _printable(path))
        else:
            yield path


def _share(folder: Path) -> None:
    """Let the group read and write, as nbgrader does for courses with several instructors."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | (0o2770 if path.is_dir() else 0o660))


def _printable(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode("utf-8")


def swap(ready: Path, place: Path) -> None:
    """Put the folder `ready` in the place of another, or of none; see `recover` for what a crash in between leaves."""
    before = _before(place)
    if place.exists():
        place.rename(before)
    ready.rename(place)
    durable.flush(place.parent)
    shutil.rmtree(before, ignore_errors=True)


def recover(place: Path) -> None:
    """Put back what a `swap` that was cut off had moved away."""
    before = _before(place)
    if before.is_dir() and not place.exists():
        before.rename(place)
    shutil.rmtree(before, ignore_errors=True)


def _before(place: Path) -> Path:
    return place.with_name(f".{place.name}.before")
