"""Handing in, all or nothing: a plug-in for nbgrader's exchange (ExchangeFactory.submit).

A hand-in is made ready under a hidden name and gets nbgrader's name in one step when it is whole and on the disk. Assignments
that open none of our editors go nbgrader's own way, so that other courses notice nothing.
"""

from __future__ import annotations

import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.utils import find_all_notebooks, parse_utc

from attunement import durable, editors, receipts, submission
from attunement.course import copying
from attunement.course.handed_in import SECRET, TIME
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from attunement.receipts import Receipt

FILES, FOLDERS, OPEN = 0o644, 0o755, 0o777  # nbgrader's permissions; a folder that is OPEN can be removed by the instructor
NOTHING = (
    "Nothing was handed in: {why}. An earlier hand-in still counts. Put this right, or tell your instructor, and hand in again."
)
UNCACHED = "Your own copy could not be kept ({why}), so feedback cannot be fetched for this hand-in. Hand in once more."
HANDED = "{assignment} is handed in, on {when}. Receipt {number}, sha256 {sha256}, is in {place}."


def hidden(place: Path) -> Path:
    """Return where a hand-in is made ready: nbgrader's patterns do not see a name with a dot in front."""
    return place.with_name(f".{place.name}")


class Submit(ExchangeSubmit):
    """nbgrader's ExchangeSubmit, all or nothing, with a receipt."""

    def copy_files(self) -> None:
        """Hand in. Raise ExchangeError, with the reason, where nothing was handed in."""
        self.init_release()
        if not editors.any_in(Path(self.release_path)):
            super().copy_files()
            return
        self._demand_all_notebooks()
        self._say_what_is_open()
        try:
            receipt = self._hand_in(Path(self.inbound_path, self.assignment_filename))
        except (OSError, LearnerError) as error:
            self.fail(NOTHING.format(why=str(getattr(error, "strerror", None) or error).rstrip(".")))
        self._keep(receipt)

    def _demand_all_notebooks(self) -> None:
        """Refuse a hand-in that lacks a notebook where the course is `strict`.

        nbgrader's own comparison would also name JupyterLab's checkpoints; what a learner should know is told below.
        """
        lacking = sorted({*find_all_notebooks(self.release_path)} - {*find_all_notebooks(self.src_path)})
        if self.strict and lacking:
            self.fail(NOTHING.format(why=f"{', '.join(lacking)} is missing"))

    def _say_what_is_open(self) -> None:
        """Handing in unfinished work is allowed; the learner is told what is missing."""
        found = submission.look(Path(self.src_path))
        for sentence in found.troubles:
            self.log.warning(sentence)
        if found.open:
            still = "; ".join(map(str, found.open))
            self.log.warning("You hand in what is there, and you can hand in again. Still open: %s", still)

    def _hand_in(self, place: Path) -> Receipt:
        """Make the hand-in and nbgrader's copy of it ready, then give both their names; on the way to an error remove both."""
        cached = Path(self.cache_path, place.name.rsplit("+", 1)[0] if self.add_random_string else place.name)
        ready, copy = hidden(place), hidden(cached)
        try:
            receipt = self._made_ready(ready)
            cached.parent.mkdir(parents=True, exist_ok=True)
            copying.copy(ready, copy, self.coursedir, self.log)
            durable.settle(copy)
            ready.rename(place)
        except BaseException:
            for folder in (ready, copy):
                shutil.rmtree(folder, ignore_errors=True)
            raise
        try:
            durable.flush(place.parent)
            copy.rename(cached)
        except OSError as error:
            self.log.warning(UNCACHED.format(why=error.strerror))
        return receipt

    def _made_ready(self, folder: Path) -> Receipt:
        """Copy the learner's files, with nbgrader's two and the receipt, and wait until they are on the disk."""
        copying.copy(Path(self.src_path), folder, self.coursedir, self.log, {TIME, SECRET, receipts.FILE})
        (folder / TIME).write_text(self.timestamp, encoding="utf-8")
        (folder / SECRET).write_text(secrets.token_hex(64), encoding="utf-8")
        student = self.assignment_filename.split("+")[0]
        receipt = receipts.issue(
            folder, self.coursedir.course_id, self.coursedir.assignment_id, student, in_utc(parse_utc(self.timestamp))
        )
        receipts.write(folder, receipt)
        self.set_perms(str(folder), FILES, FOLDERS)
        folder.chmod(OPEN)
        durable.settle(folder)
        return receipt

    def _keep(self, receipt: Receipt) -> None:
        """Put the receipt beside the learner's notebook, and say so."""
        course, assignment, place = receipt.course, receipt.assignment, Path(self.src_path) / receipts.FILE
        self.log.info("Submitted as: %s %s %s", course, assignment, self.timestamp)
        said = {"assignment": assignment, "when": receipt.when, "number": receipt.number, "sha256": receipt.sha256}
        try:
            receipts.write(place.parent, receipt)
        except OSError as error:
            self.log.warning(HANDED.format(**said, place=f"the hand-in; it could not be written to {place} ({error.strerror})"))
        else:
            self.log.info(HANDED.format(**said, place=place))


def in_utc(moment: datetime) -> str:
    """Return a time as nbgrader reads it (UTC, naive) as a receipt has it: ISO 8601 in UTC, to the microsecond."""
    return moment.replace(tzinfo=UTC).isoformat()
