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
from functools import cache
from typing import TYPE_CHECKING

from attunement.words import lexicon

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
_CLASSES = {"<feeling>": (-1, 0, 1), "<glad>": (1,), "<troubled>": (-1,)}


def compiled(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for all phrases, to be used on `Text.row`; raise ValueError for a phrase that cannot be read."""
    return re.compile(r"(?<!\S)(?:" + "|".join(_regex(phrase) for phrase in phrases) + ")")


def find(pattern: re.Pattern[str], text: Text) -> Iterator[tuple[int, int]]:
    """Yield the spans of words (first, last excluded) that a pattern finds in a text."""
    for match in pattern.finditer(text.row):
        if match.end() > match.start():
            yield text.starts[match.start()], text.starts[match.end()]


def _regex(phrase: str) -> str:
    tokens = _TOKEN.findall(phrase)
    if not _balanced(tokens):
        raise ValueError(f"a bracket is missing in the phrase `{phrase}`")
    return _alternatives(tokens)


def _balanced(tokens: list[str]) -> bool:
    """Tell whether every bracket has its partner."""
    awaited = []
    for token in tokens:
        if token in _BRACKETS:
            awaited.append(_BRACKETS[token])
        elif token in _CLOSING and (not awaited or awaited.pop() != token):
            return False
    return not awaited


def _alternatives(tokens: list[str]) -> str:
    """Read balanced tokens from the front, up to and with the next closing bracket, and return them as one pattern."""
    options = [""]
    while tokens and (piece := tokens.pop(0)) not in _CLOSING:
        if piece == "|":
            options.append("")
        elif piece in _BRACKETS:
            options[-1] += _alternatives(tokens) + ("?" if piece == "[" else "")
        else:
            options[-1] += _word(piece)
    return f"(?:{'|'.join(options)})"


def _word(token: str) -> str:
    if token in _SPECIAL:
        return _SPECIAL[token]
    if token in _CLASSES:
        return _feelings(_CLASSES[token])
    return re.escape(token).replace(r"\*", r"[\w'-]*") + " "


@cache
def _feelings(valences: tuple[int, ...]) -> str:
    words = " ".join(entry["words"] for entry in lexicon()["feelings"].values() if entry["valence"] in valences).split()
    return "(?:" + "|".join(re.escape(w).replace(r"\*", r"[\w']*").replace(r"\-", " ") + " " for w in words) + ")"
