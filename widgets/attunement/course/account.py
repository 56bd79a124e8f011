"""What `attunement grade` tells the instructor: what was found, what became of whom, and what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attunement.course import classwork, seal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attunement.course.folder import Course

CHANGED = (
    "The assignment has changed since it was graded: {} anew. Learners who fetched it before still have the version of then."
)
NEWER = "Newer hand-ins than those that were graded: {} ({})."


@dataclass
class Outcome:
    """What became of each learner: `graded` now or `already` before, `waits` for a person (learner → items), `failed` (→ why).

    `missing` have handed in nothing; `feedback` was written for those named; `strangers` are not on the list of learners.
    `unsure` is item → learners whose reply to it earned points with a caution; `titles` is item that waits → what to call it.
    """

    graded: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    waits: dict[str, list[str]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    unsure: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def again(states: dict[str, str]) -> list[str]:
    """Say why hand-ins that were graded before are graded anew; `states` is learner → what seal.state says."""
    changed, newer = (
        [name for name, state in states.items() if state.startswith(why)] for why in (seal.OTHER_RELEASE, seal.NEWER)
    )
    count = "1 is graded" if len(changed) == 1 else f"{len(changed)} are graded"
    lines = [CHANGED.format(count)] if changed else []
    return [*lines, NEWER.format(len(newer), _some(newer))] if newer else lines


def unsure(course: Course, assignment: str, learners: Iterable[str]) -> dict[str, list[str]]:
    """Return item → the learners whose reply to it earned points with a caution."""
    found: dict[str, list[str]] = {}
    for learner in learners:
        for folder in course.step("autograded", learner, assignment):
            for item, told in classwork.told_in(folder).items():
                if told.get("verdict") == "advisory" and told["points"]:
                    found.setdefault(item, []).append(learner)
    return found


def summary(outcome: Outcome, assignment: str) -> list[str]:
    """Return the lines that tell an instructor what was done, and what is to be done next."""
    lines = [f"Graded now: {len(outcome.graded)}. Graded before: {len(outcome.already)}."]
    if outcome.missing:
        lines.append(f"Nothing handed in: {len(outcome.missing)} ({_some(outcome.missing)}).")
    if outcome.strangers:
        lines.append(f"Not on your list of learners: {', '.join(outcome.strangers)}. Is an id misspelt in roster.csv?")
    lines += _waiting(outcome)
    if outcome.unsure:
        first = (f"{item} ({_some(whose)})" for item, whose in outcome.unsure.items())
        lines.append(f"The form check was not sure; read these first: {', '.join(first)}")
    if outcome.feedback:
        lines.append(f"Feedback written: {len(outcome.feedback)}. Give it back with: nbgrader release_feedback {assignment}")
    if outcome.failed:
        lines.append(f"Could not be graded: {len(outcome.failed)}.")
    return [*lines, *(f"  {learner}: {why}" for learner, why in outcome.failed.items())]


def _waiting(outcome: Outcome) -> list[str]:
    """Say which items wait for a person, and whose they are."""
    waits = outcome.waits
    items = dict.fromkeys(item for own in waits.values() for item in own)
    lines = [f"Waits for you: {len(waits)}. Mark them in Formgrader (Manual Grading), then run this again:"] if waits else []
    for item in items:
        whose = [learner for learner, own in waits.items() if item in own]
        lines.append(f"  {outcome.titles.get(item, item)}: {len(whose)} ({_some(whose)})")
    return lines


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
