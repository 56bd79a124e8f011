"""When to practise a skill again: after a try that went well the pause grows, after another the skill returns on the next day.

That retrieval spread over days holds better than retrieval at once is well supported (Latimier and colleagues, 2021: g = .74).
These very pauses are a convention and not a finding.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

PAUSES = (1, 3, 7, 14, 30)  # days after the first, second, ... day in a row on which a skill went well
WELL = 0.75  # share of what could be found or reached


class Try(NamedTuple):
    """One try at a skill: what came of it (`share`, 0.0 to 1.0) and when (ISO 8601, by the learner's clock)."""

    skill: str
    share: float
    time: str


class Due(NamedTuple):
    """A skill, the day on which to practise it again, the day of the last try, and the days in a row on which it went well."""

    skill: str
    day: date
    last: date
    well: int


def due(tries: Iterable[Try]) -> list[Due]:
    """Return every skill that was practised, the one that has waited longest first."""
    days: dict[str, dict[date, list[float]]] = {}
    for one in tries:
        days.setdefault(one.skill, {}).setdefault(datetime.fromisoformat(one.time).date(), []).append(one.share)
    return sorted((_due(skill, by_day) for skill, by_day in days.items()), key=lambda one: (one.day, one.well, one.skill))


def _due(skill: str, by_day: dict[date, list[float]]) -> Due:
    """Tries of one day count once, by their mean: three in an hour are massed practice, not spaced."""
    last, well = max(by_day), 0
    for day in sorted(by_day, reverse=True):
        if sum(by_day[day]) / len(by_day[day]) < WELL:
            break
        well += 1
    return Due(skill, last + timedelta(days=PAUSES[min(max(well - 1, 0), len(PAUSES) - 1)]), last, well)
