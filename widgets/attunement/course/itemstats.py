"""How hard each item was, and whether it tells learners apart: classical test theory, with what a small class cannot tell.

Discrimination is the correlation of an item with the sum of all other items (corrected item-total correlation: S. Henrysson,
Psychometrika 28, 1963, 211-218), its 95 % interval by Fisher's z. Values under .20 are where R. L. Ebel and D. A. Frisbie
(Essentials of Educational Measurement, 5th ed. 1991, ch. 13) advise to look at an item again.
"""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING, NamedTuple

from attunement.course import classwork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attunement.course.classwork import Work
    from attunement.course.marks import Part

ENOUGH = 10  # learners; with fewer, the interval of a correlation covers nearly everything
LOW = 0.2
QUARTILES_FROM = 5  # learners; with fewer, the values themselves say more


class Spread(NamedTuple):
    """How values lie: their number, the lowest, the quartiles (None under five values), the highest; `values` ascend."""

    n: int
    low: float
    q1: float | None
    median: float
    q3: float | None
    high: float
    values: tuple[float, ...]


class Item(NamedTuple):
    """One item of an assignment: `spread` of the earned parts (0.0 to 1.0), and its discrimination in number and words."""

    assignment: str
    name: str
    title: str
    out_of: float
    by_software: bool
    spread: Spread | None
    waits: int  # learners whose mark is missing
    n: int  # learners whose whole assignment is marked
    discrimination: float | None
    interval: tuple[float, float] | None
    verdict: str


def spread(values: Sequence[float]) -> Spread | None:
    """Return how the values lie; None where there are none."""
    if not values:
        return None
    ordered = tuple(sorted(values))
    q1, median, q3 = (
        statistics.quantiles(ordered, n=4, method="inclusive")
        if len(ordered) >= QUARTILES_FROM
        else (None, statistics.median(ordered), None)
    )
    return Spread(len(ordered), ordered[0], q1, median, q3, ordered[-1], ordered)


def items(works: Sequence[Work]) -> list[Item]:
    """Return the items of all assignments in their order."""
    tasks: dict[str, list[Work]] = {}
    for work in works:
        tasks.setdefault(work.row.assignment, []).append(work)
    return [item for own in tasks.values() for item in _of_assignment(own)]


def _of_assignment(works: list[Work]) -> list[Item]:
    """Return the items of one assignment; only what is fully marked enters a correlation."""
    first = max(works, key=lambda work: len(work.told))
    whole = [work for work in works if work.share is not None]
    return [_item(part, [_told(work, part.name) for work in works], works, whole) for part in first.row.parts if part.out_of]


def _told(work: Work, name: str) -> dict:
    return work.told.get(name, {})


def _item(part: Part, told: list[dict], works: list[Work], whole: list[Work]) -> Item:
    known = next((one for one in told if one.get("kind") not in (None, "nothing")), {})
    shares = [share for work in works if (share := _share(work, part.name)) is not None]
    own = [_points(work, part.name) for work in whole]
    rest = [work.row.points - points for work, points in zip(whole, own, strict=True)]
    found, interval, verdict = discrimination(own, rest)
    title, waits = classwork.title(part.name, known, works[0].known.get(part.name, "")), len(works) - len(shares)
    assignment = works[0].row.assignment
    return Item(
        assignment, part.name, title, part.out_of, part.by_software, spread(shares), waits, len(own), found, interval, verdict
    )


def _share(work: Work, name: str) -> float | None:
    return next((part.share for part in work.row.parts if part.name == name), None)


def _points(work: Work, name: str) -> float:
    return next((part.score or 0.0 for part in work.row.parts if part.name == name), 0.0)


def discrimination(item: Sequence[float], rest: Sequence[float]) -> tuple[float | None, tuple[float, float] | None, str]:
    """Return the correlation of an item with the rest of the points, its 95 % interval, and what that says.

    The first two are None where a number would say nothing: under ten learners, or where all have the same.
    """
    n = len(item)
    if n < ENOUGH:
        return None, None, f"too few to tell ({n} of the {ENOUGH} learners it takes)"
    if len(set(item)) == 1 or len(set(rest)) == 1:
        return None, None, "everybody has the same, so it cannot tell learners apart here"
    r = statistics.correlation(item, rest)
    z, width = math.atanh(max(-0.999, min(0.999, r))), 1.96 / math.sqrt(n - 3)
    low, high = math.tanh(z - width), math.tanh(z + width)
    return r, (low, high), _verdict(r, low, high)


def _verdict(r: float, low: float, high: float) -> str:
    if r >= LOW:
        return "tells learners apart" if low > 0 else "seems to tell learners apart; the interval includes none at all"
    return "does not tell learners apart: look at it again" if high < LOW else "may not tell learners apart: look at it again"
