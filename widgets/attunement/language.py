"""What the scorer sees in a text: words with their places, sentences, feelings. Everything else is built on this.

A text is read once into a `Text`. Words are compared in a plain form (NFKC, small letters, short forms written out), and every
word remembers where it stands in the original, so that a finding can be painted on the learner's own words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from attunement.words import (
    begin_feelings,
    feeling,
    feeling_valence,
    foreign_words,
    full_form,
    function_words,
    listed,
    mended,
    stands_in,
    stem,
)

SHORTEST_START = 2  # letters before a `*`
LONGEST = 5_000  # characters; a reply to a client is never longer, and time must stay bounded
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?;:,\n…]|[—–]|(?<=\s)-(?=\s)")
_ENDERS = frozenset(".!?\n…")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`", "'"))
_MARKS = _ENDERS | frozenset(",;:—–-")
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


class Text:
    """A text as the scorer reads it: `words` are all words and marks, `sentences` say where each begins and ends."""

    def __init__(self, original: str, words: tuple[Word, ...], sentences: tuple[Sentence, ...]) -> None:
        """Keep what was read."""
        self.original, self.words, self.sentences = original, words, sentences

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """All words and marks in their plain form."""
        return tuple(word.plain for word in self.words)

    @cached_property
    def spoken(self) -> list[int]:
        """Positions of the words, without the marks."""
        return [i for i, word in enumerate(self.plain) if word[0].isalnum()]

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """All words, and every beginning of two letters or more with a `*`: what a phrase may be looked for by."""
        words = set(self.plain)
        return frozenset(words).union(f"{word[:end]}*" for word in words for end in range(SHORTEST_START, len(word) + 1))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Word → the positions at which it stands."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.plain):
            found.setdefault(word, []).append(i)
        return found

    @cached_property
    def begins(self) -> list[int]:
        """Positions at which a sentence or, after a stray mark, something like one begins."""
        return [i for i in range(len(self.plain)) if not i or self.plain[i - 1] in _ENDERS]

    @cached_property
    def content(self) -> dict[int, str]:
        """Position → stem of each word that carries content."""
        return {i: stem(w) for i, w in enumerate(self.plain) if w[0].isalnum() and w not in function_words()}

    @cached_property
    def feelings(self) -> dict[int, str]:
        """Position → family of each feeling word; a two-word feeling (let down) stands at its first word."""
        found: dict[int, str] = {}
        pair_at = -2
        for i, (word, behind) in enumerate(pairwise([*self.plain, ""])):
            family = feeling(word) or (feeling(f"{word}-{behind}") if word in begin_feelings() else None)
            if family and i != pair_at + 1:
                found[i] = family
                pair_at = i if not feeling(word) else pair_at
        return found

    @cached_property
    def homes(self) -> list[Sentence]:
        """Position → the sentence in which the word or mark stands."""
        return [sentence for sentence in self.sentences for _ in range(sentence.first, sentence.last)]

    @cached_property
    def clauses(self) -> dict[int, tuple[int, int]]:
        """Position → the words (first, last excluded) around it, up to the next marks on both sides."""
        marks = [-1, *(i for i, word in enumerate(self.plain) if word in _MARKS), len(self.plain)]
        return {i: (before + 1, behind) for before, behind in pairwise(marks) for i in range(before + 1, behind)}

    def within(self, sentence: Sentence) -> tuple[str, ...]:
        """The plain words of one sentence."""
        return self.plain[sentence.first : sentence.last]


@lru_cache(maxsize=64)  # a client and a case, while a reply is written; a long text is 300 kB, and a kernel serves one learner
def read(original: str) -> Text:
    """Read a text of any content and up to any length; callers refuse what is longer than `LONGEST` first."""
    straight = original.translate(_APOSTROPHES)
    plain, places = (straight.lower(), None) if straight.isascii() else _plain(straight)
    words = tuple(_words(plain, places))
    return Text(original, words, tuple(_sentences(words)))


def same(text: str) -> str:
    """Return the form in which two texts are equal if only case, spacing, marks and invisible characters differ."""
    seen = read(text)
    return " ".join(seen.plain[i] for i in seen.spoken)


STRANGE = 2  # foreign words that make a text one of another language; one may be a loan
TELLING = 8  # words; an English text as long as this has at least one little English word


def is_english(text: Text) -> bool:
    """Tell whether the words are English as far as little words can show; True where there are too few to tell."""
    words = [text.plain[i] for i in text.spoken]
    strange = [w for w in words if not w.isascii()]
    foreign = [w for w in words if w in foreign_words() and w not in function_words()]
    english = [w for w in words if w in function_words()]
    mostly_strange = len(strange) > len(words) / 2
    outnumbered = STRANGE <= len(foreign) + len(strange) > len(english)
    return not (mostly_strange or outnumbered or (len(words) >= TELLING and not english))


def valence(text: Text) -> int:
    """Return what a client's words say: -1 trouble, 1 good news, 0 where they do not tell; a trouble outweighs good news."""
    families = [feeling_valence(family) for family in text.feelings.values()]
    if -1 in families or any(stands_in(word, "troubles") for word in text.plain):
        return -1
    return int(1 in families or any(stands_in(word, "good_news") for word in text.plain))


def in_disorder(plain: tuple[str, ...]) -> float:
    """Return the share (0 to 1) of function words that stand where English never puts them; shuffled words show a high one."""
    before, after = listed("cannot_precede_function_words"), listed("allowed_after_those")
    slots = [nxt for word, nxt in pairwise(plain) if word in before]
    wrong = [nxt for nxt in slots if not nxt[0].isalnum() or (nxt in function_words() and nxt not in after)]
    return len(wrong) / len(slots) if len(wrong) > 1 else 0.0  # one slip is a slip


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
    cuts = [i + 1 for i, mark in enumerate(plain) if mark in _ENDERS and (i + 1 == len(plain) or plain[i + 1] not in _ENDERS)]
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
