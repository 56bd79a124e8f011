"""A new course folder, ready to teach with: configuration, a list of learners to fill in, and the assignments of the course."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from attunement.course import folder
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from attunement.course.folder import Course

PACKAGE = Path(__file__).parents[1]
GIVEN = Path(__file__).parent / "given"  # what a new course starts with
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")  # what nbgrader and file systems take as the id of a course


def solutions() -> Path:
    """Return the folder of the source notebooks: beside the package's source, or in the wheel; raise AttunementError without."""
    places = [PACKAGE.parents[1] / "solutions", PACKAGE / "solutions"]
    found = next((place for place in places if any(place.glob("*/*.ipynb"))), None)
    if found is None:
        raise AttunementError(f"the assignments were not installed: no notebooks in {places[-1]}. Install attunement again.")
    return found


def begin(path: Path, exchange: Path | None = None) -> Course:
    """Make the course folder `path`, named as the course; return it, with its assignments ready to be released.

    `exchange` is the folder in which work changes hands, by default a folder in the course's own. Raise AttunementError where the
    name is no name for a course, where something is already, or where the exchange cannot be.
    """
    if not NAME.fullmatch(path.name):
        raise AttunementError(f"“{path.name}” cannot name a course. Use letters, digits, dots, - and _, such as empathy-2027.")
    if path.exists():
        raise AttunementError(f"{path} is there already. Choose another name; nothing was changed.")
    where = (exchange or path / "exchange").expanduser().resolve()
    source = solutions()
    path.mkdir(parents=True)
    try:
        _fill(path, source, where)
        return _generated(folder.find(path))
    except BaseException:
        shutil.rmtree(path)  # all of it is ours, and half a course would be in the way of the next try
        raise


def _fill(path: Path, source: Path, where: Path) -> None:
    shutil.copytree(source, path / "solutions", ignore=shutil.ignore_patterns(".*"))
    for given in GIVEN.iterdir():
        text = given.read_text(encoding="utf-8").replace("COURSE-ID", path.name).replace("EXCHANGE-FOLDER", str(where))
        (path / given.name.removesuffix(".txt")).write_text(text, encoding="utf-8")
    _open_to_all(where)


def _open_to_all(exchange: Path) -> None:
    """Make the exchange, in which nbgrader demands that everyone may write (each sees only what is theirs).

    Raise AttunementError where no folder can be made, such as where a file is in the way.
    """
    try:
        if not exchange.is_dir():
            exchange.mkdir(parents=True)
            exchange.chmod(0o777)
        why = "" if os.access(exchange, os.W_OK | os.X_OK) else "you may not write there"
    except OSError as error:
        why = "a file of that name is there" if isinstance(error, FileExistsError | NotADirectoryError) else error.strerror
    if why:
        raise AttunementError(f"work cannot change hands in {exchange}: {why}. Name another folder with --exchange.")


def _generated(course: Course) -> Course:
    """Write what learners receive; the gradebook knows the assignments from then on."""
    for source in course.step("source", "."):
        made = course.api.generate_assignment(source.name)
        if not made["success"]:
            raise AttunementError(f"{source.name} could not be made ready: {made.get('error') or made.get('log')}")
    return course
