"""A text is read into words that know where they stand, whatever its characters."""

from __future__ import annotations

import pytest

from attunement import language
from attunement.kinds.shape import DISORDER

JOAN = "I failed my driving test for the third time. The examiner patted my arm."


def shown(original: str) -> list[tuple[str, str]]:
    """Return each word with the place of the original on which it would be painted."""
    return [(word.plain, original[word.start : word.end]) for word in language.read(original).words]


@pytest.mark.parametrize(
    ("original", "wanted"),
    [
        ("You're sad.", [("you", "You're"), ("are", "You're"), ("sad", "sad"), (".", ".")]),
        ("DON'T", [("do", "DON'T"), ("not", "DON'T")]),
        ("don’t", [("do", "don’t"), ("not", "don’t")]),
        ("don´t", [("do", "don´t"), ("not", "don´t")]),
        ("don`t", [("do", "don`t"), ("not", "don`t")]),
        ("dont", [("do", "dont"), ("not", "dont")]),
        ("my mother's house", [("my", "my"), ("mother", "mother's"), ("house", "house")]),
        ("that's it", [("that", "that's"), ("is", "that's"), ("it", "it")]),
        ("s\u200bad", [("sad", "s\u200bad")]),
        ("cafe\u0301 now", [("café", "cafe\u0301"), ("now", "now")]),
        ("cafe\u200d\u0301", [("café", "cafe\u200d\u0301")]),
        ("ｓａｄ", [("sad", "ｓａｄ")]),
        ("ﬁne", [("fine", "ﬁne")]),
        ("s\u0337a\u0337d\u0337", [("sad", "s\u0337a\u0337d\u0337")]),
        ("sad\ud800 day", [("sad", "sad\ud800"), ("day", "day")]),
        ("snake_case", [("snake", "snake"), ("case", "case")]),
        ("<b>sad</b>", [("b", "b"), ("sad", "sad"), ("b", "b")]),
        ("🙂", []),
        ("", []),
    ],
)
def test_words_know_their_place(original: str, wanted: list[tuple[str, str]]) -> None:
    assert shown(original) == wanted


@pytest.mark.parametrize(
    ("original", "wanted"),
    [
        ("Sad. And then?", [("sad .", False), ("and then ?", True)]),
        ("What?! No...", [("what ? !", True), ("no . . .", False)]),
        ("... so", [(". . . so", False)]),
        ("no marks", [("no marks", False)]),
        ("one\ntwo", [("one \n", False), ("two", False)]),
        ("really…", [("really . . .", False)]),
        ("?!", []),
    ],
)
def test_sentences_hold_every_word_once(original: str, wanted: list[tuple[str, bool]]) -> None:
    text = language.read(original)
    assert [(" ".join(text.within(sentence)), sentence.asks) for sentence in text.sentences] == wanted
    assert not wanted or len(text.homes) == len(text.words)


def test_clauses_end_at_marks() -> None:
    text = language.read("You stayed, and it hurt. Sad?")
    spans = {text.clauses[i]: " ".join(text.plain[slice(*text.clauses[i])]) for i in text.spoken}
    assert list(spans.values()) == ["you stayed", "and it hurt", "sad"]


@pytest.mark.parametrize(
    ("original", "wanted"),
    [
        ("You are let down and afraid.", ["disappointment", "fear"]),
        ("You feel worn out.", ["tiredness"]),
        ("You are FURIOUS", ["anger"]),
        ("It is a table.", []),
    ],
)
def test_feelings_are_found_by_family(original: str, wanted: list[str]) -> None:
    assert list(language.read(original).feelings.values()) == wanted


@pytest.mark.parametrize(
    ("original", "wanted"),
    [
        ("I got divorced last year and I am sad.", -1),
        ("I passed my exam!", 1),
        ("I passed my exam, and my cat died.", -1),
        ("My sister visits on Sunday.", 0),
    ],
)
def test_a_clients_words_have_a_tone(original: str, wanted: int) -> None:
    assert language.valence(language.read(original)) == wanted


@pytest.mark.parametrize(
    "original",
    [
        "You must be exhausted.",
        "Ouch.",
        "That stings, no?",
        "You was very sad because your boss he not listen to you.",
        "Your son prefers the café to your kitchen now. C'est la vie, he says, and it hurts.",
        "Your grandmother's pierogi, and nobody to make them with.",
        "Sounds rough. You hoped.",
    ],
)
def test_english_is_let_in(original: str) -> None:
    assert language.is_english(language.read(original))


@pytest.mark.parametrize(
    "original",
    [
        "Eso debe doler mucho, lo siento.",
        "Das tut mir leid, du bist sehr traurig.",
        "Je comprends que vous êtes triste pour votre mère.",
        "Isso deve ser muito difícil para você.",
        "Mi dispiace molto, non è facile per te.",
        "Wat moeilijk voor je, dat het niet gelukt is.",
        "это очень тяжело",
        "你一定很难过",
        "لا بد أن هذا صعب",
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed",
    ],
)
def test_another_language_is_not(original: str) -> None:
    assert not language.is_english(language.read(original))


def test_shuffled_words_show() -> None:
    assert language.in_disorder(language.read("the you of a test your so and driving the hoped my in").plain) >= DISORDER
    assert language.in_disorder(language.read(JOAN).plain) == 0.0
    assert language.in_disorder(language.read("It is the, um, loss.").plain) == 0.0, "one slip is a slip"


def test_same_looks_past_case_marks_and_the_invisible() -> None:
    assert language.same("You\u200b're  SAD!") == language.same("you are sad")
    assert language.same("You are sad") != language.same("You are mad")


@pytest.mark.parametrize(
    ("one", "other"),
    [("I was feling sad", "I was feeling sad"), ("I realize it", "I realise it"), ("my freind left", "my friend left")],
)
def test_slips_are_read_as_what_was_meant(one: str, other: str) -> None:
    assert language.read(one).plain == language.read(other).plain
    assert shown(one)[-1][1] == one.rsplit(maxsplit=1)[-1], "it is painted on the word as it was typed"


@pytest.mark.parametrize("original", ["Sad. And then?", "  \n\nSad. And then?\n \n", "\u200bSad. And then?\u200b \n"])
def test_white_space_at_the_ends_is_no_word(original: str) -> None:
    text = language.read(original)
    assert text.plain == ("sad", ".", "and", "then", "?")
    assert [original[word.start : word.end].strip("\u200b") for word in text.words] == ["Sad", ".", "And", "then", "?"]


def test_a_beginning_is_a_word_with_a_star() -> None:
    seen = language.read("Judged")
    assert {"judged", "ju*", "judg*", "judged*"} <= seen.beginnings
    assert "j*" not in seen.beginnings
