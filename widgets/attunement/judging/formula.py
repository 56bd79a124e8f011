"""Formulas: a reply that was said before in this session, or the same frame around other words of the client. No widgets here."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from attunement import language

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN, MOSTLY = 5, 0.4  # so many words in a row were said before; so much of a reply in such runs makes it a formula
ALIKE, TWICE = 0.65, 2  # so alike are two frames; a frame may be used so often before it is one
MOST_WORDS = 200  # of a reply that are compared; nobody says more in one turn
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def said_before(text: str, says: str, earlier: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the reply `text` to a client who `says` something is a formula; `earlier` are (reply, client's words).

    It is one if it equals an earlier reply, if a good part of it stands in one word by word, or if its frame, which is what
    stays when the client's words are taken out, was used twice already.
    """
    own, frame = _words(text), _frame(text, says)
    if any(own == _words(said) or _in_runs(own, _words(said)) >= MOSTLY * len(own) for said, _ in earlier):
        return True
    return sum(_alike(frame, _frame(said, to)) for said, to in earlier) >= TWICE


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text[: language.LONGEST].casefold().replace("’", "'"))[:MOST_WORDS])


def _in_runs(own: tuple[str, ...], said: tuple[str, ...]) -> int:
    """Count the words of a reply that stand in the same row of words in another; -1 where there is no row."""
    blocks = SequenceMatcher(None, own, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= RUN) or -1


@lru_cache(maxsize=512)
def _frame(text: str, says: str) -> tuple[str, ...]:
    brought = {*_words(says)}
    return tuple(word for word in _words(text) if word not in brought)


def _alike(frame: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(frame and other) and SequenceMatcher(None, frame, other, autojunk=False).ratio() >= ALIKE
