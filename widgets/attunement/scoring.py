"""A score is a fold over findings: every point can be traced to words.

The ladder is that of the field (Carkhuff 1969; Helpful Responses Questionnaire, Miller, Hedrick & Orlofsky 1991):
1 hurts or misses, 2 beside the point, 3 interchangeable, 4 adds what was felt but not said, 5 deep, tentative, inviting.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from attunement import findings, guards, language, weights
from attunement.scene import Scene
from attunement.weights import SIGNALS, UNIT, Share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attunement.cases import Case
    from attunement.cues import Cue
    from attunement.findings import Finding

FOUR_AS = ("attention", "acceptance", "appreciation", "affirmation")
LOWEST, HIGHEST = 1.0, 5.0
LONG = 200  # words; nobody says more in one turn
FULL, PARTLY, NOT_YET, AGAINST = 3, 2, 1, 0
SHOWN_BY, LIKELY = {"attention": "understanding", "affirmation": "validating"}, 0.5
TOO_LONG = f"This is longer than {language.LONGEST:,} characters. Say it as you would across a room, in a few sentences."


class Score(NamedTuple):
    """What the form check says of a reply; `level` 1.0 to 5.0 or None; four A's 0 to 3 or None; signals 0 to 1.

    `shares` are all that the level is the sum of, in thousandths of a step; the last may say where a cue or the ladder holds it.
    """

    verdict: str
    reason: str | None = None
    level: float | None = None
    four_as: Mapping[str, int | None] = MappingProxyType(dict.fromkeys(FOUR_AS))
    behaviour: str = "other"
    signals: Mapping[str, float] = MappingProxyType(dict.fromkeys(SIGNALS, 0.0))
    findings: tuple[Finding, ...] = ()
    shares: tuple[Share, ...] = ()


def score(client: str, response: str, case: Case | None = None) -> Score:
    """Score a reply to a client's words (any strings). Same words, same score, in every process."""
    if len(response) > language.LONGEST:
        return Score("not_scored", TOO_LONG)
    scene = Scene(language.read(response), language.read(client[: language.LONGEST]), case)
    refused = guards.refused(scene)
    if refused:
        return Score("not_scored", refused)
    found = findings.find(scene)
    totals, shares = weights.sums(scene, findings.counted(found))
    shares = _without_what_is_beside(scene, _held(found, shares))
    level, signals = sum(share.points for share in shares) / UNIT, weights.signals(scene, found, totals)
    reason = guards.caution(scene, found, level, signals)
    return Score(
        "advisory" if reason else "scored",
        reason,
        level,
        {name: _one_a(found, name, signals) for name in FOUR_AS},
        weights.behaviour(totals),
        signals,
        tuple(found),
        tuple(shares),
    )


def _without_what_is_beside(scene: Scene, shares: list[Share]) -> list[Share]:
    """Take back what sentences about something else add, so that nothing is gained by adding one."""
    rest = [sentence for sentence in scene.reply.sentences if sentence not in scene.stray] or scene.reply.sentences[:1]
    if len(rest) == len(scene.reply.sentences) or len(scene.reply.spoken) > LONG:
        return shares  # of a long reply not one word about something else earns, and its length holds it down
    words = scene.reply.words
    kept = " ".join(scene.reply.original[words[s.first].start : words[s.last - 1].end] for s in rest)
    alone = Scene(language.read(kept), scene.client, scene.case)
    met = findings.find(alone)
    earned = _held(met, weights.sums(alone, findings.counted(met))[1])
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


def _one_a(found: Sequence[Finding], name: str, signals: Mapping[str, float]) -> int:
    """Weigh what serves one of the A's against what works against it; each skill counts once.

    Where no cue speaks for or against it, a signal that is likelier than not shows it in part.
    """

    def weigh(cue: Cue) -> int:
        return cue.four_as.get(name, 0)

    steps = [weigh(cue) for cue in findings.counted(found, weigh)]
    served, harmed = sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0)
    if harmed > served:
        return AGAINST
    shown = not (served or harmed) and signals.get(SHOWN_BY.get(name, ""), 0.0) >= LIKELY
    return PARTLY if shown else min(FULL, NOT_YET + served - harmed)
