"""Backup and restore of the gradebook, with SQLite's own means, so that a copy is whole even while somebody is grading.

(https://www.sqlite.org/backup.html)
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import chain, count
from typing import TYPE_CHECKING

from attunement import record
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from pathlib import Path

    from attunement.course.folder import Course

FOLDER = "backups"
TABLES = {"assignment", "student", "grade", "submitted_assignment"}  # what a gradebook of nbgrader must have
WAITS = 60  # seconds for a gradebook in which somebody writes


def backup(course: Course, to: Path | None = None) -> Path:
    """Write a copy of the gradebook, by default into `backups/` with the time in its name; return the file.

    Raise AttunementError where there is no gradebook yet or where the file is there already.
    """
    if not course.database.is_file():
        raise AttunementError(f"there is no gradebook yet ({course.database}), so there is nothing to back up.")
    to = to or _unused(course.root / FOLDER)
    if to.exists():
        raise AttunementError(f"{to} is there already. Name another file; nothing was written.")
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f".{to.name}.part")
    part.unlink(missing_ok=True)
    _copy(course.database, part)
    part.chmod(0o600)  # grades are nobody else's business
    part.replace(to)
    return to


def _unused(folder: Path) -> Path:
    """Return a file in `folder` that is not there yet, with the time (UTC) in its name."""
    time = record.now()[:19].replace(":", "-")
    names = chain([f"gradebook-{time}.db"], (f"gradebook-{time}-{number}.db" for number in count(2)))
    return next(folder / name for name in names if not (folder / name).exists())


def restore(course: Course, file: Path) -> Path | None:
    """Put a backup in the gradebook's place; return the backup of what was there before, None where nothing was.

    Raise AttunementError where the file is no whole gradebook; the present one then stays as it is.
    """
    _demand_whole(file)
    before = backup(course) if course.database.is_file() else None
    _copy(file, course.database)
    return before


def _copy(source: Path, target: Path) -> None:
    """Copy a database in one transaction: whoever reads meanwhile sees the old one or the new one."""
    with closing(sqlite3.connect(source, timeout=WAITS)) as old, closing(sqlite3.connect(target, timeout=WAITS)) as new:
        old.backup(new)


def _demand_whole(file: Path) -> None:
    """Raise AttunementError unless the file is a sound database with the tables of a gradebook."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as held:
            sound = held.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            tables = {name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise AttunementError(f"{file} cannot be read as a gradebook ({error}). The present gradebook is as it was.") from error
    if not sound or not tables >= TABLES:
        raise AttunementError(f"{file} is no whole gradebook. Choose another backup; the present gradebook is as it was.")
