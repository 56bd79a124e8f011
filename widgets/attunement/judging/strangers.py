"""Inventions: what a summary holds that nobody has said, as far as single words can show. Quiet where unsure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import language, phrases, yamlfile
from attunement.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.language import Text

LISTS = Path(__file__).parent / "strangers.yaml"
GROUPS = ("people", "places", "verdicts")
COUNTED = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
ORDERED = """
zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ROUND = {word: 10 * value for value, word in enumerate(TENS.split(), start=2)}
VALUES = {
    **{word: value for words in (COUNTED, ORDERED) for value, word in enumerate(words.split())},
    **ROUND,
    **{f"{word[:-1]}ieth": value for word, value in ROUND.items()},
}
STRUCTURE = 3  # numbers below this order a summary: "the second thing", "on the one hand"
DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th|s)?")
NEGATIONS = frozenset({"not", "never", "no", "nobody", "nothing", "without"})
LIKE = frozenset({"like", "as"})
OPENERS = frozenset("“\"‘'(:")


class Stranger(NamedTuple):
    """One invention: what it is (number, name, people, places, verdicts) and the word (position in the text)."""

    kind: str
    place: int


def strangers(text: Text, known: Text) -> Iterator[Stranger]:
    """Yield what stands in a text and nowhere in what is `known`, in the order of the words."""
    yield from sorted([*_numbers(text, known), *_names(text, known), *_grouped(text, known)], key=lambda one: one.place)


def is_tentative(text: Text, place: int) -> bool:
    """Tell whether the sentence around a word is offered as a guess."""
    return says("tentative", sentence_of(text, place))


def is_denied(text: Text, place: int) -> bool:
    """Tell whether something in the clause around a word says no."""
    return not NEGATIONS.isdisjoint(text.plain[slice(*text.clauses[place])])


def sentence_of(text: Text, place: int) -> Text:
    """Return the sentence around a word as a text of its own."""
    home = text.homes[place]
    return language.read(text.original[text.words[home.first].start : text.words[home.last - 1].end])


def says(name: str, text: Text) -> bool:
    """Tell whether a text says anything of the list `name`."""
    return any(phrases.find(_phrases(name), text))


def _numbers(text: Text, known: Text) -> Iterator[Stranger]:
    told = {*_values(known).values()}
    lists = _lists()["numbers"]
    for place, value in _values(text).items():
        before, behind = text.plain[max(0, place - 2) : place], text.plain[place + 1 : place + 4]
        loose = not {*lists["around"]}.isdisjoint(before) or not {*lists["of"]}.isdisjoint(behind)
        if value >= STRUCTURE and value not in told and not loose:
            yield Stranger("number", place)


def _values(text: Text) -> dict[int, int]:
    """Return position → value of each number; twenty-three is one number, at its first word."""
    found: dict[int, int] = {}
    for place in text.spoken:
        digits = DIGITS.fullmatch(text.plain[place])
        value = int(digits[1][:9]) if digits else VALUES.get(text.plain[place])
        if value is None:
            continue
        tens = found.get(place - 1)
        if tens and tens % 10 == 0 and 20 <= tens < 100 and 0 < value < 10:  # noqa: PLR2004 (twenty-one to ninety-nine)
            found[place - 1] = tens + value
        else:
            found[place] = value
    return found


def _names(text: Text, known: Text) -> Iterator[Stranger]:
    """Yield words with a capital inside a sentence that nobody said."""
    told = {stem(word) for word in known.plain}
    firsts = {next(i for i in range(one.first, one.last) if text.plain[i][0].isalnum()) for one in text.sentences}
    for place in text.spoken:
        word = text.words[place]
        written, before = text.original[word.start : word.end], text.original[: word.start].rstrip()[-1:]
        named = written[:1].isupper() and written[1:2].islower() and text.plain[place] not in {"i", "ok", "okay"}
        begins = place in firsts or before in OPENERS or text.words[place - 1].start == word.start
        if named and not begins and not {stem(text.plain[place]), stem(text.plain[place].removesuffix("'s"))} & told:
            yield Stranger("name", place)


def _grouped(text: Text, known: Text) -> Iterator[Stranger]:
    """Yield people, places and verdicts that nobody spoke of; one that is denied or compared with is none."""
    told = {*known.plain, *(word.removesuffix("'s") for word in known.plain)}
    for place in text.spoken:
        word = text.plain[place].removesuffix("'s")
        groups = _groups().get(word, ())
        compared = not LIKE.isdisjoint(text.plain[max(0, place - 3) : place])
        if groups and not compared and not is_denied(text, place) and all(told.isdisjoint(kin) for _, kin in groups):
            yield Stranger(groups[0][0], place)


@cache
def _lists() -> dict[str, Any]:
    return yamlfile.read(LISTS)


@cache
def _phrases(name: str) -> phrases.Phrases:
    return phrases.compiled(_lists()[name])


@cache
def _groups() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Return word → the groups in which it stands, each with its kind."""
    found: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for kind in GROUPS:
        for line in _lists()[kind]:
            for word in line.split():
                found[word] = (*found.get(word, ()), (kind, frozenset(line.split())))
    return found
