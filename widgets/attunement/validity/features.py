"""What the weights are learned from: all evidence that a reply shows, as numbers with names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attunement import evidence, findings, language, spelling
from attunement.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SEEN_WITH = 4  # clients or videos; a run of words seen with fewer says more about them than about the reply
WEIGHT_OF_CUES = 2.0  # a cue is worth more trust than a run of words: its weight is shrunk a quarter as much

Name = tuple[str, str]  # kind (cues, shapes or words) and name of a piece of evidence
Features = dict[Name, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one reply shows, and with whom (a client or a video) it was said."""

    features: Features
    group: str


def look(client: str, reply: str, group: str) -> Seen:
    """Return all evidence that a reply shows."""
    scene = Scene(language.read(reply), language.read(client))
    counted = findings.counted(findings.find(scene))
    return Seen(
        {
            **{("cues", cue.id): 1.0 for cue in counted},
            **{("shapes", name): value for name, value in evidence.shape(scene).items()},
            **{("words", run): 1.0 for run in evidence.runs(scene.reply)},
        },
        group,
    )


def common(seen: Iterable[Seen]) -> set[Name]:
    """Return the evidence that stands with several clients or videos."""
    groups: defaultdict[Name, set[str]] = defaultdict(set)
    for one in seen:
        for name in one.features:
            groups[name].add(one.group)
    return {name for name, found in groups.items() if name[0] != "words" or (len(found) >= SEEN_WITH and _is_common(name[1]))}


def _is_common(run: str) -> bool:
    """Tell whether a run is made of words that our own replies know: a name that stands in several videos must weigh nothing."""
    return all(not word[0].isalpha() or spelling.is_known(word) for word in run.split())


def matrix(seen: Sequence[Seen], wanted: Callable[[Name], bool]) -> tuple[list[Name], Any]:
    """Return the names of the wanted evidence and a sparse matrix (replies by names) of it. Needs scikit-learn."""
    from sklearn.feature_extraction import DictVectorizer

    vectorizer = DictVectorizer()
    rows = [{name: value * scale(name) for name, value in one.features.items() if wanted(name)} for one in seen]
    return list(vectorizer.fit(rows).feature_names_), vectorizer.transform(rows)


def scale(name: Name) -> float:
    """Return by how much a kind of evidence is enlarged while learning, so that it is shrunk less."""
    return WEIGHT_OF_CUES if name[0] == "cues" else 1.0
