"""Feedback for those whose every item is marked, written anew only where a mark or a comment has changed."""

from __future__ import annotations

import glob
import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader.api import MissingEntry

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

    from attunement.course.folder import Course

NOTE = ".marks"  # beside the feedback: the digest of the marks that it tells of


def write(course: Course, assignment: str, learners: list[str]) -> list[str]:
    """Write the feedback of those learners who have every mark; return those for whom it was written anew."""
    with course.gradebook() as gradebook:
        digests = {learner: _digest(course, gradebook, assignment, learner) for learner in learners}
    return [learner for learner, digest in digests.items() if digest and _written(course, assignment, learner, digest)]


def _written(course: Course, assignment: str, learner: str, digest: str) -> bool:
    """Write one learner's feedback unless the one that is there tells the same; tell whether it was written."""
    note = _folder(course, "feedback", assignment, learner) / NOTE
    if note.is_file() and note.read_text(encoding="ascii") == digest:
        return False
    done = course.api.generate_feedback(assignment, glob.escape(learner), force=True)
    if done["success"]:
        note.write_text(digest, encoding="ascii")
    return done["success"]


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
    graded = sorted(_folder(course, "autograded", assignment, learner).glob("*.ipynb"))
    content = b"".join([json.dumps(sorted(told, key=str)).encode(), *(path.read_bytes() for path in graded)])
    return sha256(content).hexdigest()


def _folder(course: Course, step: str, assignment: str, learner: str) -> Path:
    return Path(course.coursedir.format_path(getattr(course.coursedir, f"{step}_directory"), learner, assignment))
