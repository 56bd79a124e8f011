"""What is known of single words: feelings and what lies near them, what happenings let one expect, kin, slips of the keyboard."""

from __future__ import annotations

import pytest

from attunement import spelling, words

FEELINGS, SITUATIONS = (words._files()[name] for name in ("feelings", "situations"))


# Feelings


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("furious", "anger"),
        ("ashamed", "shame"),
        ("jealous", "envy"),
        ("let-down", "disappointment"),
        ("worn-out", "tiredness"),
        ("proud", "pride"),
        ("table", None),
        ("", None),
    ],
)
def test_a_feeling_word_has_one_family(word: str, family: str | None) -> None:
    assert words.feeling(word) == family


def test_a_feeling_stands_in_one_family_only() -> None:
    homes: dict[str, list[str]] = {}
    for family, entry in FEELINGS.items():
        for word in entry["words"].split():
            homes.setdefault(word, []).append(family)
    assert {word: found for word, found in homes.items() if len(found) > 1} == {}


def test_each_family_is_pleasant_unpleasant_or_neither() -> None:
    signs = {words.feeling_valence(family) for family in FEELINGS}
    assert signs == {-1, 0, 1}
    assert words.feeling_valence("grief") == -1
    assert words.feeling_valence("joy") == 1
    assert words.feeling_valence("hope") == 0, "people hope in trouble too"


@pytest.mark.parametrize("family", FEELINGS)
def test_near_holds_in_both_directions(family: str) -> None:
    assert family in words.near(family)
    assert words.near(family) <= set(FEELINGS)
    assert all(family in words.near(other) for other in words.near(family))


def test_opposites_are_not_near() -> None:
    for family in FEELINGS:
        signs = {words.feeling_valence(other) for other in words.near(family)}
        assert not {-1, 1} <= signs or words.feeling_valence(family) == 0, family


# What happened, and what it is about


@pytest.mark.parametrize(
    ("happening", "likely", "unlikely"),
    [
        ("died", "grief", "joy"),
        ("put-to-sleep", "grief", "pride"),
        ("divorced", "sadness", "amusement"),
        ("burgled", "fear", "gratitude"),
    ],
)
def test_what_happened_lets_one_expect_feelings(happening: str, likely: str, unlikely: str) -> None:
    assert likely in words.expected(happening)
    assert unlikely not in words.expected(happening)


def test_what_tells_nothing_lets_one_expect_nothing() -> None:
    assert words.expected("table") == frozenset()


def test_situations_speak_of_families_that_exist() -> None:
    told = {name: set(one["families"]) - set(FEELINGS) for name, one in SITUATIONS.items()}
    assert {name: strange for name, strange in told.items() if strange} == {}


def test_words_of_one_field_of_life_meet() -> None:
    assert words.topics("teacher") & words.topics("classroom")
    assert words.topics("boss") & words.topics("manager")
    assert not words.topics("teacher") & words.topics("funeral")
    assert words.topics("ribbon") == frozenset()


# Kin


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("slept", "sleepless", True),
        ("mum", "mother", True),
        ("walks", "walking", True),
        ("pat", "patted", True),
        ("tell", "telling", True),
        ("table", "chair", False),
        ("is", "as", False),
    ],
)
def test_a_paraphrase_is_kin(one: str, other: str, *, kin: bool) -> None:
    assert (words.stem(one) == words.stem(other)) is kin


# Slips


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("feling", "feeling"),
        ("freind", "friend"),
        ("angrry", "angry"),
        ("evrything", "everything"),
        ("thnik", "think"),
        ("shuold", "should"),
        ("disappoimted", "disappointed"),
        ("scraed", "scared"),
    ],
)
def test_a_slip_of_the_keyboard_is_mended(slip: str, meant: str) -> None:
    assert spelling.mended(slip) == meant


@pytest.mark.parametrize(
    ("american", "british"),
    [("realize", "realise"), ("realized", "realised"), ("honor", "honour")],
)
def test_american_spelling_is_read_as_british(american: str, british: str) -> None:
    assert spelling.mended(american) == british


@pytest.mark.parametrize(
    ("american", "british"),
    [("recognize", "recognise"), ("apologize", "apologise"), ("color", "colour"), ("favor", "favour"), ("labor", "labour")],
)
def test_american_spelling_of_known_words_is_read_as_british(american: str, british: str) -> None:
    assert spelling.mended(american) == spelling.mended(british)


@pytest.mark.parametrize(
    "word",
    [
        *("quiet", "quite", "from", "form", "trial", "diary", "dairy", "casual", "causal", "untied", "united"),
        *("angel", "angle", "bread", "breath", "breathe", "choose", "chose", "desert", "dessert", "there", "their"),
        *("week", "weak", "whole", "hole", "thought", "though", "through", "tough", "worse", "worst", "sacred", "scared"),
    ],
)
def test_real_words_are_left_alone(word: str) -> None:
    assert spelling.mended(word) == word


@pytest.mark.parametrize("word", ["filed", "linked", "partly", "seeking", "solid", "stated", "latter", "layer", "loose", "beast"])
def test_real_words_that_our_replies_do_not_hold_are_left_alone(word: str) -> None:
    assert spelling.mended(word) == word


@pytest.mark.parametrize("word", ["ribbons", "bartholomew", "zsofia", "mh", "xyzzy", "a1b2", "café", ""])
def test_what_has_no_one_neighbour_is_left_alone(word: str) -> None:
    assert spelling.mended(word) == word


@pytest.mark.parametrize("slip", ["btter", "caried", "losng", "docor"])
def test_what_may_be_a_slip_of_two_words_is_left_alone(slip: str) -> None:
    assert spelling.mended(slip) == slip, "better or bitter?"


def test_a_frequent_word_is_never_mended() -> None:
    frequent = words._files()["known"]["frequent"].split()
    assert [word for word in frequent if spelling.mended(word) != word] == []


def test_mending_twice_changes_nothing() -> None:
    for slip in ("feling", "realize", "disappoimted"):
        assert spelling.mended(spelling.mended(slip)) == spelling.mended(slip)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("you're", ("you", "are")),
        ("don't", ("do", "not")),
        ("mother's", ("mother",)),
        ("that's", ("that", "is")),
        ("sad", ("sad",)),
    ],
)
def test_short_forms_are_written_out(short: str, full: tuple[str, ...]) -> None:
    assert spelling.full_form(short) == full
