"""What the scorer sees in a text: words with their places, sentences, feelings. Everything else is built on this.

A text is read once into a `Text`. Words are compared in a plain form (NFKC, small letters, short forms written out), and every
word remembers where it stands in the original, so that a finding can be painted on the learner's own words.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from attunement import tokens
from attunement.tokens import ENDERS, Sentence, Word
from attunement.words import (
    begin_feelings,
    feeling,
    feeling_valence,
    foreign_words,
    function_words,
    listed,
    stands_in,
    stem,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST_START, LONGEST_START = 2, 20  # letters before a `*`
BEGIN = "^"
LONGEST = 5_000  # characters; a reply to a client is never longer, and time must stay bounded
_MARKS = ENDERS | frozenset(",;:—–-")


class Window(NamedTuple):
    """What stands in a sentence: its words and those of the next with their beginnings, and where each of its own words stands.

    Under BEGIN stand the positions at which it, or something like a sentence in it, begins.
    """

    words: frozenset[str]
    places: dict[str, list[int]]


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
        return frozenset(_beginnings(self.plain))

    @cached_property
    def windows(self) -> list[Window]:
        """A window on each sentence, in which a phrase may begin: so the time to look grows with the text and no faster."""
        words = [_beginnings(self.within(sentence)) for sentence in self.sentences]
        return [
            Window(frozenset(here | behind), self._places(sentence))
            for sentence, here, behind in zip(self.sentences, words, (*words, set())[1:], strict=True)
        ]

    def _places(self, sentence: Sentence) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {BEGIN: []}
        for i in range(sentence.first, sentence.last):
            found.setdefault(self.plain[i], []).append(i)
            if not i or self.plain[i - 1] in ENDERS:
                found[BEGIN].append(i)
        return found

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

    def holds(self, sentence: Sentence, places: Iterable[int]) -> bool:
        """Tell whether any of the places (code points) stands in one sentence."""
        start, end = self.words[sentence.first].start, self.words[sentence.last - 1].end
        return any(start <= place < end for place in places)


@lru_cache(maxsize=64)  # a client and a case, while a reply is written; a long text is 300 kB, and a kernel serves one learner
def read(original: str) -> Text:
    """Read a text of any content and up to any length; callers refuse what is longer than `LONGEST` first."""
    return Text(original, *tokens.cut(original))


def _beginnings(plain: Iterable[str]) -> set[str]:
    words = set(plain)
    return words.union(f"{word[:end]}*" for word in words for end in range(SHORTEST_START, min(len(word), LONGEST_START) + 1))


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
