"""Every mark of the gradebook as plain data: what the form check gave, what a person gave, and which of the two counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from attunement.course import seal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment, SubmittedNotebook

    from attunement.course.folder import Course


class Part(NamedTuple):
    """The marks of one item, in points: `checked` by the form check, `given` by a person (None: not marked), `extra` on top."""

    name: str
    out_of: float
    checked: float | None
    given: float | None
    extra: float
    by_software: bool  # whether a grade cell marks it; else a person does
    waits: bool  # for a person
    comment: str = ""  # the instructor's

    @property
    def score(self) -> float | None:
        """Return the points that count: a person's mark always wins over the form check's; None where there is neither."""
        mark = self.checked if self.given is None else self.given
        return None if mark is None else mark + self.extra

    @property
    def share(self) -> float | None:
        """Return the points that count as a part (0.0 to 1.0) of what can be had; None where they are not known yet."""
        return None if self.waits or self.score is None or not self.out_of else min(1.0, max(0.0, self.score / self.out_of))


@dataclass(frozen=True)
class Person:
    """A learner as the roster has them; what is not known is ""."""

    id: str
    first: str
    last: str
    email: str
    lms: str

    @property
    def name(self) -> str:
        """Return first and last name, or the id where the roster has no name."""
        return " ".join(filter(None, [self.first, self.last])) or self.id


@dataclass(frozen=True)
class Row:
    """One learner and one assignment. `parts` is empty where the gradebook has no hand-in of theirs."""

    person: Person
    assignment: str
    out_of: float
    collected: bool  # whether a hand-in lies in the course folder
    handed_in: datetime | None  # UTC, as the gradebook has it
    late: float  # seconds after the date that was due, for this learner
    parts: tuple[Part, ...] = ()
    penalty: float = 0.0

    @property
    def exists(self) -> bool:
        """Tell whether anything was handed in and collected."""
        return self.collected or bool(self.parts)

    @property
    def waits(self) -> tuple[str, ...]:
        """Return the names of the parts that wait for a person."""
        return tuple(part.name for part in self.parts if part.waits)

    @property
    def checked(self) -> float:
        """Return the points that the form check gave, before any person's mark and any penalty."""
        return sum(part.checked or 0.0 for part in self.parts)

    @property
    def points(self) -> float:
        """Return the points that count, before a penalty for lateness."""
        return sum(part.score or 0.0 for part in self.parts)

    @property
    def score(self) -> float:
        """Return the points that count: persons' marks where there are any, less the penalty."""
        return max(0.0, self.points - self.penalty)


def read(course: Course, gradebook: Gradebook, assignments: Collection[str] = (), students: Collection[str] = ()) -> list[Row]:
    """Return a row for every learner and every assignment (or only those named), by assignment, then by learner's id."""
    tasks = [task for task in gradebook.assignments if not assignments or task.name in assignments]
    rows = [_row(task, *one) for task in tasks for one in _roster(course, gradebook, task)]
    return [row for row in rows if not students or row.person.id in students]


def _roster(course: Course, gradebook: Gradebook, task: Assignment) -> list[tuple[Person, bool, SubmittedAssignment | None]]:
    """Return each learner of the roster or with a hand-in, whether one lies there, and what the gradebook has of it."""
    present = {*seal.handed_in_by(course.coursedir, task.name)}
    known = {name: Person(name, "", "", "", "") for name in present}
    known |= {student.id: _person(student) for student in gradebook.students}
    submitted = {submission.student_id: submission for submission in task.submissions}
    return [(person, name in present, submitted.get(name)) for name, person in sorted(known.items())]


def _person(student: Student) -> Person:
    fields = (student.id, student.first_name, student.last_name, student.email, student.lms_user_id)
    return Person(*(field or "" for field in fields))


def _row(task: Assignment, person: Person, collected: bool, submission: SubmittedAssignment | None) -> Row:  # noqa: FBT001 (a row's own)
    if submission is None:
        return Row(person, task.name, task.max_score or 0.0, collected, None, 0.0)
    parts = tuple(part for notebook in submission.notebooks for part in _parts(notebook))
    penalty = sum(notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks)
    when, late = submission.timestamp, submission.total_seconds_late
    return Row(person, task.name, task.max_score or 0.0, collected, when, late, parts, penalty)


def _parts(notebook: SubmittedNotebook) -> Iterator[Part]:
    """Yield the marks of a notebook in the order in which its items stand."""
    comments = {comment.name: comment.manual_comment or "" for comment in notebook.comments}
    places = {cell.name: place for place, cell in enumerate(notebook.notebook.source_cells)}
    for grade in sorted(notebook.grades, key=lambda grade: places.get(grade.name, len(places))):
        yield Part(
            name=grade.name,
            out_of=grade.max_score or 0.0,
            checked=grade.auto_score,
            given=grade.manual_score,
            extra=grade.extra_credit or 0.0,
            by_software=grade.cell_type == "code",
            waits=bool(grade.needs_manual_grade),
            comment=comments.get(grade.name, "").strip(),
        )
