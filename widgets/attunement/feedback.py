"""From a score to words: what a good supervisor would say about it, quietly, with one thing to try."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attunement import cases, scoring
from attunement.cases import rung

if TYPE_CHECKING:
    from attunement.scoring import Finding, Score

LEVELS = {
    1: "hurts or misses",
    2: "beside the point",
    3: "gives back what was said and felt",
    4: "adds what was felt but not said",
    5: "deep, tentative and inviting",
}
FOUR_A_WORDS = ("works against it", "not shown yet", "partly", "clearly")
ASK_A_PERSON = "Above level 4 a form check cannot tell: ask a person."
ABOVE = 4.0
_STEPS = {
    1: "Leave out what pushes, and begin with what this client is feeling.",
    2: "Say in your own words what happened to this client, and how it may feel.",
    3: "Look for what was hurried past, and name it softly, as a guess.",
    4: "Leave it there. A pause after these words may say more than another sentence.",
    5: "Read it aloud once, slowly. Then ask a colleague how it would feel to hear it.",
}


def score(client: str, response: str, case: str | None = None) -> dict[str, Any]:
    """Score a reply to a client: the contract of `attunement score`, as a plain dictionary.

    `client` and `response` are texts, `case` a client's id of the casebook or None (an unknown one counts as None).
    Keys: verdict, reason, level, level_words, four_as, behaviour, signals, findings, summary, next_step.
    """
    return respond(client, response, case if case in cases.ids() else None)


def respond(client: str, response: str, case: str | None = None) -> dict[str, Any]:
    """Do what `score` does; raise AuthorError for a case that is not in the casebook."""
    known = cases.load(case) if case else None
    return _told(scoring.score(client, response, known), response, known.name if known else "this client")


def refuse(reason: str) -> dict[str, Any]:
    """Return the answer to something that cannot be scored at all, in the form of every other answer."""
    return _told(scoring.Score("not_scored", reason), "")


def _told(result: Score, response: str, name: str = "this client") -> dict[str, Any]:
    return {
        "verdict": result.verdict,
        "reason": result.reason,
        "level": result.level,
        "level_words": level_words(result.level),
        "four_as": result.four_as,
        "behaviour": result.behaviour,
        "signals": result.signals,
        "findings": [_finding(finding) for finding in result.findings],
        "summary": summary(result, response, name),
        "next_step": next_step(result),
    }


def level_words(level: float | None) -> str:
    """Say a level in words; '' for None."""
    return "" if level is None else LEVELS[rung(level)]


def summary(result: Score, response: str, name: str = "this client") -> str:
    """Say in one or two sentences, with the learner's own words, what weighed most for and against; `name` is the client's."""
    if result.verdict == "not_scored":
        return result.reason or ""
    reached, hindered = _weightiest(result.findings, 1), _weightiest(result.findings, -1)
    told = [f"{quote(response, reached.start, reached.end)} can reach {name}."] if reached else []
    told += [f"{quote(response, hindered.start, hindered.end)} {'then ' if told else ''}gets in the way."] if hindered else []
    told = told or [f"Nothing here hurts, and nothing yet shows {name} that you heard."]
    return " ".join([*told, ASK_A_PERSON] if result.level and result.level > ABOVE else told)


def next_step(result: Score) -> str:
    """Give one thing to try: the way out of the heaviest roadblock, or the next rung of the ladder."""
    if result.level is None:
        return "Write one sentence that says what this client may be feeling."
    hindered = _weightiest(result.findings, -1) or _weightiest(result.findings, 0)
    if hindered:
        return hindered.cue.next or hindered.cue.instead
    return _STEPS[rung(result.level)]


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


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # bidirectional overrides; lone surrogates
LONGEST_QUOTE = 60  # characters; a longer one is shortened at a word


def quote(response: str, start: int, end: int) -> str:
    """Return a passage of a reply in quotation marks: on one line, not too long, without signs that turn a line round."""
    words = " ".join(_TURNING.sub("", response[start:end]).split())
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{words}”"
