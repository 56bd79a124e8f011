"""The list of learners, as spreadsheets save it: every row is looked at before anything is written into the gradebook."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nbgrader.api import InvalidEntry
from sqlalchemy.exc import OperationalError

from attunement.course import handed_in
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nbgrader.api import Student

    from attunement.course.folder import Course

COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id")  # the gradebook's own
KNOWN_BY = COLUMNS[1:]  # what grading a hand-in does not write
DELIMITERS = ",;\t"
MOST = 10  # faults that are told at once
QUOTES = "Put quotation marks around a name with a comma in it."
OPEN = "a quotation mark is in the wrong place. A field has them at both ends or not at all; write two for one inside."
OLD = "The file is not in UTF-8; it was read as older Excel writes it. Look whether the names are right: nbgrader db student list"


@dataclass(frozen=True)
class Roster:
    """The learners of a file: `people` is id → what the file says of them (column → text, None where empty); `note` may be ""."""

    people: dict[str, dict[str, str | None]]
    note: str = ""


@dataclass
class Written:
    """Whose rows were `new`, `changed` or the `same`; `others` are in the gradebook and not in the file."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def strangers(course: Course, ids: Iterable[str]) -> list[str]:
    """Return those of whom the gradebook has neither name nor address nor number, such as who handed in under another id.

    [] where it has nothing of anybody, because then no list was read into it.
    """
    with course.gradebook() as gradebook:
        listed = {student.id for student in gradebook.students if _told(student)}
    return [learner for learner in ids if listed and learner not in listed]


def _told(student: Student) -> bool:
    return any(getattr(student, column) for column in KNOWN_BY)


# Reading


def read(path: Path) -> Roster:
    """Return the learners of a file: commas, semicolons or tabs, UTF-8 or older. Raise AttunementError, which names the lines."""
    text, note = _text(path)
    rows = list(_rows(path.name, text))
    if not rows:
        raise AttunementError(f"{path.name} is empty. Its first line names the columns: {','.join(COLUMNS)}.")
    columns = _columns(path.name, *rows[0])
    faults, lines, people = [], {}, {}
    for line, fields in rows[1:]:
        row = dict.fromkeys(columns) | dict(zip(columns, fields, strict=False))
        learner = row.get("id") or ""
        if fault := _fault(row, len(fields), len(columns), lines.get(learner)):
            faults.append(f"{path.name}, line {line}: {fault}")
        lines.setdefault(learner, line)
        people[learner] = {column: row[column] or None for column in columns if column != "id"}
    if faults:
        more = [f"… and {len(faults) - MOST} more lines."] if len(faults) > MOST else []
        raise AttunementError("\n".join([*faults[:MOST], *more, "Nothing was changed. Mend the file, and try again."]))
    if not people:
        raise AttunementError(f"{path.name} names nobody yet. Write each learner on a line of their own below the first.")
    return Roster(people, note)


def _text(path: Path) -> tuple[str, str]:
    """Return what the file says, and a note where its letters had to be guessed."""
    try:
        content = path.read_bytes()
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # what Excel calls Unicode text
            return content.decode("utf-16"), ""
        if content.startswith(b"PK") or b"\0" in content:
            raise AttunementError(f"{path.name} is no text but a spreadsheet's own file. Save it as CSV there, and name that.")
        try:
            return content.decode("utf-8-sig"), ""
        except UnicodeDecodeError:
            return content.decode("cp1252"), OLD
    except OSError as error:
        raise AttunementError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise AttunementError(f"The letters of {path.name} cannot be read. Save it as “CSV UTF-8”, and try again.") from error


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line (from 1) and the stripped fields of every row that is not empty."""
    lines = text.splitlines()
    header = next(filter(str.strip, lines), "")
    reader = csv.reader(lines, delimiter=max(DELIMITERS, key=header.count), strict=True)
    before = 0
    try:
        for fields in reader:
            if reader.line_num > before + 1:  # the row goes on in the next line, which no learner's does
                raise AttunementError(f"{name}, line {before + 1}: {OPEN}")
            before = reader.line_num
            if any(stripped := [one.strip() for one in fields]):
                yield before, _trimmed(stripped)
    except csv.Error as error:
        raise AttunementError(f"{name}, line {before + 1}: {OPEN}") from error


def _trimmed(fields: list[str]) -> list[str]:
    """Return the fields up to the last that holds something: spreadsheets leave empty ones out at a row's end, or add some."""
    return fields[: 1 + max(at for at, one in enumerate(fields) if one)]


def _columns(name: str, line: int, fields: list[str]) -> list[str]:
    """Return the gradebook's columns that the first line names."""
    columns = ["_".join(one.lower().split()) for one in fields]
    place, known = f"{name}, line {line}", f"The first line names the columns: {', '.join(COLUMNS)}."
    if "id" not in columns:
        raise AttunementError(f"{place}: there is no column “id”. {known}")
    if unknown := [one for one, column in zip(fields, columns, strict=True) if column not in COLUMNS]:
        raise AttunementError(f"{place}: there is no column “{unknown[0]}” in the gradebook. Take it out. {known}")
    if len({*columns}) < len(columns):
        raise AttunementError(f"{place}: a column is named twice. {known}")
    return columns


def _fault(row: dict[str, str | None], given: int, expected: int, earlier: int | None) -> str:
    """Return "" where a row is in order, else what is wrong with it."""
    learner, address = row["id"] or "", row.get("email") or "@"
    if given > expected:
        return f"{given} fields, and {expected} are expected. {QUOTES}"
    if not learner:
        return "the id is missing. It is the name with which the learner logs in and hands in."
    if handed_in.misnamed(learner) or not learner.strip("."):
        return f"{learner!r} cannot be a learner's id. {handed_in.ID_RULE}"
    if earlier:
        return f"{learner} stands on line {earlier} already. Each learner has an id of their own."
    return "" if "@" in address else f"“{address}” is no e-mail address. {QUOTES}"


# Writing


def write(course: Course, roster: Roster) -> Written:
    """Write a list into the gradebook. Nobody is removed from it; raise AttunementError where it cannot be written."""
    done = Written()
    try:
        with course.gradebook() as gradebook:
            before = {student.id: student for student in gradebook.students}
            for learner, told in roster.people.items():
                known = before.get(learner)
                if known and all(getattr(known, column) == text for column, text in told.items()):
                    done.same.append(learner)
                    continue
                (done.changed if known else done.new).append(learner)
                gradebook.update_or_create_student(learner, **told)
            done.others = [learner for learner in before if learner not in roster.people]
    except (InvalidEntry, OperationalError) as error:
        raise AttunementError(f"the gradebook could not be written: {error}. Close what else uses it, and try again.") from error
    return done


def summary(roster: Roster, done: Written) -> list[str]:
    """Return the lines that say what was written."""
    parts = {"new": done.new, "brought up to date": done.changed, "as before": done.same}
    said = ", ".join(f"{len(whose)} {what}" for what, whose in parts.items() if whose)
    many = len(roster.people)
    lines = [f"{many} learner{'s' if many > 1 else ''}: {said}.", *filter(None, [roster.note])]
    if done.others:
        lines.append(f"In the gradebook and not in the file: {', '.join(done.others)}. They stay there.")
        lines.append("To remove somebody with all of their work: attunement course forget ID")
    return lines
