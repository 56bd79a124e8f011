"""Cues that show in the whole of a reply or a sentence rather than in its words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attunement import language, phrases
from attunement.scene import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.language import Sentence
    from attunement.scene import Scene, Span

MANY = 3  # questions or stock phrases; from the third on a client is interviewed, or nobody in particular is spoken to
LONG = 90  # words; a spoken turn of more than half a minute
STRETCH = 16  # words
DISORDER = 0.28  # share of function words out of place; no honest reply in our casebook reaches it
OWN = 1  # content words that make a sentence say something
_OFFERS = frozenset({"we", "maybe", "perhaps", "that"})
_LISTING = frozenset({",", ";", "and", "or"})
CLOSE = 3  # words between two feelings of a list
_STOCK = phrases.compiled(
    [
        "(i hear|i understand|i see|i know)",
        "(sounds|seems|looks) like",
        "you (feel|are feeling)",
        "valid*",
        "that must",
        "so sorry",
    ]
)


def shape(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    """Find a pile of `questions`, a `long` reply, `disorder`, `stuffing`, a `heap` of feelings, or a sentence that `stays`."""
    return _FINDERS[wanted]


def _questions(scene: Scene) -> Iterator[Span]:
    """Find many questions for facts or reasons; those that check back (is that ...) or offer (can we ...) do not count."""
    asking = [s for s in scene.reply.sentences if s.asks and not _OFFERS & set(scene.reply.within(s))]
    if len(asking) >= MANY:
        yield asking[0].first, asking[-1].last


def _long(scene: Scene) -> Iterator[Span]:
    spoken = scene.reply.spoken
    if len(spoken) > LONG:
        yield spoken[LONG], spoken[-1] + 1


def _disorder(scene: Scene) -> Iterator[Span]:
    """Find words in disorder in the whole or in a stretch of it, which orderly words around it must not hide."""
    plain = (*scene.reply.plain, ".")
    stretches = [plain[i : i + STRETCH] for i in range(max(1, len(plain) - STRETCH + 1))]
    if max(language.in_disorder(part) for part in (plain, *stretches)) >= DISORDER:
        yield scene.reply.spoken[0], scene.reply.spoken[-1] + 1


def _stuffing(scene: Scene) -> Iterator[Span]:
    """Find stock phrases without one word for this client, or a stock phrase and a feeling that is said twice in a row."""
    stock = list(phrases.find(_STOCK, scene.reply))
    twice = [i for i in scene.reply.feelings if scene.reply.plain[i] == scene.reply.plain[i - 1] and i not in scene.shared]
    if (stock and twice) or (len(stock) >= MANY and not scene.shared):
        yield (stock[0][0], stock[-1][1]) if stock else (scene.reply.spoken[0], scene.reply.spoken[-1] + 1)


def _stays(scene: Scene) -> Iterator[Span]:
    """Find statements about the client that stay with what was said."""
    for sentence in scene.reply.sentences:
        words = set(scene.reply.within(sentence))
        full = scene.anchored or len(scene.content_of(sentence)) >= OWN
        if full and {"you", "your", "yourself"} & words and not {"i", "my", "me"} & words and not sentence.asks:
            yield trimmed(scene.reply, sentence)


def _heap(scene: Scene) -> Iterator[Span]:
    """Find more feelings in a sentence than anyone takes in at once, or many that are dropped one by one."""
    felt = scene.reply.feelings
    places = sorted(felt)
    between = [scene.reply.plain[one + 1 : other] for one, other in pairwise(places)]
    breaks = [i + 1 for i, gap in enumerate(between) if len(gap) > CLOSE or _LISTING.isdisjoint(gap)]
    for first, behind in pairwise([0, *breaks, len(places)]):
        if behind - first > MANY:
            yield places[first], places[behind - 1] + 1
    dropped = [i for i in (trimmed(scene.reply, s)[0] for s in scene.reply.sentences if _is_one_word(scene, s)) if i in felt]
    if len(dropped) >= MANY:
        yield dropped[0], dropped[-1] + 1


def _is_one_word(scene: Scene, sentence: Sentence) -> bool:
    first, last = trimmed(scene.reply, sentence)
    return last - first == 1


_FINDERS: dict[str, Callable[[Scene], Iterator[Span]]] = {
    "questions": _questions,
    "long": _long,
    "disorder": _disorder,
    "stuffing": _stuffing,
    "heap": _heap,
    "stays": _stays,
}
