"""Which cues count in a reply, and where: what a sentence does as a whole decides what its words may earn."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from attunement import cues
from attunement.scene import sentence_at, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from attunement.cues import Cue
    from attunement.scene import Scene, Span

UNCAPPED = 5.0


class Finding(NamedTuple):
    """A cue found at `start` to `end` (code points, end excluded) of the reply."""

    cue: Cue
    start: int
    end: int


def find(scene: Scene) -> list[Finding]:
    """Find all cues, let go of those that do not count, and say where the rest stand in the original."""
    raw = [(cue, span, sentence_at(scene.reply, span[0])) for cue in cues.every() if not cue.refuses for span in cue.match(scene)]
    blocked = {sentence for cue, _, sentence in raw if cue.blocks}
    taken = {sentence for cue, _, sentence in raw if cue.valence > 0 and not cue.alone}
    kept = [
        (cue, span)
        for cue, span, sentence in raw
        if not (cue.valence > 0 and sentence in blocked) and not (cue.alone and sentence in taken)
    ]
    words = scene.reply.words
    return [Finding(cue, words[first].start, words[last - 1].end) for cue, (first, last) in _best(_painted(scene, kept))]


def counted(findings: Iterable[Finding], weigh: Callable[[Cue], float] = lambda cue: cue.level) -> list[Cue]:
    """Return the strongest cue of each skill.

    A skill counts once: saying a thing twice never raises a score, and a mild cue never hides a grave one of the same skill.
    """
    strongest: dict[str, Cue] = {}
    for cue in (finding.cue for finding in findings):
        if cue.skill not in strongest or abs(weigh(cue)) >= abs(weigh(strongest[cue.skill])):
            strongest[cue.skill] = cue
    return list(strongest.values())


def _painted(scene: Scene, found: list[tuple[Cue, Span]]) -> list[tuple[Cue, Span]]:
    """Let what a sentence does reach to the end of it; a small word (maybe, is that right) stays small."""
    return [
        (cue, (first, max(last, trimmed(scene.reply, sentence_at(scene.reply, first))[1])))
        if cue.valence < 0 or cue.act
        else (cue, (first, last))
        for cue, (first, last) in found
    ]


def _best(found: list[tuple[Cue, Span]]) -> list[tuple[Cue, Span]]:
    """Where spans of one skill overlap, keep the weightiest; order by place."""
    best: list[tuple[Cue, Span]] = []
    taken: defaultdict[str, set[int]] = defaultdict(set)
    for cue, span in sorted(found, key=lambda f: (f[0].cap or UNCAPPED, -abs(f[0].level), f[1], f[0].id)):
        if taken[cue.skill].isdisjoint(range(*span)):
            best.append((cue, span))
            taken[cue.skill].update(range(*span))
    return sorted(best, key=lambda f: (f[1], f[0].id))
