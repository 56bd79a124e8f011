"""What the scorer knows of single English words: feelings, word families, little words, short forms (`lexicon/`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement import shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEXICON = Path(__file__).parent / "lexicon"
SHORTEST_STEM = 3  # letters
_DOUBLED = re.compile(r"(?<=([bdgmnprt]))\1$")  # patted → pat, stopped → stop


@cache
def lexicon() -> dict[str, Any]:
    """Return `en.yaml`: short forms, little words and lists. Feelings, situations and topics have files of their own."""
    return _files()["en"]


@cache
def function_words() -> frozenset[str]:
    """Words without content of their own."""
    return listed("function_words")


@cache
def foreign_words() -> frozenset[str]:
    """Little words of other languages."""
    return listed("foreign_words")


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of the lexicon as whole words."""
    return frozenset(lexicon()[name].split())


@lru_cache(maxsize=4096)
def feeling(word: str) -> str | None:
    """Return the family of a feeling word in its plain form, or None; the two words of `let-down` are joined by a hyphen."""
    return next(iter(_index("feelings").names(word)), None)


@cache
def begin_feelings() -> frozenset[str]:
    """Return the words with which feelings of two words begin: let (down), worn (out)."""
    entries = (entry["words"].split() for entry in _files()["feelings"].values())
    return frozenset(word.split("-")[0] for words in entries for word in words if "-" in word)


def feeling_valence(family: str) -> int:
    """Return -1, 0 or 1 for a family of feelings."""
    return _files()["feelings"][family]["valence"]


@cache
def near(family: str) -> frozenset[str]:
    """Return the families that an honest reflection could name in this one's place, itself among them."""
    families = _files()["feelings"]
    return frozenset({family, *families[family]["near"], *(name for name, one in families.items() if family in one["near"])})


@lru_cache(maxsize=4096)
def expected(happening: str) -> frozenset[str]:
    """Return the families of feeling to be expected where a client tells this (one to three words, joined by hyphens)."""
    situations = _files()["situations"]
    return frozenset(family for name in _index("situations").names(happening) for family in situations[name]["families"])


@lru_cache(maxsize=4096)
def topics(word: str) -> frozenset[str]:
    """Return the fields of life to which a word belongs."""
    return frozenset(_index("topics").names(word))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return what `word` shares with its kin: a word family of the lexicon or the word without its common ending."""
    for kin in _kin().names(word):
        return f"kin {kin}"
    for ending in ("eness", "ness", "ings", "ing", "edly", "ed", "ly", "ies", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return _DOUBLED.sub("", word[: -len(ending)])
    return word


@lru_cache(maxsize=4096)
def stands_in(word: str, name: str) -> bool:
    """Tell whether a list of the lexicon holds this word or a beginning of it."""
    return any(_listed(name).names(word))


class _Index:
    """Which names hold a word, by the words and the beginnings of words (with a `*`) that stand under each."""

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self._held: dict[str, list[str]] = {}
        for name, line in lines:
            for word in line.split():
                self._held.setdefault(word, []).append(name)

    def names(self, word: str) -> Iterator[str]:
        """Yield the names under which a word stands, whole words before beginnings."""
        yield from self._held.get(word, ())
        for end in range(len(word), 0, -1):
            yield from self._held.get(f"{word[:end]}*", ())


@cache
def known_words() -> dict[str, str]:
    """Return the words of our own replies, `frequent` and `known`: see `validity.vocabulary`."""
    return _files()["known"]


def means_something(word: str) -> bool:
    """Tell whether a word stands among the feelings, the situations or the topics."""
    return any(any(_index(file).names(word)) for file in ("feelings", "situations", "topics"))


@cache
def _files() -> dict[str, Any]:
    return shelf.read(LEXICON)


@cache
def _index(file: str) -> _Index:
    """Index the entries of one file of the lexicon, which are lines of words or hold one under `words`."""
    entries = _files()[file].items()
    return _Index((name, entry["words"] if isinstance(entry, dict) else entry) for name, entry in entries)


@cache
def _kin() -> _Index:
    return _Index((str(number), line) for number, line in enumerate(lexicon()["kin"]))


@cache
def _listed(name: str) -> _Index:
    return _Index([(name, lexicon()[name])])
