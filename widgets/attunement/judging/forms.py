"""The form of an if-then plan: whether the if can be noticed, and the then be done. What a plan is about is nobody's business.

Plans of this form come from Gollwitzer's work on implementation intentions. Where no sign is found, the check says that it cannot
tell: no list of words knows every moment and every act. The signs and their examples stand in forms.yaml.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import yamlfile

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNS = Path(__file__).with_name("forms.yaml")
MANY_WORDS = 35  # more than can be said in one breath, or kept in mind
MOST_ANDS = 2  # "I breathe out and wait" is one act, three are a procedure
_AND = re.compile(r"\band\b|,", re.IGNORECASE)
_LINES = re.compile(r";|\n\s*\S")
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"|‘[^’]*’(?!\w)')  # what somebody says may hold any word
_LEFT_OUT = re.compile(
    r"\W*(?:(?:i|then|will|shall|do|am|going|to)\s+)*"
    r"(?:not|don['’]t|won['’]t|never|no longer|stop\s+\w+ing|avoid|refrain|resist|quit)\b[^.,;\n]*",
    re.IGNORECASE,
)
_LEADS = {
    "if": re.compile(
        r"\A(?:if|when|(?:whenever|while|as soon as|(?:each|every) time)(?!\s+(?:possible|i\b)))(?:\s+|$)", re.IGNORECASE
    ),
    "then": re.compile(
        r"\A(?:then(?:\s+|$))?(?:i['’](?:ll|d|m going to)(?:\s+|$)|i(?:\s+|$)(?:(?:will|shall|am going to)(?:\s+|$))?)?",
        re.IGNORECASE,
    ),
}
_SMALL = re.compile(r"(?:She|He|They|It|We|You|My|Our|The|A|An|On|In|At|After|Before|During|Somebody|Someone|There)\b")


class Look(NamedTuple):
    """One remark: `valence` 1 fits, -1 does not, 0 cannot tell.

    `sign` names the sentence about it; `quote` holds the learner's words that it is about, "" for all of them.
    """

    valence: int
    sign: str
    quote: str = ""


def bare(part: str, text: str) -> str:
    """Return an "if" or a "then" without these words, as it can stand within a sentence."""
    text = _LEADS[part].sub("", text.strip(), count=1).strip(" .,\n\t" if part == "if" else None)
    small = _SMALL.match(text) if part == "if" else text[1:2].islower()
    return text[0].lower() + text[1:] if small else text


@cache
def signs() -> dict[str, Any]:
    """Return sign → its phrases and examples."""
    return yamlfile.read(SIGNS)


@cache
def _pattern(sign: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(signs()[sign]['phrases'])})\b", re.IGNORECASE)


def look_if(text: str) -> Look:
    """Look at an if: whether it is a moment that can be noticed."""
    own = _QUOTED.sub("“…”", text)
    for sign in ("if_wish", "if_always"):
        if found := _pattern(sign).search(own):
            return Look(-1, sign, found.group())
    if len(text.split()) > MANY_WORDS:
        return Look(-1, "if_long")
    if _pattern("moment").search(own):
        return Look(1, "moment")
    return Look(0, "if_unseen")


def look_then(text: str) -> Look:
    """Look at a then: whether it is one act that one can do. What is left undone counts only with something done instead."""
    own = _QUOTED.sub("“…”", text).strip()
    left_out = _LEFT_OUT.match(own)
    begin = left_out.end() if left_out else 0
    act = _pattern("act").search(own, begin)
    if left_out and not act:
        return Look(-1, "then_not", left_out.group().strip())
    for sign, found in (
        ("then_wish", _pattern("then_wish").search(own, begin)),
        ("if_always", _pattern("if_always").search(own, begin)),
    ):
        if found:
            return Look(-1, sign.replace("if_", "then_"), found.group())
    return _one(own) or (Look(1, "act") if act else Look(0, "then_unseen"))


def _one(own: str) -> Look | None:
    """Return what says that there is more than one act."""
    if found := _pattern("then_several").search(own):
        return Look(-1, "then_several", found.group())
    several = _LINES.search(own) or len(_AND.findall(own)) > MOST_ANDS or len(own.split()) > MANY_WORDS
    return Look(-1, "then_several") if several else None


def faults(example: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield which half of an author's example is not written as it stands in the sentence, or would not pass the form check."""
    for half, look in (("if", look_if), ("then", look_then)):
        text, read = example[half], look(example[half])
        if (own := bare(half, text)) != text:
            yield half, f"The sentence itself begins with If and goes on with then I. Write `{own}`."
        if read.valence < 1:
            yield half, f"The form check reads `{read.sign}` here. An example must pass it."
