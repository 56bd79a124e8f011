"""What the scorer sees in a text: words with their places, sentences, feelings. Everything else is built on this.

A text is read once into a `Text`. Words are compared in a plain form (NFKC, small letters, short forms written out), and every
word remembers where it stands in the original, so that a finding can be painted on the learner's own words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from attunement import yamlfile

LEXICON = Path(__file__).parent / "lexicon" / "en.yaml"
LONGEST = 5_000  # characters; a reply to a client is never longer, and time must stay bounded
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.!?;:,\n…]|[—–]|(?<=\s)-(?=\s)")
_ENDINGS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'m": "am"}
_IS_BEFORE_S = frozenset(
    ["it", "that", "he", "she", "what", "there", "who", "where", "how", "here", "this", "everything", "nothing", "something"]
)
_ENDERS = frozenset(".!?\n…")
Index = tuple[frozenset[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: its plain form, and where it starts and ends in the original (code points, end excluded)."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of words, `first` to `last` (excluded) in `Text.words`, and whether it ends in a question mark."""

    first: int
    last: int
    asks: bool


@dataclass(frozen=True)
class Text:
    """A text as the scorer reads it."""

    original: str
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """All words and marks in their plain form."""
        return tuple(word.plain for word in self.words)

    @cached_property
    def spoken(self) -> list[int]:
        """Positions of the words, without the marks."""
        return [i for i, word in enumerate(self.plain) if word[0].isalnum()]

    @cached_property
    def row(self) -> str:
        """All words in a row, each followed by a space: what phrases are looked for in."""
        return "".join(f"{word} " for word in self.plain)

    @cached_property
    def starts(self) -> dict[int, int]:
        """Place in `row` → position of the word that starts there."""
        return {place: i for i, place in enumerate(accumulate((len(w) + 1 for w in self.plain), initial=0))}

    @cached_property
    def content(self) -> dict[int, str]:
        """Position → stem of each word that carries content."""
        return {i: stem(w) for i, w in enumerate(self.plain) if w[0].isalnum() and w not in function_words()}

    @cached_property
    def feelings(self) -> dict[int, str]:
        """Position → family of each feeling word; a two-word feeling stands at its first word."""
        found = {}
        for i, word in enumerate(self.plain):
            pair = f"{word}-{self.plain[i + 1]}" if i + 1 < len(self.plain) else ""
            family = feeling(pair) if pair and feeling(pair) else feeling(word)
            if family:
                found[i] = family
        return found

    def within(self, sentence: Sentence) -> tuple[str, ...]:
        """The plain words of one sentence."""
        return self.plain[sentence.first : sentence.last]


@lru_cache(maxsize=256)
def read(original: str) -> Text:
    """Read a text of any content and up to any length; callers refuse what is longer than `LONGEST` first."""
    plain, places = (original.lower(), None) if original.isascii() else _plain(original)
    words = tuple(_words(plain, places))
    return Text(original, words, tuple(_sentences(words)))


def same(text: str) -> str:
    """Return the form in which two texts are equal if only case, spacing, marks and invisible characters differ."""
    return " ".join(word.plain for word in read(text).words if word.plain[0].isalnum())


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
    if -1 in families or any(_in(word, "troubles") for word in text.plain):
        return -1
    return int(1 in families or any(_in(word, "good_news") for word in text.plain))


@lru_cache(maxsize=4096)
def feeling(word: str) -> str | None:
    """Return the family of a feeling word in its plain form, or None."""
    return next((family for family in _feeling_index() if _in_index(word, _feeling_index()[family])), None)


def feeling_valence(family: str) -> int:
    """Return -1, 0 or 1 for a family of feelings."""
    return lexicon()["feelings"][family]["valence"]


SHORTEST_STEM = 3


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return what `word` shares with its kin: a word family of the lexicon or the word without its common ending."""
    for number, index in enumerate(_kin_index()):
        if _in_index(word, index):
            return f"kin {number}"
    for ending in ("ings", "ing", "edly", "ed", "ly", "ies", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def in_disorder(text: Text) -> float:
    """Return the share (0 to 1) of function words that stand where English never puts them; shuffled words show a high one."""
    before, after = _set("cannot_precede_function_words"), _set("allowed_after_those")
    plain = [*text.plain, "."]
    slots = [nxt for word, nxt in pairwise(plain) if word in before]
    wrong = [nxt for nxt in slots if not nxt[0].isalnum() or (nxt in function_words() and nxt not in after)]
    return len(wrong) / len(slots) if len(wrong) > 1 else 0.0  # one slip is a slip


@cache
def lexicon() -> dict[str, Any]:
    """Return the lexicon file as it stands."""
    return yamlfile.read(LEXICON)


@cache
def function_words() -> frozenset[str]:
    """Words without content of their own."""
    return _set("function_words")


@cache
def foreign_words() -> frozenset[str]:
    """Little words of other languages."""
    return _set("foreign_words")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(lexicon()[name].split())


def _index(words: str) -> Index:
    """Sort a line of the lexicon into whole words and beginnings of words."""
    parts = words.split()
    return frozenset(w for w in parts if not w.endswith("*")), tuple(w[:-1] for w in parts if w.endswith("*"))


def _in_index(word: str, index: Index) -> bool:
    return word in index[0] or word.startswith(index[1])


@cache
def _feeling_index() -> dict[str, Index]:
    return {family: _index(entry["words"]) for family, entry in lexicon()["feelings"].items()}


@cache
def _kin_index() -> tuple[Index, ...]:
    return tuple(_index(line) for line in lexicon()["kin"])


@cache
def _named_index(name: str) -> Index:
    return _index(lexicon()[name])


@lru_cache(maxsize=4096)
def _in(word: str, name: str) -> bool:
    return _in_index(word, _named_index(name))


def _plain(original: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text in plain form and, for each of its characters, the span of its source."""
    plain, places = [], []
    for start, end in _clusters(original):
        for char in unicodedata.normalize("NFKC", original[start:end]).lower():
            if unicodedata.category(char) not in ("Cf", "Cs"):
                plain.append("'" if char in "’‘ʼ" else char)
                places.append((start, end))
    return "".join(plain), places


def _clusters(original: str) -> list[tuple[int, int]]:
    """Return the spans of characters together with the combining marks that follow them."""
    starts = [i for i, char in enumerate(original) if not unicodedata.combining(char)] or [0]
    starts[0] = 0
    return list(zip(starts, [*starts[1:], len(original)], strict=True))


def _words(plain: str, places: list[tuple[int, int]] | None) -> list[Word]:
    found = []
    for match in _WORD.finditer(plain):
        start, end = match.span() if places is None else (places[match.start()][0], places[match.end() - 1][1])
        found += [Word(part, start, end) for part in _full_form(match.group())]
    return found


@lru_cache(maxsize=4096)
def _full_form(word: str) -> tuple[str, ...]:
    """Write a short form out: `you're` → you are; `mother's` → mother."""
    if word in lexicon()["full_forms"]:
        return tuple(lexicon()["full_forms"][word].split())
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word[: -len(ending)], full)
    if word.endswith("'s"):
        return (word[:-2], "is") if word[:-2] in _IS_BEFORE_S else (word[:-2],)
    return (word,)


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
