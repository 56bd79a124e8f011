"""The small language in which cues are written, so that a clinician can read and write them.

`at least`          these words, in this order (small letters, short forms written out: `you are`, `do not`)
`(should|need to)`  one of these
`[really]`          may be there or not
`judg*`             a word that begins so;  `*` any one word;  `...` up to five words, within the sentence
`<feeling>`         any feeling word of the lexicon; `<glad>` a pleasant one; `<troubled>` an unpleasant one
`^`                 only at the beginning of a sentence;  `?` the question mark
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attunement.language import Text

_TOKEN = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_BRACKETS = {"(": ")", "[": "]"}
_CLOSING = frozenset(")]")
_ANY = r"[^\s.!?;:,…]+ "
_OPENERS = "and|so|well|but|okay|ok|yeah|yes|oh|ah|hm|hmm|then|now|because|,|listen|look"
_SPECIAL = {
    "*": _ANY,
    "...": r"(?:[^\s.!?;…]+ ){0,5}?",
    "^": rf"(?:\A|(?<=[.!?…\n] ))(?:(?:{_OPENERS}) ){{0,3}}",
    "?": r"\? ",
}
_CLASSES = {"<feeling>": "<[-=+]> ", "<glad>": "<[+]> ", "<troubled>": "<-> "}  # as `Text.felt` writes feelings
_EVERYWHERE = frozenset("you your i it is are am was that the a to and of in this not do have be for so what".split())


@dataclass(frozen=True)
class Phrase:
    """One phrase. Its pattern is made when a text first holds one of its `anchors`, without which it cannot be found."""

    tokens: tuple[str, ...]
    anchors: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Read the phrase once; raise ValueError where a bracket is missing."""
        object.__setattr__(self, "anchors", _own_word(self.tokens) or _anchors(list(self.tokens))[0])

    def find(self, text: Text) -> Iterator[tuple[int, int]]:
        """Yield the spans of words (first, last excluded) where a text says this."""
        if self.anchors and self.anchors.isdisjoint(text.beginnings):
            return
        row, starts = (text.felt, text.felt_starts) if _CLASSES.keys() & self.tokens else (text.row, text.starts)
        for match in _pattern(self.tokens).finditer(row):
            if match.end() > match.start():
                yield starts[match.start()], starts[match.end()]


def compiled(phrases: Iterable[str]) -> tuple[Phrase, ...]:
    """Return the phrases in the form in which `find` uses them; raise ValueError for one that cannot be read."""
    return tuple(_phrase(phrase) for phrase in phrases)


def find(phrases: tuple[Phrase, ...], text: Text) -> Iterator[tuple[int, int]]:
    """Yield the spans of words (first, last excluded) that any of the phrases finds in a text, the first and longest first."""
    spans = {span for phrase in phrases for span in phrase.find(text)}
    end = 0
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if first >= end:
            end = last
            yield first, last


def _phrase(phrase: str) -> Phrase:
    tokens = _TOKEN.findall(phrase)
    if not _balanced(tokens):
        raise ValueError(f"a bracket is missing in the phrase `{phrase}`")
    return Phrase(tuple(tokens))


def _balanced(tokens: list[str]) -> bool:
    """Tell whether every bracket has its partner."""
    awaited = []
    for token in tokens:
        if token in _BRACKETS:
            awaited.append(_BRACKETS[token])
        elif token in _CLOSING and (not awaited or awaited.pop() != token):
            return False
    return not awaited


def _own_word(tokens: tuple[str, ...]) -> frozenset[str]:
    """Return a telling word outside all brackets, if there is one: the quick way to an anchor."""
    depth, found = 0, ""
    for token in tokens:
        if token in _BRACKETS or token in _CLOSING:
            depth += 1 if token in _BRACKETS else -1
        elif not depth and token == "|":
            return frozenset()
        elif not depth and len(token) > len(found) and token[0].isalpha() and token not in _EVERYWHERE:
            found = token
    return frozenset([found] if found else [])


def _anchors(tokens: list[str], at: int = 0) -> tuple[frozenset[str], int]:
    """Return the words of which a text must hold one (none: no such words), and where the reading ended."""
    options: list[frozenset[str]] = [frozenset()]
    while at < len(tokens) and (token := tokens[at]) not in _CLOSING:
        at += 1
        if token == "|":
            options.append(frozenset())
        elif token in _BRACKETS:
            inner, at = _anchors(tokens, at)
            at += 1
            options[-1] = options[-1] if token == "[" else _rarer(options[-1], inner)
        elif token not in _SPECIAL and token not in _CLASSES:
            options[-1] = _rarer(options[-1], frozenset([token]))
    return (frozenset().union(*options) if all(options) else frozenset()), at


def _rarer(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Choose the words that fewer texts hold."""
    return min((one, other), key=lambda words: (not words, len(words & _EVERYWHERE), len(words)))


@cache
def _pattern(tokens: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\S)" + _alternatives(list(tokens)))


def _alternatives(tokens: list[str]) -> str:
    """Read balanced tokens from the front, up to and with the next closing bracket, and return them as one pattern."""
    options = [""]
    while tokens and (piece := tokens.pop(0)) not in _CLOSING:
        if piece == "|":
            options.append("")
        elif piece in _BRACKETS:
            options[-1] += _alternatives(tokens) + ("?" if piece == "[" else "")
        else:
            options[-1] += _SPECIAL.get(piece) or _CLASSES.get(piece) or _word(piece)
    return f"(?:{'|'.join(options)})"


def _word(token: str) -> str:
    return re.escape(token).replace(r"\*", r"[\w'-]*") + " "
