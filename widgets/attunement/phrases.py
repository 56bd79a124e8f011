"""The small language in which cues are written, so that a clinician can read and write them.

`at least`          these words, in this order (small letters, short forms written out: `you are`, `do not`)
`(should|need to)`  one of these
`[really]`          may be there or not
`judg*`             a word that begins so;  `*` any one word;  `...` up to five words, within the sentence
`<feeling>`         any feeling word of the lexicon; `<glad>` a pleasant one; `<troubled>` an unpleasant one
`^`                 only at the beginning of a sentence;  `?` the question mark
"""

from __future__ import annotations

import json
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attunement.matching import SIGNS, beginning, ends, felt, firsts, group, starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attunement.language import Text, Window
    from attunement.matching import Item, Sign

READY = Path(__file__).parent / "rubric" / "phrases.json"
_TOKEN = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_GROUP = re.compile(r"\(([^()\[\]]*)\)")
_BRACKETS = {"(": ")", "[": "]"}
_CLOSING = frozenset(")]")
_BRACKETED = frozenset("()[]|")
# How common a word is, against 1 for a rare one: what a phrase is known by should be rare.
_OFTEN = {
    **dict.fromkeys(["you", "i", "it", "is", "that", "the", "a", "to", "and", "not", ",", ".", "…"], 100),
    **dict.fromkeys(["what", "will", "with", "would", "are", "was", "of", "in", "this", "your", "one", "me", "but", "?"], 25),
    **dict.fromkeys(["at", "be", "can", "could", "do", "for", "have", "how", "if", "like", "no", "on", "so", "there"], 15),
}
_CLASSES = {"<feeling>": (-1, 0, 1), "<glad>": (1,), "<troubled>": (-1,)}


class Phrase(NamedTuple):
    """One phrase. It is looked for only in a text that holds all its `words` and one of each of its `groups`."""

    text: str
    words: frozenset[str]
    groups: tuple[frozenset[str], ...]

    def find(self, text: Text, window: Window) -> Iterator[tuple[int, int]]:
        """Yield the spans of words (first, last excluded) where a text says this, beginning in a window."""
        if not self.words <= window.words or any(map(window.words.isdisjoint, self.groups)):
            return
        items, words, signs = _parsed(self.text)
        end = 0
        for start in starts(words, signs, window):
            if start < end:
                continue
            for found in ends(items, 0, start, text):
                if found > start:
                    end = found
                    yield start, end
                    break

    def anchors(self) -> frozenset[str]:
        """Return the words by which the phrase is known, of which a text must hold one; none where there is no such word."""
        choices = [*(frozenset([word]) for word in sorted(self.words)), *self.groups]  # the same in every process
        return min(choices, key=lambda words: sum(_OFTEN.get(word, 1) for word in words), default=frozenset())


class Phrases(NamedTuple):
    """Several phrases, each under the words by which it is known; those that are known by none stand under ""."""

    known_by: dict[str, list[str]]
    words: frozenset[str]


def compiled(phrases: Iterable[str]) -> Phrases:
    """Return the phrases in the form in which `find` uses them; `check` tells whether they can be read."""
    known_by: dict[str, list[str]] = {"": []}
    for phrase in phrases:
        for word in anchors(phrase):
            known_by.setdefault(word, []).append(phrase)
    return Phrases(known_by, frozenset(known_by))


def anchors(phrase: str) -> list[str]:
    """Return the words by which a phrase is known; [""] where there are none. They stand ready for the phrases of the rubric."""
    return _ready().get(phrase) or sorted(_phrase(phrase).anchors()) or [""]


def store(phrases: Iterable[str]) -> None:
    """Write the words by which phrases are known, so that they need not be found at every start."""
    READY.write_text(_made_ready(phrases), encoding="utf-8", newline="\n")


def is_fresh(phrases: Iterable[str]) -> bool:
    """Tell whether what `store` would write stands there."""
    return READY.is_file() and READY.read_text(encoding="utf-8") == _made_ready(phrases)


def _made_ready(phrases: Iterable[str]) -> str:
    lines = (f"{json.dumps(phrase)}: {json.dumps(sorted(_phrase(phrase).anchors()) or [''])}" for phrase in sorted(set(phrases)))
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def _ready() -> dict[str, list[str]]:
    return json.loads(READY.read_bytes()) if READY.is_file() else {}


def find(phrases: Phrases, text: Text) -> Iterator[tuple[int, int]]:
    """Yield the spans of words (first, last excluded) that any of the phrases finds in a text, the first and longest first."""
    known = phrases.words & text.beginnings
    near = [(window, phrase) for window in text.windows for phrase in _near(phrases, known, window)]
    spans = {span for window, phrase in near for span in _phrase(phrase).find(text, window)}
    end = 0
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if first >= end:
            end = last
            yield first, last


def _near(phrases: Phrases, known: frozenset[str], window: Window) -> Iterator[str]:
    """Yield the phrases that are known by none or by one of these words, where a window holds it."""
    for word in ("", *(known & window.words)):
        yield from phrases.known_by[word]


def check(phrase: str) -> None:
    """Raise ValueError for a phrase that cannot be read."""
    if not _balanced(_TOKEN.findall(phrase)):
        raise ValueError(f"a bracket is missing in the phrase `{phrase}`")


@cache
def _phrase(phrase: str) -> Phrase:
    needed = _OPTIONAL.sub(" ", phrase)
    groups = (frozenset(map(_telling, options.split("|"))) for options in _GROUP.findall(needed))
    rest = _GROUP.sub(" ", needed)
    if not _BRACKETED.isdisjoint(rest):  # brackets in brackets are read when the phrase is looked for
        return Phrase(phrase, frozenset(), ())
    words = frozenset(word for word in rest.split() if _tells(word))
    return Phrase(phrase, words, tuple(group for group in groups if "" not in group))


def _telling(option: str) -> str:
    """Return the longest word of an option, or "" where it has none that a text must hold."""
    return max((word for word in option.split() if _tells(word)), key=len, default="")


def _tells(word: str) -> bool:
    return word not in SIGNS and word not in _CLASSES


def _balanced(tokens: Iterable[str]) -> bool:
    """Tell whether every bracket has its partner."""
    awaited = []
    for token in tokens:
        if token in _BRACKETS:
            awaited.append(_BRACKETS[token])
        elif token in _CLOSING and (not awaited or awaited.pop() != token):
            return False
    return not awaited


@cache
def _parsed(phrase: str) -> tuple[tuple[Item, ...], frozenset[str], frozenset[Sign]]:
    """Return the items of a phrase, and the words and signs with which it may begin."""
    options = _options(iter(_TOKEN.findall(phrase)))
    items = options[0] if len(options) == 1 else (group(options, optional=False),)
    return items, *firsts(items)


def _options(tokens: Iterator[str]) -> tuple[tuple[Item, ...], ...]:
    """Read balanced tokens up to and with the next closing bracket; return the ways that they leave open."""
    options: list[list[Item]] = [[]]
    for piece in tokens:
        if piece in _CLOSING:
            break
        if piece == "|":
            options.append([])
        else:
            options[-1].append(_group(_options(tokens), piece == "[") if piece in _BRACKETS else _item(piece))
    return tuple(map(tuple, options))


def _group(options: tuple[tuple[Item, ...], ...], optional: bool) -> Item:  # noqa: FBT001 (a bracket is the one or the other)
    """Return a group; one of single words is a set of words, which is quicker to look into."""
    if not optional and all(len(option) == 1 and isinstance(option[0], frozenset) for option in options):
        return frozenset().union(*(option[0] for option in options))
    return group(options, optional=optional)


def _item(token: str) -> Item:
    if token in SIGNS:
        return SIGNS[token]
    if token in _CLASSES:
        return partial(felt, _CLASSES[token])
    return partial(beginning, token[:-1]) if token.endswith("*") else frozenset([token])
