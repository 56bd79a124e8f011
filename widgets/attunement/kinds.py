"""The handful of kinds of cue: how each is found in a reply. Every cue itself is an entry in `rubric/`.

A kind takes what the entry says and gives a function that looks at a scene (the reply, the client's words, the case)
and yields spans of words in the reply (first, last excluded).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attunement import language, phrases
from attunement.language import Sentence, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.cases import Case

Span = tuple[int, int]


@dataclass(frozen=True)
class Scene:
    """What a cue may look at: the reply, the client's words and, where it is known, the case."""

    reply: Text
    client: Text
    case: Case | None = None

    @cached_property
    def shared(self) -> dict[int, str]:
        """Position → stem of the reply's content words that answer to the client's."""
        theirs = set(self.client.content.values())
        return {i: stem for i, stem in self.reply.content.items() if stem in theirs}

    @cached_property
    def echoed(self) -> set[int]:
        """Positions in the reply that stand in a run of four words or more taken from the client (I and you exchanged)."""
        theirs, ours = _turned(self.client.plain), _turned(self.reply.plain)
        runs = {theirs[i : i + 4] for i in range(len(theirs) - 3)}
        return {i + k for i in range(len(ours) - 3) if ours[i : i + 4] in runs for k in range(4)}

    @cached_property
    def anchored(self) -> bool:
        """Tell whether the reply touches anything that this client said, felt or showed."""
        spoken = self.shown & set(self.reply.feelings.values())
        return bool(self.shared or spoken or self._in_case(self.reply))

    @cached_property
    def shown(self) -> set[str]:
        """The families of feeling that the client speaks of or, by the case, shows."""
        return {*self.client.feelings.values(), *_families(self.case.surface if self.case else ())}

    @cached_property
    def hidden(self) -> set[str]:
        """The families of feeling that the case names beneath the surface."""
        return _families(self.case.beneath if self.case else ())

    def _in_case(self, reply: Text) -> bool:
        told = language.read(f"{self.case.scene} {' '.join(self.case.strengths)}") if self.case else None
        return bool(told and len(set(told.content.values()) & set(reply.content.values())) >= 2)  # noqa: PLR2004 (one may be chance)


def _families(names: tuple[str, ...]) -> set[str]:
    return {family for name in names for family in language.read(name).feelings.values()}


def sentence_at(text: Text, position: int) -> Sentence:
    """Return the sentence in which a word stands."""
    return next(s for s in text.sentences if s.first <= position < s.last)


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """Write the client's I as you, so that an echo is seen as one."""
    turns = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "am": "are", "we": "you", "our": "your"}
    return tuple(turns.get(word, word) for word in words if word[0].isalnum())


def _phrase(wanted: list[str]) -> Callable[[Scene], Iterator[Span]]:
    """Find phrases."""
    pattern = phrases.compiled(wanted)
    return lambda scene: phrases.find(pattern, scene.reply)


def _bare(stems: list[str]) -> Callable[[Scene], Iterator[Span]]:
    """Find stems with neither a feeling nor a content word behind them in their sentence."""
    pattern = phrases.compiled(stems)

    def find(scene: Scene) -> Iterator[Span]:
        filled = {*scene.reply.content, *scene.reply.feelings}
        for first, last in phrases.find(pattern, scene.reply):
            if not filled & set(range(last, sentence_at(scene.reply, first).last)):
                yield first, last

    return find


def _feeling(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    """Find feelings given to the client: `named` in the client's words, `beneath` in the case, `fitting`, `floating` or `opposite`."""

    def find(scene: Scene) -> Iterator[Span]:
        for place, family in scene.reply.feelings.items():
            span = _feeling_span(scene.reply, place)
            if span and _relation(scene, family, place) == wanted and (wanted != "opposite" or _given_to_client(scene.reply, place)):
                yield span

    return find


OWN = 2  # content words beside the feeling that make a sentence one for this client


def _relation(scene: Scene, family: str, place: int) -> str:
    """Say how a feeling in the reply stands to what this client said and feels."""
    sign, tone = language.feeling_valence(family), language.valence(scene.client)
    if family in scene.shown:
        return "named"
    if family in scene.hidden:
        return "beneath"
    if sign * tone < 0:
        return "opposite"
    if sign > max(tone, 0):
        return "unsure"  # a pleasant feeling where no good news was told: it may be, it may not
    own = [i for i in _content_of(scene.reply, sentence_at(scene.reply, place)) if i not in scene.reply.feelings]
    return "fitting" if scene.anchored or len(own) >= OWN else "floating"


def _given_to_client(text: Text, place: int) -> bool:
    return bool({"you", "your"} & set(text.plain[sentence_at(text, place).first : place]))


def _feeling_span(text: Text, place: int) -> Span | None:
    """Return the clause that gives a feeling to the client; None where it is denied, asked for, or the speaker's own."""
    sentence = sentence_at(text, place)
    before = text.plain[max(sentence.first, place - 4) : place]
    marks = [i for i in range(sentence.first, place) if text.plain[i] in {",", ";", "—", "–", "-", ":"}]
    first = marks[-1] + 1 if marks else sentence.first
    spoken = text.plain[first:place]
    own = "i" in spoken and "you" not in spoken and "your" not in spoken
    denied = {"not", "never", "no", "without"} & set(before) or {"at", "least"} <= set(before)
    closing = next((i for i in range(place, sentence.last) if text.plain[i] in {",", ";", ".", "?", "!", "—", "–", "…", "\n"}), sentence.last)
    return None if own or denied else (first, closing)


def _overlap(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    """Find how much of the client's words a reply gives back: `some`, `much`, `echo`, `none`; or the `scene`, a `strength`."""
    return {"echo": _echo, "none": _none, "scene": _from_scene, "strength": _from_strengths}.get(wanted) or _shared(wanted)


MUCH = 2  # content words of the client's that make a paraphrase of a sentence; one alone may be chance


def _shared(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    def find(scene: Scene) -> Iterator[Span]:
        for sentence in scene.reply.sentences:
            places = [i for i in scene.shared if sentence.first <= i < sentence.last]
            own = [i for i in places if i not in scene.echoed]
            enough = len({scene.shared[i] for i in places}) >= MUCH and (own or len(places) < len(_content_of(scene.reply, sentence)))
            if places and (wanted == "much") == bool(enough):
                yield _trimmed(scene.reply, sentence)

    return find


ECHO_SHARE = 0.6  # of the reply's words; below it a quoted phrase leaves room for the therapist's own


def _echo(scene: Scene) -> Iterator[Span]:
    places = [i for i, word in enumerate(scene.reply.plain) if word[0].isalnum()]
    echoed = scene.echoed
    if places and len(echoed) >= ECHO_SHARE * len(places):
        yield places[min(echoed)], places[max(echoed)] + 1


OFF_TOPIC_FROM = 6  # words; shorter replies (Ouch. Take your time.) need not name the topic


def _none(scene: Scene) -> Iterator[Span]:
    words = [word for word in scene.reply.plain if word[0].isalnum()]
    fits = {_relation(scene, family, place) for place, family in scene.reply.feelings.items()} & {"named", "beneath"}
    speaks_to_client = any(word in {"you", "your", "it", "that", "this"} for word in words)
    if len(words) >= OFF_TOPIC_FROM and not scene.anchored and not fits and not speaks_to_client:
        yield 0, len(scene.reply.words)


def _from_scene(scene: Scene) -> Iterator[Span]:
    return _from_case(scene, scene.case.scene if scene.case else "", 1)


def _from_strengths(scene: Scene) -> Iterator[Span]:
    for strength in scene.case.strengths if scene.case else ():
        yield from _from_case(scene, strength, 1)


def _from_case(scene: Scene, told: str, enough: int) -> Iterator[Span]:
    """Find sentences that take up words which stand in the case but not in what the client said."""
    theirs = set(language.read(told).content.values()) - set(scene.client.content.values())
    for sentence in scene.reply.sentences:
        if len(theirs & {scene.reply.content[i] for i in _content_of(scene.reply, sentence)}) >= enough:
            yield _trimmed(scene.reply, sentence)


def _content_of(text: Text, sentence: Sentence) -> list[int]:
    return [i for i in text.content if sentence.first <= i < sentence.last]


def _trimmed(text: Text, sentence: Sentence) -> Span:
    """Return a sentence's span without the marks at its ends."""
    places = [i for i in range(sentence.first, sentence.last) if text.plain[i][0].isalnum()]
    return places[0], places[-1] + 1


def _shape(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    """Find what shows in the whole reply: a pile of `questions`, a `long` one, words in `disorder`, `stuffing`, a sentence that `stays`."""
    return SHAPES[wanted]


QUESTIONS = 3  # from the third on, a client is being interviewed
LONG = 90  # words; a spoken turn of more than half a minute
DISORDER = 0.34  # share of misplaced function words; honest replies in our casebook stay below .2


def _questions(scene: Scene) -> Iterator[Span]:
    """Questions for facts or reasons; those that check back (is that ...) or offer (can we ...) do not count."""
    asking = [s for s in scene.reply.sentences if s.asks and not {"we", "maybe", "perhaps", "that"} & set(scene.reply.within(s))]
    if len(asking) >= QUESTIONS:
        yield asking[0].first, asking[-1].last


def _long(scene: Scene) -> Iterator[Span]:
    places = [i for i, word in enumerate(scene.reply.plain) if word[0].isalnum()]
    if len(places) > LONG:
        yield places[LONG], places[-1] + 1


def _disorder(scene: Scene) -> Iterator[Span]:
    if scene.reply.words and language.in_disorder(scene.reply) >= DISORDER:
        yield 0, len(scene.reply.words)


STOCK = phrases.compiled(
    ["(i hear|i understand|i see|i know)", "(sounds|seems|looks) like", "you (feel|are feeling)", "valid*", "that must", "so sorry"]
)


_MAY_DOUBLE = frozenset("no yes very so really that had mm hm there okay".split())


def _stuffing(scene: Scene) -> Iterator[Span]:
    """Three stock phrases without one word for this client, or a word that is said again and again."""
    stock = list(phrases.find(STOCK, scene.reply))
    plain = scene.reply.plain
    twice = any(a == b and a.isalpha() and a not in _MAY_DOUBLE for a, b in zip(plain, plain[1:], strict=False))
    if twice or (len(stock) >= QUESTIONS and not scene.shared):
        yield (stock[0][0], stock[-1][1]) if stock else (0, len(scene.reply.words))


def _stays(scene: Scene) -> Iterator[Span]:
    """A statement about the client that stays with what was said, without naming a feeling or repeating the words."""
    for sentence in scene.reply.sentences:
        words = scene.reply.within(sentence)
        about = {"you", "your", "yourself"} & set(words)
        enough = scene.anchored or len(_content_of(scene.reply, sentence)) >= OWN
        if about and enough and not sentence.asks and not {"i", "my", "me"} & set(words):
            yield _trimmed(scene.reply, sentence)


SHAPES: dict[str, Callable[[Scene], Iterator[Span]]] = {
    "questions": _questions,
    "long": _long,
    "disorder": _disorder,
    "stuffing": _stuffing,
    "stays": _stays,
}
KINDS: dict[str, Callable[[Any], Callable[[Scene], Iterator[Span]]]] = {
    "phrases": _phrase,
    "bare": _bare,
    "feeling": _feeling,
    "overlap": _overlap,
    "shape": _shape,
}
