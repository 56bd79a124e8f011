"""From a score to words: what a good supervisor would say about it, quietly, with one thing to try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import cases, language, reasons, scoring, steps
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
_KEEPS = "keeps to what {name} brought, as far as a form check can tell"
_STAYS = "stays with {name}, as far as a form check can tell"
# What a skill may do while the level stays low: no more than can be seen.
_AT_FIRST = {
    "paraphrase": "takes up something that {name} said",
    "noticing": "takes up something that {name} showed",
    "reflection of feeling": "offers {name} a feeling",
}
_FIRST, _THIRD = 1, 3


def score(client: str, response: str, case: str | None = None) -> dict[str, Any]:
    """Score a reply to a client: the contract of `attunement score`, as a plain dictionary.

    `client` and `response` are texts, `case` an id of the casebook or None; without one that is known, the words tell the client.
    Keys: verdict, reason, level, level_words, four_as, behaviour, signals, findings, points, summary, next_step. The rows under
    `points` (see `reasons.rows`) add up to the level.
    """
    case = case if case in cases.ids() else cases.known_by(client)
    return _scored(client, response, cases.load(case) if case else None)


def respond(case: Case, response: str) -> dict[str, Any]:
    """Do what `score` does, to a client in hand."""
    return _scored(case.says, response, case)


def _scored(client: str, response: str, known: Case | None) -> dict[str, Any]:
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
        "next_step": steps.next_step(result, name, met=case is not None and _meets(case, response)),
    }


def level_words(level: float | None) -> str:
    """Say a level in words; '' for None."""
    return "" if level is None else LEVELS[rung(level)]


def summary(result: Score, response: str, name: str = "this client") -> str:
    """Say in one or two sentences, with the learner's own words, what weighed most for and against; `name` is the client's."""
    if result.verdict == "not_scored":
        return result.reason or ""
    hindered = steps.heaviest(result)
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
    at, taken = rung(result.level), [hindered] if hindered else []
    skills = [f for f in result.findings if f.cue.valence > 0 and _apart(f.start, f.end, taken)]
    best = max(skills, key=lambda f: (bool(f.cue.act), f.cue.skill == steps.DEEPER, f.cue.level), default=None)
    strong = reasons.strongest(result, response) if at >= _THIRD and not (best and best.cue.act) else []
    for start, end in strong:
        if _apart(start, end, taken):
            return start, end, _STAYS.format(name=name)
    if not best:
        return None
    whole = _around(response, best.start, best.end)
    place = whole if _apart(*whole, taken) else (best.start, best.end)
    return *place, _helps(best.cue, name, sure=at >= _THIRD or (bool(hindered) and at > _FIRST))


def _around(response: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence around a passage, where it is short enough to be quoted whole; else the passage."""
    text = language.read(response)
    for first, last in ((text.words[one.first].start, text.words[one.last - 1].end) for one in text.sentences):
        if first <= start and end <= last <= first + reasons.LONGEST_QUOTE:
            return first, last
    return start, end


def _apart(start: int, end: int, findings: list[Finding]) -> bool:
    """Tell whether a passage shares no words with any of the findings."""
    return all(end <= finding.start or finding.end <= start for finding in findings)


def _helps(cue: Cue, name: str, *, sure: bool) -> str:
    """Say what a skill may do to the client, and no more than a form check can know; not `sure` where the level stays low."""
    if cue.alone:
        return (_STAYS if sure else _KEEPS).format(name=name)
    if cue.act == "question":
        return f"leaves {name} room to say more"
    if not cue.act:
        return f"is a small step towards {name}"
    return f"can reach {name}" if sure else _AT_FIRST.get(cue.skill, "may begin to reach {name}").format(name=name)


def _finding(finding: Finding) -> dict[str, Any]:
    place = {"cue": finding.cue.id, "start": finding.start, "end": finding.end}
    return place | {part: getattr(finding.cue, part) for part in ("skill", "valence", "why", "instead", "source")}


def quote(response: str, start: int, end: int) -> str:
    """Return a passage of a reply in quotation marks: on one line, not too long, without signs that turn a line round."""
    words = reasons.quoted(response, start, end)
    return f"“{words.strip(' .,;:') or words}”"
