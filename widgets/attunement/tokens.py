"""A text cut into words and sentences.

Every word has a plain form (NFKC, small letters, short forms written out, slips mended) and remembers where it stands in the
original, so that a finding can be painted on the learner's own words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from attunement.spelling import full_form, mended

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?;:,\n…]|[—–]|(?<=\s)-(?=\s)")
ENDERS = frozenset(".!?\n…")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`", "'"))
_INVISIBLE = ("Cf", "Cs", "Mn")  # categories: joiners and the like, lone surrogates, marks that belong to no letter


class Word(NamedTuple):
    """One word or mark: its plain form, and where it starts and ends in the original (code points, end excluded)."""

    plain: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A run of words, `first` to `last` (excluded) in `Text.words`, and whether it ends in a question mark."""

    first: int
    last: int
    asks: bool


def cut(original: str) -> tuple[tuple[Word, ...], tuple[Sentence, ...]]:
    """Return the words and marks of a text of any content, and its sentences."""
    straight = original.translate(_APOSTROPHES)
    plain, places = (straight.lower(), None) if straight.isascii() else _plain(straight)
    words = tuple(_words(plain, places))
    return words, tuple(_sentences(words))


def _plain(original: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text in plain form and, for each of its characters, the span of its source."""
    plain, places = [], []
    for start, end in _clusters(original):
        seen = "".join(char for char in original[start:end] if unicodedata.category(char) not in ("Cf", "Cs"))
        for char in unicodedata.normalize("NFKC", seen).lower():
            if unicodedata.category(char) not in _INVISIBLE:
                plain.append(char)
                places.append((start, end))
    return "".join(plain), places


def _clusters(original: str) -> list[tuple[int, int]]:
    """Return the spans of characters together with what follows them and has no width of its own."""
    starts = [i for i, char in enumerate(original) if unicodedata.category(char) not in _INVISIBLE] or [0]
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(original)], strict=True))


def _words(plain: str, places: list[tuple[int, int]] | None) -> list[Word]:
    """Cut the plain form into words, short forms written out and slips of the keyboard mended."""
    found: list[Word] = []
    for match in _WORD.finditer(plain, len(plain) - len(plain.lstrip()), len(plain.rstrip())):
        start, end = match.span() if places is None else (places[match.start()][0], places[match.end() - 1][1])
        found += [Word(mended(part), start, end) for part in full_form(match.group())]
    return found


def _sentences(words: tuple[Word, ...]) -> list[Sentence]:
    """Cut at runs of end marks; every word stands in one sentence, and a run of marks alone belongs to its neighbour."""
    plain = [word.plain for word in words]
    cuts = [i + 1 for i, mark in enumerate(plain) if mark in ENDERS and (i + 1 == len(plain) or plain[i + 1] not in ENDERS)]
    found: list[Sentence] = []
    first = 0
    for last in [*cuts, len(plain)]:
        if any(word[0].isalnum() for word in plain[first:last]):
            found.append(Sentence(first, last, asks="?" in plain[first:last]))
            first = last
        elif found:
            found[-1] = Sentence(found[-1].first, last, found[-1].asks)
            first = last
    return found
