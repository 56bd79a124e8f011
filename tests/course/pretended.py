"""A class that was never taught: hand-ins, graded notebooks and gradebook as grading leaves them, written without any kernel."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook

from attunement import answers, grading, items
from attunement.course import folder, settings

if TYPE_CHECKING:
    from attunement.course.folder import Course

TASK, TIME = "a1", "2026-01-05 12:00:00 UTC"
POINTS = {"reply-1": 5, "which-of-the-four": 6, "reflection": 5}  # the last is marked by a person
CLIENT = "priya-01"
REPLIES = (
    "You should write a list of what you do all day.",
    "Have you called a lawyer? You should do that today.",
    "At least you got an email. <script>document.title='run'</script>",
    "That sounds hard for you, Priya.",
    "Eleven years together, and she told you in an email. You sound hurt and alone with it.",
)
CONFIG = """
from pathlib import Path
from attunement.course import settings
c = get_config()
c.CourseDirectory.course_id = "pretended"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory, c.CourseDirectory.release_directory = "solutions", "assignments"
c.Exchange.root = str(Path(__file__).resolve().parent / "exchange")
settings.apply(c)
"""


def course(root: Path, learners: int, *, missing: tuple[int, ...] = ()) -> Course:
    """Return a course with so many learners, of whom the numbers in `missing` have handed in nothing; all else is marked."""
    settings.let_alembic_be_found()
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    (root / "assignments" / TASK).mkdir(parents=True)
    (root / "assignments" / TASK / f"{TASK}.ipynb").write_text("{}")
    (root / "exchange").mkdir(mode=0o777)
    (root / "gradebook.db").write_bytes(_empty_gradebook())
    made = folder.find(root)
    with made.gradebook() as gradebook:
        for number in range(learners):
            learner = f"learner-{number:02}"
            gradebook.add_student(learner, first_name=f"First{number}", last_name=f"Last{number}", email=f"{learner}@example.org")
            if number not in missing:
                _hand_in(root, learner, number)
                _marks(gradebook, learner, _told(number))
    return made


@cache
def _empty_gradebook() -> bytes:
    """Return a gradebook that knows the assignment and nobody; nbgrader takes two seconds to make one."""
    with TemporaryDirectory() as place:
        file = Path(place) / "gradebook.db"
        with Gradebook(f"sqlite:///{file}", "pretended") as gradebook:
            _assignment(gradebook)
        return file.read_bytes()


def _assignment(gradebook: Gradebook) -> None:
    gradebook.add_assignment(TASK)
    gradebook.add_notebook(TASK, TASK)
    for item, points in POINTS.items():
        kind = "markdown" if item == "reflection" else "code"
        gradebook.add_grade_cell(item, TASK, TASK, max_score=points, cell_type=kind)
        gradebook.add_source_cell(item, TASK, TASK, cell_type=kind)
    gradebook.add_solution_cell("reflection", TASK, TASK)


def _chosen(number: int) -> dict[str, list[str]]:
    """Return the right labels for the first lines, as many as `number` allows, and the first label for the rest."""
    source = items.load("which-of-the-four")
    first, lines = next(iter(source["labels"])), source["lines"]
    return {str(at): [line["fits"][0] if at < number % (len(lines) + 1) else first] for at, line in enumerate(lines)}


def _hand_in(root: Path, learner: str, number: int) -> None:
    work, graded = (root / step / learner / TASK for step in ("submitted", "autograded"))
    for place in (work, graded):
        place.mkdir(parents=True)
        answers.save(place, "reply-1", REPLIES[number % len(REPLIES)], CLIENT)
        answers.save(place, "which-of-the-four", chosen=_chosen(number))
        answers.save(place, "a1-prediction", chosen={"0": [f"level {2 + number % 3}"]})
        (place / "timestamp.txt").write_text(TIME)
    (graded / answers.FILE).write_bytes((work / answers.FILE).read_bytes())
    seal = {
        "answers": _sha((work / answers.FILE).read_bytes()),
        "time": TIME,
        "release": _sha(b"{}"),
        "sealed": True,
        "problem": "",
    }
    cells = [{"cell_type": "code", "outputs": [{"data": {grading.MIME: told}}]} for told in _told(number).values()]
    (graded / f"{TASK}.ipynb").write_text(json.dumps({"metadata": {"attunement": seal}, "cells": cells}))


def _sha(content: bytes) -> str:
    return sha256(content).hexdigest()


@cache
def _reply(text: str) -> dict[str, Any]:
    return grading._reply("reply-1", answers.Answer(text, CLIENT, ""), grading.cases.load(CLIENT), POINTS["reply-1"]).told


def _told(number: int) -> dict[str, dict[str, Any]]:
    given = answers.Answer("", None, "", chosen=_chosen(number))
    choice = grading._choice("which-of-the-four", given, POINTS["which-of-the-four"]).told
    return {"reply-1": _reply(REPLIES[number % len(REPLIES)]), "which-of-the-four": choice}


def _marks(gradebook: Gradebook, learner: str, told: dict[str, dict[str, Any]]) -> None:
    gradebook.add_submission(TASK, learner, timestamp=datetime.fromisoformat("2026-01-05T12:00:00"))
    for grade in gradebook.find_submission_notebook(TASK, TASK, learner).grades:
        points = told.get(grade.name, {}).get("points")
        grade.auto_score, grade.manual_score = points, 3.0 if points is None else None
        grade.needs_manual_grade = False
    gradebook.db.commit()
