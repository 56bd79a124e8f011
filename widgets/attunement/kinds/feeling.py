"""Feelings that a reply gives to the client, and how they stand to what the client said."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from attunement import language, phrases, words
from attunement.scene import sentence_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.language import Text
    from attunement.scene import Scene, Span

OWN = 2  # content words beside the feeling that make a sentence one for this client
AROUND = 12  # words; whose feeling it is stands as close as this
NEAR = 4  # words; a denial as close as this belongs to the feeling
_OTHERS = phrases.compiled(
    [
        (
            "(he|she|they|(your|his|her|their) *) "
            "(is|are|was|were|(will|would|must) be|seem*|look*|feel*|felt|sound*) [*] [*] <feeling>"
        )
    ]
)
_LISTENS = frozenset(["hear", "see", "sense", "notice", "imagine", "wonder", "guess", "understand", "can", "could"])
_COMMON = frozenset({"tiredness", "strain", "worry", "fear", "sadness", "hurt", "shock"})  # after almost anything that is told
_DENIALS = frozenset({"not", "never", "no", "without", "nor"})


def feeling(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    """Find feelings given to the client that stand to the client's words as `wanted`.

    `named`: spoken of by the client, or shown by the case. `beneath`: unsaid, by the case. `fitting`: neither, but it goes
    with what happened, and the sentence is about this client. `floating`: said to anyone.
    `strange`: of another kind than the feelings that the client names. `presumed`: told as certain (`you must be`), though
    neither named nor to be expected after what happened.
    """

    def find(scene: Scene) -> Iterator[Span]:
        for place, found in relations(scene).items():
            if found == wanted:
                yield scene.reply.clauses[place]

    return find


def relations(scene: Scene) -> dict[int, str]:
    """Return the place of each feeling that is given to the client → how it stands to the client's words; found once a scene."""
    if "relations" not in scene.notes:
        others, felt = _of_others(scene.reply), scene.reply.feelings
        given = (place for place in felt if place not in others and _given(scene.reply, place))
        scene.notes["relations"] = {place: relation(scene, felt[place], place) for place in given}
    return scene.notes["relations"]


def relation(scene: Scene, family: str, place: int) -> str:
    """Say how a feeling at a place of the reply stands to what this client said and feels."""
    sign, tone = words.feeling_valence(family), language.valence(scene.client)
    if family in scene.shown or family in scene.hidden:
        return "named" if family in scene.shown else "beneath"
    sentence = sentence_at(scene.reply, place)
    if sign and family not in {*scene.expected, *_COMMON} and _presumed(scene.reply, place):
        return "presumed"
    if sign * tone < 0:
        return "unsure"  # it may point the other way; relieved and lost can be true at once
    if sign > max(tone, 0):
        return "unsure"  # a pleasant feeling where no good news was told: it may be, it may not
    if scene.shown and scene.expected and family not in scene.expected and sign:
        return "strange"
    return "fitting" if scene.anchored or scene.own[sentence] >= OWN else "floating"


def _presumed(text: Text, place: int) -> bool:
    """Tell whether a feeling is said to be so beyond doubt: `you must be relieved`."""
    before = text.plain[max(text.clauses[place][0], place - AROUND // 2) : place]
    return any(pair == ("you", "must") for pair in pairwise(before))


def _of_others(text: Text) -> set[int]:
    """Return the places of feelings that are someone else's: `he was only surprised`, `your children are worried`."""
    spans = (range(*span) for span in phrases.find(_OTHERS, text))
    return {place for span in spans if "you" not in text.plain[span.start : span.stop] for place in span}


def _given(text: Text, place: int) -> bool:
    """Tell whether a feeling is not the speaker's own, and not denied."""
    clause = text.plain[max(text.clauses[place][0], place - AROUND) : place]
    speaks = any(one == "i" and verb not in _LISTENS for one, verb in pairwise([*clause, ""]))
    own = speaks and "you" not in clause and "your" not in clause
    before = text.plain[max(sentence_at(text, place).first, place - NEAR) : place]
    return not own and not _DENIALS & set(before)
