"""When to practise again."""

from __future__ import annotations

from datetime import date

import pytest

from attunement.spacing import PAUSES, Try, due


def on(day: int, share: float, skill: str = "attention", hour: int = 9) -> Try:
    return Try(skill, share, f"2026-03-{day:02}T{hour:02}:00:00+00:00")


CASES = [
    ([on(1, 0.2)], 2, 0),
    ([on(1, 0.9)], 2, 1),
    ([on(1, 0.9), on(2, 1.0)], 5, 2),
    ([on(1, 0.9), on(2, 1.0), on(5, 0.8)], 12, 3),
    ([on(1, 0.9), on(2, 1.0), on(5, 0.1)], 6, 0),
    ([on(1, 0.9), on(1, 1.0, hour=10), on(1, 0.9, hour=11)], 2, 1),
    ([on(1, 0.0), on(1, 1.0, hour=10)], 2, 0),
]


@pytest.mark.parametrize(("tries", "day", "well"), CASES)
def test_the_pause_grows_with_days_that_went_well(tries: list[Try], day: int, well: int) -> None:
    (found,) = due(tries)
    assert (found.day, found.well) == (date(2026, 3, day), well)


def test_what_has_waited_longest_comes_first() -> None:
    tries = [on(3, 1.0, "asking"), on(1, 1.0, "reflecting"), on(2, 0.0, "attention")]
    assert [one.skill for one in due(tries)] == ["reflecting", "attention", "asking"]
    assert due([]) == []


def test_the_longest_pause_stays_the_longest() -> None:
    (found,) = due([on(day, 1.0) for day in range(1, 20)])
    assert (found.day - found.last).days == PAUSES[-1]
