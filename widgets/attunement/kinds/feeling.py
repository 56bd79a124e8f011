"""Feelings that a reply gives to the client, and how they stand to what the client said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import language
from attunement.scene import sentence_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.language import Text
    from attunement.scene import Scene, Span

OWN = 2  # content words beside the feeling that make a sentence one for this client
NEAR = 4  # words; a denial as close as this belongs to the feeling
_MARKS = frozenset(",;:.?!—–-…\n")
_DENIALS = frozenset({"not", "never", "no", "without", "nor"})


def feeling(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    """Find feelings given to the client that stand to the client's words as `wanted`.

    `named`: spoken of by the client, or shown by the case. `beneath`: unsaid, by the case. `fitting`: neither, but it goes
    with what happened, and the sentence is about this client. `floating`: said to anyone. `opposite`: points the other way.
    """

    def find(scene: Scene) -> Iterator[Span]:
        for place, family in scene.reply.feelings.items():
            if _given(scene.reply, place) and relation(scene, family, place) == wanted:
                yield _clause(scene.reply, place)

    return find


def relation(scene: Scene, family: str, place: int) -> str:
    """Say how a feeling at a place of the reply stands to what this client said and feels."""
    sign, tone = language.feeling_valence(family), language.valence(scene.client)
    if family in scene.shown:
        return "named"
    if family in scene.hidden:
        return "beneath"
    sentence = sentence_at(scene.reply, place)
    if sign * tone < 0:
        to_client = {"you", "your"} & set(scene.reply.plain[sentence.first : place])
        return "opposite" if to_client else "unsure"
    if sign > max(tone, 0):
        return "unsure"  # a pleasant feeling where no good news was told: it may be, it may not
    own = [i for i in scene.content_of(sentence) if i not in scene.reply.feelings]
    return "fitting" if scene.anchored or len(own) >= OWN else "floating"


def _given(text: Text, place: int) -> bool:
    """Tell whether a feeling is given to someone else than the speaker, and not denied."""
    first, _ = _clause(text, place)
    own = "i" in text.plain[first:place] and not {"you", "your"} & set(text.plain[first:place])
    before = text.plain[max(sentence_at(text, place).first, place - NEAR) : place]
    return not own and not _DENIALS & set(before)


def _clause(text: Text, place: int) -> Span:
    """Return the words around a place up to the next marks on both sides."""
    sentence = sentence_at(text, place)
    before = [i for i in range(sentence.first, place) if text.plain[i] in _MARKS]
    behind = [i for i in range(place, sentence.last) if text.plain[i] in _MARKS]
    return (before[-1] + 1 if before else sentence.first), (behind[0] if behind else sentence.last)
