"""What changed from one version to the next."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attunement.judging import history

WORDS = st.lists(st.sampled_from(["You", "are", "worn", "out", ".", ",", " ", "  ", "\n", "boy's", "🌧️"]), max_size=30).map(
    "".join
)


@given(old=WORDS, new=WORDS)
def test_changes_lead_from_the_old_words_to_the_new(old: str, new: str) -> None:
    changes = history.changes(old, new)
    if changes:
        assert "".join(words for sign, words in changes if sign in "=+") == new
        assert "".join(words for sign, words in changes if sign in "=-") == old


def test_a_space_between_two_changes_belongs_to_them() -> None:
    changes = history.changes("I hear you are worn out today, Maya.", "I hear you feel drained today, Maya.")
    assert changes == (("=", "I hear you "), ("-", "are worn out"), ("+", "feel drained"), ("=", " today, Maya."))


def test_where_little_stayed_no_signs_of_change_hide_the_words() -> None:
    assert history.changes("At least you are here.", "Something about that boy keeps you awake at night.") == ()


@pytest.mark.parametrize("words", ["a " * 2500, "ab " * 1600, "?!" * 2500])
def test_the_longest_versions_are_compared_in_a_blink(words: str) -> None:
    begun = time.perf_counter()
    history.changes(words, words[:-2] + "b")
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(("one", "other"), [("You are fine.", "you are  FINE"), ("ﬁne", "fine"), ("Straße", "STRASSE")])
def test_plain_words_are_the_same_in_other_clothes(one: str, other: str) -> None:
    assert history.plain(one) == history.plain(other)
