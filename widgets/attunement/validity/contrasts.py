"""Two replies beside each other: contrast pairs, where one should stand higher, and changes that should move nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from attunement.validity import agreement, keywords, materials, rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attunement.scoring import Score
    from attunement.validity.agreement import Array

ALLOWED = 0.4  # steps of the ladder that an irrelevant change may move a reply
WHOLE = 4.0  # steps from the foot to the top: what a reply counts that loses its level altogether, or gains one


def pairs(path: Path, part: str | None = None) -> dict[str, Any]:
    """Measure how many contrast pairs stand in order; under `kinds` by name, under `failed` the numbers of those that do not.

    Equal levels are not in order, nor is a pair in which a reply has no level. Intervals over clients.
    """
    given = materials.contrasts(path, part)
    both = [(one.client, reply) for one in given for reply in (one.better, one.worse)]
    scores, theirs = rows.judged(both), np.array([keywords.level(reply) for _, reply in both])
    two = [(2 * number + 1, 2 * number) for number in range(len(given))]  # (worse, better)
    ours = agreement.in_order(rows.levels(scores), two)
    beside = {"keywords": agreement.in_order(theirs, two), "sure": rows.sure(scores)[0::2] * rows.sure(scores)[1::2]}
    line = partial(_line, [one.client for one in given], ours, beside)
    kinds = [line(name, members) for name, members in _by([one.name for one in given]).items()]
    parts = _by([one.part for one in given])
    rest = [line(f"part {name}", members) for name, members in parts.items() if name and len(parts) > 1]
    return rows.measure(
        "pairs",
        len(given),
        (one.client for one in given),
        scores,
        [line("better stands above worse", list(range(len(given)))), *rest],
        kinds=sorted(kinds, key=lambda one: (one["value"], one["name"])),
        failed=[number + 1 for number, right in enumerate(ours) if not right],
        source=path.name,
    )


def _line(clients: Sequence[str], ours: Array, beside: dict[str, Array], name: str, members: list[int]) -> rows.Row:
    """Return a row for some of the pairs."""
    chosen = {key: values[members] for key, values in beside.items()}
    return rows.row(name, agreement.mean, ours[members], [clients[number] for number in members], **chosen)


def invariant(path: Path, part: str | None = None) -> dict[str, Any]:
    """Measure how far irrelevant changes move the level: the largest, the mean, the share over 0.4 of a step.

    Under `kinds` the same for each kind of change; under `failed` the numbers of the changes over 0.4. A reply that loses its
    level counts as moved by the whole ladder. Intervals over the replies that were changed.
    """
    given = materials.changes(path, part)
    before, after = (rows.judged(getattr(one, side) for one in given) for side in ("before", "after"))
    moved = _moved(rows.levels(before), rows.levels(after))
    keyed = np.array([abs(keywords.level(one.before[1]) - keywords.level(one.after[1])) for one in given])
    sure = rows.sure(before) * rows.sure(after)
    groups = [str(one.before) for one in given]
    return rows.measure(
        "invariant",
        len(given),
        groups,
        _distinct(given, before, after),
        _change_rows(moved, keyed, sure, groups),
        kinds=[_kind(name, moved[members], keyed[members]) for name, members in sorted(_by([one.kind for one in given]).items())],
        failed=[number + 1 for number, change in enumerate(moved) if change > ALLOWED],
        source=path.name,
    )


def _change_rows(moved: Array, keyed: Array, sure: Array, groups: Sequence[str]) -> list[rows.Row]:
    return [
        rows.row("largest change", _largest, moved, None, keywords=keyed, sure=sure),
        rows.row("mean change", agreement.mean, moved, groups, keywords=keyed, sure=sure),
        rows.row(f"share over {ALLOWED}", agreement.mean, moved > ALLOWED, groups, keywords=keyed > ALLOWED, sure=sure),
    ]


def _moved(before: Array, after: Array) -> Array:
    change = np.round(np.abs(before - after), 2)
    change[np.isnan(before) != np.isnan(after)] = WHOLE
    return np.nan_to_num(change)  # neither has a level: nothing moved


def _largest(moved: Array, weights: Array | None = None) -> Array:
    chosen = moved if weights is None else moved[weights > 0]
    return np.max(chosen, initial=0.0)


def _kind(name: str, moved: Array, keyed: Array) -> rows.Row:
    figures = {"value": moved.max(), "mean": moved.mean(), "over": (moved > ALLOWED).mean(), "keywords": keyed.max()}
    return {"name": name, "n": len(moved), **{key: rows.tidy(value) for key, value in figures.items()}}


def _distinct(given: Sequence[materials.Change], before: Sequence[Score], after: Sequence[Score]) -> list[Score]:
    """Return the score of each reply once, although it may be changed in several ways."""
    first = {one.before: score for one, score in zip(given, before, strict=True)}
    return [*first.values(), *after]


def _by(names: Sequence[str | None]) -> dict[Any, list[int]]:
    """Return the places of each name."""
    found: dict[Any, list[int]] = {}
    for number, name in enumerate(names):
        found.setdefault(name, []).append(number)
    return found
