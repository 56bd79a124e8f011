"""A score is a fold over findings: every point can be traced to words.

The ladder is that of the field (Carkhuff 1969; Helpful Responses Questionnaire, Miller, Hedrick & Orlofsky 1991):
1 hurts or misses, 2 beside the point, 3 interchangeable, 4 adds what was felt but not said, 5 deep, tentative, inviting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attunement import cues, findings, language, weights
from attunement.scene import Scene
from attunement.weights import SIGNALS, UNIT, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attunement.cases import Case
    from attunement.findings import Finding

FOUR_AS = ("attention", "acceptance", "appreciation", "affirmation")
LOWEST, HIGHEST = 1.0, 5.0
THIN = 3  # words; fewer can be a fine reply, but show little to check
FULL, PARTLY, NOT_YET, AGAINST = 3, 2, 1, 0
TOO_LONG = f"This is longer than {language.LONGEST:,} characters. Say it as you would across a room, in a few sentences."


@dataclass(frozen=True, slots=True)
class Score:
    """What the form check says of a reply; `level` 1.0 to 5.0 or None; four A's 0 to 3 or None; signals 0 to 1.

    `shares` are all that the level is the sum of, in thousandths of a step; the last may say where a cue or the ladder holds it.
    """

    verdict: str
    reason: str | None = None
    level: float | None = None
    four_as: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(FOUR_AS))
    behaviour: str = "other"
    signals: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SIGNALS, 0.0))
    findings: tuple[Finding, ...] = ()
    shares: tuple[Share, ...] = ()


def score(client: str, response: str, case: Case | None = None) -> Score:
    """Score a reply to a client's words (any strings). Same words, same score, in every process."""
    if len(response) > language.LONGEST:
        return Score("not_scored", TOO_LONG)
    scene = Scene(language.read(response), language.read(client[: language.LONGEST]), case)
    refused = _refused(scene)
    if refused:
        return Score("not_scored", refused)
    found = findings.find(scene)
    totals, shares = weights.sums(scene, findings.counted(found))
    shares = _held(found, _without_what_is_beside(scene, shares))
    reason = _caution(scene, found)
    return Score(
        "advisory" if reason else "scored",
        reason,
        sum(share.points for share in shares) / UNIT,
        {name: _one_a(found, name) for name in FOUR_AS},
        weights.behaviour(totals),
        weights.signals(totals),
        tuple(found),
        tuple(shares),
    )


def _without_what_is_beside(scene: Scene, shares: list[Share]) -> list[Share]:
    """Take back what sentences about something else add, so that nothing is gained by adding one."""
    rest = [sentence for sentence in scene.reply.sentences if sentence not in scene.stray]
    if not scene.stray or not rest:
        return shares
    words = scene.reply.words
    kept = " ".join(scene.reply.original[words[s.first].start : words[s.last - 1].end] for s in rest)
    alone = Scene(language.read(kept), scene.client, scene.case)
    _, earned = weights.sums(alone, findings.counted(findings.find(alone)))
    gained = sum(share.points for share in shares) - sum(share.points for share in earned)
    return [*shares, Share("beside the point", None, -gained)] if gained > 0 else shares


def _held(found: Sequence[Finding], shares: list[Share]) -> list[Share]:
    """Add what the lowest cap takes away, or what the ends of the ladder do, as a share of its own."""
    total = sum(share.points for share in shares)
    cap, holder = min(((f.cue.cap, f.cue.id) for f in found if f.cue.cap is not None), default=(HIGHEST, "top of the ladder"))
    if total > cap * UNIT:
        return [*shares, Share(f"held by {holder}", None, round(cap * UNIT) - total)]
    if total < LOWEST * UNIT:
        return [*shares, Share("foot of the ladder", None, round(LOWEST * UNIT) - total)]
    return shares


def _refused(scene: Scene) -> str | None:
    """Say why these words get no score at all, and what to do; None where they can be scored."""
    if not any(word[0].isalpha() for word in scene.reply.plain):
        return "There is nothing to check yet. One sentence is plenty."
    if not language.is_english(scene.reply):
        return "The form check reads English only, for now. Show these words to a colleague or write them in English."
    refusing = (cue.refuses for cue in cues.every() if cue.refuses and any(cue.match(scene)))
    return next(refusing, None) or _copied(scene)


def _copied(scene: Scene) -> str | None:
    models = scene.case.models if scene.case else ()
    if language.same(scene.reply.original) in {language.same(model.reply) for model in models}:
        return "This is one of our example replies, so it earns no score. Close it and say the same in your own way."
    return None


def _one_a(found: Sequence[Finding], name: str) -> int:
    """Weigh what serves one of the A's against what works against it; each skill counts once."""

    def weigh(cue: cues.Cue) -> int:
        return cue.four_as.get(name, 0)

    steps = [weigh(cue) for cue in findings.counted(found, weigh)]
    served, harmed = sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0)
    if harmed > served:
        return AGAINST
    return min(FULL, NOT_YET + served - harmed)


def _caution(scene: Scene, found: Sequence[Finding]) -> str | None:
    """Return the first caution that a cue gives, or say that there is little to go by."""
    advisories = [finding.cue.advisory for finding in found if finding.cue.advisory]
    if advisories:
        return advisories[0]
    if len(scene.reply.spoken) < THIN:
        return "These are few words to judge by, so the form check is not sure. Ask a colleague, or write one sentence more."
    if not found:
        return "The form check finds nothing here that it knows, so it is not sure. Ask a colleague how this would land."
    if all(finding.cue.alone for finding in found):
        return "The form check knows too little of these words to be sure of their level. Ask a colleague how this would land."
    return None
