"""What is said of a question that a learner has turned: which answers it leaves to the client, and one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement.judging import asking

if TYPE_CHECKING:
    from collections.abc import Callable

    from attunement.cases import Case

# What a question does → what it leaves to the client, and what to do next.
SAID = {
    "opens": ("questions_opens", "questions_opens_next"),
    "invites": ("questions_invites", "questions_invites_next"),
    "closed": ("questions_closes", "questions_closes_next"),
    "fact": ("questions_fact", "questions_fact_next"),
    "choice": ("questions_choice", "questions_choice_next"),
    "holds": ("questions_holds", "questions_holds_next"),
    "advises": ("questions_advises", "questions_advises_next"),
    "accuses": ("questions_accuses", "questions_accuses_next"),
    "several": ("questions_several", "questions_several_next"),
    "hinders": ("questions_hinders", "questions_hinders_next"),
    "none": ("questions_none", "questions_none_next"),
    "torn": ("questions_torn", "questions_torn_next"),
}
FORM = {"open": "questions_form_open", "closed": "questions_form_closed", "invites": "questions_form_invites"}


def look(case: Case, text: str, word: Callable[..., str]) -> dict[str, Any]:
    """Return what the page paints of a question (any string) to this client: {"text", "fits", "sure", "remarks", "next"}."""
    asked = asking.read(case, text)
    said = {"name": case.name, "first": asked.first.capitalize(), "count": asked.count, "why": asked.why}
    told = {"remarks": [{"valence": 0, "why": asked.why}], "next": ""}
    if asked.way != "unread":
        told = {"remarks": _remarks(asked, word, said), "next": _next(asked, word, said)}
    return {"text": text, "fits": asked.fits, "sure": asked.sure, **told}


def _remarks(asked: asking.Asked, word: Callable[..., str], said: dict[str, Any]) -> list[dict[str, Any]]:
    valence = 1 if asked.fits else -1 if asked.sure else 0
    told = [{"valence": valence, "quote": asked.words, "why": word(SAID[asked.way][0], **said)}]
    return told if asked.way in ("none", "hinders") else [*told, {"valence": 0, "why": word(_form(asked), **said)}]


def _next(asked: asking.Asked, word: Callable[..., str], said: dict[str, Any]) -> str:
    if asked.way == "opens" and asked.stands_behind:
        return word("questions_opens_wait", **said)
    return asked.instead if asked.way == "hinders" and asked.instead else word(SAID[asked.way][1], **said)


def _form(asked: asking.Asked) -> str:
    return FORM[asked.form] if asked.first or asked.form == "invites" else "questions_form_raised"
