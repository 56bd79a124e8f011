"""What lies in a hand-in, looked at with caution: the answers and nbgrader's receipts are opened, and no link is followed."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from attunement import answers
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from datetime import datetime

TIME, SECRET = "timestamp.txt", "submission_secret.txt"  # nbgrader's own: when it was handed in, and the key to the feedback
SHORT = 10_000  # bytes; nbgrader's receipts are far shorter
SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # follow no link, wait for no pipe
ID, ID_RULE = re.compile(r"[\w.@+-]+"), "Letters, digits and . _ + - @ are allowed."
ASK = "Ask for a new hand-in, or give the points by hand."
NOTHING = "nothing was in the folder. Ask whether that was meant; it waits for you, with 0 points."
EMPTY = ".nothing-was-in-here"  # beside the notebook that `attunement grade` puts into an empty folder
DAMAGED = (
    "{0}'s file of answers is damaged. Ask {0} to look through the answers in the notebook and hand in again, "
    "or give the points yourself in Formgrader."
)


class HandIn(NamedTuple):
    """`files` (name → content) are what may be graded; `problem` is "" or the sentence that says what cannot be read."""

    files: dict[str, bytes]
    problem: str


def look(folder: Path) -> HandIn:
    """Return what of a hand-in may be graded; never raise for what a learner handed in."""
    files, problem = {}, ""
    for name, most in ((answers.FILE, answers.LARGEST), (TIME, SHORT), (SECRET, SHORT)):
        try:
            files[name] = plain(folder / name, most)
        except FileNotFoundError:
            problem = problem or (_elsewhere(folder) if name == answers.FILE else "")
        except OSError as error:
            problem = problem or f"{name} cannot be read: {error.strerror}. {ASK}"
    return HandIn(files, problem or _unreadable(folder, files) or _nothing(folder, files))


def plain(path: Path, most: int) -> bytes:
    """Return the content of a regular file of at most `most` bytes; raise OSError for anything else, links and pipes too."""
    if path.is_symlink():
        raise OSError(0, "it is a link, and links are not followed")
    handle = os.open(path, os.O_RDONLY | SAFELY)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is no regular file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(0, f"it is larger than {most:,} bytes")
    return content


def misnamed(student: str) -> str:
    """Return "" where a learner's id is safe to show: nbgrader's pages put it as it is into their HTML; else what to do."""
    if ID.fullmatch(student):
        return ""
    return f"{student!r} cannot be a learner's id. {ID_RULE} Rename the folder in submitted/, and the learner in the roster."


def refused(folder: Path) -> str:
    """Return "" where a hand-in can be looked at, else the sentence that says why not."""
    if why := misnamed(folder.parent.name):
        return why
    if folder.is_symlink() or folder.parent.is_symlink():
        return f"{folder} is a link, and links are not followed. Put the hand-in itself there."
    if not folder.is_dir():
        return f"{folder} is no folder. Put a folder with the notebook and {answers.FILE} there."
    if not os.access(folder, os.R_OK | os.X_OK):
        return f"{folder} may not be read. Change its permissions (chmod -R u+rX)."
    return ""


def _unreadable(folder: Path, files: dict[str, bytes]) -> str:
    if answers.FILE not in files:
        return ""
    try:
        answers.read(folder)
    except LearnerError:
        return DAMAGED.format(folder.parent.name)
    return ""


def _nothing(folder: Path, files: dict[str, bytes]) -> str:
    """Return "" unless there are neither answers nor a notebook: that is no 0 which anybody earned."""
    bare = not any(folder.glob("*.ipynb")) or (folder / EMPTY).exists()
    return NOTHING if bare and answers.FILE not in files else ""


def _elsewhere(folder: Path) -> str:
    """Return "" where there is no file of answers, else the sentence that names one with another name or in another place."""
    found: list[Path] = []
    for depth in ("", "*/", "*/*/"):  # as far as an archive that was unpacked here would put it
        with suppress(OSError):
            found += [path.relative_to(folder) for path in sorted(folder.glob(f"{depth}answers*.json")) if path.is_file()]
    return f"There is no {answers.FILE}, but {found[0]}. Put it in {answers.FILE}'s place, then grade again." if found else ""


class Untouched(CourseDirectory):
    """nbgrader's course folder for one run of autograde, in which nothing of a hand-in is copied unless carrier.py does it.

    `ignored` is what the course itself ignores; `ignore` is everything.
    """

    def __init__(self, like: CourseDirectory) -> None:
        """Take every setting of the course folder `like` over."""
        given = {name: getattr(like, name) for name in CourseDirectory.class_trait_names(config=True)}
        super().__init__(parent=like.parent, **{**given, "ignore": ["*"]})
        self.ignored = like.ignore

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        """Return when a hand-in was handed in, None where its timestamp.txt does not say so."""
        try:
            return parse_utc(plain(Path(dest_path) / TIME, SHORT).decode("ascii").strip())
        except (OSError, ValueError, OverflowError):
            return None
