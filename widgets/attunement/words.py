"""What the scorer knows of single English words: feelings, word families, little words, short forms (`lexicon/en.yaml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from attunement import yamlfile

LEXICON = Path(__file__).parent / "lexicon" / "en.yaml"
SHORTEST_STEM = 3  # letters
_ENDINGS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'m": "am"}
_IS_BEFORE_S = frozenset(
    ["it", "that", "he", "she", "what", "there", "who", "where", "how", "here", "this", "everything", "nothing", "something"]
)
_DOUBLED = re.compile(r"(?<=([bdgmnprt]))\1$")  # patted → pat, stopped → stop
Index = tuple[frozenset[str], tuple[str, ...]]


@cache
def lexicon() -> dict[str, Any]:
    """Return the lexicon file as it stands."""
    return yamlfile.read(LEXICON)


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
    """Return the family of a feeling word in its plain form, or None."""
    return next((family for family in _feeling_index() if _in_index(word, _feeling_index()[family])), None)


def feeling_valence(family: str) -> int:
    """Return -1, 0 or 1 for a family of feelings."""
    return lexicon()["feelings"][family]["valence"]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return what `word` shares with its kin: a word family of the lexicon or the word without its common ending."""
    for number, index in enumerate(_kin_index()):
        if _in_index(word, index):
            return f"kin {number}"
    for ending in ("eness", "ness", "ings", "ing", "edly", "ed", "ly", "ies", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return _DOUBLED.sub("", word[: -len(ending)])
    return word


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
def stands_in(word: str, name: str) -> bool:
    """Tell whether a list of the lexicon holds this word or a beginning of it."""
    return _in_index(word, _named_index(name))


def _index(words: str) -> Index:
    """Sort a line of the lexicon into whole words and beginnings of words."""
    parts = words.split()
    return frozenset(w for w in parts if not w.endswith("*")), tuple(w[:-1] for w in parts if w.endswith("*"))


def _in_index(word: str, index: Index) -> bool:
    return word in index[0] or word.startswith(index[1])


@cache
def _feeling_index() -> dict[str, Index]:
    return {family: _index(entry["words"]) for family, entry in lexicon()["feelings"].items()}


@cache
def _kin_index() -> tuple[Index, ...]:
    return tuple(_index(line) for line in lexicon()["kin"])


@cache
def _named_index(name: str) -> Index:
    return _index(lexicon()[name])
