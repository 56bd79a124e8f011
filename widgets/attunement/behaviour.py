"""What a reply mainly does: the four main behaviours of the field's coding manuals (MISC, MITI), sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attunement.cues import Cue
    from attunement.language import Sentence
    from attunement.scene import Scene
    from attunement.scoring import Finding

SPEAKS = 7  # words; a longer statement without any cue tells the client something
ASKS_TWICE = 2  # a question decides what a turn does more than the words around it


def mainly(scene: Scene, findings: list[Finding]) -> str:
    """Return `reflection`, `question`, `input` or `other`: what most of the reply's words do, by the findings in them."""
    words, acting = {"reflection": 0, "question": 0, "input": 0, "other": 0}, _acting(scene, findings)
    for sentence in scene.reply.sentences:
        length = sum(word[0].isalnum() for word in scene.reply.within(sentence))
        act = _act(sentence, length, acting.get(sentence, []))
        words[act] += length * (ASKS_TWICE if act == "question" else 1)
    return max(words, key=lambda act: words[act])


def _acting(scene: Scene, findings: list[Finding]) -> dict[Sentence, list[Cue]]:
    """Return sentence → the cues found in it that say what it does."""
    sentences, starts = scene.reply.sentences, [scene.reply.words[s.first].start for s in scene.reply.sentences]
    acting = defaultdict(list)
    for finding in findings:
        if finding.cue.act:
            for sentence in sentences[bisect_right(starts, finding.start) - 1 : bisect_left(starts, finding.end)]:
                acting[sentence].append(finding.cue)
    return acting


def _act(sentence: Sentence, length: int, cues_in_it: list[Cue]) -> str:
    """A sentence does what its weightiest cue does."""
    if cues_in_it:
        return max(cues_in_it, key=lambda cue: (abs(cue.level), cue.id)).act or "other"
    if sentence.asks:
        return "question"
    return "input" if length >= SPEAKS else "other"
