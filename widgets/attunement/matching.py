"""Where the items of a phrase stand in a text: the machinery under `phrases`, one word after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from attunement.language import BEGIN
from attunement.words import feeling, feeling_valence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attunement.language import Text, Window

_STOPS = frozenset(".?!…\n")
_MARKS = _STOPS | frozenset(";:,")
_OPENERS = frozenset(
    [
        "and",
        "so",
        "well",
        "but",
        "okay",
        "ok",
        "yeah",
        "yes",
        "oh",
        "ah",
        "hm",
        "hmm",
        "then",
        "now",
        "because",
        ",",
        *("listen", "look"),
    ]
)
_MOST_OPENERS, _LONGEST_GAP = 3, 5  # words


class Group(NamedTuple):
    """Some ways to say a part of a phrase, of which one must be there, or none where it is optional.

    Options that begin with a word stand under it, without it; `others` begin with a sign or a group, or are empty.
    """

    by_word: dict[str, list[tuple[Item, ...]]]
    others: list[tuple[Item, ...]]
    optional: bool


Sign = Callable[[int, "Text"], "Iterator[int]"]
Item = frozenset[str] | Group | Sign  # some words of which one must stand here, a part in brackets, or a sign of the language


def group(options: Iterable[tuple[Item, ...]], *, optional: bool) -> Group:
    """Return a group of options, each a row of items."""
    by_word: dict[str, list[tuple[Item, ...]]] = {}
    others = []
    for option in options:
        if option and isinstance(option[0], frozenset):
            for word in option[0]:
                by_word.setdefault(word, []).append(option[1:])
        else:
            others.append(option)
    return Group(by_word, others, optional)


def starts(words: frozenset[str], signs: frozenset[Sign], window: Window) -> Iterable[int]:
    """Return where in a window a phrase may begin that begins with one of these words or signs (see `firsts`), in order."""
    if not signs <= {_begin}:
        return sorted(place for word, places in window.places.items() if word != BEGIN for place in places)
    here = [*(words & window.places.keys()), *([BEGIN] if signs else ())]
    return sorted({place for word in here for place in window.places[word]})


def firsts(items: tuple[Item, ...]) -> tuple[frozenset[str], frozenset[Sign]]:
    """Return the words and the signs with which a phrase may begin."""
    words, signs = frozenset[str](), frozenset[Sign]()
    for item in items:
        if isinstance(item, frozenset):
            return words | item, signs
        if not isinstance(item, Group):
            return words, signs | {item}
        words |= item.by_word.keys()
        for option in item.others:
            words, signs = words | firsts(option)[0], signs | firsts(option)[1]
        if not item.optional and () not in item.others:
            return words, signs
    return words, signs | {_any}


def ends(items: tuple[Item, ...], at: int, i: int, text: Text) -> Iterator[int]:
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
        yield from ends(items, at + 1, j, text)


def _after(item: Item, i: int, text: Text) -> Iterator[int]:
    """Yield where a group or a sign may end if it begins at word `i`."""
    if not isinstance(item, Group):
        yield from item(i, text)
        return
    for rest in item.by_word.get(text.plain[i], ()) if i < len(text.plain) else ():
        yield from ends(rest, 0, i + 1, text)
    for option in item.others:
        yield from ends(option, 0, i, text)
    if item.optional:
        yield i


def felt(valences: tuple[int, ...], i: int, text: Text) -> Iterator[int]:
    """Yield where a feeling of one of these valences ends, if it begins at word `i`."""
    if i in text.feelings and feeling_valence(text.feelings[i]) in valences:
        yield i + (1 if feeling(text.plain[i]) else 2)  # the two words of `let down` are one feeling


def beginning(start: str, i: int, text: Text) -> Iterator[int]:
    """Yield the place behind word `i` if it begins with `start`."""
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


SIGNS: dict[str, Sign] = {"*": _any, "...": _gap, "^": _begin}
