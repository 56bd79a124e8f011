"""`attunement grade`: collect, look at each hand-in, grade, check that all is there, write feedback, say what became of whom."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import click
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import OperationalError
from traitlets.config import Config

from attunement.course import account, giving_back, handed_in, headings, learners, seal, undisturbed
from attunement.course.account import Outcome
from attunement.course.folder import step_of
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbgrader.api import Grade, Gradebook

    from attunement.course.folder import Course


def run(course: Course, assignment: str, say: Callable[[str], None], *, collect: bool = True) -> Outcome:
    """Grade what is not graded yet, or has become old; `say` is told what is going on.

    Raise AttunementError where nothing can be graded: no such assignment, another run, a gradebook that stays locked.
    """
    log = course.root / undisturbed.LOG
    try:
        demand_released(course, assignment)
        with undisturbed.alone(course.root) as cut_off, undisturbed.quietly(course.api.log, log):
            if cut_off:
                say("The last run was cut off. What it left half done is graded again.")
            return _grade(course, assignment, say, collect=collect)
    except OperationalError as error:
        raise AttunementError(
            f"the gradebook cannot be used now ({error.orig}). {UNUSABLE} attunement grade {assignment}"
        ) from error


UNUSABLE = "Close what else may use it, and look whether the disk is full. What was graded until now stays graded. Then run:"


def _grade(course: Course, assignment: str, say: Callable[[str], None], *, collect: bool) -> Outcome:
    if collect and course.exchange:
        _collect(course, assignment, say)
    todo = _look(course, assignment, say)
    named = _autograde(course, assignment, todo) if todo else {}
    outcome = _check(course, assignment, todo, named)
    outcome.feedback = giving_back.write(course, assignment, [*outcome.graded, *outcome.already])
    return outcome


def demand_released(course: Course, assignment: str) -> None:
    """Raise AttunementError unless the assignment is one that learners received and the gradebook knows."""
    known = [path.name for path in course.step("release", ".") if any(path.glob("*.ipynb"))]
    if assignment not in known:
        there = f"There are: {', '.join(known)}." if known else "Run: nbgrader generate_assignment NAME."
        raise AttunementError(f"there is no released assignment {assignment} in {course.root}. {there}")
    with course.gradebook() as gradebook, suppress(MissingEntry):
        gradebook.find_assignment(assignment)
        return
    raise AttunementError(f"the gradebook does not know {assignment} yet. Run: nbgrader generate_assignment {assignment} --force")


def _collect(course: Course, assignment: str, say: Callable[[str], None]) -> None:
    """Take in what lies in the exchange, and say what had to be passed over."""
    done = course.api.collect(assignment, update=True)
    if not done["success"]:
        why = (done.get("error") or done.get("log", "")).strip().splitlines()[-1:]
        raise AttunementError(f"the hand-ins could not be collected: {''.join(why)}. Mend it, or grade without: --no-collect")
    for line in done.get("log", "").splitlines():
        if "WARNING" in line:
            say(f"  {line.partition('] ')[2]}")


def _look(course: Course, assignment: str, say: Callable[[str], None]) -> list[str]:
    """Say what was found, and return the learners whose hand-in is to be graded."""
    everybody = seal.handed_in_by(course.coursedir, assignment)
    found = {learner: seal.state(course.coursedir, assignment, learner) for learner in everybody}
    todo = [learner for learner, state in found.items() if state]
    say(f"{len(everybody)} handed in {assignment}: {len(todo)} to be graded, {len(everybody) - len(todo)} already graded.")
    for line in account.again(found):
        say(line)
    for learner in todo:
        place = step_of(course.coursedir, "submitted", learner, assignment)
        refused = handed_in.refused(place)
        bare = not refused and not any(place.glob("*.ipynb"))
        problem = refused or handed_in.look(place).problem
        if problem or bare:
            say(f"  {learner}: {problem or 'there is no notebook; the answers beside it are all that counts, and are graded.'}")
        if bare:
            _give_a_carrier(course, assignment, place, empty=problem == handed_in.NOTHING)
    return todo


def _give_a_carrier(course: Course, assignment: str, place: Path, *, empty: bool) -> None:
    """Put the released notebook beside the answers, if any: nbgrader does not see a hand-in without one."""
    if empty:
        (place / handed_in.EMPTY).touch()
    for release in course.step("release", ".", assignment):
        for notebook in release.glob("*.ipynb"):
            with suppress(OSError):
                shutil.copy(notebook, place)


def _autograde(course: Course, assignment: str, todo: list[str]) -> dict[str, str]:
    """Let nbgrader grade; return learner → why a hand-in could not be graded."""
    course.coursedir.assignment_id = assignment
    with click.progressbar(length=len(todo), label="Grading", item_show_func=lambda learner: learner or "") as bar:
        begun: list[str] = []

        def on_learner(learner: str) -> None:
            bar.update(len(begun[-1:]), learner)
            begun.append(learner)

        converter = Autograde(coursedir=course.coursedir, parent=course.api)
        converter.update_config(Config({"CarrierExporter": {"on_learner": on_learner}}))
        try:
            converter.start()
        except NbGraderException as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
        bar.update(len(todo) - len(begun[1:]))
    return getattr(converter.exporter, "named", {})


def _check(course: Course, assignment: str, todo: list[str], named: dict[str, str]) -> Outcome:
    """Return what became of each learner, as the seals and the gradebook say."""
    everybody = seal.handed_in_by(course.coursedir, assignment)
    outcome = Outcome(strangers=learners.strangers(course, everybody))
    with course.gradebook() as gradebook:
        outcome.missing = sorted({student.id for student in gradebook.students} - {*everybody})
        for learner in everybody:
            grades = marks(gradebook, assignment, learner)
            waits = [grade.name for grade in grades if grade.needs_manual_grade]
            why = named.get(learner) or _fault(course, assignment, learner, grades)
            if why or (waits and (why := seal.unreadable(course.coursedir, assignment, learner))):
                outcome.failed[learner] = why
            elif waits:
                outcome.waits[learner] = waits
            if not why:
                (outcome.graded if learner in todo else outcome.already).append(learner)
    items = list(dict.fromkeys(item for own in outcome.waits.values() for item in own))
    outcome.titles = dict(zip(items, headings.named(course, assignment, items), strict=True))
    outcome.unsure = account.unsure(course, assignment, outcome.graded)
    return outcome


def marks(gradebook: Gradebook, assignment: str, learner: str) -> list[Grade]:
    """Return a learner's rows of the gradebook, [] where there are none."""
    with suppress(MissingEntry):
        return [grade for notebook in gradebook.find_submission(assignment, learner).notebooks for grade in notebook.grades]
    return []


def _fault(course: Course, assignment: str, learner: str, grades: list[Grade]) -> str:
    """Return "" where a hand-in is sealed and every mark is in the gradebook, or waits for a person."""
    if state := seal.state(course.coursedir, assignment, learner):
        return f"{state} ({undisturbed.LOG} says more)"
    empty = [one.name for one in grades if one.auto_score is None and one.manual_score is None and not one.needs_manual_grade]
    if empty or not grades:
        return f"the gradebook lacks marks: {', '.join(empty) or 'all'}. Run: nbgrader autograde {assignment} --force"
    return ""
