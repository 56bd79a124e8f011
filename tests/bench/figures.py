"""What a section of the benchmark hands back, and the little arithmetic that all sections share."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field
from typing import Any

Cell = float | str | None


@dataclass(frozen=True)
class Promise:
    """A figure with its target: `most` where less is better, `least` where more is; None is a figure that was not measured."""

    what: str
    value: float | None
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def target(self) -> str:
        """Say the target, such as "≤ 250 ms"."""
        sign, bound = ("≤", self.most) if self.most is not None else ("≥", self.least)
        return f"{sign} {number(bound)} {self.unit}".rstrip()

    @property
    def verdict(self) -> str:
        """Say "met", or by how much it is missed, in the figure's own unit and in percent of the target."""
        if self.value is None:
            return "not measured"
        bound = self.most if self.most is not None else self.least
        over = self.value - bound if self.most is not None else bound - self.value
        if over <= 0:
            return "met"
        share = f" ({100 * over / bound:.0f} %)" if bound else ""
        return f"missed by {number(over)} {self.unit}".rstrip() + share


@dataclass
class Section:
    """What one part of the benchmark found: rows of figures by name, the promises they decide, and what a reader must know."""

    title: str
    columns: list[str]
    rows: dict[str, list[Cell]] = field(default_factory=dict)
    promises: list[Promise] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raw: Any = None


def number(value: float) -> str:
    """Write a figure with as many digits as it is worth: 3.14, 31.4, 314; whole numbers without a point."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def median(values: list[float | None]) -> float | None:
    """Return the median of what was measured; None where nothing was."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def percentile(values: list[float | None], share: float) -> float | None:
    """Return the smallest measured value that at least `share` (0 to 1) of the values do not exceed: the nearest rank."""
    known = sorted(value for value in values if value is not None)
    return known[max(0, math.ceil(share * len(known)) - 1)] if known else None


def ratio(above: float | None, below: float | None) -> float | None:
    """Return how many times one figure is the other; None where either is missing or zero."""
    return above / below if above is not None and below else None


def fastest(values: dict[str, float | None], but: str) -> float | None:
    """Return the least figure of all systems but one."""
    return min((value for name, value in values.items() if name != but and value is not None), default=None)
