"""What gets no number, and what gets one with a caution: the form check says what it cannot judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import cues, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attunement.findings import Finding
    from attunement.language import Text
    from attunement.scene import Scene

THIN = 3  # words; fewer can be a fine reply, but show little to check
COPIED_SHARE, COPIED_FROM = 0.85, 6  # of a model's words, in their order; a shorter model may be said again by chance
# Where the level stands in the middle, the signals must decide. Measured on the check part of our own replies: where they differ
# by less than this, the level is wrong by about twice as much as elsewhere (`attunement validate levels` prints the figures).
MIDDLE, DECIDED, AGAINST = (2.2, 3.2), 0.3, 0.4
_FOR, _COUNTER = ("understanding", "validating", "elaboration"), ("advice", "dismissing", "self_focus")


def refused(scene: Scene) -> str | None:
    """Say why these words get no score at all, and what to do; None where they can be scored."""
    if not any(word[0].isalpha() for word in scene.reply.plain):
        return "There is nothing to check yet. One sentence is plenty."
    if not language.is_english(scene.reply):
        return "The form check reads English only, for now. Show these words to a colleague or write them in English."
    refusing = (cue.refuses for cue in cues.refusing() if any(cue.match(scene)))
    return next(refusing, None) or _copied(scene)


def caution(scene: Scene, found: Sequence[Finding], level: float, signals: dict[str, float]) -> str | None:
    """Return the first caution that a cue gives, or say why the form check is not sure of this level; None where it is."""
    advisories = [finding.cue.advisory for finding in found if finding.cue.advisory]
    if advisories:
        return advisories[0]
    if len(scene.reply.spoken) < THIN:
        return "These are few words to judge by, so the form check is not sure. Ask a colleague, or write one sentence more."
    return _torn(level, signals)


def _torn(level: float, signals: dict[str, float]) -> str | None:
    """Tell where the evidence is thin or speaks for both sides."""
    meets, misses = max(signals[name] for name in _FOR), max(signals[name] for name in _COUNTER)
    contradicted = level > MIDDLE[0] and misses >= AGAINST and (level >= MIDDLE[1] or abs(meets - misses) < DECIDED)
    thin = MIDDLE[0] < level < MIDDLE[1] and abs(meets - misses) < DECIDED
    if not contradicted and not thin:
        return None
    if contradicted:
        return (
            "Some of these words seem to meet the client and some to turn away, so the form check is not sure. Ask a colleague."
        )
    return "The form check knows too little of these words to be sure of their level. Ask a colleague how this would land."


def _copied(scene: Scene) -> str | None:
    models = scene.case.models if scene.case else ()
    if any(_is_copy(scene.reply, language.read(model.reply)) for model in models):
        return "This is one of our example replies, so it earns no score. Close it and say the same in your own way."
    return None


def _is_copy(reply: Text, model: Text) -> bool:
    """Tell whether a reply is a model word for word, or holds nearly all of it in its order."""
    ours, theirs = ([text.plain[i] for i in text.spoken] for text in (reply, model))
    if len(theirs) < COPIED_FROM:
        return ours == theirs
    from difflib import SequenceMatcher  # seldom needed

    same = SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
    return sum(block.size for block in same) >= COPIED_SHARE * len(theirs)
