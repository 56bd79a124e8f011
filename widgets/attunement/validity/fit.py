"""Learning the weights: one command, the same result every time. Needs the `train` extra (scikit-learn).

Learned on: our own labelled replies of the part `fit`, and, for the main behaviour, the labels of AnnoMI (Wu et al. 2022, 2023).
Never on EPITOME, ESConv or EmpatheticDialogues, whose terms do not allow it. Of AnnoMI only runs of words that stand in several
videos get a weight; no sentence of it is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from attunement import cues, evidence, language
from attunement.validity import corpora, features, replies
from attunement.weights import BEHAVIOURS, FILE, HEADS, SIGNALS, UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attunement.validity.corpora import Utterance
    from attunement.validity.features import Name, Seen
    from attunement.validity.replies import Labelled

WEIGHT_OF_ASPECTS = 3.0  # against a run of words: one aspect is learned from many replies
WEIGHT_OF_THE_ROOM = 0.3  # of a therapist's reply against an everyday one, for the signals
WEIGHT_OF_OWN = 0.1  # of our reply against an utterance of AnnoMI, for the main behaviour; more costs agreement with its coders
RIDGE, C_BEHAVIOUR, C_SIGNAL = 60.0, 0.05, 0.1
FOLDS = 5
OFTEN = 30  # replies with a label
SMALLEST = 10, 30  # thousandths, for the level and for all other heads; what weighs less is left out
SHAPES_OF_LEVEL = frozenset(
    [
        *("asks", "asks twice", "ends in a question", "question word", "question word first", "verb first"),
        *("says I", "says you", "you among the first"),
    ]
)


def fit(annomi: Path) -> dict[str, Any]:
    """Learn all weights from our own replies and AnnoMI's table, and return what `weights.json` holds."""
    return learn(corpora.annomi(annomi))


def learn(public: Sequence[Utterance], *, only_behaviour: bool = False) -> dict[str, Any]:
    """Learn from our own replies of the part `fit` and from these utterances; `only_behaviour` leaves other heads at nothing."""
    own = replies.of("fit")
    seen = [features.look(one.says, one.reply, one.client) for one in own]
    heard = [features.look(one.client, one.words[: language.LONGEST], one.video) for one in public]
    common = features.common([*seen, *heard])
    heads = _behaviours(seen, heard, [one.behaviour for one in (*own, *public)], common)
    if not only_behaviour:
        alike = {name for name in common if name[0] != "words" or evidence.is_typed_alike(name[1])}
        worded = {name for name in alike if name[0] != "shapes"}
        heads |= {"level": _level(seen, own, alike), **{name: _signal(name, seen, own, worded) for name in SIGNALS}}
    return {"about": _about(own, len(public)), **_table(heads)}


def store(model: dict[str, Any], file: Path = FILE) -> None:
    """Write the weights, one piece of evidence a line."""
    parts = [f'"{part}": {_lines(model[part])}' for part in ("about", "start", "cues", "shapes", "words")]
    file.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8", newline="\n")


def _level(seen: Sequence[Seen], own: Sequence[Labelled], common: set[Name]) -> dict[Any, float]:
    """Learn steps on the ladder: how far each piece of evidence moves a reply from what its cues' authors expect.

    Evidence counts in two ways: directly, and by way of what it says about the aspects (is this advice? a paraphrase? ...), which
    are learned first and generalise better. Both are sums, so in the end each piece of evidence has one weight.
    A skill never costs and a roadblock never pays: a cue that the replies would turn round is set to nothing.
    """
    import numpy as np
    from sklearn.linear_model import Ridge

    authored = {("cues", cue.id): cue.level for cue in cues.every()}
    table, matrix = features.matrix(seen, lambda name: name in common and (name[0] != "shapes" or name[1] in SHAPES_OF_LEVEL))
    expected = np.array([sum(authored.get(name, 0.0) for name in one.features) for one in seen])
    loads, offsets, guessed = _aspects(matrix, np.array([_aspects_of(one) for one in own]), [one.client for one in own])
    spread = WEIGHT_OF_ASPECTS / guessed.std(axis=0)
    both = np.hstack([matrix.toarray(), guessed * spread])
    model = Ridge(alpha=RIDGE).fit(both, np.array([one.level for one in own]) - expected)
    direct, through = model.coef_[: len(table)], model.coef_[len(table) :] * spread
    learned = (direct + loads @ through) * [features.scale(name) for name in table]
    steps = {name: step + authored.get(name, 0.0) for name, step in zip(table, learned.tolist(), strict=True)}
    valence = {("cues", cue.id): cue.valence for cue in cues.every()}
    kept = {name: 0.0 if valence.get(name, 0) * step < 0 else step for name, step in steps.items()}
    return {"start": float(model.intercept_ + offsets @ through), **kept}


def _aspects(matrix: Any, shown: Any, groups: list[str]) -> tuple[Any, Any, Any]:
    """Learn what evidence says about each aspect; return its weights, offsets, and guesses for clients not learned from."""
    import numpy as np
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import GroupKFold

    guessed = np.zeros(shown.shape)
    for learn, guess in GroupKFold(FOLDS).split(matrix, groups=groups):
        guessed[guess] = Ridge(alpha=RIDGE).fit(matrix[learn], shown[learn]).predict(matrix[guess])
    model = Ridge(alpha=RIDGE).fit(matrix, shown)
    return model.coef_.T, model.intercept_, guessed


def _aspects_of(one: Labelled) -> list[float]:
    """Return 0 to 1 for each signal, each main behaviour and each label."""
    signals = [one.signals.get(name, 0) / 2 for name in SIGNALS]
    return [*signals, *(float(one.behaviour == name) for name in BEHAVIOURS), *(float(label in one.marks) for label in _labels())]


@cache
def _labels() -> tuple[str, ...]:
    """Return the labels that enough replies carry to learn from."""
    counts = Counter(label for one in replies.of("fit") for label in one.marks)
    return tuple(sorted(label for label, count in counts.items() if count >= OFTEN))


def _behaviours(seen: Sequence[Seen], heard: Sequence[Seen], acts: list[str], common: set[Name]) -> dict[str, dict[Any, float]]:
    """Learn the main behaviour: from AnnoMI above all, whose coding is the field's, and a little from our own replies."""
    from sklearn.linear_model import LogisticRegression

    table, matrix = features.matrix([*seen, *heard], common.__contains__)
    model = LogisticRegression(C=C_BEHAVIOUR, max_iter=5000, tol=1e-6, class_weight="balanced")
    model.fit(matrix, acts, sample_weight=[WEIGHT_OF_OWN] * len(seen) + [1.0] * len(heard))
    order = [list(model.classes_).index(name) for name in BEHAVIOURS]
    return {name: _head(table, model.coef_[row], model.intercept_[row]) for name, row in zip(BEHAVIOURS, order, strict=True)}


def _signal(name: str, seen: Sequence[Seen], own: Sequence[Labelled], common: set[Name]) -> dict[Any, float]:
    """Learn one signal; a reply that shows it somewhat counts half for it and half against it.

    The signals are those of Lend an Ear, which is about everyday talk; so everyday replies count more than therapists'.
    """
    import numpy as np
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    table, matrix = features.matrix(seen, common.__contains__)
    counts = np.array([1.0 if one.everyday else WEIGHT_OF_THE_ROOM for one in own])
    shown = np.array([one.signals.get(name, 0) / 2 for one in own]) * counts
    rarity = ((counts.sum() - shown.sum()) / shown.sum()) ** 0.5
    model = LogisticRegression(C=C_SIGNAL, max_iter=5000, tol=1e-6)
    weight = np.concatenate([shown * rarity, counts - shown])
    model.fit(vstack([matrix, matrix]), [1] * len(own) + [0] * len(own), sample_weight=weight)
    return _head(table, model.coef_[0], model.intercept_[0])


def _head(table: list[Name], coefficients: Any, start: float) -> dict[Any, float]:
    return {"start": float(start), **{name: float(c) * features.scale(name) for name, c in zip(table, coefficients, strict=True)}}


def _table(heads: dict[str, dict[Any, float]]) -> dict[str, Any]:
    """Turn head → evidence → weight into kind → name → one whole number for each head."""

    def row(name: Any) -> list[int]:
        weights = [round(heads.get(head, {}).get(name, 0.0) * UNIT) for head in HEADS]
        return [w if abs(w) >= SMALLEST[place > 0] or name == "start" else 0 for place, w in enumerate(weights)]

    found: dict[str, Any] = {"start": _line(row("start")), "cues": {}, "shapes": {}, "words": {}}
    for kind, name in sorted({name for head in heads.values() for name in head if name != "start"}):
        weights = row((kind, name))
        if any(weights):
            found[kind][name] = _line(weights)
    return found


def _line(weights: list[int]) -> str:
    return " ".join(map(str, weights))


def _about(own: list[Labelled], public: int) -> dict[str, str]:
    return {
        "heads": ", ".join(HEADS),
        "own": f"{len(own)} replies to {len({one.client for one in own})} invented clients, written and labelled by our authors",
        "annomi": f"main behaviour of {public} utterances of AnnoMI (Wu et al. 2022, 2023); no text of it is kept",
    }


def _lines(part: Any) -> str:
    if isinstance(part, str):
        return json.dumps(part, separators=(",", ":"))
    lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(value, separators=(',', ':'))}" for name, value in part.items())
    return "{\n" + lines + "\n}"
