"""Whose voice a paragraph has: the client's own "I", the client's facts, and words that only therapists say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST = 2  # of "I", "me" or "my" in a paragraph that is spoken by someone
SELF = re.compile(r"\b(?:I|I['\u2019](?:m|d|ve|ll)|me|my|mine|myself)\b", re.IGNORECASE)
# What a therapist says to a client or about one. People seldom speak so of themselves.
OURS = re.compile(
    r"\b(?:the client|the patient|it sounds like|you (?:feel|seem|sound|must)|i hear (?:that|you)|i understand that"
    r"|coping|process(?:ing)?|trauma\w*|resistan\w+|avoidan\w+|symptoms?|defen[cs]es?|attachment|triggered|validat\w+|boundaries)\b",
    re.IGNORECASE,
)


def is_first_person(text: str) -> bool:
    """Tell whether somebody speaks as "I"."""
    return len(SELF.findall(text)) >= FEWEST


def from_outside(text: str, name: str) -> str:
    """Return the words in which the client is spoken of or to: the own name, or a therapist's words; "" where there are none."""
    found = re.search(rf"\b{re.escape(name)}\b", text) or OURS.search(text)
    return found.group() if found else ""


def taken_up(text: str, words: Iterable[str]) -> str:
    """Return the learner's word that begins like one of the `words` of a fact, "" where none does."""
    found = re.search(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\w*", text, re.IGNORECASE)
    return found.group() if found else ""
