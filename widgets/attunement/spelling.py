"""How words may be written: short forms, American spelling and slips of the keyboard are read as what they mean."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attunement.words import function_words, known_words, lexicon, means_something

_ENDINGS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'m": "am"}
_IS_BEFORE_S = frozenset(
    ["it", "that", "he", "she", "what", "there", "who", "where", "how", "here", "this", "everything", "nothing", "something"]
)
SHORTEST_SLIP, LONG_WORD = 4, 8  # letters; short words have too many neighbours
_AMERICAN = re.compile(
    r"(?<=[a-z]{3})or(?=(?:s|ed|ing|ite|ites|able|ful|hood|ly|al|er)?$)|(?<=[iy])z(?=(?:e|es|ed|ing|ation|ations)$)"
)


@lru_cache(maxsize=4096)
def full_form(word: str) -> tuple[str, ...]:
    """Write a short form out: `you're` → you are; `mother's` → mother; any other word stays as it is."""
    if word in lexicon()["full_forms"]:
        return tuple(lexicon()["full_forms"][word].split())
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word[: -len(ending)], full)
    if word.endswith("'s"):
        return (word[:-2], "is") if word[:-2] in _IS_BEFORE_S else (word[:-2],)
    return (word,)


@lru_cache(maxsize=4096)
def mended(word: str) -> str:
    """Return the frequent word of which an unknown one is a slip of the keyboard: a letter missing, added or swapped.

    American spelling is read as British, in which the rubric is written.

    The first and the last letter must be right, as they nearly always are, and there must be one such word only. One letter
    for another is a slip in a long word; in a short one it may as well be another word.
    """
    if is_known(british(word)):
        return british(word)
    if len(word) < SHORTEST_SLIP or not word.isalpha() or is_known(word):
        return word
    near = [other for other in _by_ends().get((word[0], word[-1]), ()) if _one_slip_apart(word, other)]
    return near[0] if len(near) == 1 else word


def british(word: str) -> str:
    """Write an American spelling (color, realized) the British way; whether there is such a word is another question."""
    return _AMERICAN.sub(lambda found: "our" if found.group() == "or" else "s", word)


@lru_cache(maxsize=4096)
def is_known(word: str) -> bool:
    """Tell whether a word needs no mending."""
    return word in _known() or word in function_words() or means_something(word)


def _one_slip_apart(one: str, other: str) -> bool:
    """Tell whether one letter makes the difference, or two neighbours that are swapped."""
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[first:], other[first:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    if len(one) == SHORTEST_SLIP:
        return swapped
    return swapped or a[1:] == b or a == b[1:] or (len(one) >= LONG_WORD and a[1:] == b[1:])


@cache
def _known() -> frozenset[str]:
    known = known_words()
    return frozenset(f"{known['frequent']} {known['known']} {lexicon()['real_words']}".split())


@cache
def _by_ends() -> dict[tuple[str, str], list[str]]:
    """First and last letter → the frequent words that begin and end so."""
    found: dict[tuple[str, str], list[str]] = {}
    for word in known_words()["frequent"].split():
        found.setdefault((word[0], word[-1]), []).append(word)
    return found
