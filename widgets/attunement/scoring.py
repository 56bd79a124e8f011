"""A score is a fold over findings: every point can be traced to words.

The ladder is that of the field (Carkhuff 1969; Helpful Responses Questionnaire, Miller, Hedrick & Orlofsky 1991):
1 hurts or misses, 2 beside the point, 3 interchangeable, 4 adds what was felt but not said, 5 deep, tentative, inviting.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attunement import cues, language
from attunement.behaviour import mainly
from attunement.scene import Scene, sentence_at, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from attunement.cases import Case
    from attunement.cues import Cue
    from attunement.scene import Span

FOUR_AS = ("attention", "acceptance", "appreciation", "affirmation")
SIGNALS = ("validating", "elaboration", "understanding", "advice", "self_focus", "dismissing")
START = 2.0  # words that neither reach nor hurt stand beside the point
HIGHEST = 5.0
THIN = 3  # words; fewer can be a fine reply, but show little to check
FULL, PARTLY, NOT_YET, AGAINST = 3, 2, 1, 0
TOO_LONG = f"This is longer than {language.LONGEST:,} characters. Say it as you would across a room, in a few sentences."


@dataclass(frozen=True, slots=True)
class Finding:
    """A cue found at `start` to `end` (code points, end excluded) of the reply."""

    cue: Cue
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Score:
    """What the form check says of a reply; `level` 1.0 to 5.0 or None; four A's 0 to 3 or None; signals 0 to 1."""

    verdict: str
    reason: str | None = None
    level: float | None = None
    four_as: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(FOUR_AS))
    behaviour: str = "other"
    signals: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SIGNALS, 0.0))
    findings: tuple[Finding, ...] = ()


def score(client: str, response: str, case: Case | None = None) -> Score:
    """Score a reply to a client's words (any strings). Same words, same score, in every process."""
    if len(response) > language.LONGEST:
        return Score("not_scored", TOO_LONG)
    scene = Scene(language.read(response), language.read(client[: language.LONGEST]), case)
    refused = _refused(scene)
    if refused:
        return Score("not_scored", refused)
    findings = _find(scene)
    reason = _caution(scene, findings)
    return Score(
        "advisory" if reason else "scored",
        reason,
        _level(findings),
        {name: _one_a(findings, name) for name in FOUR_AS},
        mainly(scene, findings),
        {name: _signal(findings, name) for name in SIGNALS},
        tuple(findings),
    )


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


def _find(scene: Scene) -> list[Finding]:
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
    for cue, span in sorted(found, key=lambda f: (f[0].cap or HIGHEST, -abs(f[0].level), f[1], f[0].id)):
        if taken[cue.skill].isdisjoint(range(*span)):
            best.append((cue, span))
            taken[cue.skill].update(range(*span))
    return sorted(best, key=lambda f: (f[1], f[0].id))


def weights(findings: Iterable[Finding], weigh: Callable[[Cue], float] = lambda cue: cue.level) -> dict[str, float]:
    """Return skill → what its strongest cue weighs, by default in steps on the ladder.

    A skill counts once: saying a thing twice never raises a score, and a mild cue never hides a grave one of the same skill.
    """
    strongest: dict[str, float] = {}
    for cue in (finding.cue for finding in findings):
        if abs(weigh(cue)) >= abs(strongest.get(cue.skill, 0)):
            strongest[cue.skill] = weigh(cue)
    return strongest


def _level(findings: list[Finding]) -> float:
    caps = [finding.cue.cap for finding in findings if finding.cue.cap is not None]
    return round(max(1.0, min([HIGHEST, START + sum(weights(findings).values()), *caps])), 2)


def _one_a(findings: list[Finding], name: str) -> int:
    """Weigh what serves one of the A's against what works against it; each skill counts once."""
    found = weights(findings, lambda cue: cue.four_as.get(name, 0)).values()
    served, harmed = sum(w for w in found if w > 0), -sum(w for w in found if w < 0)
    if harmed > served:
        return AGAINST
    return min(FULL, NOT_YET + served - harmed)


def _signal(findings: list[Finding], name: str) -> float:
    found = weights(findings, lambda cue: cue.signals.get(name, 0.0)).values()
    return round(min(1.0, max(0.0, sum(found))), 2)


def _caution(scene: Scene, findings: list[Finding]) -> str | None:
    """Return the first caution that a cue gives, or say that there is little to go by."""
    advisories = [finding.cue.advisory for finding in findings if finding.cue.advisory]
    if advisories:
        return advisories[0]
    if len(scene.reply.spoken) < THIN:
        return "These are few words to judge by, so the form check is not sure. Ask a colleague, or write one sentence more."
    if not findings:
        return "The form check finds nothing here that it knows, so it is not sure. Ask a colleague how this would land."
    if all(finding.cue.alone for finding in findings):
        return "The form check knows too little of these words to be sure of their level. Ask a colleague how this would land."
    return None
