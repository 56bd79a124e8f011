"""Where a person comes in: the instructor's marks beside the form check's, what learners expected, who may need help."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attunement.course.classwork import Work
    from attunement.course.marks import Row

HALF = 0.5  # points; the form check gives halves
CLASS = 5  # learners; with fewer there is no class to compare with
WELL_BELOW = 0.5  # of the class's median
MOST_OF = 0.5  # of the class has handed in: then a missing hand-in is no matter of a date that is still far off


class Agreement(NamedTuple):
    """The form check beside the instructor's own marks, in points: `gap` is the mean of instructor less form check."""

    item: str
    n: int
    gap: float
    close: int  # marks within half a point


class Prediction(NamedTuple):
    """What learners expected of an item and what came: `gap` is the mean of expected less came in steps; `over` expected more."""

    item: str
    n: int
    gap: float
    over: int  # learners


class Hint(NamedTuple):
    """A learner who may be glad of a talk, and why."""

    name: str
    id: str
    reasons: tuple[str, ...]


def agreement(works: Sequence[Work]) -> list[Agreement]:
    """Return how the instructor's own marks compare, for each item that the form check marked too; none without such marks."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    for work in works:
        for part in work.row.parts:
            judged = part.by_software and not work.told.get(part.name, {}).get("person")
            if judged and part.checked is not None and part.given is not None:
                pairs.setdefault(f"{work.row.assignment} {part.name}", []).append((part.checked, part.given))
    return [_agreement(item, own) for item, own in pairs.items()]


def _agreement(item: str, own: list[tuple[float, float]]) -> Agreement:
    gaps = [given - checked for checked, given in own]
    return Agreement(item, len(own), statistics.fmean(gaps), sum(abs(gap) <= HALF for gap in gaps))


def predictions(works: Sequence[Work]) -> list[Prediction]:
    """Return for each predicted item how far expectations lay from what came."""
    gaps: dict[str, list[int]] = {}
    for work in works:
        for one in work.expected:
            gaps.setdefault(f"{work.row.assignment} {one.item}", []).append(one.expected - one.came)
    return [Prediction(item, len(own), statistics.fmean(own), sum(gap >= 1 for gap in own)) for item, own in gaps.items()]


def hints(rows: Sequence[Row], works: Sequence[Work]) -> list[Hint]:
    """Return who may be glad of a talk, by name, never by rank: work that is missing, or that lies well below the class's."""
    people = {row.person.id: row.person for row in rows}
    reasons: dict[str, list[str]] = {name: [] for name in people}
    low = _low(works)
    for task in dict.fromkeys(row.assignment for row in rows):
        own = [row for row in rows if row.assignment == task]
        present = sum(row.exists for row in own)
        for row in own:
            before = low.get(row.person.id, [])
            if not row.exists and present > MOST_OF * len(own):
                after = f"; {before[-1]} had been hard, and no next attempt followed" if before and before[-1] != task else ""
                reasons[row.person.id].append(f"{task} was not handed in{after}.")
            elif task in before:
                reasons[row.person.id].append(f"{task} lies well below the class: under half of its median.")
    found = [Hint(people[name].name, name, tuple(own)) for name, own in reasons.items() if own]
    return sorted(found, key=lambda hint: (hint.name.casefold(), hint.id))


def _low(works: Sequence[Work]) -> dict[str, list[str]]:
    """Return learner → the assignments in which they earned less than half of the class's median."""
    tasks: dict[str, dict[str, float]] = {}
    for work in works:
        if work.share is not None:
            tasks.setdefault(work.row.assignment, {})[work.row.person.id] = work.share
    found: dict[str, list[str]] = {}
    for task, shares in tasks.items():
        line = WELL_BELOW * statistics.median(shares.values())
        for name in [name for name, share in shares.items() if len(shares) >= CLASS and share < line]:
            found.setdefault(name, []).append(task)
    return found
