"""The check before every export: nothing leaves the gradebook while a mark in it is missing, old or waiting for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbgrader.exchange import ExchangeError
from nbgrader.preprocessors import AssignLatePenalties

from attunement.course import headings, seal
from attunement.course.collect import Collect

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from attunement.course.folder import Course
    from attunement.course.marks import Row

CLOSE = 0.005  # points; smaller differences come from rounding


def faults(course: Course, rows: Iterable[Row]) -> list[str]:
    """Return a sentence for every row that must not be exported: whose it is, why, and what to do. [] when all is well."""
    rows = list(rows)
    newest = {task: _newest(course, task) for task in {row.assignment for row in rows}} if course.exchange else {}
    told = ((row, fault(course, row, newest.get(row.assignment, {}).get(row.person.id))) for row in rows)
    return [f"{row.person.id}, {row.assignment}: {said}" for row, said in told if said]


def fault(course: Course, row: Row, newest: datetime | None = None) -> str:
    """Return why a row cannot be exported and what to do, or ""; `newest` is the time of the last hand-in in the exchange."""
    if newest and newest > (_collected(course, row) or newest.min):
        again = "A newer hand-in waits in the exchange" if row.exists else "A hand-in waits in the exchange"
        return f"{again} (of {newest:%Y-%m-%d %H:%M} UTC). Collect and grade it first: attunement grade {row.assignment}"
    if not row.exists:
        return ""
    stale = seal.state(course.coursedir, row.assignment, row.person.id)
    if stale:
        return stale
    if not row.parts:
        return f"This hand-in is not in the gradebook. Run: attunement grade {row.assignment}"
    return _open(course, row) or _penalty(course, row)


def _open(course: Course, row: Row) -> str:
    """Say which marks of a graded hand-in are missing, and why where the answers could not be read."""
    lacking = [part.name for part in row.parts if part.by_software and part.checked is None and part.given is None]
    if lacking:
        return f"The software left no points for {', '.join(lacking)}. Run: attunement grade {row.assignment}"
    if not row.waits:
        return ""
    named = ", ".join(headings.named(course, row.assignment, row.waits))
    unreadable = seal.unreadable(course.coursedir, row.assignment, row.person.id)
    return unreadable or f"Waits for a person: {named}. Open it in Formgrader under Manual Grading and give the points."


def _penalty(course: Course, row: Row) -> str:
    """Say so where the penalty for lateness was worked out before the points were what they are now."""
    if not row.late:
        return ""
    rule = AssignLatePenalties(parent=course.api)
    rule.init_plugin()
    wanted = rule.plugin_inst.late_submission_penalty(row.person.id, row.points, row.late) or 0.0
    if abs(min(max(0.0, wanted), row.points) - row.penalty) < CLOSE:
        return ""
    why = "Handed in late, and the penalty was worked out before the points were what they are now"
    return f"{why}. Run: nbgrader autograde {row.assignment} --student={row.person.id} --force (marks given by hand stay)"


def _collected(course: Course, row: Row) -> datetime | None:
    """Return the time of the hand-in that lies in the course folder, in UTC; None without one."""
    times = [
        course.coursedir.get_existing_timestamp(str(path)) for path in course.step("submitted", row.person.id, row.assignment)
    ]
    return next((time for time in times if time), None)


def _newest(course: Course, assignment: str) -> dict[str, datetime]:
    """Return learner → the time (UTC) of the hand-in that collecting would take now; {} where there is no exchange."""
    coursedir, before = course.coursedir, course.coursedir.assignment_id
    coursedir.assignment_id = assignment
    try:
        plan = Collect(coursedir=coursedir, parent=course.api)
        plan.init_src()
    except ExchangeError:  # nothing was released into it, or it is not to be read: then nothing can wait there
        return {}
    finally:
        coursedir.assignment_id = before
    return {record["username"]: record["timestamp"] for record in plan.src_records}
