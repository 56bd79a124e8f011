"""The receipt of a hand-in: which files, of whom, when. It shows that these very files were handed in.

Nothing in it is secret and nobody signs it, because everything that Attunement does is public: anyone can write a receipt.
It helps a learner and an instructor to find out together what happened; the hand-in that the instructor holds is what counts.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import answers, durable
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "receipt.json"
SCHEMA = "attunement-receipt/1"
LARGEST = 10_000_000  # bytes; a receipt has about 100 for each file
NUMBER = 12  # characters of the sha256 that people say to each other


class Receipt(NamedTuple):
    """What `receipt.json` holds, as `schemas/receipt.yaml` describes it. `time` is ISO 8601 in UTC, `files` name → sha256."""

    course: str
    assignment: str
    student: str
    time: str
    files: dict[str, str]
    sha256: str

    @property
    def number(self) -> str:
        """Return the short name of the receipt."""
        return self.sha256[:NUMBER]

    @property
    def when(self) -> str:
        """Return the time for people, such as "2026-11-22 18:05:11 UTC"."""
        return datetime.fromisoformat(self.time).strftime("%Y-%m-%d %H:%M:%S UTC")


def issue(folder: Path, course: str, assignment: str, student: str, time: str) -> Receipt:
    """Return a receipt for all regular files in a folder, but for an older receipt. Raise OSError if one cannot be read."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    files = {name: _sha256(path) for path in found if (name := path.relative_to(folder).as_posix()) != FILE}
    held = {"course": course, "assignment": assignment, "student": student, "time": time, "files": files}
    return Receipt(**held, sha256=_over(held))


def write(folder: Path, receipt: Receipt) -> None:
    """Write a receipt into a folder; the file is whole or the older one stands. Raise OSError if it cannot be written."""
    durable.write(folder / FILE, json.dumps({"schema": SCHEMA, **receipt._asdict()}, indent=1) + "\n")


def read(path: Path) -> Receipt:
    """Return the receipt at `path`, a file or the folder it is in; raise LearnerError where there is none or it was changed."""
    path = path / FILE if path.is_dir() else path
    if not path.is_file():
        raise LearnerError(
            f"There is no receipt here ({path}). A receipt comes with each hand-in, as {FILE} beside the notebook."
        )
    try:
        held = json.loads(path.read_bytes()) if path.stat().st_size <= LARGEST else None
    except (OSError, ValueError, RecursionError) as error:
        raise LearnerError(f"{path} cannot be read. Ask your instructor for the receipt that came with your hand-in.") from error
    if not _formed(held):
        raise LearnerError(f"{path} is no receipt of a hand-in.")
    receipt = Receipt(**{key: held[key] for key in Receipt._fields})
    if receipt.sha256 != _over(held):
        raise LearnerError(f"{path} was changed after it was written, so it shows nothing. Your hand-in itself is not touched.")
    return receipt


def changed(receipt: Receipt, folder: Path) -> list[str]:
    """Return the names of the files that a folder does not have as they were handed in."""
    return [name for name, sha256 in receipt.files.items() if _inside(folder, name) != sha256]


def answers_changed(receipt: Receipt, folder: Path) -> bool:
    """Tell whether the answers in a folder are others than those that were handed in."""
    return _sha256(folder / answers.FILE) != receipt.files.get(answers.FILE, "")


def _inside(folder: Path, name: str) -> str:
    """Return the sha256 of the file of this name, "" where it cannot be read or the name leads elsewhere, also through a link."""
    path = folder / name
    if ".." in path.parts[len(folder.parts) :] or not path.is_relative_to(folder):
        return ""
    try:
        through = [one for one in path.parents if one != folder and one.is_relative_to(folder)]
        return "" if any(one.is_symlink() for one in through) else _sha256(path)
    except OSError:
        return ""


def _sha256(path: Path) -> str:
    """Return the sha256 of a regular file, "" where there is none."""
    if not path.is_file() or path.is_symlink():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _over(held: dict[str, Any]) -> str:
    """Return the sha256 over all of a receipt but itself, in the one way of writing it."""
    rest = {"schema": SCHEMA} | {key: held[key] for key in Receipt._fields if key != "sha256"}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _formed(held: Any) -> bool:
    """Tell whether this is a receipt by its form."""
    if not isinstance(held, dict) or held.get("schema") != SCHEMA or {*held} != {"schema", *Receipt._fields}:
        return False
    texts = [held[key] for key in Receipt._fields if key != "files"]
    if not isinstance(held["files"], dict) or not all(isinstance(one, str) for one in [*texts, *held["files"].values()]):
        return False
    try:
        return datetime.fromisoformat(held["time"]).utcoffset() == UTC.utcoffset(None)
    except ValueError:
        return False
