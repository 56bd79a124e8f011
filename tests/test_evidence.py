"""Beside cues, a reply shows its words in a row and its shape; what must not matter is not among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement import evidence, language
from attunement.scene import Scene

if TYPE_CHECKING:
    from attunement.cases import Case

CLIENT = "My sister moved to Lisbon. I do not ring her."


def runs(reply: str) -> dict[str, tuple[int, int]]:
    return evidence.runs(language.read(reply))


def shape(reply: str, client: str = CLIENT) -> dict[str, float]:
    return evidence.shape(Scene(language.read(reply), language.read(client)))


def test_runs_are_one_to_three_words_with_them_place() -> None:
    assert runs("You miss her") == {
        "^": (0, 1),
        "^ you": (0, 1),
        "^ you miss": (0, 2),
        "you": (0, 1),
        "you miss": (0, 2),
        "you miss them": (0, 3),
        "miss": (1, 2),
        "miss them": (1, 3),
        "miss them $": (1, 3),
        "them": (2, 3),
        "them $": (2, 3),
        "$": (2, 3),
    }


def test_a_run_stands_where_it_is_first_said() -> None:
    assert runs("It hurts. It hurts.")["it hurts"] == (0, 2)


def test_no_words_no_runs() -> None:
    assert runs("") == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He told them so.", "She told them so."),
        ("His mother rang.", "Her mother rang."),
        ("You ring him on Sundays.", "You ring them on Sundays."),
        ("It took 3 years.", "It took 12 years."),
        ("It is 10pm.", "It is 7am."),
        ("You are sad.", "YOU’RE SAD."),
    ],
)
def test_pronouns_numbers_and_capitals_are_not_evidence(one: str, other: str) -> None:
    assert list(runs(one)) == list(runs(other))


def test_she_is_as_good_as_he_as_an_object() -> None:
    assert list(runs("You miss her.")) == list(runs("You miss him."))


def test_every_run_is_found_where_it_is_said_to_stand(replies: list[tuple[Case, str]]) -> None:
    for _, reply in replies[::7]:
        text = language.read(reply)
        for run, (first, last) in evidence.runs(text).items():
            assert 0 <= first < last <= len(text.plain)
            said = [word for word in run.split() if word not in (evidence.BEGIN, evidence.END)]
            assert len(said) <= last - first <= evidence.LONGEST_RUN, run


@pytest.mark.parametrize(
    ("run", "alike"),
    [
        ("you feel", True),
        ("^ you", True),
        (", and", True),
        ("?", True),
        ("you .", False),
        (". ^ you", False),
        ("so !", False),
        ("you $", False),
        ("$", False),
    ],
)
def test_how_a_reply_is_cut_into_sentences_moves_no_level(run: str, *, alike: bool) -> None:
    assert evidence.is_typed_alike(run) is alike


def test_what_stands_within_a_sentence_does_not_see_its_neighbours() -> None:
    alone, amid = (language.read(reply) for reply in ("You should rest.", "Oh dear. You should rest. So it is."))
    here = evidence.runs_within(amid, amid.sentences[1])
    assert list(here) == list(evidence.runs_within(alone, alone.sentences[0]))
    assert "^ you should" in here
    assert all(evidence.is_typed_alike(run) for run in here)


def test_shape_names_what_the_reply_does() -> None:
    found = shape("Do you miss her? What is it like, now that your sister is far away?")
    assert found["asks"] == found["asks twice"] == found["ends in a question"] == 1
    assert found["question word first"] == 1
    assert "verb first" not in found, "the last question begins with what"
    assert found["says you"] == 1
    assert found["a word of the client"] == 1
    assert "says I" not in found
    assert "numbers" not in found


def test_a_question_asked_again_is_one() -> None:
    assert "asks twice" not in shape("Do you miss her? Do you miss her?")
    assert "asks twice" not in shape("Do you miss her? Do you miss her? \n")


@pytest.mark.parametrize("again", ["Do you miss her??", "Do you miss her ?!"])
def test_a_question_asked_again_in_other_marks_is_one(again: str) -> None:
    assert "asks twice" not in shape(f"Do you miss her? {again}")


def test_what_is_not_there_is_left_out(replies: list[tuple[Case, str]]) -> None:
    assert shape("") == shape("...") == {}
    for case, reply in replies[::5]:
        assert all(0 < value <= 5 for value in shape(reply, case.says).values()), reply


def test_shape_does_not_depend_on_names_or_numbers() -> None:
    one = shape("You miss Anna, after 3 years.", "Anna left in 2019.")
    assert one == shape("You miss Ngozi, after 12 years.", "Ngozi left in 2003.")
