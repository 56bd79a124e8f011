"""A phrase is looked for only where it may begin; that shortcut must lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attunement import cues, language, matching, phrases, shelf

RUBRIC = [
    phrase
    for data in shelf.read(cues.RUBRIC).values()
    for entry in data["cues"]
    for key in ("phrases", "bare", "unless")
    for phrase in entry.get(key, [])
]
HITS = [hit for cue in cues.every() for hit in cue.hits if isinstance(hit, str)]


def everywhere(phrase: str, text: language.Text) -> set[int]:
    """Return every place where a phrase begins, by trying them all."""
    items = phrases._parsed(phrase)
    return {i for i in range(len(text.plain)) if any(end > i for end in matching.ends(items, 0, i, text))}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(phrase=st.sampled_from(RUBRIC), said=st.lists(st.sampled_from(HITS), min_size=1, max_size=3).map(" ".join))
def test_no_place_is_overlooked(phrase: str, said: str) -> None:
    text = language.read(said)
    assert everywhere(phrase, text) <= set(matching.starts(phrases._parsed(phrase), text))


@pytest.mark.parametrize("text", ["", "Sad.", "...", "?", "one\ntwo"])
def test_every_phrase_of_the_rubric_stands_any_text(text: str) -> None:
    seen = language.read(text)
    for phrase in RUBRIC:
        assert all(first < last <= len(seen.plain) for first, last in phrases.find(phrases.compiled([phrase]), seen))


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("you feel <feeling>", [0]),
        ("[so] you feel", [0]),
        ("(you|they) feel", [0]),
        ("feel* <troubled>", [1]),
        ("feel <glad>", []),
        ("... let down", [0, 1, 2]),
        ("^ you", [0]),
        ("<feeling>", [2]),
    ],
)
def test_where_a_phrase_begins(phrase: str, wanted: list[int]) -> None:
    assert sorted(everywhere(phrase, language.read("You feel let down"))) == wanted


def test_a_gap_is_five_words_at_most_and_stays_in_the_sentence() -> None:
    assert everywhere("you ... late", language.read("You one two three four five late"))
    assert not everywhere("you ... late", language.read("You one two three four five six late"))
    assert not everywhere("you ... late", language.read("You came. Late."))
