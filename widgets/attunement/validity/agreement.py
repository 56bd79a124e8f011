"""How well two sets of judgements agree, for one sample or for thousands of resamples at once.

A resample is a row of weights: how often each item is drawn. So every figure here takes `weights` of shape (items,) or
(resamples, items), None for each item once, and returns a number, or one for each resample; NaN where it is not defined.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

Array = np.ndarray[Any, Any]

ROUNDS, SEED = 2000, 2026
_MIDDLE = (2.5, 97.5)  # percentiles: 95 % of the resamples lie between them
_AT_ONCE = 100  # resamples; more would need much memory


def interval(groups: Sequence[Hashable], statistic: Callable[[Array], Array], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the 95 % interval of a statistic of weights: the percentile bootstrap (Efron 1979) over whole groups.

    `groups` says for each item to which video, conversation or client it belongs: what one person said is not independent.
    NaN, NaN where nothing varies: of one group, or where all are right, the resamples cannot tell how sure one may be.
    """
    known = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    members = np.array([known[group] for group in groups])
    drawn = np.random.default_rng(SEED).multinomial(len(known), np.full(len(known), 1 / len(known)), size=rounds)
    parts = [statistic(drawn[i : i + _AT_ONCE, members].astype(float)) for i in range(0, rounds, _AT_ONCE)]
    values = np.concatenate(parts)
    values = values[np.isfinite(values)]
    varied = len(values) and values.min() < values.max()
    low, high = np.percentile(values, _MIDDLE) if varied else (np.nan, np.nan)
    return float(low), float(high)


def table(truth: Sequence[Any], guessed: Sequence[Any], labels: Sequence[Any], weights: Array | None = None) -> Array:
    """Count how often each label (rows) was guessed as each (columns): shape (..., labels, labels)."""
    place, size = {label: number for number, label in enumerate(labels)}, len(labels)
    cells = [place[true] * size + place[guess] for true, guess in zip(truth, guessed, strict=True)]
    counts = _weights(weights, len(cells)) @ np.eye(size * size)[cells]
    return counts.reshape(*counts.shape[:-1], size, size)


def accuracy(counts: Array) -> Array:
    """Return the share (0 to 1) of a table that is guessed right."""
    return _over(_hits(counts).sum(-1), counts.sum((-1, -2)))


def f1(counts: Array) -> Array:
    """Return F1 (0 to 1) of each label, shape (..., labels); NaN for a label that neither stands nor is guessed."""
    return _over(2 * _hits(counts), counts.sum(-1) + counts.sum(-2))


def macro_f1(counts: Array) -> Array:
    """Return the mean F1 of the labels that stand or are guessed."""
    each = f1(counts)
    return _over(np.nansum(each, axis=-1), np.isfinite(each).sum(-1))


def kappa(counts: Array, *, quadratic: bool = False) -> Array:
    """Return Cohen's kappa (1960) of a table: 1 full agreement, 0 chance; `quadratic` weighs a slip by its squared distance."""
    places = np.arange(counts.shape[-1])
    cost = (places[:, None] - places) ** 2 if quadratic else places[:, None] != places
    total = counts.sum((-1, -2))
    expected = counts.sum(-1)[..., :, None] * counts.sum(-2)[..., None, :]
    chance = _over((expected * cost).sum((-1, -2)), total)
    return 1 - _over((counts * cost).sum((-1, -2)), chance)


def spearman(one: Sequence[float], other: Sequence[float], weights: Array | None = None) -> Array:
    """Return Spearman's rank correlation (-1 to 1), with average ranks for ties; NaN where one side does not vary."""
    weights = _weights(weights, len(one))
    return _pearson(_ranks(one, weights), _ranks(other, weights), weights)


def auc(truth: Sequence[bool], scores: Sequence[float], weights: Array | None = None) -> Array:
    """Return how often (0 to 1) a true item stands above one that is not; a tie counts half."""
    weights = _weights(weights, len(truth))
    true = weights * np.asarray(truth, dtype=float)
    positive = true.sum(-1)
    won = (true * _ranks(scores, weights)).sum(-1) - positive**2 / 2
    return _over(won, positive * (weights.sum(-1) - positive))


def mean(values: Sequence[float] | Array, weights: Array | None = None) -> Array:
    """Return the mean; of yes (1) and no (0) it is a share."""
    weights = _weights(weights, len(values))
    return _over(weights @ np.asarray(values, dtype=float), weights.sum(-1))


def pairs(labels: Sequence[float], groups: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return (lower, higher) for every two items of one group whose labels differ."""
    members: dict[Hashable, list[int]] = {}
    for number, group in enumerate(groups):
        members.setdefault(group, []).append(number)
    two = (pair for group in members.values() for pair in combinations(group, 2))
    return [(i, j) if labels[i] < labels[j] else (j, i) for i, j in two if labels[i] != labels[j]]


def in_order(levels: Array, found: Sequence[tuple[int, int]], *, tie: float = 0.0) -> Array:
    """Return 1 for each pair (lower, higher) with levels in that order, `tie` for equal ones, else 0 (also without a level)."""
    lower, higher = (levels[[pair[side] for pair in found]] for side in (0, 1))
    return (lower < higher) + tie * (lower == higher)


def _weights(weights: Array | None, size: int) -> Array:
    return np.ones(size) if weights is None else weights


def _hits(counts: Array) -> Array:
    return np.diagonal(counts, axis1=-2, axis2=-1)


def _over(part: Any, whole: Any) -> Array:
    """Divide; NaN for nothing over nothing."""
    part, whole = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    return np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole != 0)


def _ranks(values: Sequence[float], weights: Array) -> Array:
    """Return the average rank of each item in each resample, less a half: all that is drawn below it and half of its ties."""
    values = np.asarray(values, dtype=float)
    order = np.argsort(values, kind="stable")
    drawn = np.concatenate([np.zeros((*weights.shape[:-1], 1)), np.cumsum(weights[..., order], axis=-1)], axis=-1)
    first, last = (np.searchsorted(values[order], values, side=side) for side in ("left", "right"))
    return (drawn[..., first] + drawn[..., last]) / 2


def _pearson(one: Array, other: Array, weights: Array) -> Array:
    total = weights.sum(-1, keepdims=True)
    one, other = (side - (weights * side).sum(-1, keepdims=True) / total for side in (one, other))
    spread = np.sqrt((weights * one**2).sum(-1) * (weights * other**2).sum(-1))
    return _over((weights * one * other).sum(-1), np.where(spread < 1e-9, 0, spread))  # noqa: PLR2004 (nought but for rounding)
