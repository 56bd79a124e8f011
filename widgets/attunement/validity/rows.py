"""What every measure is made of: replies with their scores, and rows of figures with interval and baselines beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from attunement import scoring
from attunement.validity import agreement

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from attunement.scoring import Score
    from attunement.validity.agreement import Array

Row = dict[str, Any]


def judged(said: Iterable[tuple[str, str]]) -> list[Score]:
    """Score replies, each with the client's words that it answers, without a case: so a model reply gets a number too."""
    return [scoring.score(client, reply) for client, reply in said]


def levels(scores: Iterable[Score]) -> Array:
    """Return the levels; NaN for what got none."""
    return np.array([np.nan if score.level is None else score.level for score in scores])


def sure(scores: Iterable[Score]) -> Array:
    """Return 1.0 for each reply that is scored without a caution, 0.0 where the form check abstains or warns."""
    return np.array([float(score.verdict == "scored") for score in scores])


def row(
    name: str,
    statistic: Callable[[Any, Array | None], Array],
    ours: Any,
    groups: Sequence[Hashable] | None,
    **beside: Any,
) -> Row:
    """Return one line of figures: value, 95 % interval over `groups` (None: no interval), and what stands beside it.

    `beside`: `majority` and `keywords` are judgements like `ours`, `people` is a figure, `sure` is the figure without abstentions
    or the weights (1 or 0 for each item) that leave them out. What is not given is None.
    """
    low, high = agreement.interval(groups, partial(statistic, ours)) if groups else (None, None)
    without = beside.get("sure")
    others = {
        key: tidy(statistic(beside[key], None)) if beside.get(key) is not None else None for key in ("majority", "keywords")
    }
    return {
        "name": name,
        "n": beside["n"] if "n" in beside else len(ours),
        "value": tidy(statistic(ours, None)),
        "low": tidy(low),
        "high": tidy(high),
        **others,
        "people": tidy(beside.get("people")),
        "sure": tidy(statistic(ours, without) if isinstance(without, np.ndarray) and without.ndim else without),
    }


def tidy(value: Any) -> float | None:
    """Return a figure with three decimals, None for what is not defined."""
    return None if value is None or not np.isfinite(value) else round(float(value), 3)


def measure(
    name: str, n: int, groups: Iterable[Hashable], scores: Sequence[Score], rows: list[Row], **more: Any
) -> dict[str, Any]:
    """Return a measure as a plain dictionary; `abstained` is the share of replies with a caution or without a score."""
    shares = {kind: tidy(np.mean([score.verdict == kind for score in scores])) for kind in ("advisory", "not_scored")}
    abstained = tidy(1 - sure(scores).mean())
    return {"measure": name, "n": n, "groups": len(set(groups)), "abstained": abstained, **shares, "rows": rows, **more}
