"""What each cue, word and shape weighs: an additive model, learned from labelled replies (`attunement fit` writes the file).

Weights are whole thousandths, so that sums are exact and the same on every machine. `weights.json` holds, for each piece of
evidence, one weight for each of HEADS: steps on the ladder for `level`, log-odds for the behaviours and signals.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from attunement import cues, evidence
from attunement.scene import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from attunement.cues import Cue
    from attunement.findings import Finding
    from attunement.language import Sentence
    from attunement.scene import Scene, Span

FILE = cues.WEIGHTS
BEHAVIOURS = ("question", "reflection", "input", "other")
SIGNALS = ("validating", "elaboration", "understanding", "advice", "self_focus", "dismissing")
HEADS = ("level", *BEHAVIOURS, *SIGNALS)
IN_ONE_SENTENCE = ("advice", "self_focus")  # a sentence of it is enough, whatever stands around it
UNIT = 1000  # thousandths

Row = tuple[int, ...]  # one weight for each of HEADS, in thousandths; in the file a line of numbers, which is quicker to load


class Weights(NamedTuple):
    """The fitted model; `about` says on what and how it was fitted."""

    about: dict[str, str]
    start: str
    cues: dict[str, str]
    shapes: dict[str, str]
    words: dict[str, str]


class Share(NamedTuple):
    """What one piece of evidence adds to the level, in steps; `span` is None for what belongs to the whole reply."""

    name: str
    span: Span | None
    points: int  # thousandths of a step


@lru_cache(maxsize=8192)
def row(numbers: str) -> Row:
    """Read a row of the file: one whole number for each of HEADS, with a space between."""
    return tuple(int(number) for number in numbers.split())


@cache
def load(file: Path = FILE) -> Weights:
    """Read the fitted model."""
    return Weights(**json.loads(file.read_bytes()))


def sums(scene: Scene, counted: Iterable[Cue], model: Weights | None = None) -> tuple[Row, list[Share]]:
    """Return the sum of each head, in thousandths, and the shares of which the level's sum is made.

    `counted` are the cues that count, each once. A cue without learned weights weighs what its author gave it.
    """
    model = model or load()
    start = row(model.start)
    pieces = list(_pieces(scene, counted, model))
    earned = (piece for piece in pieces if piece[2][0] < 0 or (piece[2][0] and not _strays(scene, piece[1])))
    shares = [Share("start", None, start[0]), *(Share(name, span, weights[0]) for name, span, weights in earned)]
    return tuple(map(sum, zip(start, *(weights for _, _, weights in pieces), strict=True))), shares


def _pieces(scene: Scene, counted: Iterable[Cue], model: Weights) -> Iterator[tuple[str, Span | None, Row]]:
    for cue in counted:
        learned = model.cues.get(cue.id)
        yield cue.id, None, row(learned) if learned else _unlearned(cue)
    for name, value in evidence.shape(scene).items():
        if name in model.shapes:
            learned = row(model.shapes[name])
            yield name, None, learned if value == 1 else tuple(round(weight * value) for weight in learned)
    for run, span in evidence.runs(scene.reply).items():
        if run in model.words:
            yield run, span, row(model.words[run])


def _strays(scene: Scene, span: Span | None) -> bool:
    """Tell whether words stand in a sentence about something else: these can cost, but never earn."""
    return span is not None and bool(scene.stray) and sentence_at(scene.reply, span[0]) in scene.stray


def _unlearned(cue: Cue) -> Row:
    return (round(cue.level * UNIT), *[0] * (len(HEADS) - 1))


def behaviour(totals: Row) -> str:
    """Return the main behaviour: the one with the highest sum."""
    return max(BEHAVIOURS, key=lambda name: totals[HEADS.index(name)])


def signals(scene: Scene, found: Sequence[Finding], totals: Row, model: Weights | None = None) -> dict[str, float]:
    """Return the probability (0 to 1) of each signal; for those of IN_ONE_SENTENCE that of the sentence that shows it most."""
    sums_of = dict(zip(HEADS, totals, strict=True))
    for sentence in scene.reply.sentences if len(scene.reply.sentences) > 1 else ():
        for name, total in _of_sentence(scene, found, sentence, model or load()).items():
            sums_of[name] = max(sums_of[name], total)
    return {name: round(1 / (1 + exp(-sums_of[name] / UNIT)), 2) for name in SIGNALS}


def _of_sentence(scene: Scene, found: Sequence[Finding], sentence: Sentence, model: Weights) -> dict[str, int]:
    """Sum up what a sentence shows by itself of the signals for which one sentence is enough."""
    start, end = scene.reply.words[sentence.first].start, scene.reply.words[sentence.last - 1].end
    here = {finding.cue.id for finding in found if start <= finding.start < end}
    lines = [model.cues.get(name) for name in here]
    lines += [model.words.get(run) for run in evidence.runs_within(scene.reply, sentence)]
    rows = [row(model.start), *(row(line) for line in lines if line)]
    return {name: sum(one[HEADS.index(name)] for one in rows) for name in IN_ONE_SENTENCE}
