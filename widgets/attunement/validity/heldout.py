"""What the main behaviour is worth on videos that the weights have not seen. Needs the `train` extra (scikit-learn).

The weights that the course ships have learned from AnnoMI's labels. So each fifth of the videos is judged by weights that are
learned anew from the other four fifths and our own replies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import findings, language, weights
from attunement.scene import Scene
from attunement.validity import corpora, fit
from attunement.weights import Weights

if TYPE_CHECKING:
    from pathlib import Path

FOLDS = 5


def behaviours(path: Path, folds: int = FOLDS) -> list[str]:
    """Return the behaviour of each utterance of AnnoMI, in the order of `corpora.annomi`; takes minutes."""
    heard = corpora.annomi(path)
    order = {video: number for number, video in enumerate(sorted({one.video for one in heard}))}
    found = {}
    for fold in range(folds):
        others = [one for one in heard if order[one.video] % folds != fold]
        model = Weights(**fit.learn(others, only_behaviour=True))
        here = [(place, one) for place, one in enumerate(heard) if order[one.video] % folds == fold]
        found |= {place: guess(model, one.client, one.words) for place, one in here}
    return [found[place] for place in range(len(heard))]


def guess(model: Weights, client: str, reply: str) -> str:
    """Return the main behaviour by other weights than those that the course ships."""
    scene = Scene(language.read(reply[: language.LONGEST]), language.read(client[: language.LONGEST]))
    return weights.behaviour(weights.sums(scene, findings.counted(findings.find(scene)), model)[0])
