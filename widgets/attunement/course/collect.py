"""Collecting complete hand-ins only: a plug-in for nbgrader's exchange (ExchangeFactory.collect).

A hand-in is complete if it is what its receipt says; one that plain nbgrader made is, if it holds what nbgrader writes last. What
is not complete is named and passed over, and the last complete one is taken, whole or not at all.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import find_owner, parse_utc

from attunement import answers, durable, editors, receipts
from attunement.course import copying
from attunement.course.exchange import in_utc
from attunement.course.folder import step_of
from attunement.course.handed_in import SECRET, TIME
from attunement.errors import LearnerError

LONGEST = 1000  # bytes of nbgrader's two small files
NEVER = datetime.fromisoformat("0001-01-01")
OTHERS = "{what} from another account ({accounts}): {who}. That is fine where you tried it out yourself; otherwise ask."


class Collect(ExchangeCollect):
    """nbgrader's ExchangeCollect, which takes whole hand-ins only and leaves none half collected."""

    @cached_property
    def release(self) -> Path | None:
        """Return the folder of what was released, None where the assignment is not one of ours."""
        name = self.coursedir.assignment_id
        own = step_of(self.coursedir, "release", ".", name)
        offered = Path(self.root, self.coursedir.course_id, "outbound", name)
        return next((place for place in (own, offered) if editors.any_in(place)), None)

    # Which hand-in

    def init_src(self) -> None:
        """Choose each learner's last complete hand-in, by nbgrader's rules on deadlines."""
        super().init_src()
        if self.release:
            self.src_records = [record for record in self.src_records if not self._problem(record)]
            self._name_what_was_cut_off()

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Read a folder's name; a name that nbgrader cannot read is no hand-in, and must not end the collecting for all."""
        try:
            return super()._path_to_record(path)
        except (ExchangeError, ValueError, OverflowError):
            name = Path(path).name
            return {
                "username": name.split("+")[0],
                "filename": name,
                "timestamp": NEVER,
                "problem": "its name has no time",
            }

    def _sort_by_timestamp(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return one learner's complete hand-ins, the last one first; where there are none, one of the others."""
        last_first = super()._sort_by_timestamp(records)
        if not self.release:
            return last_first
        for record in last_first:
            if problem := self._problem(record):
                self.log.warning("Passed over, because it is not complete: %s (%s)", record["filename"], problem)
        return [record for record in last_first if not self._problem(record)] or last_first[:1]

    def _problem(self, record: dict[str, Any]) -> str:
        """Say why a hand-in is not complete, "" where it is."""
        if "problem" not in record:
            record["problem"] = problem(Path(self.inbound_path, record["filename"]), record["timestamp"])
        return record["problem"]

    def _name_what_was_cut_off(self) -> None:
        """Say who began to hand in after their last complete hand-in, and did not come to the end."""
        taken = {record["username"]: record["timestamp"] for record in self.src_records}
        for path in sorted(Path(self.inbound_path).glob(f".*+{self.coursedir.assignment_id}+*")):
            record = self._path_to_record(str(path.with_name(path.name[1:])))
            if record["timestamp"] > taken.get(record["username"], NEVER):
                earlier = "The one before it is taken." if record["username"] in taken else "There is no other."
                self.log.warning(
                    "%s began to hand in at %s and has not finished. %s", record["username"], record["timestamp"], earlier
                )

    # Into submitted/

    def copy_files(self) -> None:
        """Take the chosen hand-ins; one that cannot be read is named, and the others are collected."""
        if not self.release:
            super().copy_files()
            return
        self.log.info("%d complete hand-ins of %s", len(self.src_records), self.coursedir.assignment_id)
        self.accounts: dict[str, str] = {}  # learner → whose account their hand-in belongs to, where it is another's
        for record in self.src_records:
            try:
                self._take(record)
            except (OSError, ValueError, LearnerError) as error:
                self.log.warning("Not collected: %s (%s)", record["filename"], error)
        self._name_other_accounts()

    def _take(self, record: dict[str, Any]) -> None:
        source, student = Path(self.inbound_path, record["filename"]), record["username"]
        assignment = self.coursedir.assignment_id
        place = step_of(self.coursedir, "submitted", student, assignment)
        self._look_at_owner(source, student)
        copying.recover(place)
        if not self._wanted(record, place):
            self.log.info("Nothing newer to collect (--update takes what is newer): %s %s", student, assignment)
            return
        self.log.info("%s submission: %s %s", "Updating" if place.exists() else "Collecting", student, assignment)
        ready = place.with_name(f".{place.name}.collecting")
        shutil.rmtree(ready, ignore_errors=True)  # of a collecting that was cut off
        ready.parent.mkdir(parents=True, exist_ok=True)
        self._make_ready(source, ready, record["timestamp"])
        copying.swap(ready, place)

    def _wanted(self, record: dict[str, Any], place: Path) -> bool:
        """Tell whether to take a hand-in, by nbgrader's rules."""
        if not place.is_dir():
            return True
        held = _time(place)
        newer = held is None or record["timestamp"] > held
        return bool((self.update and newer) or (self.before_duedate and held != record["timestamp"]))

    def _look_at_owner(self, source: Path, student: str) -> None:
        """Remember where a hand-in belongs to another user than its name says."""
        try:
            owner = find_owner(str(source)) if self.check_owner else student
        except KeyError:
            owner = "nobody known here"
        if owner != student:
            self.accounts[student] = owner

    def _name_other_accounts(self) -> None:
        """Warn of what belongs to others, as nbgrader does, in one line for all."""
        if who := sorted(self.accounts):
            many = len(who) > 1
            what = f"{len(who)} hand-ins name one learner and come" if many else "1 hand-in names one learner and comes"
            accounts = ", ".join(sorted({*self.accounts.values()}))
            self.log.warning(OTHERS.format(what=what, accounts=accounts, who=", ".join(who)))

    def _make_ready(self, source: Path, ready: Path, timestamp: datetime) -> None:
        """Copy a hand-in and look at the copy, because its learner can still change the original."""
        copying.copy(source, ready, self.coursedir, self.log)
        receipt = _receipt(ready, timestamp)
        wrong = receipts.changed(receipt, ready) if receipt else []
        if changed := [name for name in wrong if (ready / name).exists()]:  # what this course ignores is not there
            shutil.rmtree(ready, ignore_errors=True)
            raise LearnerError(f"it changed while it was collected: {', '.join(changed)}")
        for notebook in self.release.glob("*.ipynb"):
            if (ready / answers.FILE).is_file() and not (ready / notebook.name).is_file():
                shutil.copyfile(notebook, ready / notebook.name)
                self.log.info("Without %s; the released one is put beside the answers: %s", notebook.name, source.name)
        durable.settle(ready)


def problem(folder: Path, timestamp: datetime) -> str:
    """Say why a hand-in is not complete, "" where it is; `timestamp` (UTC, naive) is the one in its name."""
    if folder.is_symlink() or not folder.is_dir():
        return "it is no folder"
    try:
        receipt = _receipt(folder, timestamp)
        if wrong := receipts.changed(receipt, folder) if receipt else []:
            return f"not as its receipt says: {', '.join(wrong)}"
        missing = [name for name in (TIME, SECRET) if not _small(folder / name)]
    except (OSError, LearnerError) as error:
        return str(error)
    if missing:
        return f"{missing[0]} is missing"
    return "" if _time(folder) == timestamp else f"{TIME} says another time than its name"


def _receipt(folder: Path, timestamp: datetime) -> receipts.Receipt | None:
    """Return the receipt of this hand-in; one of an earlier hand-in, which plain nbgrader took along, is none."""
    if not (folder / receipts.FILE).is_file():
        return None
    receipt = receipts.read(folder)
    return receipt if receipt.time == in_utc(timestamp) else None


def _time(folder: Path) -> datetime | None:
    """Return when a hand-in was made (UTC, naive), None where nbgrader's file does not say it."""
    try:
        return parse_utc(_small(folder / TIME))
    except (OSError, ValueError, OverflowError):
        return None


def _small(path: Path) -> str:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LONGEST:
        return ""
    return path.read_text(encoding="utf-8", errors="replace").strip()
