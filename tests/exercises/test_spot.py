"""Spot: what marks are worth, how it is told, and what an author may not do."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record, workbook
from attunement.exercises.spot import Spot
from attunement.judging import passages

from .conftest import comes_back, tell


@pytest.fixture
def maya() -> Spot:
    return Spot("maya-01")


def at(exercise: Spot, *keys: str) -> list[int]:
    """Return the numbers of the phrases of these names."""
    return [number for key in keys for number, phrase in enumerate(exercise.phrases) if phrase.key == key]


def groups(exercise: Spot) -> list[str]:
    return [remark["group"] for remark in exercise.state["remarks"]]


CUES = ["coat", "fine", "everyone", "boy", "fast", "anyway", "key"]


def test_precision_and_recall_are_told_in_words_and_each_mark_has_its_reason(maya: Spot) -> None:
    tell(maya, do="look", marks=at(maya, "fine", "everyone", "boy", "fast", "rota"))
    assert maya.state["told"].startswith(
        "You marked five places; four of them say something about how Maya is. Three cues went by."
    )
    assert "can be seen and heard" in maya.state["told"]
    assert [group for group in groups(maya) if group != "half"] == ["cues", "cues", "decoys", "cues", "cues"]
    assert "She hides in a crowd." in maya.said["heard"]
    assert "news from work" in maya.said["heard"]
    assert maya.state["went"] == []


def test_what_goes_together_is_told_and_one_half_asks_for_the_other(maya: Spot) -> None:
    tell(maya, do="look", marks=at(maya, "fine"))
    assert groups(maya) == ["cues", "half"]
    tell(maya, do="again")
    tell(maya, do="look", marks=at(maya, "fine", "coat"))
    assert groups(maya) == ["cues", "cues", "pair"]
    assert "Neither is a lie." in maya.said["heard"]


def test_what_went_by_is_shown_when_it_is_asked_for_and_after_a_second_look(maya: Spot) -> None:
    tell(maya, do="reveal")
    assert maya.said["trouble"]
    tell(maya, do="look", marks=at(maya, *CUES[:6]))
    assert maya.state["went"] == []
    tell(maya, do="reveal")
    assert [remark["group"] for remark in maya.state["went"]] == ["cues"]
    assert "The hand may be saying" in maya.said["heard"]
    tell(maya, do="again")
    tell(maya, do="look", marks=at(maya, "fine"))
    tell(maya, do="look", marks=at(maya, "fine", "boy"))
    assert len([remark for remark in maya.state["went"] if remark["group"] == "cues"]) == 5
    assert maya.state["reply"]["words"].startswith("You say you're fine")


def test_the_first_look_is_recorded_once_all_is_found_or_shown(maya: Spot) -> None:
    tell(maya, do="look", marks=at(maya, "fine", "boy", "door"))
    assert record.current().results == []
    tell(maya, do="look", marks=at(maya, *CUES))
    tell(maya, do="look", marks=at(maya, "fine"))
    assert [(one.exercise, one.share) for one in record.current().results] == [("spot/maya-01", 0.286)]  # 2/7 - 0/3


def test_looking_is_scored_for_nobody(maya: Spot) -> None:
    for name in workbook.ids("spot"):
        judged = [one for one in Spot(name).phrases if one.how == "does" and one.group in ("cues", "decoys")]
        assert [one.words for one in judged if passages.LOOKING.search(one.words)] == []
    tell(maya, do="look", marks=at(maya, "door"))
    assert maya.state["told"].startswith("One is left open.")
    assert groups(maya) == ["either"]
    with_door, without = (
        passages.share([maya.phrases[n] for n in at(maya, *keys)], maya.phrases) for keys in (["fine", "door"], ["fine"])
    )
    assert with_door == without


def test_everything_marked_is_no_art(maya: Spot) -> None:
    tell(maya, do="look", marks=list(range(len(maya.phrases))))
    assert maya.state["told"].startswith("Everything here is marked")
    assert record.current().results[0].share == 0.0


def test_one_mark_in_vain_costs_little_and_all_marks_are_worth_nothing(maya: Spot) -> None:
    def share(*keys: str) -> float:
        return passages.share([maya.phrases[n] for n in at(maya, *keys)], maya.phrases)

    assert share(*CUES) == 1.0
    assert round(share(*CUES, "rota"), 2) == 0.67
    assert share(*CUES, "rota", "hair", "puppy") == share("rota") == 0.0


def test_what_was_said_before_is_not_said_again(maya: Spot) -> None:
    tell(maya, do="look", marks=at(maya, "fine"))
    assert "It answers the question and closes it." in maya.said["heard"]
    tell(maya, do="look", marks=at(maya, "fine", "rota"))
    assert "It answers the question and closes it." not in maya.said["heard"]
    assert "It is news from work" in maya.said["heard"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["fine"], "You marked one place, and it says something"),
        (["rota"], "You marked one place. It says little"),
        (["rota", "hair"], "You marked two places. None of them"),
        (["rota", "fine"], "You marked two places; one of them says something"),
        (["fine", "door"], "You marked two places; one of them says something"),
        (["fine", "boy"], "You marked two places, and each says something"),
    ],
)
def test_every_count_makes_a_sentence(maya: Spot, keys: list[str], told: str) -> None:
    tell(maya, do="look", marks=at(maya, *keys))
    assert maya.state["told"].startswith(told)


@pytest.mark.parametrize("marks", [[], None, "1", [1, 1], [99], [-1], [True], [1.0], ["1"], [[1]], list(range(500))])
def test_what_is_no_mark_changes_nothing(maya: Spot, marks: Any) -> None:
    tell(maya, do="look", marks=marks)
    assert maya.state["looks"] == 0
    assert maya.kept["steps"] == []
    assert maya.said["trouble"]


def test_the_same_look_twice_is_no_second_try(maya: Spot) -> None:
    for _ in range(2):
        tell(maya, do="look", marks=at(maya, "fine"))
    assert maya.said["trouble"]
    assert maya.state["looks"] == 1
    assert maya.state["went"] == []


def test_steps_that_come_back_are_carried_out_again(maya: Spot) -> None:
    tell(maya, do="look", marks=at(maya, "fine", "rota"))
    tell(maya, do="reveal")
    again = comes_back(maya)
    tell(again, do="forget")
    assert again.kept == {"steps": [], "results": []}


def test_answers_stay_in_python(maya: Spot) -> None:
    assert "why" not in str(maya.task)
    assert "cues" not in str(maya.task)


def test_whoever_has_no_marked_passage_is_only_read() -> None:
    watched = Spot("baraka-01")
    numbers = {turn["who"]: {part["number"] for part in turn["parts"]} for turn in watched.task["turns"]}
    assert numbers["client"] == {None}
    assert None not in numbers["therapist"]


def test_a_text_is_cut_at_its_clauses_and_at_its_marks() -> None:
    assert list(passages.pieces("Well, I came. [Nobody asked]{alone}, and then I left the house.  Fine.")) == [
        ("Well, I came.", ""),
        ("Nobody asked,", "alone"),
        ("and then I left the house. Fine.", ""),
    ]


@pytest.mark.parametrize(
    ("turn", "rest", "told"),
    [
        ({"says": "[I came.]{came} [Here"}, {"cues": {"came": "…"}}, "a bracket is left over"),
        ({"says": "[I came.]{came}"}, {"cues": {}}, "`came` is explained nowhere"),
        ({"says": "I came."}, {"cues": {"came": "…"}}, "`came` stands 0 times"),
        ({"says": "[I came.]{came}"}, {"cues": {"came": "…"}, "decoys": {"came": "…"}}, "in two lists"),
        ({"does": "[She avoids eye contact.]{eyes}"}, {"cues": {"eyes": "…"}}, "nobody is scored"),
        ({"says": "[I came.]{came}"}, {"cues": {"came": "…"}, "pairs": [{"cues": ["came", "went"]}]}, "`went` is no cue"),
    ],
)
def test_what_an_author_should_mend_is_told(turn: dict[str, str], rest: dict[str, Any], told: str) -> None:
    source = {"client": {}, "turns": [{"who": "client"} | turn], **rest}
    assert any(told in message for _, message in Spot.faults(source))


def test_a_transcript_has_one_client() -> None:
    source = {"turns": [{"who": "client", "says": "[I came.]{came} It was a Monday."}], "cues": {"came": "…"}}
    assert list(Spot.faults(source | {"case": "maya-01"})) == []
    assert ["write either" in message for _, message in Spot.faults(source)] == [True]
    assert ["write either" in message for _, message in Spot.faults(source | {"case": "maya-01", "client": {}})] == [True]


@pytest.mark.parametrize(
    ("turn", "more", "told"),
    [
        ({"says": "[I came.]{came}"}, {}, "nothing is told apart"),
        ({"does": "[She comes in.]{came} She looks round the room."}, {}, "`She looks round the room.` is about looking"),
        ({"does": "[She looks at the door.]{came} It rains."}, {}, "Move it to `either`."),
        ({"says": "[I came.]{came} It was a Monday."}, {"pairs": [{"cues": ["came", "came"]}]}, "no pair with itself"),
    ],
)
def test_slips_of_an_author_are_told(turn: dict[str, str], more: dict[str, Any], told: str) -> None:
    source = {"case": "maya-01", "turns": [{"who": "client", **turn}], "cues": {"came": "…"}, **more}
    messages = [message for _, message in Spot.faults(source)]
    assert len(messages) == 1
    assert told in messages[0]
