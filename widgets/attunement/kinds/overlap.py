"""How much of what the client said, showed or did comes back in a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import language, phrases, words
from attunement.kinds.feeling import relation
from attunement.scene import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.language import Sentence
    from attunement.scene import Scene, Span

ROOT = 5  # letters, by which a word is told again
MUCH = 2  # content words of the client's that make a sentence a paraphrase; one alone may be chance
ECHO_SHARE = 0.6  # of the reply's words; below it a quoted phrase leaves room for the therapist's own
WHOLE = 3  # content words; from here on it is no chance that all of them are the client's
OFF_TOPIC_FROM = 6  # words; shorter replies (Ouch. Take your time.) need not name the topic
_POINTING = phrases.compiled(
    ["you", "your", "yourself", "^ (it|that|this) (is|was|must|sounds|seems|feels|hurts|has|makes|took|takes)"]
)


def overlap(wanted: str) -> Callable[[Scene], Iterator[Span]]:
    """Find sentences with `some` or `much` of the client's words, of the `scene`, of a `strength`; an `echo`; `none` of it."""
    return _FINDERS[wanted]


def _much(scene: Scene) -> Iterator[Span]:
    yield from (trimmed(scene.reply, s) for s in scene.reply.sentences if _shares_much(scene, s))


def _some(scene: Scene) -> Iterator[Span]:
    for sentence in scene.reply.sentences:
        if any(i in scene.shared for i in scene.content_of(sentence)) and not _shares_much(scene, sentence):
            yield trimmed(scene.reply, sentence)


def _shares_much(scene: Scene, sentence: Sentence) -> bool:
    """Tell whether a sentence shares content with the client and is not wholly a quotation."""
    content = scene.content_of(sentence)
    places = [i for i in content if i in scene.shared]
    quoted = places == content and all(i in scene.echoed for i in places)
    return len({scene.shared[i] for i in places}) >= MUCH and not quoted


def _echo(scene: Scene) -> Iterator[Span]:
    """Find the client's words, as they were or turned round."""
    if scene.echoed and len(scene.echoed) >= ECHO_SHARE * len(scene.reply.spoken):
        yield min(scene.echoed), max(scene.echoed) + 1
    elif len(scene.reply.content) >= WHOLE and _nothing_new(scene):
        yield scene.reply.spoken[0], scene.reply.spoken[-1] + 1


def _nothing_new(scene: Scene) -> bool:
    """Tell whether a reply neither asks nor has a content word that is not the client's: a word of the same kin is a new one."""
    said = {word[:ROOT] for word in scene.client.plain}
    ours = (scene.reply.plain[i][:ROOT] for i in scene.reply.content)
    return all(root in said for root in ours) and not any(s.asks for s in scene.reply.sentences)


def _none(scene: Scene) -> Iterator[Span]:
    fits = {relation(scene, family, place) for place, family in scene.reply.feelings.items()} & {"named", "beneath"}
    asking = any(s.asks and {"this", "that", "it"} & set(scene.reply.within(s)) for s in scene.reply.sentences)
    pointing = asking or any(phrases.find(_POINTING, scene.reply))
    touching = scene.anchored or scene.related or fits or pointing
    if len(scene.reply.spoken) >= OFF_TOPIC_FROM and _elsewhere(scene) and not touching:
        yield scene.reply.spoken[0], scene.reply.spoken[-1] + 1


def _elsewhere(scene: Scene) -> bool:
    """Tell whether a reply speaks of another field of life: one word of it may be chance."""
    return sum(bool(words.topics(scene.reply.plain[i])) for i in scene.reply.content) >= MUCH


def _scene(scene: Scene) -> Iterator[Span]:
    return _from_case(scene, scene.case.scene if scene.case else "", 1)


def _strength(scene: Scene) -> Iterator[Span]:
    """Find strengths of the case in sentences that say them to the client."""
    for told in scene.case.strengths if scene.case else ():
        yield from (span for span in _from_case(scene, told, MUCH) if "you" in scene.reply.plain[slice(*span)])


def _from_case(scene: Scene, told: str, enough: int) -> Iterator[Span]:
    """Find sentences that take up words which the case tells and the client did not say: `enough` of them, or half of a few."""
    untold = set(language.read(told).content.values()) - set(scene.client.content.values())
    for sentence in scene.reply.sentences:
        taken = untold & {scene.reply.content[i] for i in scene.content_of(sentence)}
        if taken and len(taken) >= min(enough, len(untold) / 2):
            yield trimmed(scene.reply, sentence)


_FINDERS: dict[str, Callable[[Scene], Iterator[Span]]] = {
    "much": _much,
    "some": _some,
    "echo": _echo,
    "none": _none,
    "scene": _scene,
    "strength": _strength,
}
