"""The small language of cues: what each of its signs finds, and what an author's slip is told."""

from __future__ import annotations

import pytest

from attunement import language, phrases


def found(phrase: str, reply: str) -> list[str]:
    """Return the words that a phrase finds in a reply."""
    text = language.read(reply)
    return [" ".join(text.plain[first:last]) for first, last in phrases.find(phrases.compiled([phrase]), text)]


@pytest.mark.parametrize(
    ("phrase", "reply", "wanted"),
    [
        ("at least", "At least you tried, at LEAST a bit.", ["at least", "at least"]),
        ("at least", "Atleast. That least.", []),
        ("you are", "You're here.", ["you are"]),
        ("do not", "Don't. Dont. Do not.", ["do not"] * 3),
        ("you (should|need to) go", "You should go. You need to go. You go.", ["you should go", "you need to go"]),
        ("you [really] should", "You should. You really should.", ["you should", "you really should"]),
        ("you [really|very much] should", "You very much should.", ["you very much should"]),
        ("judg*", "You judged, judge and prejudge.", ["judged", "judge"]),
        ("you * me", "You hear me. You me.", ["you hear me"]),
        ("you ... but", "You hear and see me but go.", ["you hear and see me but"]),
        ("you ... but", "You. But no.", []),
        ("you ... but", "You one two three four five six but", []),
        ("feel <troubled>", "You feel sad. You feel glad. You feel let down.", ["feel sad", "feel let down"]),
        ("feel <glad>", "You feel sad. You feel glad.", ["feel glad"]),
        ("feel <feeling>", "You feel sad. You feel glad. You feel chairs.", ["feel sad", "feel glad"]),
        ("^ try", "Try it. You try. And so try that.", ["try", "and so try"]),
        ("why ?", "Why? Why not.", ["why ?"]),
        ("(a|b [c]) d", "a d, b d, b c d", ["a d", "b d", "b c d"]),
        ("a.c", "abc", []),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, reply: str, wanted: list[str]) -> None:
    assert found(phrase, reply) == wanted


@pytest.mark.parametrize("phrase", ["(one|two", "[one", "one)", "one]", "(one]", "((one)"])
def test_a_missing_bracket_is_told(phrase: str) -> None:
    with pytest.raises(ValueError, match="a bracket is missing in the phrase"):
        phrases.check(phrase)


def test_no_phrases_find_nothing() -> None:
    assert list(phrases.find(phrases.compiled([]), language.read("You are here."))) == []


def test_several_phrases_are_one_pattern() -> None:
    text = language.read("At least you should.")
    assert list(phrases.find(phrases.compiled(["you should", "at least"]), text)) == [(0, 2), (2, 4)]
