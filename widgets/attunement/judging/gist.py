"""What comes back of several turns in a summary: the points that stand in it, in whose words, and what twists them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from attunement import language
from attunement.judging.strangers import NEGATIONS, VALUES
from attunement.scene import Scene
from attunement.words import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from attunement.language import Sentence, Text
    from attunement.scene import Span

COPIED, LEAST_COPIED = 0.7, 6  # share of a sentence's words that stand so in what was said; a shorter one is a quotation
DENSE = 0.75  # share of content words; beyond it nobody speaks
NEAR = 4  # words from one word of a twisted wording to the next
FEW, BARE = 4, 0.6  # pieces between commas, and the share of them that says nothing of anyone: a list of keywords
SPOKEN = frozenset(  # where something is said, one of these stands; keywords have none
    ["you", "your", "he", "she", "they", "it", "i", "we", "there", "that", "who", "his", "her", "their", "nobody", "this"]
).union(["is", "are", "was", "were", "be", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "to"])
JOINS = frozenset({",", ";", "and", "–", "—"})


class Choice(NamedTuple):
    """One place of a wording: any word of these stems, or that begins so."""

    stems: frozenset[str]
    starts: tuple[str, ...]

    def fits(self, word: str) -> bool:
        """Tell whether a word in its plain form is one of them."""
        return stem(word) in self.stems or (bool(self.starts) and word.startswith(self.starts))


def standing(text: Text, wordings: Iterable[str], without: Collection[int] = ()) -> Span | None:
    """Return the clauses (words: first, last excluded) in which one of the wordings stands, or None.

    All words of a wording stand within a sentence or two, in any order and form; words at the positions `without` do
    not count.
    """
    for window in _windows(text):
        inside = [i for i in range(*window) if text.plain[i][0].isalnum() and i not in without]
        for wording in wordings:
            places = [next((i for i in inside if choice.fits(text.plain[i])), -1) for choice in choices(wording)]
            if places and min(places) >= 0:
                return _clauses(text, places)
    return None


def twisted(text: Text, wordings: Iterable[str]) -> Span | None:
    """Return the clauses in which a wording stands that twists what was said, its words in their order and near each other.

    One in a clause that says no is none, unless the wording says no itself.
    """
    for sentence in text.sentences:
        for wording in wordings:
            places = _in_order(text, sentence, choices(wording))
            span = _clauses(text, places) if places else None
            if span and (_denies(wording.split()) or not _denies(text.plain[slice(*span)])):
                return span
    return None


def _in_order(text: Text, sentence: Sentence, wanted: tuple[Choice, ...]) -> list[int]:
    """Return the positions of the words of a wording, each near the one before; [] where they are not so."""
    for first in range(sentence.first, sentence.last):
        places = [first] if wanted[0].fits(text.plain[first]) else []
        for choice in wanted[1:] if places else ():
            behind = range(places[-1] + 1, min(sentence.last, places[-1] + 1 + NEAR))
            places.append(next((i for i in behind if choice.fits(text.plain[i])), -1))
            if places[-1] < 0:
                break
        if places and places[-1] >= 0:
            return places
    return []


@lru_cache(maxsize=1024)
def choices(wording: str) -> tuple[Choice, ...]:
    """Read a wording: words of which all must stand, a slash between such as stand for each other, `*` behind a beginning."""
    return tuple(_choice(word.split("/")) for word in wording.lower().split())


def _choice(words: list[str]) -> Choice:
    whole = (read for word in words if not word.endswith("*") for read in language.read(word).plain)
    stems = frozenset(map(stem, whole)).union(str(VALUES[word]) for word in words if word in VALUES)  # three is 3 as well
    return Choice(stems, tuple(word[:-1] for word in words if word.endswith("*")))


def copied(text: Text, said: Text) -> list[Sentence]:
    """Return the sentences that stand nearly so in what was said, I and you exchanged; short quotations are none."""
    echoed = Scene(text, said).echoed
    spoken = {one: [i for i in range(one.first, one.last) if text.plain[i][0].isalnum()] for one in text.sentences}
    return [
        one
        for one, places in spoken.items()
        if len(places) >= LEAST_COPIED and len(echoed.intersection(places)) >= COPIED * len(places)
    ]


def listed(text: Text) -> list[Sentence]:
    """Return the sentences that are none: keywords in a row, or words without a little word between them."""
    return [one for one in text.sentences if _is_list(text, one)]


def _is_list(text: Text, sentence: Sentence) -> bool:
    words = [i for i in range(sentence.first, sentence.last) if text.plain[i][0].isalnum()]
    dense = len(words) > 1 and sum(i in text.content for i in words) > DENSE * len(words)
    pieces = _pieces(text.within(sentence))
    row = len(pieces) >= FEW and sum(map(SPOKEN.isdisjoint, pieces)) >= BARE * len(pieces)
    return dense or row


def _pieces(plain: tuple[str, ...]) -> list[set[str]]:
    """Return the words between commas and the like, without pieces that have none."""
    pieces: list[set[str]] = [set()]
    for word in plain:
        pieces = [*pieces, set()] if word in JOINS else [*pieces[:-1], pieces[-1] | ({word} if word[0].isalnum() else set())]
    return [piece for piece in pieces if piece]


def own(text: Text, said: Text) -> int:
    """Count the client's content words, each once, that are in a text."""
    return len({*Scene(text, said).shared.values()})


def headings(text: Text, said: Text) -> bool:
    """Tell whether there is hardly a sentence in a text, and its words are those of the conversation."""
    rows = len(listed(text)) * 2 >= len(text.sentences)
    return rows and own(text, said) * 2 >= len({*text.content.values()}) > 1


def _windows(text: Text) -> list[tuple[int, int]]:
    single = [(one.first, one.last) for one in text.sentences]
    return single + [(one.first, two.last) for one, two in pairwise(text.sentences)]


def _clauses(text: Text, places: list[int]) -> Span:
    """Return the clauses around the words from the first to the last of the places."""
    first, last = text.clauses[min(places)][0], text.clauses[max(places)][1]
    inside = [i for i in range(first, last) if text.plain[i][0].isalnum()]
    return inside[0], inside[-1] + 1


def _denies(words: Iterable[str]) -> bool:
    return not NEGATIONS.isdisjoint(words)
