"""Forget a learner: find every copy of their work in the course and the exchange, remove it, and say what was done."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nbgrader.api import MissingEntry
from nbgrader.utils import notebook_hash
from sqlalchemy import text

from attunement.course.handed_in import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attunement.course.folder import Course

STEPS = ("submitted", "autograded", "feedback")
LARGEST = 20_000_000  # bytes; larger files are not searched for a learner's id


@dataclass
class Traces:
    """Where a learner is found: `folders` and `files` that are theirs alone, and `rows` in the gradebook.

    `mentions` are files that speak of other people too (an exported table, a backup, a log): they are named and left alone.
    """

    learner: str
    folders: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    rows: int = 0
    known: bool = False
    mentions: list[Path] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether there is anything to remove."""
        return bool(self.folders or self.files or self.known)


def traces(course: Course, learner: str) -> Traces:
    """Return where the learner of this id is found; nothing is changed."""
    found = Traces(learner)
    if learner in ("", ".", "..") or set(learner) & set("*?[]/\\"):  # an id, never a pattern or a path
        return found
    found.folders = [folder for step in STEPS for folder in course.step(step, learner)] + _in_exchange(course, learner)
    found.files, names = list(_released(course, found.folders)), set()
    with course.gradebook() as gradebook:
        try:
            student = gradebook.find_student(learner)
        except MissingEntry:
            pass
        else:
            found.known, found.rows = True, len(student.submissions)
            names = {student.email, " ".join(filter(None, (student.first_name, student.last_name)))}
    found.mentions = list(_mentions(course, {learner, *names} - {"", None}))
    return found


def remove(course: Course, found: Traces) -> None:
    """Remove what `traces` found: the gradebook first, so that nothing is graded or exported meanwhile.

    The gradebook's file is rewritten afterwards, because a database keeps what was deleted until its room is needed.
    """
    if found.known:
        with course.gradebook() as gradebook:
            gradebook.remove_student(found.learner)
            gradebook.db.execute(text("VACUUM"))
    for file in found.files:
        file.unlink(missing_ok=True)
    for folder in found.folders:
        if folder.exists():
            _make_writable(folder)
            shutil.rmtree(folder)
            if folder.parent.name == found.learner and not any(folder.parent.iterdir()):
                folder.parent.rmdir()


def _in_exchange(course: Course, learner: str) -> list[Path]:
    """Return the learner's hand-ins in the exchange: `learner+assignment+time+random`, with a dot before it while under way."""
    inbound = course.exchange / "inbound" if course.exchange else None
    if not inbound or not inbound.is_dir():
        return []
    names = {path: path.name.removeprefix(".") for path in inbound.iterdir()}
    return sorted(path for path, name in names.items() if name.rsplit("+", 3)[0] == learner and name.count("+") > 1)


def _released(course: Course, folders: list[Path]) -> Iterator[Path]:
    """Yield the learner's feedback pages in the exchange: nbgrader names them by the secret of the hand-in and the notebook."""
    pages = course.exchange / "feedback" if course.exchange else None
    if not pages or not pages.is_dir():
        return
    secrets = {(folder / SECRET).read_text() for folder in folders if (folder / SECRET).is_file()}
    with course.gradebook() as gradebook:
        names = {notebook.name for assignment in gradebook.assignments for notebook in assignment.notebooks}
    for secret in sorted(secrets):
        for name in sorted(names):
            page = pages / f"{notebook_hash(secret=secret, notebook_id=name)}.html"
            if page.is_file():
                yield page


def _mentions(course: Course, words: set[str]) -> Iterator[Path]:
    """Yield the files of the course in which id, name or address stand beside other people's: tables, reports, backups, logs."""
    word = re.compile(rb"(?<![\w@.-])(?:" + b"|".join(re.escape(one.encode()) for one in sorted(words)) + rb")(?![\w-])")
    skipped = [*(course.step(step, "*", "*") for step in STEPS), *(course.step(step, ".", "*") for step in ("source", "release"))]
    work = {folder for folders in skipped for folder in folders} | {course.exchange}
    for path in sorted(course.root.rglob("*")):
        if path == course.database or not work.isdisjoint(path.parents) or path.is_symlink() or not path.is_file():
            continue
        if os.access(path, os.R_OK) and path.stat().st_size <= LARGEST and word.search(path.read_bytes()):
            yield path


def _make_writable(folder: Path) -> None:
    """Let the owner delete what nbgrader has made read-only."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o700)
