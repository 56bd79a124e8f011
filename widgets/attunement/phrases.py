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
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from attunement.words import feeling, feeling_valence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attunement.language import Text

_TOKEN = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_GROUP = re.compile(r"\(([^()\[\]]*)\)")
_BRACKETS = {"(": ")", "[": "]"}
_CLOSING = frozenset(")]")
_BRACKETED = frozenset("()[]|")
_STOPS = frozenset(".?!…\n")
_MARKS = _STOPS | frozenset(";:,")
_OPENERS = frozenset(["and", "so", "well", "but", "okay", "ok", "yeah", "yes", "oh", "ah", "hm", "hmm", "then", "now", "because", ",", "listen", "look"])
_MOST_OPENERS, _LONGEST_GAP = 3, 5  # words
_CLASSES = {"<feeling>": (-1, 0, 1), "<glad>": (1,), "<troubled>": (-1,)}


class Group(NamedTuple):
    """Some ways to say a part of a phrase, of which one must be there, or none where it is optional."""

    options: tuple[tuple[Item, ...], ...]
    optional: bool


Sign = Callable[[int, "Text"], "Iterator[int]"]
Item = frozenset[str] | Group | Sign  # some words of which one must stand here, a part in brackets, or a sign of the language


class Phrase(NamedTuple):
    """One phrase. It is looked for only in a text that holds all its `words` and one of each of its `groups`."""

    text: str
    words: frozenset[str]
    groups: tuple[frozenset[str], ...]

    def find(self, text: Text) -> Iterator[tuple[int, int]]:
        """Yield the spans of words (first, last excluded) where a text says this."""
        if not self.words <= text.beginnings or any(map(text.beginnings.isdisjoint, self.groups)):
            return
        items = _parsed(self.text)
        end = 0
        for start in _starts(items, text):
            found = next((i for i in _ends(items, 0, start, text) if i > start), None) if start >= end else None
            if found:
                end = found
                yield start, end


def compiled(phrases: Iterable[str]) -> tuple[Phrase, ...]:
    """Return the phrases in the form in which `find` uses them; `check` tells whether they can be read."""
    return tuple(_phrase(phrase) for phrase in phrases)


def find(phrases: tuple[Phrase, ...], text: Text) -> Iterator[tuple[int, int]]:
    """Yield the spans of words (first, last excluded) that any of the phrases finds in a text, the first and longest first."""
    spans = {span for phrase in phrases for span in phrase.find(text)}
    end = 0
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if first >= end:
            end = last
            yield first, last


def check(phrase: str) -> None:
    """Raise ValueError for a phrase that cannot be read."""
    if not _balanced(_TOKEN.findall(phrase)):
        raise ValueError(f"a bracket is missing in the phrase `{phrase}`")


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
    return word not in _SIGNS and word not in _CLASSES


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
def _parsed(phrase: str) -> tuple[Item, ...]:
    options = _options(iter(_TOKEN.findall(phrase)))
    return options[0] if len(options) == 1 else (Group(options, optional=False),)


def _options(tokens: Iterator[str]) -> tuple[tuple[Item, ...], ...]:
    """Read balanced tokens up to and with the next closing bracket; return the ways that they leave open."""
    options: list[list[Item]] = [[]]
    for token in tokens:
        if token in _CLOSING:
            break
        if token == "|":
            options.append([])
        else:
            options[-1].append(_group(_options(tokens), token == "[") if token in _BRACKETS else _item(token))
    return tuple(map(tuple, options))


def _group(options: tuple[tuple[Item, ...], ...], optional: bool) -> Item:  # noqa: FBT001 (a bracket is the one or the other)
    """Return a group; one of single words is a set of words, which is quicker to look into."""
    if not optional and all(len(option) == 1 and isinstance(option[0], frozenset) for option in options):
        return frozenset().union(*(option[0] for option in options))
    return Group(options, optional)


def _item(token: str) -> Item:
    if token in _SIGNS:
        return _SIGNS[token]
    if token in _CLASSES:
        return partial(_felt, _CLASSES[token])
    return partial(_beginning, token[:-1]) if token.endswith("*") else frozenset([token])


def _starts(items: tuple[Item, ...], text: Text) -> Iterable[int]:
    """Return where the phrase may begin, in order."""
    firsts = _firsts(items)
    if firsts is None:
        return range(len(text.plain))
    return sorted({place for word in firsts & text.beginnings for place in text.places[word]})


@cache
def _firsts(items: tuple[Item, ...]) -> frozenset[str] | None:
    """Return the words with which a phrase may begin; None where it may be any."""
    found: set[str] = set()
    for item in items:
        if isinstance(item, frozenset):
            return item.union(found)
        inner = [_firsts(option) for option in item.options] if isinstance(item, Group) else [None]
        if None in inner:
            return None
        found.update(*inner)
        if not item.optional:
            return frozenset(found)
    return None


def _ends(items: tuple[Item, ...], at: int, i: int, text: Text) -> Iterator[int]:
    """Yield where the items from `at` on may end if they begin at word `i`."""
    plain = text.plain
    while at < len(items) and isinstance(items[at], frozenset):
        if i == len(plain) or plain[i] not in items[at]:
            return
        at, i = at + 1, i + 1
    if at == len(items):
        yield i
        return
    for j in _after(items[at], i, text):
        yield from _ends(items, at + 1, j, text)


def _after(item: Item, i: int, text: Text) -> Iterator[int]:
    """Yield where a group or a sign may end if it begins at word `i`."""
    if not isinstance(item, Group):
        yield from item(i, text)
        return
    for option in item.options:
        yield from _ends(option, 0, i, text)
    if item.optional:
        yield i


def _felt(valences: tuple[int, ...], i: int, text: Text) -> Iterator[int]:
    if i in text.feelings and feeling_valence(text.feelings[i]) in valences:
        yield i + (1 if feeling(text.plain[i]) else 2)  # the two words of `let down` are one feeling


def _beginning(start: str, i: int, text: Text) -> Iterator[int]:
    if i < len(text.plain) and text.plain[i].startswith(start):
        yield i + 1


def _any(i: int, text: Text) -> Iterator[int]:
    if i < len(text.plain) and text.plain[i] not in _MARKS:
        yield i + 1


def _gap(i: int, text: Text) -> Iterator[int]:
    for j in range(i, i + _LONGEST_GAP + 1):
        yield j
        if j >= len(text.plain) or text.plain[j] in _STOPS or text.plain[j] == ";":
            return


def _begin(i: int, text: Text) -> Iterator[int]:
    if i and text.plain[i - 1] not in _STOPS:
        return
    last = i
    while last < min(i + _MOST_OPENERS, len(text.plain)) and text.plain[last] in _OPENERS:
        last += 1
    yield from range(last, i - 1, -1)


_SIGNS: dict[str, Sign] = {"*": _any, "...": _gap, "^": _begin}
