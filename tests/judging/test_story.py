"""The story of a session: which way a reply leads, how trust moves, what is a formula, where an author's story does not hold."""

from __future__ import annotations

import time
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest

from attunement.judging import formula, plot, story

SAYS = "I never sleep since the move, and nobody at home asks me why I am so tired."
GIVEN = "You have moved, and since then you lie awake, and nobody at home asks you about it."
HEARD = "You have not slept since you moved."


def beat(to: str, **more: Any) -> dict[str, Any]:
    branch = {"to": to, "felt": "Something lets go."}
    return {"says": SAYS, "does": "She looks up.", "met": branch, "heard": branch, "missed": branch} | more


@pytest.fixture
def source() -> dict[str, Any]:
    """Return a story of eight beats in a row."""
    names = [*"abcdefgh", "end"]
    return {
        "client": {"name": "Ada", "pronouns": "she", "about": "50, baker", "scene": "She sits."},
        "feelings": {"surface": ["tired"], "beneath": ["lonely"]},
        "strengths": ["She came."],
        "trust": 2,
        "opening": "a",
        "beats": {name: beat(to) for name, to in pairwise(names)},
        "endings": [{"trust": trust, "says": "", "does": "She goes.", "felt": "Well."} for trust in (0, 3, 5)],
    }


@pytest.mark.parametrize(
    ("landing", "trust", "repair", "steps"),
    [
        ("met", 2, False, 1),
        ("met", 3.5, False, 1),
        ("met", 4, False, 0.5),
        ("met", 5.5, False, 0.5),
        ("heard", 2, False, 1),
        ("heard", 3, False, 0),
        ("missed", 4, False, -1),
        ("met", 1, True, 2),
        ("heard", 4, True, 1),
        ("missed", 1, True, -1),
    ],
)
def test_trust_moves_by_what_the_reply_does_and_mending_counts_double(
    landing: str, trust: float, repair: Any, steps: float
) -> None:
    assert story.moves(beat("end", repair=repair), landing, trust) == steps


def test_a_command_that_the_client_has_spoken_is_none_when_it_is_given_back(source: dict[str, Any]) -> None:
    source["beats"]["a"]["says"] = "The shortest answer is, don't go. I never said it. I was so frightened."
    back, given = (
        "Don't go. You never said it, and you were so frightened of what she would answer.",
        "Don't worry. You never said it.",
    )
    assert story.turn(source, "a", back, 2).landing in ("met", "heard")
    assert story.turn(source, "a", given, 2).landing == "missed"


@pytest.mark.parametrize(("text", "asks"), [("How does that make you feel?", True), (GIVEN, False)])
def test_a_question_alone_gives_nothing_back(source: dict[str, Any], text: str, asks: bool) -> None:  # noqa: FBT001 (a parameter)
    turn = story.turn(source, "a", text, 2)
    assert (turn.landing, turn.asks, turn.trust) == ("heard", asks, 2 if asks else 3)


def test_an_author_may_say_how_far_trust_moves() -> None:
    assert story.moves(beat("end", met={"to": "end", "felt": "Oh.", "trust": 3}), "met", 0) == 3


@pytest.mark.parametrize(("trust", "after"), [(0, 0), (6, 5)])
def test_trust_stays_on_its_scale(source: dict[str, Any], trust: int, after: int) -> None:
    turn = story.turn(source, "a", "Have you tried lavender? You should get over it.", trust)
    assert isinstance(turn, story.Turn)
    assert (turn.landing, turn.before, turn.trust) == ("missed", trust, after)


def test_the_form_check_decides_whether_the_client_was_met_heard_or_missed(source: dict[str, Any]) -> None:
    met = "You lie awake since the move, and nobody asks. I wonder how lonely it is to be tired among people who love you."
    heard = "Since the move you have hardly slept, you are tired, and nobody at home asks."
    landed = [story.turn(source, "a", text, 2) for text in (met, heard, "You should go to bed earlier.")]
    assert [turn.landing for turn in landed if isinstance(turn, story.Turn)] == ["met", "heard", "missed"]


def test_owning_ones_part_mends_where_something_went_wrong_and_is_self_focus_elsewhere(source: dict[str, Any]) -> None:
    source["beats"]["b"]["repair"] = True
    text = "I did not wait just now, and I'm sorry. It must be lonely to be so tired and not be asked."
    (before, _), (mending, left_out) = story.reading(source, "a", text), story.reading(source, "b", text)
    assert left_out
    assert mending["level"] > before["level"]
    assert text[mending["findings"][0]["start"] :].startswith("It must be lonely")
    assert not story.reading(source, "b", "I went through the same thing last year.")[1]


def test_what_cannot_be_read_moves_nothing_and_says_why(source: dict[str, Any]) -> None:
    told = story.turn(source, "a", "", 2)
    assert isinstance(told, str)
    assert told


def test_the_highest_ending_that_trust_has_reached_closes(source: dict[str, Any]) -> None:
    assert [story.ending(source, trust)["trust"] for trust in range(7)] == [0, 0, 0, 3, 3, 5, 5]


# Formulas


@pytest.mark.parametrize(
    "text",
    [
        "It sounds like that was really hard for you, and I want to understand it.",
        "it sounds like that was REALLY hard for you; and I want to understand it",
        "It sounds like that was really hard for you, Ada, and I want to understand it better.",
        "Your tired days. It sounds like that was really hard for you, and I want to understand it.",
    ],
)
def test_the_same_words_with_a_touch_of_paint_are_a_formula(text: str) -> None:
    said = [("It sounds like that was really hard for you, and I want to understand it.", "Nothing helps.")]
    assert formula.said_before(text, SAYS, said)


def test_a_frame_around_the_clients_own_words_is_a_formula_the_third_time() -> None:
    frame = "You say {}, and perhaps that feels {}."
    turns = [("the cellar floods", "sad"), ("my brother sold it", "lonely"), ("nobody asks me why", "ashamed")]
    says = ["Every spring the cellar floods.", "Then my brother sold it.", SAYS]
    said = [(frame.format(*turn), to) for turn, to in zip(turns, says, strict=True)]
    assert not formula.said_before(*said[1], said[:1])
    assert formula.said_before(*said[2], said[:2])


def test_a_new_reply_with_a_few_old_words_is_none() -> None:
    said = [
        ("I'm sorry, that was a list. You want to be heard.", "I'm a form to you."),
        ("I'm sorry. I went too fast.", "Slow down."),
    ]
    assert not formula.said_before("I'm sorry. You lie awake, and nobody at home notices.", SAYS, said)


def test_an_endless_reply_is_compared_in_a_moment() -> None:
    said = [("la " * number, "la la " * 1000) for number in range(1000, 1012)]
    began = time.perf_counter()
    formula.said_before("la " * 6000, SAYS, said)
    assert time.perf_counter() - began < 2


# An author's faults


def faults(source: dict[str, Any]) -> list[list[str | int]]:
    return [steps for steps, _ in plot.faults(source)]


def test_a_story_that_holds_has_no_faults(source: dict[str, Any]) -> None:
    assert faults(source) == []
    assert (plot.shortest(source), plot.trusts(source)) == (8, {half / 2 for half in range(13)})


def test_a_beat_that_is_not_there(source: dict[str, Any]) -> None:
    broken = deepcopy(source)
    broken["beats"]["c"]["met"] = {"to": "z", "felt": "Oh."}
    assert faults(broken) == [["beats", "c", "met", "to"]]
    assert faults(source | {"opening": "z"}) == [["opening"]]


def test_a_beat_to_which_no_way_leads(source: dict[str, Any]) -> None:
    assert faults(source | {"beats": {**source["beats"], "island": beat("b")}}) == [["beats", "island"]]


def test_a_way_that_leads_round(source: dict[str, Any]) -> None:
    broken = deepcopy(source)
    broken["beats"]["g"]["missed"] = {"to": "c", "felt": "Oh."}
    assert faults(broken) == [["beats", "c"]]


def test_words_that_the_client_does_not_say_are_not_hurried_past(source: dict[str, Any]) -> None:
    broken = deepcopy(source)
    broken["beats"]["c"]["hurries_past"] = "since  the Move"
    assert faults(broken) == []
    broken["beats"]["c"]["hurries_past"] = "since the wedding"
    assert faults(broken) == [["beats", "c", "hurries_past"]]


def test_a_way_that_is_too_short(source: dict[str, Any]) -> None:
    broken = deepcopy(source)
    broken["beats"]["g"]["met"] = {"to": "end", "felt": "Oh."}
    assert faults(broken) == [["opening"]]


@pytest.mark.parametrize("trusts", [(1, 3), (0, 5, 3), (0, 3, 3)])
def test_endings_out_of_order(source: dict[str, Any], trusts: tuple[int, ...]) -> None:
    assert faults(source | {"endings": [{"trust": trust} for trust in trusts]}) == [["endings"]]


def test_an_ending_that_no_way_reaches(source: dict[str, Any]) -> None:
    broken = deepcopy(source)
    for name in broken["beats"]:
        broken["beats"][name]["met"] = {"to": broken["beats"][name]["met"]["to"], "felt": "Oh.", "trust": 0}
        broken["beats"][name]["heard"] = broken["beats"][name]["met"]
    assert faults(broken) == [["endings", 2]]
