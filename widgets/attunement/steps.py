"""One thing to try next: the way out of the heaviest roadblock, or the next rung of the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import reasons
from attunement.cases import rung

if TYPE_CHECKING:
    from attunement.cues import Cue
    from attunement.findings import Finding
    from attunement.scoring import Score

# By the rung; on the second and the third it depends on what is there already.
STEPS = {
    "one": "Leave these words aside for a moment, and begin with what {name} is feeling.",
    "two": "Say in your own words what happened to {name}, and how it may feel.",
    "asked": "Before you ask, say in one sentence what you have understood. {name} then knows that you heard.",
    "fresh": "Keep it if you trust it, and tie it to one thing that {name} said.",
    "felt": "The feeling is there. Say what it is about, in a few words that fit nobody but {name}.",
    "told": "What happened is there. Add how it may be for {name}, softly, as a guess.",
    "three": "Look for what {name} hurried past, and name it softly, as a guess.",
    "met": "You are with what {name} hurried past. Stay there, and say softly, as a guess, what it may mean.",
    "deep": "You go a step past the words. Offer it as a guess, so that {name} can put you right.",
    "four": "Leave it there. A pause after these words may say more than another sentence.",
    "five": "Read it aloud once, slowly. Then ask a colleague how it would feel to hear it.",
    "none": "Write one sentence that says what {name} may be feeling.",
}
DEEPER = "reflection of meaning"
FEELING, TELLING = frozenset(["reflection of feeling", DEEPER]), frozenset(["paraphrase", "noticing"])
SOFTLY = frozenset(["tentative wording", "check-back", "open question"])
ROOM = SOFTLY | {"invitation of silence", "support", "encourager"}  # they make room, and say nothing of what was heard
_SECOND, _THIRD, _FOURTH = 2, 3, 4


def next_step(result: Score, name: str = "this client", *, met: bool = False) -> str:
    """Give one thing to try, as a sentence or two.

    `name` is the client's; `met` says that the reply takes up what the client hurried past, so that this is no step any more.
    """
    mend = heaviest(result) or _thin(result)
    step = (mend.cue.next or mend.cue.instead) if mend else _onward(result, met=met)
    return step.replace("this client", "{name}").format(name=name)


def heaviest(result: Score) -> Finding | None:
    """Return the roadblock that holds the level, or else the one that costs most of it; None where there is none."""
    points = {share.name: share.points for share in result.shares}
    return min(
        (finding for finding in result.findings if finding.cue.valence < 0),
        key=lambda f: (reasons.HELD + f.cue.id not in points, points.get(f.cue.id, 0), f.cue.cap or 5, f.cue.level),
        default=None,
    )


def _thin(result: Score) -> Finding | None:
    """Return what is neither skill nor roadblock, such as a closed question; a reply that reaches deep can afford one.

    A question in which a skill is found as well (an open question, a check-back) is left alone.
    """
    low = result.level is not None and rung(result.level) < _FOURTH
    fine = [finding for finding in result.findings if finding.cue.valence > 0 and finding.cue.act != "reflection"]
    thin = (finding for finding in result.findings if low and not finding.cue.valence)
    return next((finding for finding in thin if _apart(finding, fine)), None)


def _onward(result: Score, *, met: bool) -> str:
    """Choose the step from the rung on which the reply stands."""
    at = rung(result.level) if result.level else 0
    if at == _SECOND:
        return _from_two(result, met=met)
    if at == _THIRD:
        return _from_three(result, met=met)
    return STEPS[("none", "one", "two", "three", "four", "five")[at]]


def _from_two(result: Score, *, met: bool = False) -> str:
    """Choose the step to the third rung by what the reply has already."""
    said = _outside_questions(result)
    skills = {cue.skill for cue in said}
    if len(said) < len([finding for finding in result.findings if finding.cue.valence > 0]) and not skills & (FEELING | TELLING):
        return STEPS["asked"]
    if len(said) == 1 and (said[0].next or said[0].alone):
        return said[0].next or STEPS["fresh"]
    if skills & FEELING and skills & TELLING:
        return STEPS["met" if met else "three"]
    return STEPS["felt" if skills & FEELING else "told" if skills & TELLING else "two"]


def _outside_questions(result: Score) -> list[Cue]:
    """Return the skills that stand outside the questions of a reply: what is asked about has not been given back."""
    asked = [finding for finding in result.findings if finding.cue.act == "question"]
    return [finding.cue for finding in result.findings if finding.cue.valence > 0 and _apart(finding, asked)]


def _apart(finding: Finding, others: list[Finding]) -> bool:
    """Tell whether a finding shares no words with any of the others."""
    return all(finding.end <= one.start or one.end <= finding.start for one in others)


def _from_three(result: Score, *, met: bool) -> str:
    """Choose the step to the fourth rung: towards what was hurried past, or softly where the reply is there already."""
    skills = {finding.cue.skill for finding in result.findings}
    if skills and skills <= ROOM and not met:
        return _from_two(result)
    if DEEPER in skills:
        return STEPS["four" if skills & SOFTLY else "deep"]
    return STEPS["met" if met else "three"]
