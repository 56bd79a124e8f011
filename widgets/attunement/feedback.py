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
# On the second and third rung it depends on what is there already.
_ASKED = "Before you ask, say in one sentence what you have understood. {name} then knows that you heard."
_FRESH = "Keep it if you trust it, and tie it to one thing that {name} said."
_FELT = "The feeling is there. Say what it is about, in a few words that fit nobody but {name}."
_TOLD = "What happened is there. Add how it may be for {name}, softly, as a guess."
_MET = "You are with what {name} hurried past. Stay there, and say softly, as a guess, what it may mean."
_DEEP = "You go a step past the words. Offer it as a guess, so that {name} can put you right."
_STAYS = "stays with {name}, as far as a form check can tell"
_DEEPER, _SOFTLY = "reflection of meaning", "tentative wording"
_FEELING, _TELLING = frozenset(["reflection of feeling", _DEEPER]), frozenset(["paraphrase", "noticing"])
_ROOM = frozenset(["invitation of silence", "support", "encourager", "tentative wording", "check-back", "open question"])
_FIRST, _SECOND, _THIRD = 1, 2, 3


def score(client: str, response: str, case: str | None = None) -> dict[str, Any]:
    """Score a reply to a client: the contract of `attunement score`, as a plain dictionary.

    `client` and `response` are texts, `case` an id of the casebook or None; without one that is known, the words tell the client.
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
        "four_as": dict(result.four_as),
        "behaviour": result.behaviour,
        "signals": dict(result.signals),
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
    hindered = _heaviest(result)
    told = _in_order(response, _reached(result, response, name, hindered), hindered)
    if rung(result.level) == _FIRST and not hindered:
        told.append(f"Taken together, these words seem to miss {name}, though no single place stands out.")
    told = told or [f"The form check sees nothing here yet that shows {name} you heard."]
    return " ".join([*told, ASK_A_PERSON] if result.level > ABOVE else told)


def _in_order(response: str, reached: tuple[int, int, str] | None, hindered: Finding | None) -> list[str]:
    """Say what helped and what hindered in the order in which the client hears it."""
    told = [reached] if reached else []
    if hindered:
        then = "then " if reached and reached[0] < hindered.start else ""
        does = "gets in the way" if hindered.cue.level < 0 else "says little of its own"  # thin rather than harmful
        told.append((hindered.start, hindered.end, then + does))
    return [f"{quote(response, start, end)} {does}." for start, end, does in sorted(told)]


def _reached(result: Score, response: str, name: str, hindered: Finding | None) -> tuple[int, int, str] | None:
    """Return start and end of what may reach the client most, and what it may do; the same words cannot help and hinder."""
    high, taken = rung(result.level) >= _THIRD, [hindered] if hindered else []
    skills = [f for f in result.findings if f.cue.valence > 0 and _apart(f.start, f.end, taken)]
    best = max(skills, key=lambda f: (bool(f.cue.act), f.cue.skill == _DEEPER, f.cue.level), default=None)
    if best and best.cue.act:
        return best.start, best.end, _helps(best.cue, name, sure=high or bool(hindered))
    strong = [place for place in reasons.strongest(result, response) if _apart(*place, taken)]
    if high and strong:
        return *strong[0], _STAYS.format(name=name)
    return (best.start, best.end, f"is a small step towards {name}") if best else None


def _apart(start: int, end: int, findings: list[Finding]) -> bool:
    """Tell whether a passage shares no words with any of the findings."""
    return all(end <= finding.start or finding.end <= start for finding in findings)


def _helps(cue: Cue, name: str, *, sure: bool) -> str:
    """Say what a skill may do to the client, and no more than a form check can know; not `sure` where the level stays low."""
    if cue.alone:
        return _STAYS.format(name=name)
    if cue.act == "question":
        return f"leaves {name} room to say more"
    return f"can reach {name}" if sure else f"may begin to reach {name}"


def next_step(result: Score, name: str = "this client", *, met: bool = False) -> str:
    """Give one thing to try: the way out of the heaviest roadblock, or the next rung of the ladder.

    `name` is the client's; `met` says that the reply takes up what the client hurried past, so that this is no step any more.
    """
    if result.level is None:
        return f"Write one sentence that says what {name} may be feeling."
    hindered = _heaviest(result) or next((f for f in result.findings if not f.cue.valence), None)
    if hindered:
        return (hindered.cue.next or hindered.cue.instead).replace("this client", name)
    at = rung(result.level)
    step = {_SECOND: _from_two, _THIRD: _from_three}[at](result, met=met) if at in (_SECOND, _THIRD) else _STEPS[at]
    return step.replace("this client", name).format(name=name)


def _from_two(result: Score, *, met: bool) -> str:
    """Choose the step to the third rung by what the reply has already."""
    asked = [f for f in result.findings if f.cue.act == "question"]
    said = [f.cue for f in result.findings if f.cue.valence > 0 and _apart(f.start, f.end, asked)]
    skills = {cue.skill for cue in said}
    if asked and not skills & (_FEELING | _TELLING):
        return _ASKED
    if len(said) == 1 and (said[0].next or said[0].alone):
        return said[0].next or _FRESH
    if skills & _FEELING:
        return _FELT if not skills & _TELLING else _from_three(result, met=met)
    return _TOLD if skills & _TELLING else _STEPS[_SECOND]


def _from_three(result: Score, *, met: bool) -> str:
    """Choose the step to the fourth rung: towards what was hurried past, or softly where the reply is there already."""
    skills = {finding.cue.skill for finding in result.findings}
    if skills and skills <= _ROOM and not met:
        return _from_two(result, met=met)
    if _DEEPER in skills:
        return _STEPS[4] if _SOFTLY in skills else _DEEP
    return _MET if met else _STEPS[_THIRD]


def _finding(finding: Finding) -> dict[str, Any]:
    place = {"cue": finding.cue.id, "start": finding.start, "end": finding.end}
    return place | {part: getattr(finding.cue, part) for part in ("skill", "valence", "why", "instead", "source")}


def _heaviest(result: Score) -> Finding | None:
    """Return the roadblock that holds the level, or else the one that costs most of it; None where there is none."""
    points = {share.name: share.points for share in result.shares}
    return min(
        (finding for finding in result.findings if finding.cue.valence < 0),
        key=lambda f: (reasons.HELD + f.cue.id not in points, points.get(f.cue.id, 0), f.cue.cap or 5, f.cue.level),
        default=None,
    )


def quote(response: str, start: int, end: int) -> str:
    """Return a passage of a reply in quotation marks: on one line, not too long, without signs that turn a line round."""
    return f"“{reasons.quoted(response, start, end)}”"
