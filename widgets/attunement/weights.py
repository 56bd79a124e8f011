"""What each cue, word and shape weighs: an additive model, learned from labelled replies (`attunement fit` writes the file).

Weights are whole hundredths, so that sums are exact and the same on every machine. `weights.json` holds, for each piece of
evidence, one weight for each of HEADS: steps on the ladder for `level`, log-odds for the behaviours and signals.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import exp
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

from attunement import evidence
from attunement.scene import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attunement.cues import Cue
    from attunement.scene import Scene, Span

FILE = Path(__file__).parent / "weights.json"
BEHAVIOURS = ("question", "reflection", "input", "other")
SIGNALS = ("validating", "elaboration", "understanding", "advice", "self_focus", "dismissing")
HEADS = ("level", *BEHAVIOURS, *SIGNALS)
UNIT = 100  # hundredths
_SIGNALS_FROM = 1 + len(BEHAVIOURS)

Row = list[int]  # one weight for each of HEADS, in hundredths


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model; `about` says on what and how it was fitted."""

    about: dict[str, str]
    start: Row
    cues: dict[str, Row]
    shapes: dict[str, Row]
    words: dict[str, Row]


@dataclass(frozen=True, slots=True)
class Share:
    """What one piece of evidence adds to the level, in steps; `span` is None for what belongs to the whole reply."""

    name: str
    span: Span | None
    points: int  # hundredths of a step


@cache
def load(file: Path = FILE) -> Weights:
    """Read the fitted model."""
    return Weights(**json.loads(file.read_bytes()))


def sums(scene: Scene, counted: Iterable[Cue], model: Weights | None = None) -> tuple[Row, list[Share]]:
    """Return the sum of each head, in hundredths, and the shares of which the level's sum is made.

    `counted` are the cues that count, each once. A cue without learned weights weighs what its author gave it.
    """
    model = model or load()
    totals, shares = list(model.start), [Share("start", None, model.start[0])]
    for share, row in _pieces(scene, counted, model):
        points = _held_in_stray(scene, share, row[0])
        totals = list(map(add, totals, row))
        totals[0] += points - row[0]
        if points:
            shares.append(Share(share.name, share.span, points))
    return totals, shares


def _pieces(scene: Scene, counted: Iterable[Cue], model: Weights) -> Iterator[tuple[Share, Row]]:
    for cue in counted:
        yield Share(cue.id, None, 0), model.cues.get(cue.id) or [round(cue.level * UNIT), *[0] * (len(HEADS) - 1)]
    for name, value in evidence.shape(scene).items():
        if name in model.shapes:
            yield Share(name, None, 0), [round(weight * value) for weight in model.shapes[name]]
    for run, span in evidence.runs(scene.reply).items():
        if run in model.words:
            yield Share(run, span, 0), model.words[run]


def _held_in_stray(scene: Scene, share: Share, points: int) -> int:
    """Words of a sentence about something else earn nothing, so that nothing is gained by adding one."""
    if points > 0 and share.span and sentence_at(scene.reply, share.span[0]) in scene.stray:
        return 0
    return points


def behaviour(totals: Row) -> str:
    """Return the main behaviour: the one with the highest sum."""
    return max(BEHAVIOURS, key=lambda name: totals[HEADS.index(name)])


def signals(totals: Row) -> dict[str, float]:
    """Return the probability (0 to 1) of each signal."""
    return {name: round(1 / (1 + exp(-total / UNIT)), 2) for name, total in zip(SIGNALS, totals[_SIGNALS_FROM:], strict=True)}
