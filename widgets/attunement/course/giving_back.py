"""Feedback for those whose every item is marked, written anew only where a mark or a comment has changed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from nbgrader.api import MissingEntry

from attunement.course.folder import step_of

if TYPE_CHECKING:
    from pathlib import Path

    from nbgrader.api import Gradebook

    from attunement.course.folder import Course

NOTE = ".marks"  # beside the feedback: the digest of the marks that it tells of


def write(course: Course, assignment: str, learners: list[str]) -> list[str]:
    """Write the feedback of those learners who have every mark; return those for whom it was written anew.

    All of them in one run of nbgrader, because the page's templates then are compiled once.
    """
    with course.gradebook() as gradebook:
        digests = {learner: _digest(course, gradebook, assignment, learner) for learner in learners}
    notes = {learner: step_of(course.coursedir, "feedback", learner, assignment) / NOTE for learner in learners}
    changed = [learner for learner in learners if digests[learner] and _noted(notes[learner]) != digests[learner]]
    if changed:
        _generate(course, assignment, changed)
    written = [learner for learner in changed if not notes[learner].exists() and any(notes[learner].parent.glob("*.html"))]
    for learner in written:  # nbgrader made their folders anew, without our note
        notes[learner].write_text(digests[learner], encoding="ascii")
    return written


def _noted(note: Path) -> str:
    return note.read_text(encoding="ascii") if note.is_file() else ""


def _generate(course: Course, assignment: str, learners: list[str]) -> None:
    """Let nbgrader write the feedback of these learners, and leave that of all others as it is."""
    others = {folder.parent.name for folder in course.step("autograded", "*", assignment)} - {*learners}
    kept = course.coursedir.student_id_exclude
    course.coursedir.student_id_exclude = ",".join(sorted(others))
    try:
        course.api.generate_feedback(assignment, force=True)
    finally:
        course.coursedir.student_id_exclude = kept


def _digest(course: Course, gradebook: Gradebook, assignment: str, learner: str) -> str:
    """Return the digest of what the feedback tells; "" while a mark is still to be given."""
    try:
        notebooks = gradebook.find_submission(assignment, learner).notebooks
    except MissingEntry:
        return ""
    grades = [grade for notebook in notebooks for grade in notebook.grades]
    if not grades or any(grade.needs_manual_grade for grade in grades):
        return ""
    told = [[one.name, one.auto_score, one.manual_score, one.extra_credit] for one in grades]
    told += [[one.name, one.auto_comment, one.manual_comment] for notebook in notebooks for one in notebook.comments]
    told += [[notebook.name, notebook.late_submission_penalty] for notebook in notebooks]
    graded = sorted(step_of(course.coursedir, "autograded", learner, assignment).glob("*.ipynb"))
    content = b"".join([json.dumps(sorted(told, key=str)).encode(), *(path.read_bytes() for path in graded)])
    return sha256(content).hexdigest()
