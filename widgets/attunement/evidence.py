"""What a reply shows beside its cues: its words, one to three in a row, and its shape. Weights for both are learned (`weights`).

The idea of adding up many small, named pieces of evidence with a linear model is old and has held up well beside large models on
this task (Tanana et al. 2016 on motivational interviewing codes; `attunement validate` prints our own figures).
"""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.language import Sentence, Text
    from attunement.scene import Scene, Span

LONGEST_RUN = 3  # words
BEGIN, END, NUMBER = "^", "$", "#"  # signs for the beginning of a sentence, the end of the reply, and any number
_LENGTHS = (1, 2, 3, 5, 8, 12, 20, 35, 60)  # words
_ASKING = frozenset({"what", "how", "when", "where", "who", "which", "why", "whose"})
_VERBS_FIRST = frozenset(
    ["do", "did", "does", "is", "are", "was", "were", "can", "could", "would", "will", "have", "has", "had", "should"]
)
_YOU, _I, _WE = (frozenset(words.split()) for words in ("you your yourself yours", "i my me", "we us our"))
_PRONOUNS = {"he": "they", "she": "they", "hers": "theirs", **dict.fromkeys(["him", "her", "his", "their"], "them")}
SPREADING = frozenset({BEGIN, END, ".", "!", "…"})  # what ties a run to how a reply is cut into sentences
_FEW = 4  # words; a client who says less has only answered
_SCALE = 5  # brings a share (0 to 1) near the size of a yes or no


def runs(text: Text) -> dict[str, Span]:
    """Return every run of one to three words → the span where it first stands.

    Pronouns of third persons are one word, numbers are one sign: neither may move a score.
    """
    return _runs(list(_row(text)))


def runs_within(text: Text, sentence: Sentence) -> dict[str, Span]:
    """Return the runs that stand within one sentence, whatever stands around it."""
    return {run: span for run, span in _runs(list(_row_of(text, sentence))).items() if is_typed_alike(run)}


def _runs(row: list[tuple[str, int]]) -> dict[str, Span]:
    found: dict[str, tuple[int, int]] = {}
    for i in range(len(row)):
        run = ""
        for word, place in row[i : i + LONGEST_RUN]:
            run = f"{run} {word}" if run else word
            if run not in found:
                found[run] = (row[i][1], place + 1)
    return found


def is_typed_alike(run: str) -> bool:
    """Tell whether a run stands within a sentence: only such may move a level, so that full stops and repeats do not count."""
    return SPREADING.isdisjoint(run.removeprefix(BEGIN).split())


def _row(text: Text) -> Iterator[tuple[str, int]]:
    """Yield the words as evidence sees them, with signs for beginnings and the end, each with its place."""
    for sentence in text.sentences:
        yield from _row_of(text, sentence)
    if text.plain:
        yield END, len(text.plain) - 1


def _row_of(text: Text, sentence: Sentence) -> Iterator[tuple[str, int]]:
    yield BEGIN, sentence.first
    for i in range(sentence.first, sentence.last):
        yield _seen(text.plain[i]), i


def _seen(word: str) -> str:
    """Return a word as evidence sees it."""
    return NUMBER if word[0].isdigit() else "." if word == "\n" else _PRONOUNS.get(word, word)


def shape(scene: Scene) -> dict[str, float]:
    """Return the named features of the whole reply, each about 0 to 2; a feature that is 0 is left out."""
    if not scene.reply.spoken:
        return {}
    found = {**_length(scene.reply), **_questions(scene.reply), **_persons(scene.reply), **_shared(scene)}
    return {name: value for name, value in found.items() if value}


def _length(text: Text) -> dict[str, float]:
    spoken = len(text.spoken)
    more = {f"more than {length} words": float(spoken > length) for length in _LENGTHS}
    return {**more, "length": min(log1p(spoken), 6) / 3, "commas": text.plain.count(",") / len(text.plain) * _SCALE}


def _questions(text: Text) -> dict[str, float]:
    asking = list({_spoken(text, s): s for s in text.sentences if s.asks}.values())  # a question asked again is one
    firsts = [text.within(s)[:2] for s in text.sentences]
    last = _last_question(text, asking[-1]) if asking else {}
    return {
        **last,
        "asks": float(bool(asking)),
        "asks twice": float(len(asking) > 1),
        "ends in a question": float(bool(text.sentences) and text.sentences[-1].asks),
        "share of sentences that ask": sum(s.asks for s in text.sentences) / max(1, len(text.sentences)),
        "share of words that ask": sum(s.last - s.first for s in asking) / len(text.plain),
        "begins with a question word": float(any(_ASKING & set(first) for first in firsts)),
        "begins with a verb": float(any(first[0] in _VERBS_FIRST for first in firsts)),
    }


def _spoken(text: Text, sentence: Sentence) -> tuple[str, ...]:
    return tuple(word for word in text.within(sentence) if word[0].isalnum())


def _last_question(text: Text, sentence: Sentence) -> dict[str, float]:
    words = _spoken(text, sentence)
    return {
        "question word first": float(bool(_ASKING & set(words[:3]))),
        "question word": float(bool(_ASKING & set(words))),
        "verb first": float(words[0] in _VERBS_FIRST),
        "length of the question": min(2.0, log1p(len(words)) / 2),
    }


def _persons(text: Text) -> dict[str, float]:
    words = [text.plain[i] for i in text.spoken]
    counts = {name: sum(word in group for word in words) for name, group in (("you", _YOU), ("I", _I), ("we", _WE))}
    shares = {f"share of {name}": count / len(words) * _SCALE for name, count in counts.items()}
    return {
        **shares,
        "says you": float(counts["you"] > 0),
        "says you often": float(counts["you"] > LONGEST_RUN),
        "says I": float(counts["I"] > 0),
        "you among the first": float("you" in words[:3]),
    }


def _shared(scene: Scene) -> dict[str, float]:
    content, spoken = scene.reply.content, scene.reply.spoken
    shared = len(scene.shared)
    return {
        "words of the client": min(shared, 4) / 2,
        "a word of the client": float(shared > 0),
        "share of the client's words": shared / max(1, len(content)),
        "words with content": min(len(content), 20) / 10,
        "share of content": len(content) / len(spoken) * 2,
        "feelings": float(min(len(set(scene.reply.feelings.values())), 2)),
        "numbers": float(any(word[0].isdigit() for word in scene.reply.plain)),
        "client asks": float(any(s.asks for s in scene.client.sentences)),
        "client says little": float(len(scene.client.spoken) < _FEW),
        "client's length": min(log1p(len(scene.client.spoken)), 6) / 3,
    }
