"""Feelings that a reply gives to the client, and how they stand to what the client said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import language, words
from attunement.scene import sentence_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.language import Text
    from attunement.scene import Scene, Span

OWN = 2  # content words beside the feeling that make a sentence one for this client
NEAR = 4  # words; a denial as close as this belongs to the feeling
_DENIALS = frozenset({"not", "never", "no", "without", "nor"})


def feeling(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    """Find feelings given to the client that stand to the client's words as `wanted`.

    `named`: spoken of by the client, or shown by the case. `beneath`: unsaid, by the case. `fitting`: neither, but it goes
    with what happened, and the sentence is about this client. `floating`: said to anyone. `opposite`: points the other way.
    """

    def find(scene: Scene) -> Iterator[Span]:
        for place, family in scene.reply.feelings.items():
            if _given(scene.reply, place) and relation(scene, family, place) == wanted:
                yield scene.reply.clauses[place]

    return find


def relation(scene: Scene, family: str, place: int) -> str:
    """Say how a feeling at a place of the reply stands to what this client said and feels."""
    sign, tone = words.feeling_valence(family), language.valence(scene.client)
    if family in scene.shown:
        return "named"
    if family in scene.hidden:
        return "beneath"
    sentence = sentence_at(scene.reply, place)
    if sign * tone < 0:
        before = scene.reply.plain[sentence.first : place]
        to_client = "you" in before or "your" in before
        return "opposite" if to_client and not _mixed(scene.reply) else "unsure"
    if sign > max(tone, 0):
        return "unsure"  # a pleasant feeling where no good news was told: it may be, it may not
    return "fitting" if scene.anchored or scene.own[sentence] >= OWN else "floating"


def _mixed(text: Text) -> bool:
    """Tell whether a reply names feelings of both signs: relieved and lost can be true at once."""
    return {1, -1} <= {words.feeling_valence(family) for family in text.feelings.values()}


def _given(text: Text, place: int) -> bool:
    """Tell whether a feeling is given to someone else than the speaker, and not denied."""
    clause = text.plain[text.clauses[place][0] : place]
    own = "i" in clause and "you" not in clause and "your" not in clause
    before = text.plain[max(sentence_at(text, place).first, place - NEAR) : place]
    return not own and not _DENIALS & set(before)
