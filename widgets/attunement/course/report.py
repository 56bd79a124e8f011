"""What an instructor may want to know about a class, as data for the page: who, how far, what got in the way, whom to talk to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import feedback, record
from attunement.course import classview, classwork, itemstats, marks, readiness, support
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attunement.course.classwork import Work
    from attunement.course.folder import Course
    from attunement.course.marks import Row

IN_CLASS = 3  # roadblocks to take up together


def contents(course: Course, assignment: str | None = None) -> dict[str, Any]:
    """Return what the page shows of one assignment, or of all; raise AttunementError where the gradebook does not know it.

    Keys: course, assignment ("" for all), time (ISO 8601, UTC), learners, tasks (see `_task`), graded (number of hand-ins), and,
    where any is graded, those of `_class`.
    """
    with course.gradebook() as gradebook:
        if assignment and assignment not in {task.name for task in gradebook.assignments}:
            raise AttunementError(
                f"The gradebook has no assignment {assignment}. Look at the names in {course.root / 'solutions'}."
            )
        rows = marks.read(course, gradebook, [assignment] if assignment else ())
    works = classwork.read(course, rows)
    tasks = [
        _task(course, [row for row in rows if row.assignment == name]) for name in dict.fromkeys(row.assignment for row in rows)
    ]
    about = {"course": course.coursedir.course_id, "assignment": assignment or "", "time": record.now()}
    learners = len({row.person.id for row in rows})
    known = {**about, "learners": learners, "tasks": tasks, "graded": len(works), "hints": support.hints(rows, works)}
    return {**known, **(_class(works) if works else {})}


def _task(course: Course, rows: Sequence[Row]) -> dict[str, Any]:
    """Return name, `of` (learners), `in_` (handed in), ready, person (rows that wait for one), back (name and why), missing."""
    faults = {row.person.id: readiness.fault(course, row) for row in rows if row.exists}
    back = [(row.person.name, faults[row.person.id]) for row in rows if faults.get(row.person.id)]
    return {
        "name": rows[0].assignment,
        "of": len(rows),
        "in_": len(faults),
        "ready": len(faults) - len(back),
        "person": sum(bool(row.waits) for row in rows),
        "back": back,
        "missing": [row.person.name for row in rows if not row.exists],
    }


def _class(works: list[Work]) -> dict[str, Any]:
    """Return what the graded work shows; each part says how many learners it rests on."""
    blocks, items = classview.roadblocks(works), itemstats.items(works)
    called = {f"{item.assignment} {item.name}": f"{item.assignment} · {item.title}" for item in items}
    return {
        "people": len({work.row.person.id for work in works}),
        "items": items,
        "four_as": classview.four_as(works),
        "four_a_words": feedback.FOUR_A_WORDS,
        "heard": classview.heard(works),
        "chosen": classview.chosen(works),
        "roadblocks": blocks,
        "in_class": blocks[:IN_CLASS],
        "missed": classview.missed(works),
        "agreement": [one._replace(item=called.get(one.item, one.item)) for one in support.agreement(works)],
        "predictions": [one._replace(item=called.get(one.item, one.item)) for one in support.predictions(works)],
        "enough": itemstats.ENOUGH,
    }
