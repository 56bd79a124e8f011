"""Peer: three readings of one reply, what they differ in, and a sheet that is whole when every part is there."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record
from attunement.exercises.peer import Peer
from attunement.judging import sheets

from .conftest import tell

RATING = {"level": 2, "attention": 2, "acceptance": 1, "appreciation": 1, "affirmation": 0}
NOTE = {
    "reached": "It sees who runs the house.",
    "reached_words": "you keep the whole house running",
    "way": "It takes the friend's side.",
    "way_words": "Maybe he didn't mean it badly.",
    "question": "What did you want him to hear first?",
}
BRING = {"happened": "He joked, then stopped.", "tried": "I joked back.", "wish": "How do I stay after a joke?", "checks": [0, 2]}
BETTER = "A friend asks, and there is nothing you can point to. No wonder that stung, when nobody sees what you do."


@pytest.fixture
def ines() -> Peer:
    return Peer("callum-01")


@pytest.fixture
def own() -> Peer:
    return Peer("own-maya-01")


def fill(sheet: Peer, **changes: Any) -> None:
    tell(sheet, do="rate", who="peer", **RATING)
    tell(sheet, do="note", **NOTE | changes)


@pytest.mark.parametrize(
    ("passage", "held"),
    [
        ("the WHOLE house", True),
        ("house running, and then", True),
        ("hou", False),
        ("o", False),
        ("…", False),
        ("mean it badly.", True),
    ],
)
def test_a_passage_is_whole_words_of_the_reply(ines: Peer, passage: str, held: bool) -> None:  # noqa: FBT001 (a parameter)
    assert sheets.holds(ines.done["reply"]["text"], passage) is held


def test_the_writers_rating_and_the_form_check_wait_until_the_peer_has_spoken(ines: Peer) -> None:
    tell(ines, do="rate", who="peer", **RATING)
    assert ines.state["compared"] == {}
    assert ines.state["filled"]["writer"] is None
    assert set(ines.task["writer"]) == {"name", "reply"}
    tell(ines, do="note", **NOTE)
    compared = ines.state["compared"]
    assert compared["heads"] == ["Ines, who wrote it", "You", "Form check"]
    assert compared["rows"][0][1:3] == ["4 · adds what was felt but not said", "2 · not there yet"]
    assert compared["says"].startswith("I wanted him")


def test_what_they_differ_in_is_told_and_nobody_is_right(ines: Peer) -> None:
    fill(ines)
    told = " ".join(ines.state["compared"]["lines"])
    assert "You differ most in Affirmation. Ines, who wrote it: clearly. You: works against it." in told
    assert "Which is it?" in told


def test_the_anchors_are_replies_to_the_same_client(ines: Peer) -> None:
    assert list(ines.task["anchors"]) == ["1", "2", "3", "4", "5"]


def test_a_passage_must_stand_in_the_reply(ines: Peer) -> None:
    fill(ines, way_words="He meant it kindly")
    assert "does not stand in the reply" in ines.said["text"]
    assert "note" not in ines.done
    tell(ines, do="note", **NOTE | {"way": "", "way_words": ""})
    assert ines.done["note"]["way"] == ""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why did you say that?", "begins with why"),
        ("Don't you think it was too soon?", "its answer in it already"),
        ("Did you see the sticker?", "answered with yes or no"),
        ("What did you hope? And what came?", "more than one question"),
        ("What did you want him to hear first?", "Your sentences are kept."),
    ],
)
def test_a_question_to_a_colleague_gets_a_remark_and_is_kept(ines: Peer, question: str, told: str) -> None:
    fill(ines, question=question)
    assert told in ines.said["text"]
    assert ines.done["note"]["question"] == question


def test_the_sheet_is_whole_with_its_last_part_and_recorded_once(ines: Peer) -> None:
    fill(ines)
    tell(ines, do="bring", **BRING)
    assert not ines.state["whole"]
    tell(ines, do="next", criterion="affirmation", text=BETTER)
    assert ines.state["whole"]
    assert "The version changed on what was criticised. The sheet is complete" in ines.said["text"]
    tell(ines, do="bring", **BRING | {"checks": [0, 1, 2, 3]})
    assert [(one.exercise, one.share) for one in record.current().results] == [("peer/callum-01", None)]


def test_a_version_that_did_not_change_on_the_criterion_is_told_so(ines: Peer) -> None:
    fill(ines)
    tell(ines, do="bring", **BRING)
    tell(ines, do="next", criterion="appreciation", text="Have you thought about joining a group for fathers?")
    assert "sees no change yet" in ines.said["text"]
    same = ines.task["writer"]["reply"].upper()
    tell(ines, do="next", criterion="appreciation", text=same)
    assert ines.said["trouble"]


def test_an_own_reply_with_the_peer_still_to_come(own: Peer) -> None:
    tell(own, do="rate", who="writer", **RATING)
    assert "still open" in own.said["text"]
    tell(own, do="reply", text="You say you're fine, and that boy keeps you awake at night.")
    tell(own, do="rate", who="writer", **RATING)
    tell(own, do="reply", text="Something else entirely.")
    assert "they stay" in own.said["text"]
    tell(own, do="without")
    tell(own, do="note", **NOTE | {"reached_words": "that boy", "way": "", "way_words": ""})
    assert own.state["compared"]["rows"][0][2] == "no rating"
    tell(own, do="rate", who="peer", **RATING | {"level": 5})
    assert own.state["compared"]["rows"][0][2].startswith("5")


def test_those_who_are_close_look_at_the_form_check_together(ines: Peer) -> None:
    tell(ines, do="rate", who="peer", level=4, attention=3, acceptance=3, appreciation=3, affirmation=3)
    tell(ines, do="note", **NOTE)
    told = " ".join(ines.state["compared"]["lines"])
    assert "Form check: not shown yet. Look for the words that the form check may have counted" in told
    tell(ines, do="rate", who="peer", level=4, attention=3, acceptance=2, appreciation=1, affirmation=1)
    assert "Ask each other" in " ".join(ines.state["compared"]["lines"])


def test_where_the_form_check_abstains_it_says_so(own: Peer) -> None:
    model = own.to(0).models[-1].reply
    tell(own, do="reply", text=model)
    tell(own, do="rate", who="writer", **RATING)
    tell(own, do="rate", who="peer", **RATING)
    tell(own, do="note", **NOTE | {"reached_words": model, "way": "", "way_words": ""})
    compared = own.state["compared"]
    assert compared["lines"][0].startswith("The form check gives no rating here: This is one of our example replies")
    assert [row[3] for row in compared["rows"]] == ["no rating"] * 5
    assert compared["lines"][1].startswith("All ratings agree.")
    tell(own, do="bring", **BRING)
    tell(own, do="next", criterion="attention", text="You came in your coat, and the boy came too.")
    assert "cannot compare" in own.said["text"]


def test_steps_that_come_back_are_carried_out_again(ines: Peer) -> None:
    fill(ines)
    tell(ines, do="bring", **BRING)
    kept, state = ines.kept, ines.state
    back = Peer("callum-01")
    tell(back, do="restore", **kept)
    assert back.kept == kept
    assert {**back.state, "count": 0} == {**state, "count": 0}
    tell(back, do="again")
    assert back.state["filled"]["peer"] is None


@pytest.mark.parametrize(
    "content",
    [
        {"do": "rate", "who": "writer", **RATING},
        {"do": "rate", "who": "peer", **RATING, "attention": 4},
        {"do": "reply", "text": "You keep going."},
        {"do": "without"},
        {"do": "note", **NOTE},
        {"do": "bring", **BRING},
        {"do": "bring", **BRING, "checks": [4]},
        {"do": "next", "criterion": "warmth", "text": "You keep going."},
    ],
)
def test_what_cannot_be_filled_in_changes_nothing(ines: Peer, content: dict[str, Any]) -> None:
    tell(ines, **content)
    assert ines.said["trouble"]
    assert ines.kept["steps"] == []


def test_differences_are_found_among_those_who_rated() -> None:
    readings = {
        "writer": {"level": 4, "attention": 3},
        "peer": {"level": 2, "attention": 3},
        "check": {"level": None, "attention": 1},
    }
    assert [(one.row, one.steps, one.high, one.low) for one in sheets.apart(readings)] == [
        ("level", 2, "writer", "peer"),
        ("attention", 2, "writer", "check"),
    ]
    assert sheets.alone(readings) == ""
    assert sheets.alone(readings | {"peer": {"attention": 2}}) == "attention"


def test_an_example_must_stand_where_it_is_wanted() -> None:
    assert [steps for steps, _ in Peer.faults({"whose": "example"})] == [["whose"]]
    assert [steps for steps, _ in Peer.faults({"whose": "own"})] == []
    assert [steps for steps, _ in Peer.faults({"whose": "own", "example": {}})] == [["example"]]
