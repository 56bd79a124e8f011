"""What a cue may look at: the reply, the client's words and, where it is known, the case."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attunement import language, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.cases import Case
    from attunement.language import Sentence, Text

Span = tuple[int, int]  # positions of words: the first, and the one behind the last
_TURNS = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "am": "are", "we": "you", "our": "your"}
_BREAKS = frozenset(";:—–")
_JOINS = frozenset({"and", "but", "so", "yet"})
LONGEST_HAPPENING = 3  # words that name what happened: would-not-come
FULL, FEW, MUCH = 2, 4, 7  # content words of a sentence that says something, or much, of its own
_YOU = frozenset({"you", "your", "yourself", "yours"})
_IT = frozenset({"it", "that", "this"})
_POINTERS = frozenset(
    ["he", "him", "his", "she", "her", "they", "them", "their", "that", "this", "we", "us", "our", "nobody", "no", "not", "still"]
)
RUN = 4  # words; a run as long as this is quoted, a shorter one may be chance


class Scene:
    """A reply, the client's words that it answers, and the client's case or None."""

    def __init__(self, reply: Text, client: Text, case: Case | None = None) -> None:
        """Keep what is looked at; the rest is found when it is asked for."""
        self.reply, self.client, self.case = reply, client, case

    @cached_property
    def notes(self) -> dict[str, Any]:
        """A board on which kinds of cues leave what they have found out, for each other."""
        return {}

    @cached_property
    def shared(self) -> dict[int, str]:
        """Position → stem of the reply's content words that answer to the client's."""
        theirs = set(self.client.content.values())
        return {i: stem for i, stem in self.reply.content.items() if stem in theirs}

    @cached_property
    def echoed(self) -> set[int]:
        """Positions in the reply that stand in a run of words taken from the client (I and you exchanged)."""
        theirs, ours = _turned(self.client, self.client.spoken), _turned(self.reply, self.reply.spoken)
        runs = {theirs[i : i + RUN] for i in range(len(theirs) - RUN + 1)}
        found = [i for i in range(len(ours) - RUN + 1) if ours[i : i + RUN] in runs]
        return {self.reply.spoken[i + k] for i in found for k in range(RUN)}

    @cached_property
    def shown(self) -> set[str]:
        """The families of feeling that the client speaks of or, by the case, shows."""
        return {*self.client.feelings.values(), *_families(self.case.surface if self.case else ())}

    @cached_property
    def expected(self) -> set[str]:
        """The families of feeling that what happened lets one expect, or that stand near those which the client shows."""
        likely = {family for told in _happenings(self.client) for family in words.expected(told)}
        return likely.union(*map(words.near, self.shown))

    @cached_property
    def related(self) -> dict[int, frozenset[str]]:
        """Position of a content word of the reply → the fields of life that it shares with the client's words, if any."""
        theirs = {topic for i in self.client.content for topic in words.topics(self.client.plain[i])}
        found = {i: words.topics(self.reply.plain[i]) & theirs for i in self.reply.content}
        return {i: fields for i, fields in found.items() if fields}

    @cached_property
    def hidden(self) -> set[str]:
        """The families of feeling that the case names beneath the surface."""
        return _families(self.case.beneath if self.case else ())

    @cached_property
    def seen(self) -> set[str]:
        """Stems of what the case tells beside the client's words: the scene and the strengths."""
        told = f"{self.case.scene} {' '.join(self.case.strengths)}" if self.case else ""
        return set(language.read(told).content.values())

    @cached_property
    def anchored(self) -> bool:
        """Tell whether the reply touches anything that this client said, felt or showed."""
        felt = self.shown & set(self.reply.feelings.values())
        seen = self.seen & set(self.reply.content.values())
        return bool(self.shared or felt or len(seen) > 1)  # one word of the scene may be chance

    @cached_property
    def stray(self) -> set[Sentence]:
        """Sentences of the reply that speak of something else: full ones with no feeling, no pronoun, nothing of the client's."""
        return {sentence for sentence in self.reply.sentences if self._strays(sentence)}

    def _strays(self, sentence: Sentence) -> bool:
        here, content = range(sentence.first, sentence.last), len(self.content_of(sentence))
        fields = {field for i in here if i in self.related for field in self.related[i]}
        far = {*self.shared, *self.reply.feelings}.isdisjoint(here) and len(fields) < (
            FEW if content >= MUCH else FULL
        )  # one field may be chance
        words_here = set(self.reply.within(sentence))
        asks_about_it = sentence.asks and not _IT.isdisjoint(words_here)
        points = asks_about_it or (not _POINTERS.isdisjoint(words_here) and content < MUCH)
        return far and content >= FULL and _YOU.isdisjoint(self.reply.within(sentence)) and not points

    @cached_property
    def own(self) -> Counter[Sentence]:
        """Sentence of the reply → how many content words it has beside feelings."""
        return Counter(self.reply.homes[i] for i in self.reply.content if i not in self.reply.feelings)

    def content_of(self, sentence: Sentence) -> list[int]:
        """Positions of the content words in one sentence of the reply."""
        return [i for i in range(sentence.first, sentence.last) if i in self.reply.content]


def sentence_at(text: Text, position: int) -> Sentence:
    """Return the sentence in which a word stands."""
    return text.homes[position]


def clause_at(text: Text, position: int) -> Span:
    """Return the clause around a word: up to a semicolon, colon or dash, or a comma before and, but, so or yet."""
    sentence = sentence_at(text, position)
    inside = range(sentence.first, sentence.last)
    breaks = [
        i
        for i in inside
        if text.plain[i] in _BREAKS or (text.plain[i] == "," and not _JOINS.isdisjoint(text.plain[i + 1 : i + 2]))
    ]
    return max([sentence.first, *(i for i in breaks if i < position)]), min([sentence.last, *(i for i in breaks if i > position)])


def trimmed(text: Text, sentence: Sentence) -> Span:
    """Return a sentence's span without the marks at its ends."""
    places = range(sentence.first, sentence.last)
    first, last = (next(i for i in way if text.plain[i][0].isalnum()) for way in (places, reversed(places)))
    return first, last + 1


def _happenings(text: Text) -> Iterator[str]:
    """Yield every one to three words in a row, joined by hyphens."""
    for i in range(len(text.plain)):
        yield from ("-".join(text.plain[i : i + length]) for length in range(1, LONGEST_HAPPENING + 1))


def _families(names: tuple[str, ...]) -> set[str]:
    return {family for name in names for family in language.read(name).feelings.values()}


def _turned(text: Text, places: list[int]) -> tuple[str, ...]:
    """Write the client's I as you, so that an echo is seen as one."""
    return tuple(_TURNS.get(text.plain[i], text.plain[i]) for i in places)
