"""Replies of known level: whether the form check puts them in the order, and on the rungs, of those who wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from attunement.errors import LearnerError
from attunement.validity import agreement, keywords, materials, replies, rows
from attunement.validity.materials import Graded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attunement.validity.agreement import Array

RUNGS = tuple(step / 2 for step in range(2, 11))  # 1.0, 1.5 ... 5.0
GOOD = 3.0  # a reply of this level meets the client
FEW = 10  # replies of a style; of fewer a figure says nothing
_HALF = 0.5


def levels(path: Path | None = None, part: str | None = None) -> dict[str, Any]:
    """Measure the level on a file, or on our own replies: the part `check`, with the part `fit` apart under `fit`.

    Rows: pairs of one client in order, agreement with the label; under `styles` the pairs in which a reply of that style stands;
    under `means` the mean level by label. Intervals over clients.
    """
    if path:
        return {**_measured(materials.graded(path, part)), "source": path.name}
    checked, fitted = (_measured(_own(name)) for name in ("check", "fit"))
    return {**checked, "source": "our own replies, part check", "fit": {**fitted, "source": "our own replies, part fit"}}


def second() -> dict[str, Any]:
    """Compare the second, blind coding of our own replies with the first labels; intervals over clients.

    Rows: quadratic kappa, levels at most half a step apart, kappa of the main behaviour.
    """
    coded = replies.second()
    clients = [one.client for one, _, _ in coded]
    ours, again = [one.level for one, _, _ in coded], [level for _, level, _ in coded]
    acts = [one.behaviour for one, _, _ in coded], [act for _, _, act in coded]
    lines = [_kappa_row(ours, again, clients), _near_row(ours, again, clients), _acts_row(*acts, clients)]
    return {"measure": "second", "n": len(coded), "groups": len(set(clients)), "rows": lines}


@dataclass(frozen=True, slots=True)
class _Sample:
    """Replies by number: label, client, level by the form check (NaN for none), by keyword rules, and 1 where it is sure."""

    labels: list[float]
    clients: list[str]
    ours: Array
    theirs: Array
    sure: Array

    def pairs(self, name: str, found: Sequence[tuple[int, int]], tie: float = 0.0) -> rows.Row:
        """Say how many pairs stand in order; without a level, no order. Surely known are pairs without an abstention."""
        order = partial(agreement.in_order, found=found, tie=tie)
        certain = np.array([self.sure[low] * self.sure[high] for low, high in found])
        groups = [self.clients[low] for low, _ in found]
        return rows.row(name, agreement.mean, order(self.ours), groups, keywords=order(self.theirs), sure=certain)


def _own(part: str) -> list[Graded]:
    return [Graded(one.says, one.reply, one.level, style=one.style, behaviour=one.behaviour) for one in replies.of(part)]


def _measured(graded: Sequence[Graded]) -> dict[str, Any]:
    scores = rows.judged((one.client, one.reply) for one in graded)
    keyed = np.array([keywords.level(one.reply) for one in graded])
    labels, clients = [one.level for one in graded], [one.client for one in graded]
    sample = _Sample(labels, clients, rows.levels(scores), keyed, rows.sure(scores))
    found = agreement.pairs(labels, clients)
    lines = _order_rows(sample, found)
    if not any(one.ranked for one in graded) and set(labels) <= {*RUNGS}:
        lines += _rung_rows(sample)
    styles = _styles([one.style for one in graded], found, sample)
    return rows.measure("levels", len(graded), clients, scores, lines, styles=styles, means=_means(sample))


def _order_rows(sample: _Sample, found: list[tuple[int, int]]) -> list[rows.Row]:
    if not found:
        raise LearnerError("No client here has two replies of different level, so there is no order to measure.")
    apart = [(low, high) for low, high in found if sample.labels[high] - sample.labels[low] >= 1]
    return [
        sample.pairs("pairs in order", found),
        *([sample.pairs("pairs a step or more apart in order", apart)] if apart else []),
        sample.pairs("pairs in order, a tie counting half", found, tie=_HALF),
    ]


def _rung_rows(sample: _Sample) -> list[rows.Row]:
    """Say how far labels and levels agree; a reply without a level counts as level 1 here, so that nothing is left out."""
    labels, ours = sample.labels, np.nan_to_num(sample.ours, nan=RUNGS[0])
    commonest = max(sorted(set(labels)), key=labels.count)
    beside = {"keywords": sample.theirs, "majority": np.full(len(labels), commonest), "sure": sample.sure}
    statistics = {
        "kappa with the label (quadratic)": partial(_kappa, labels),
        "rank correlation with the label": partial(agreement.spearman, labels),
        "3 or above told from below (AUC)": partial(agreement.auc, [label >= GOOD for label in labels]),
    }
    return [rows.row(name, statistic, ours, sample.clients, **beside) for name, statistic in statistics.items()]


def _kappa(labels: Sequence[float], levels: Any, weights: Array | None = None) -> Array:
    """Weigh the distance between label and level on half steps."""
    counts = agreement.table(labels, [_rung(level) for level in levels], RUNGS, weights)
    return agreement.kappa(counts, quadratic=True)


def _rung(level: float) -> float:
    return min(5.0, max(1.0, int(level * 2 + _HALF) / 2))


def _kappa_row(ours: list[float], again: list[float], clients: list[str]) -> rows.Row:
    return rows.row("kappa of the levels (quadratic)", partial(_kappa, ours), again, clients)


def _near_row(ours: list[float], again: list[float], clients: list[str]) -> rows.Row:
    near = np.abs(np.array(ours) - np.array(again)) <= _HALF
    return rows.row("levels at most half a step apart", agreement.mean, near, clients)


def _acts_row(ours: Sequence[str], again: Sequence[str], clients: Sequence[str]) -> rows.Row:
    names = sorted({*ours, *again})

    def statistic(guessed: Any, weights: Array | None = None) -> Array:
        return agreement.kappa(agreement.table(ours, guessed, names, weights))

    return rows.row("kappa of the main behaviour", statistic, again, clients)


def _styles(styles: Sequence[str | None], found: Sequence[tuple[int, int]], sample: _Sample) -> list[rows.Row]:
    """Return a row for each style of which there are enough replies, the weakest first; `replies` is their number."""
    held: dict[str, set[int]] = {}
    for number, style in enumerate(styles):
        if style:
            held.setdefault(style, set()).add(number)
    own = {style: [pair for pair in found if not members.isdisjoint(pair)] for style, members in held.items()}
    lines = [
        {**sample.pairs(style, own[style]), "replies": len(members)}
        for style, members in held.items()
        if own[style] and len(members) >= FEW
    ]
    return sorted(lines, key=lambda line: (line["value"], line["name"]))


def _means(sample: _Sample) -> list[rows.Row]:
    """Return the mean level of the replies of each label, among those that have a level."""
    lines = []
    for label in sorted(set(sample.labels)):
        chosen = [number for number, one in enumerate(sample.labels) if one == label and np.isfinite(sample.ours[number])]
        clients = [sample.clients[number] for number in chosen]
        if chosen:
            lines.append(rows.row(f"label {label:g}", agreement.mean, sample.ours[chosen], clients))
    return lines
