"""nbgrader's export plug-ins of this course: a table of our own, Canvas's and Moodle's. None writes while a mark is not certain.

Formats as the two importers read them: Canvas, lib/gradebook_importer.rb; Moodle, grade/import/csv/classes/load_data.php.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.apps import NbGraderAPI
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Dict, Enum

from attunement.course import marks, readiness, spreadsheet
from attunement.course.folder import Course
from attunement.course.spreadsheet import Key, number
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nbgrader.api import Gradebook

    from attunement.course.marks import Part, Person, Row

ABOUT = ("assignment", "student_id", "last_name", "first_name", "email", "handed_in_utc")
TOTALS = ("software_score", "instructor_score", "late_penalty", "score", "max_score")


class Table(ExportPlugin):
    """What the three have in common: the check before, one file that is whole or not there, cells that no spreadsheet runs."""

    missing_as_zero = Bool(default_value=False, help="Give 0 to those who handed in nothing, not an empty cell.").tag(config=True)
    file = "grades.csv"
    encoding = "utf-8"

    def export(self, gradebook: Gradebook) -> None:
        """Write the table; where a mark is not certain, write nothing and leave with the reasons and exit code 1."""
        try:
            for line in self.write(gradebook):
                self.log.warning(line)
        except AttunementError as error:
            raise SystemExit(str(error)) from error

    def write(self, gradebook: Gradebook) -> list[str]:
        """Write the table to `to`, or to `file` in the present folder; return what the instructor should know.

        An assignment that nobody has handed in is left out, unless it was asked for by name.
        Raise AttunementError, with whose rows and why, where a mark is missing, old or waiting for a person.
        """
        course = self._course()
        rows = marks.read(course, gradebook, [str(one) for one in self.assignment], [str(one) for one in self.student])
        to = Path(self.to or self.file)
        self._demand_certain(course, rows, to)
        begun = {row.assignment for row in rows if row.exists} | {str(one) for one in self.assignment}
        spreadsheet.write(to, self.lines([row for row in rows if row.assignment in begun]), self.encoding)
        return [*self._missing(rows, begun), f"Written: {to}"]

    def lines(self, rows: Sequence[Row]) -> Iterator[list[Any]]:
        """Yield the lines of the table, its heading first."""
        raise NotImplementedError

    def points(self, row: Row | None) -> str:
        """Return the points that count; for somebody who handed in nothing "", or "0" where `missing_as_zero` is set."""
        if row is None or not row.exists:
            return "0" if row and self.missing_as_zero else ""
        return number(row.score)

    def _course(self) -> Course:
        """Return the course of nbgrader's programming interface (our command) or of an nbgrader command."""
        api = self.parent if isinstance(self.parent, NbGraderAPI) else NbGraderAPI(self.parent.coursedir, parent=self.parent)
        return Course(api)

    def _demand_certain(self, course: Course, rows: Sequence[Row], to: Path) -> None:
        unknown = {str(one) for one in self.assignment} - {row.assignment for row in rows}
        if unknown or not rows:
            what = f"no assignment {', '.join(sorted(unknown))}" if unknown else "no learners or no assignments yet"
            raise AttunementError(f"The gradebook has {what}. Nothing was written.")
        faults = readiness.faults(course, rows)
        if faults:
            count = "1 row is" if len(faults) == 1 else f"{len(faults)} rows are"
            raise AttunementError("\n".join([f"{count} not certain yet, so nothing was written:", *faults, *_older(to)]))

    def _missing(self, rows: Iterable[Row], begun: set[str]) -> list[str]:
        """Say who handed in nothing, so that no empty cell and no 0 comes as a surprise."""
        missing: dict[str, list[str]] = {}
        for row in rows:
            if not row.exists:
                missing.setdefault(row.assignment, []).append(row.person.id)
        cell = "0 was written" if self.missing_as_zero else "the cell is empty"
        said = {task: f"nothing handed in by {', '.join(names)} ({cell})" for task, names in missing.items()}
        return [f"{task}: {said[task] if task in begun else 'nobody has handed in, so it is left out'}." for task in missing]


def _older(to: Path) -> list[str]:
    """Say so where a table of that name lies there already: nobody should take it for the present one."""
    if not to.is_file():
        return []
    return [f"{to.name} here is of {datetime.fromtimestamp(to.stat().st_mtime).astimezone():%Y-%m-%d %H:%M} and out of date."]


class Csv(Table):
    """One line for each learner and assignment; both scores, the software's and the one that counts, in whole and by item."""

    encoding = "utf-8-sig"  # by which Excel knows UTF-8; Canvas and Moodle need no such sign

    def lines(self, rows: Sequence[Row]) -> Iterator[list[Any]]:
        """Yield who, when, the totals, and for each item the points by the form check and the points that count."""
        items = list(dict.fromkeys((row.assignment, part.name) for row in rows for part in row.parts))
        kinds = [f"{task} {item} ({kind})" for task, item in items for kind in ("software", "counts")]
        yield [*ABOUT, *TOTALS, *kinds]
        for row in rows:
            person, when = row.person, f"{row.handed_in:%Y-%m-%d %H:%M:%S}" if row.handed_in else ""
            who = [row.assignment, Key(person.id), person.last, person.first, Key(person.email), when]
            own = {(row.assignment, part.name): part for part in row.parts}
            yield [*who, *self._totals(row), *(cell for item in items for cell in _both(own.get(item)))]

    def _totals(self, row: Row) -> list[str]:
        parts = [number(one) if row.exists else "" for one in (row.checked, row.points, row.penalty)]
        return [*parts, self.points(row), number(row.out_of)]


def _both(part: Part | None) -> tuple[str, str]:
    checked = part.checked if part and part.by_software else None
    counts = part.score if part else None
    return "" if checked is None else number(checked), "" if counts is None else number(counts)


class Canvas(Table):
    """What Canvas's Gradebook imports: Student, ID, SIS User ID, SIS Login ID, Section, then the assignments.

    Canvas finds a learner by its own number first, then by SIS id, then by login, then by name. Its number is the roster's
    `lms_user_id`; nothing else may stand under ID, because Canvas takes any number there for one of its own.
    """

    file = "grades-canvas.csv"
    id_is = Enum(("login", "sis"), "login", help="What the learners' ids in this course are in Canvas.").tag(config=True)
    sections = Dict(help="Learner's id → section; Canvas demands the column, and it may be empty.").tag(config=True)
    headings = Dict(help="Assignment → its heading in Canvas, such as 'The four As (12345)'; else the name.").tag(config=True)

    def lines(self, rows: Sequence[Row]) -> Iterator[list[Any]]:
        """Yield the heading, the points that can be had, and one line for each learner."""
        tasks = {row.assignment: number(row.out_of) for row in rows}
        yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(self.headings.get(task, task) for task in tasks)]
        yield ["    Points Possible", "", "", "", "", *tasks.values()]
        for person, own in _by_person(rows):
            sis, login = (person.id, "") if self.id_is == "sis" else ("", person.id)
            canvas = person.lms if person.lms.isdecimal() else ""
            who = [_sortable(person), canvas, Key(sis), Key(login), self.sections.get(person.id, "")]
            yield [*who, *(self.points(own.get(task)) for task in tasks)]


class Moodle(Table):
    """What Moodle's "Import grades, CSV file" takes: who, then a column of points and one of feedback for each assignment.

    A column that identifies learners is left out unless it is filled for everybody: Moodle gives the points of a line in which it
    is empty to the learner of the line before.
    """

    file = "grades-moodle.csv"

    def lines(self, rows: Sequence[Row]) -> Iterator[list[Any]]:
        """Yield the heading and one line for each learner."""
        people, tasks = list(_by_person(rows)), list(dict.fromkeys(row.assignment for row in rows))
        known = {"Username": "id", "ID number": "lms", "Email address": "email"}
        keys = {heading: field for heading, field in known.items() if all(getattr(person, field) for person, _ in people)}
        yield [*keys, "First name", "Last name", *(heading for task in tasks for heading in (task, f"{task} (feedback)"))]
        for person, own in people:
            who = [*(Key(getattr(person, field)) for field in keys.values()), person.first, person.last]
            yield [*who, *(cell for task in tasks for cell in (self.points(own.get(task)), _comments(own.get(task))))]


FORMATS = {"csv": Csv, "canvas": Canvas, "moodle": Moodle}


def _comments(row: Row | None) -> str:
    """Return what the instructor wrote, part by part."""
    return "\n".join(f"{part.name}: {part.comment}" for part in (row.parts if row else ()) if part.comment)


def _by_person(rows: Iterable[Row]) -> list[tuple[Person, dict[str, Row]]]:
    """Return each learner once, in order of last names, with assignment → row."""
    found: dict[str, tuple[Person, dict[str, Row]]] = {}
    for row in rows:
        found.setdefault(row.person.id, (row.person, {}))[1][row.assignment] = row
    return sorted(found.values(), key=lambda one: (one[0].last.casefold(), one[0].first.casefold(), one[0].id))


def _sortable(person: Person) -> str:
    return ", ".join(filter(None, [person.last, person.first])) or person.id
