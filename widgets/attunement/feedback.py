"""From a score to words: what a good supervisor would say about it, quietly, with one thing to try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import cases, language, reasons, scoring
from attunement.cases import rung

if TYPE_CHECKING:
    from attunement.cases import Case
    from attunement.cues import Cue
    from attunement.scoring import Finding, Score

LEVELS = {
    1: "hurts or misses",
    2: "not there yet",
    3: "gives back what was said and felt",
    4: "adds what was felt but not said",
    5: "deep, tentative and inviting",
}
FOUR_A_WORDS = ("works against it", "not shown yet", "partly", "clearly")
ASK_A_PERSON = "Above level 4 a form check cannot tell: ask a person."
ABOVE = 4.0
_STEPS = {
    1: "Leave out what pushes, and begin with what {name} is feeling.",
    2: "Say in your own words what happened to {name}, and how it may feel.",
    3: "Look for what {name} hurried past, and name it softly, as a guess.",
    4: "Leave it there. A pause after these words may say more than another sentence.",
    5: "Read it aloud once, slowly. Then ask a colleague how it would feel to hear it.",
}
# On the second rung it depends on what is there already.
_ASKED = "Before you ask, say in one sentence what you have understood. {name} then knows that you heard."
_FRESH = "Keep it if you trust it, and tie it to one thing that {name} said."
_FELT = "The feeling is there. Say what it is about, in a few words that fit nobody but {name}."
_TOLD = "What happened is there. Add how it may be for {name}, softly, as a guess."
_MET = "You are with what {name} hurried past. Stay there, and say softly, as a guess, what it may mean."
_FEELING = frozenset(["reflection of feeling", "reflection of meaning"])
_TELLING = frozenset(["paraphrase", "noticing"])
_SECOND = 2


def score(client: str, response: str, case: str | None = None) -> dict[str, Any]:
    """Score a reply to a client: the contract of `attunement score`, as a plain dictionary.

    `client` and `response` are texts, `case` a client's id of the casebook or None. Without an id that is known, a client of the
    casebook is known by the words.
    Keys: verdict, reason, level, level_words, four_as, behaviour, signals, findings, points, summary, next_step. The rows under
    `points` (see `reasons.rows`) add up to the level.
    """
    return respond(client, response, case if case in cases.ids() else cases.known_by(client))


def respond(client: str, response: str, case: str | None = None) -> dict[str, Any]:
    """Do what `score` does; raise AuthorError for a case that is not in the casebook."""
    known = cases.load(case) if case else None
    return _told(scoring.score(client, response, known), response, known)


def _meets(case: Case, response: str) -> bool:
    """Tell whether a reply takes up all of what this client hurried past, as far as words can show."""
    hurried = set(language.read(case.hurries_past).content.values())
    return bool(hurried) and hurried <= set(language.read(response).content.values())


def refuse(reason: str) -> dict[str, Any]:
    """Return the answer to something that cannot be scored at all, in the form of every other answer."""
    return _told(scoring.Score("not_scored", reason), "")


def _told(result: Score, response: str, case: Case | None = None) -> dict[str, Any]:
    name = case.name if case else "this client"
    return {
        "verdict": result.verdict,
        "reason": result.reason,
        "level": result.level,
        "level_words": level_words(result.level),
        "four_as": result.four_as,
        "behaviour": result.behaviour,
        "signals": result.signals,
        "findings": [_finding(finding) for finding in result.findings],
        "points": reasons.rows(result, response),
        "summary": summary(result, response, name),
        "next_step": next_step(result, name, met=case is not None and _meets(case, response)),
    }


def level_words(level: float | None) -> str:
    """Say a level in words; '' for None."""
    return "" if level is None else LEVELS[rung(level)]


def summary(result: Score, response: str, name: str = "this client") -> str:
    """Say in one or two sentences, with the learner's own words, what weighed most for and against; `name` is the client's."""
    if result.verdict == "not_scored":
        return result.reason or ""
    reached, hindered = _weightiest(result.findings, 1), _weightiest(result.findings, -1)
    if reached and hindered and reached.start < hindered.end and hindered.start < reached.end:
        reached = None  # the same words cannot do both; the hindrance is what to mend
    told = _in_order(response, name, reached, hindered) or [f"Nothing here shows {name} yet that you heard."]
    return " ".join([*told, ASK_A_PERSON] if result.level and result.level > ABOVE else told)


def _in_order(response: str, name: str, reached: Finding | None, hindered: Finding | None) -> list[str]:
    """Say what helped and what hindered in the order in which the client hears it."""
    told = [(reached.start, _helps(reached.cue, name), reached)] if reached else []
    then = "then " if reached and hindered and reached.start < hindered.start else ""
    told += [(hindered.start, _hinders(hindered.cue, then), hindered)] if hindered else []
    return [f"{quote(response, f.start, f.end)} {does}." for _, does, f in sorted(told, key=lambda one: one[0])]


def _helps(cue: Cue, name: str) -> str:
    """Say what a skill may do to the client, and no more than a form check can know."""
    if cue.alone:
        return f"stays with {name}, as far as a form check can tell"
    return f"leaves {name} room to say more" if cue.act == "question" else f"can reach {name}"


def _hinders(cue: Cue, then: str) -> str:
    """Words that cost no step are thin rather than harmful."""
    return f"{then}gets in the way" if cue.level < 0 else f"{then}says little of its own"


def next_step(result: Score, name: str = "this client", *, met: bool = False) -> str:
    """Give one thing to try: the way out of the heaviest roadblock, or the next rung of the ladder.

    `name` is the client's; `met` says that the reply takes up what the client hurried past, so that this is no step any more.
    """
    if result.level is None:
        return f"Write one sentence that says what {name} may be feeling."
    hindered = _weightiest(result.findings, -1) or _weightiest(result.findings, 0)
    if hindered:
        return (hindered.cue.next or hindered.cue.instead).replace("this client", name)
    step = _from_two(result) if rung(result.level) == _SECOND else _STEPS[rung(result.level)]
    return (_MET if met and step == _STEPS[3] else step).format(name=name)


def _from_two(result: Score) -> str:
    """Choose the step to the third rung by what the reply has already."""
    skills = {finding.cue.skill for finding in result.findings}
    if result.behaviour == "question":
        return _ASKED
    if result.findings and all(finding.cue.alone for finding in result.findings):
        return _FRESH
    if skills & _FEELING:
        return _FELT if not skills & _TELLING else _STEPS[3]
    return _TOLD if skills & _TELLING else _STEPS[2]


def _finding(finding: Finding) -> dict[str, Any]:
    cue = finding.cue
    return {
        "cue": cue.id,
        "start": finding.start,
        "end": finding.end,
        "skill": cue.skill,
        "valence": cue.valence,
        "why": cue.why,
        "instead": cue.instead,
        "source": cue.source,
    }


def _weightiest(findings: tuple[Finding, ...], valence: int) -> Finding | None:
    """Return the finding that moves the level most: by its cap first, then by its steps; None where there is none."""
    mine = [finding for finding in findings if finding.cue.valence == valence]
    return max(mine, key=lambda f: (-(f.cue.cap or 5), abs(f.cue.level)), default=None)


def quote(response: str, start: int, end: int) -> str:
    """Return a passage of a reply in quotation marks: on one line, not too long, without signs that turn a line round."""
    return f"“{reasons.quoted(response, start, end)}”"
