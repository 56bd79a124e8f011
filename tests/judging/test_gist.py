"""Gist: what stands in a summary, what twists it, what was taken over, what is a row of keywords."""

from __future__ import annotations

import pytest

from attunement import language
from attunement.judging import gist

SAID = language.read("I sold the boat in March, for the roof. Nobody knows. My father built it.")


def words(text: str, span: tuple[int, int] | None) -> str | None:
    read = language.read(text)
    return None if span is None else " ".join(read.plain[slice(*span)])


@pytest.mark.parametrize(
    ("text", "wording", "found"),
    [
        ("So the roof took the boat from you.", "boat roof", "so the roof took the boat from you"),
        ("You sold it, the boat, and you sleep.", "sell/sold boat", "you sold it , the boat"),
        ("The boat is gone. You needed a roof.", "boat roof", "the boat is gone . you needed a roof"),
        ("The boat is gone. It rains. You needed a roof.", "boat roof", None),
        ("You comforted your father.", "comfort* father/dad", "you comforted your father"),
        ("At 3 you wake.", "three wake", "at 3 you wake"),
        ("You sold it.", "boat sold", None),
    ],
)
def test_a_wording_stands_in_any_order_and_form(text: str, wording: str, found: str | None) -> None:
    assert words(text, gist.standing(language.read(text), [wording])) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your father hates the boat.", "your father hates the boat"),
        ("It hates your father, the boat.", None),
        ("Your father, as far as I can follow all of this, hates it.", None),
        ("It is not that your father hates it.", None),
        ("You do not sleep, and your father hates it.", "and your father hates it"),
    ],
)
def test_what_twists_keeps_its_order_and_says_yes(text: str, found: str | None) -> None:
    assert words(text, gist.twisted(language.read(text), ["father hate*"])) == found


def test_a_twist_that_says_no_itself() -> None:
    text = "Your father does not want it."
    assert words(text, gist.twisted(language.read(text), ["father not want"])) == "your father does not want it"


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("You sold the boat in March, for the roof.", 1),
        ("The boat had to go for the sake of a roof.", 0),
        ("Nobody knows. It is your father's boat.", 0),
    ],
)
def test_a_sentence_that_was_taken_over(text: str, copied: int) -> None:
    assert len(gist.copied(language.read(text), SAID)) == copied


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("boat, roof, father, March", 1),
        ("Boat sold. Roof paid. Father silent.", 3),
        ("There was the boat, the roof, the father, the month of March.", 1),
        ("You sold the boat, you paid for the roof, and nobody knows it, not even him.", 0),
        ("You work late, and the seams are his, again and again.", 0),
        ("Your boat is gone.", 0),
    ],
)
def test_keywords_are_no_sentence(text: str, rows: int) -> None:
    assert len(gist.listed(language.read(text))) == rows
