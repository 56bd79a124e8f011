"""The two corpora with experts' labels: what the form check says of them, beside what people and keyword rules say."""

from __future__ import annotations

from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy as np

from attunement.validity import agreement, corpora, keywords, rows
from attunement.weights import BEHAVIOURS, SIGNALS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attunement.scoring import Score
    from attunement.validity.agreement import Array
    from attunement.validity.corpora import Conversation, Utterance


def annomi(path: Path, guessed: Sequence[str] | None = None) -> dict[str, Any]:
    """Measure the main behaviour on AnnoMI: macro-F1, F1 of each behaviour, accuracy, kappa; intervals over videos.

    `guessed` are other judgements in place of the form check's own (used to measure with weights that have not seen the video).
    `majority` always says the commonest behaviour; `people` is each annotator against the majority of the others, where there
    are several.
    """
    heard = corpora.annomi(path)
    scores = rows.judged((one.client, one.words) for one in heard)
    truth = [one.behaviour for one in heard]
    beside = {
        "majority": [corpora.majority(truth)] * len(truth),
        "keywords": [keywords.behaviour(one.words) for one in heard],
        "sure": rows.sure(scores),
    }
    ours, videos = list(guessed or [score.behaviour for score in scores]), [one.video for one in heard]
    lines = [
        rows.row(name, partial(_against, truth, figure), ours, videos, **beside, people=_people(heard, figure))
        for name, figure in _FIGURES.items()
    ]
    return rows.measure("annomi", len(heard), videos, scores, lines)


def _of(number: int, counts: Array) -> Array:
    return agreement.f1(counts)[..., number]


_FIGURES = {
    "macro-F1": agreement.macro_f1,
    **{f"F1 {name}": partial(_of, number) for number, name in enumerate(BEHAVIOURS)},
    "accuracy": agreement.accuracy,
    "kappa": agreement.kappa,
}


def _against(truth: Sequence[str], figure: Any, guessed: Sequence[str], weights: Array | None = None) -> Array:
    return figure(agreement.table(truth, guessed, BEHAVIOURS, weights))


def _people(heard: Sequence[Utterance], figure: Any) -> float | None:
    """Return the mean of each annotator against the majority of the others, over what has at least two labels."""
    several = [dict(one.votes) for one in heard if len(one.votes) > 1]
    found = []
    for person in sorted({name for votes in several for name in votes}):
        mine = [votes for votes in several if person in votes]
        others = [corpora.majority(vote for name, vote in votes.items() if name != person) for votes in mine]
        found.append(float(_against(others, figure, [votes[person] for votes in mine])))
    return fmean(found) if found else None


def lend_an_ear(path: Path) -> dict[str, Any]:
    """Measure the signals on Lend an Ear: Spearman with each expert, mean over experts; intervals over conversations.

    A conversation has the mean of its supporter's turns; `people` is the mean between two experts.
    """
    talks = corpora.lend_an_ear(path)
    scores = [rows.judged(talk.turns) for talk in talks]
    lines = [_signal(name, talks, scores) for name in SIGNALS]
    turns = [score for talk in scores for score in talk]
    return rows.measure("lend-an-ear", len(turns), range(len(talks)), turns, lines)


def _signal(name: str, talks: Sequence[Conversation], scores: Sequence[Sequence[Score]]) -> rows.Row:
    experts = [[talk.ratings[expert][name] for talk in talks] for expert in sorted(talks[0].ratings)]
    ours = [_mean(score.signals[name] for score in talk) for talk in scores]
    sure = [_mean(score.signals[name] for score in talk if score.verdict == "scored") for talk in scores]
    theirs = [_mean(keywords.signals(reply)[name] for _, reply in talk.turns) for talk in talks]
    statistic = partial(_with_experts, experts)
    between = [_with_experts(experts[:number], one) for number, one in enumerate(experts) if number]
    return rows.row(
        name.replace("_", "-"),
        statistic,
        ours,
        range(len(talks)),
        keywords=theirs,
        people=_mean_of_pairs(between),
        sure=statistic(sure),
    )


def _with_experts(experts: Sequence[Sequence[float]], ours: Sequence[float], weights: Array | None = None) -> Array:
    return np.mean([agreement.spearman(expert, ours, weights) for expert in experts], axis=0)


def _mean_of_pairs(between: Sequence[Array]) -> float | None:
    """Weigh the mean of one expert with those before by how many there are, so that each pair counts once."""
    return float(np.average(between, weights=range(1, len(between) + 1))) if between else None


def _mean(values: Any) -> float:
    found = list(values)
    return fmean(found) if found else 0.0
