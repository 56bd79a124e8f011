"""How often each cue is right: it is found in our labelled replies, and a person has marked the same thing there, or has not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attunement import cues, findings, language
from attunement.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attunement.cues import Cue
    from attunement.validity.replies import Labelled

# What people may call a thing that a cue finds. A cue that takes advice for an order is right that it is a roadblock of the kind.
_AKIN = (
    {"advising", "ordering", "lecturing", "rescuing", "warning", "moralising"},
    {"reassuring", "minimising", "denying the feeling", "generic praise", "diverting", "yes, but"},
    {"judging", "moralising", "name-calling", "diagnosing", "sarcasm", "minimising", "assumption"},
    {"diverting", "off topic", "sarcasm", "self-focus", "lecturing", "advising", "rambling", "minimising"},
    {"empty stem", "stock phrases", "generic praise", "self-focus"},
    {"interrogating", "closed question", "open question"},
    {"self-focus", "rambling", "off topic"},
    {"wrong feeling", "denying the feeling", "pseudo-feeling", "assumption"},
    {"paraphrase", "summary", "reflection of meaning", "reflection of feeling", "noticing", "following", "affirm", "validation"},
    {"tentative wording", "check-back", "reflection of meaning"},
    {"support", "invitation of silence", "encourager", "validation"},
    {"open question", "encourager", "check-back"},
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """How a cue fares: `found` replies show it; `right` of them carry its label, `akin` that or a kindred one.

    `high` of them stand at level 3 or above.

    `without` is the number of replies that carry neither its label nor a kindred one.
    """

    cue: Cue
    found: int
    right: int
    akin: int
    high: int
    without: int

    @property
    def false_alarms(self) -> float:
        """The share (0 to 1) of replies without the thing in which the cue is found all the same."""
        return (self.found - self.akin) / max(1, self.without)

    @property
    def precision(self) -> float:
        """The share (0 to 1) of what is found that is right or kindred."""
        return self.akin / max(1, self.found)


def labels_of(skill: str) -> frozenset[str]:
    """Return the labels that confirm a cue of this skill."""
    return frozenset({skill}.union(*(group for group in _AKIN if skill in group)))


def measure(labelled: Iterable[Labelled]) -> list[Alarm]:
    """Return how each cue of the rubric fares on labelled replies, the least right first; a cue never found is left out."""
    shown = defaultdict(list)
    replies = list(labelled)
    for one in replies:
        scene = Scene(language.read(one.reply), language.read(one.says))
        for cue in {finding.cue.id: finding.cue for finding in findings.find(scene)}.values():
            shown[cue.id].append(one)
    known = {cue.id: cue for cue in cues.every()}
    return sorted((_alarm(known[name], found, replies) for name, found in shown.items()), key=lambda alarm: alarm.precision)


def _alarm(cue: Cue, found: list[Labelled], replies: list[Labelled]) -> Alarm:
    akin = labels_of(cue.skill)
    return Alarm(
        cue,
        found=len(found),
        right=sum(cue.skill in one.marks for one in found),
        akin=sum(not akin.isdisjoint(one.marks) for one in found),
        high=sum(one.level >= GOOD for one in found),
        without=sum(akin.isdisjoint(one.marks) for one in replies),
    )


GOOD = 3.0  # a reply of this level meets the client
