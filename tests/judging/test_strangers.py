"""Strangers: numbers, names, people, places and verdicts that nobody spoke of; quiet where unsure."""

from __future__ import annotations

import pytest

from attunement import language
from attunement.judging import strangers

KNOWN = language.read(
    "My mother has lived in Leeds for twenty-three years. On the 14th she turned eighty. I'm a lazy son, Father says."
)


def found(text: str) -> list[tuple[str, str]]:
    read = language.read(text)
    return [(one.kind, read.plain[one.place]) for one in strangers.strangers(read, KNOWN)]


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("You moved to Bradford when you were forty.", [("name", "bradford"), ("number", "forty")]),
        ("In 1984 your brother fell ill.", [("number", "1984"), ("people", "brother")]),
        ("She went to hospital with depression.", [("places", "hospital"), ("verdicts", "depression")]),
        ("Your aunts say so.", [("people", "aunts")]),
    ],
)
def test_what_nobody_said(text: str, strange: list[tuple[str, str]]) -> None:
    assert found(text) == strange


@pytest.mark.parametrize(
    "text",
    [
        "Your mum is 80, and it has been 23 years in Leeds.",
        "On the fourteenth she turned eighty, and you are no narcissist.",
        "You speak of four things, and about fifty years of it. It is like a hospital.",
        "One side of you stays, and the second goes. Perhaps your dad is right.",
        "Leeds it is. “So Leeds,” you say: Nobody else. I'm with you, Mother and all.",
        "You called yourself lazy.",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert found(text) == []


def test_guesses_and_denials() -> None:
    text = language.read("Perhaps you are sad. You are not angry, you are tired.")
    sad, angry, tired = (text.plain.index(word) for word in ("sad", "angry", "tired"))
    assert [strangers.is_tentative(text, place) for place in (sad, angry)] == [True, False]
    assert [strangers.is_denied(text, place) for place in (angry, tired)] == [True, False]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("What have I left out?", True),
        ("Have I got both sides?", True),
        ("How does that sound to you?", True),
        ("Is anything missing?", True),
        ("What would you put differently?", True),
        ("Would you say that's fair?", True),
        ("How do you sleep?", False),
        ("Have you told your sister?", False),
        ("What happened then?", False),
    ],
)
def test_a_question_about_the_summary(text: str, asks: bool) -> None:  # noqa: FBT001 (a row of the table)
    assert strangers.says("check_back", language.read(text)) is asks
