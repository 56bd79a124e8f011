"""A phrase is looked for only in texts that may hold it and only where it may begin; these shortcuts must lose nothing."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attunement import cues, language, phrases, shelf

RUBRIC = [phrase for _, _, entry in cues.entries(cues.RUBRIC) for phrase in cues.phrases_of(entry)]
HITS = [hit for cue in cues.every() for hit in cue.hits if isinstance(hit, str)]


def found(phrase: str, text: language.Text) -> list[tuple[int, int]]:
    return list(phrases.find(phrases.compiled([phrase]), text))


def found_slowly(phrase: str, text: language.Text) -> list[tuple[int, int]]:
    """Look for a phrase in any text and at every place."""
    with mock.patch.object(phrases, "starts", return_value=range(len(text.plain))):
        return list(phrases.Phrase(phrase, frozenset(), ()).find(text, language.Window(text.beginnings, {})))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(phrase=st.sampled_from(RUBRIC), said=st.lists(st.sampled_from(HITS), min_size=1, max_size=3).map(" ".join))
def test_no_place_is_overlooked(phrase: str, said: str) -> None:
    text = language.read(said)
    assert found(phrase, text) == found_slowly(phrase, text)


def test_no_phrase_is_overlooked_in_the_examples_of_its_cue() -> None:
    for data in shelf.read(cues.RUBRIC).values():
        for entry in data["cues"]:
            examples = [language.read(hit) for hit in entry["hits"] if isinstance(hit, str)]
            for phrase in entry.get("phrases", []):
                assert [found(phrase, text) for text in examples] == [found_slowly(phrase, text) for text in examples], phrase


def test_together_phrases_find_what_each_finds_first() -> None:
    text = language.read("You should rest, and at least you should sleep. You feel let down.")
    several = list(phrases.find(phrases.compiled(["you should", "at least", "you feel <feeling>"]), text))
    assert several == sorted(span for phrase in ("you should", "at least", "you feel <feeling>") for span in found(phrase, text))


@pytest.mark.parametrize("text", ["", "Sad.", "...", "?", "one\ntwo"])
def test_every_phrase_of_the_rubric_stands_any_text(text: str) -> None:
    seen = language.read(text)
    for phrase in RUBRIC:
        assert all(first < last <= len(seen.plain) for first, last in found(phrase, seen))


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("you feel <feeling>", [(0, 4)]),
        ("[so] you feel", [(0, 2)]),
        ("[so|and] (you|they) [really] feel", [(0, 2)]),
        ("feel* <troubled>", [(1, 4)]),
        ("feel <glad>", []),
        ("^ you", [(0, 1)]),
        ("^ feel", []),
        ("<feeling>", [(2, 4)]),
        ("* feel", [(0, 2)]),
        ("feel ?", []),
    ],
)
def test_where_a_phrase_stands(phrase: str, wanted: list[tuple[int, int]]) -> None:
    assert found(phrase, language.read("You feel let down")) == wanted


def test_a_gap_is_five_words_at_most_and_stays_in_the_sentence() -> None:
    assert found("you ... late", language.read("You one two three four five late"))
    assert not found("you ... late", language.read("You one two three four five six late"))
    assert not found("you ... late", language.read("You came. Late."))
