"""What a correlation looks like: invented clients with exactly that link, drawn with a seed, and how they split in the middle.

Showing a correlation as two halves goes back to the binomial effect size display (Rosenthal and Rubin 1982). We count points of
two bell curves instead: its halves (64 of 100 for r = .28) are further apart than a split in the middle can show (59 of 100).
"""

from __future__ import annotations

import math
from functools import cache
from random import Random
from statistics import fmean, median, pstdev

POINTS = 200  # clients, an even number
SEED = 77  # the row of the table that speaks of this link


@cache
def points(r: float, count: int = POINTS, seed: int = SEED) -> tuple[tuple[float, float], ...]:
    """Return `count` points (x, y) whose correlation is `r` (-1.0 to 1.0), the same ones every time.

    They are in standard deviations from the median, so that zero splits them into halves both ways.
    """
    chance = Random(seed)  # noqa: S311 (a picture, not a secret)
    x = _standard([chance.gauss(0, 1) for _ in range(count)])
    raw = [chance.gauss(0, 1) for _ in range(count)]
    slope = fmean(a * b for a, b in zip(x, raw, strict=True))
    rest = _standard([b - slope * a for a, b in zip(x, raw, strict=True)])
    across = math.sqrt(1 - r * r)
    y = [r * a + across * b for a, b in zip(x, rest, strict=True)]
    middle_x, middle_y = median(x), median(y)
    return tuple((a - middle_x, b - middle_y) for a, b in zip(x, y, strict=True))


def above(r: float) -> tuple[int, int]:
    """Return how many points lie in the upper half: of those with the lower half of x, and of those with the upper half."""
    drawn = points(r)
    right = sum(x > 0 and y > 0 for x, y in drawn)
    return sum(y > 0 for _, y in drawn) - right, right


def expected(r: float) -> int:
    """Return how many of 100 with the upper half of x lie in the upper half of y, for two bell curves (Sheppard 1899)."""
    return round(100 * (0.5 + math.asin(r) / math.pi))


def _standard(values: list[float]) -> list[float]:
    middle, spread = fmean(values), pstdev(values)
    return [(value - middle) / spread for value in values]
