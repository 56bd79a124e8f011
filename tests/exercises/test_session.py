"""Session: a way through each shipped session, tricks that must not open anybody, the arc, and work that comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from attunement import record, workbook, yamlfile
from attunement.exercises.session import Session
from attunement.judging import story

from .conftest import comes_back, tell

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[1] / "data"
WAYS = yamlfile.read(DATA / "sessions.yaml")  # session → good and poor → replies, each with the beat it answers
REPLIES = yamlfile.read(DATA / "beats.yaml")  # session → beat → a good reply
MET = REPLIES["maya-01"]["fine"]
MISJUDGED = 1  # good replies to one session that the form check may take for a miss
STOCK = "It sounds as if this hurts more than you say, and I wonder if it has been lonely. We can go as slowly as you like."
FEELINGS = ["sad", "lonely", "ashamed", "afraid", "guilty"]
POOR = [
    "Have you tried a walk?",
    "You should sleep more.",
    "At least you have work.",
    "Don't worry.",
    "Everything happens for a reason.",
]
TRICKS: dict[str, Callable[[dict[str, Any], int], str]] = {
    "the same two words": lambda _, __: "I understand.",
    "the same two words, louder": lambda _, number: "I understand" + "!" * number,
    "one good sentence everywhere": lambda _, __: STOCK,
    "the client's words": lambda beat, _: beat["says"],
    "the client's words and one good sentence": lambda beat, _: f"{beat['says']} {STOCK}",
    "what the client hurries past in one frame": lambda beat, _: (
        f"You say {beat.get('hurries_past', '')}, and perhaps that feels sad."
    ),
    "feelings by turns": lambda _, number: (
        f"It sounds like you feel {['sad', 'lonely', 'ashamed', 'afraid', 'guilty'][number % 5]}."
    ),
    "advice by turns": lambda _, number: POOR[number % 5],
    "gibberish": lambda _, number: "Purple trains and slow bread " + "sing " * number,
}

every = pytest.mark.parametrize("name", workbook.ids("session"))


@pytest.fixture
def maya() -> Session:
    return Session("maya-01")


def say(session: Session, *texts: str) -> None:
    for text in texts:
        tell(session, do="say", turn=len(session.turns), text=text)


def through(session: Session, reply: Callable[[dict[str, Any], int], str]) -> int:
    """Say what `reply` gives for each beat, to the end or to what cannot be read; return the trust of the ending."""
    while session.state["arc"] is None and not session.said["trouble"]:
        say(session, reply(session.source["beats"][session._now()], len(session.turns)))
    return story.ending(session.source, session.trust)["trust"]


def highest(session: Session) -> int:
    return session.source["endings"][-1]["trust"]


def walked(session: Session, replies: dict[str, str]) -> int:
    """Say what `replies` has for each beat, to the end; return the trust of the ending."""
    while session.state["arc"] is None:
        say(session, replies[session._now()])
        assert not session.said["trouble"]
    return story.ending(session.source, session.trust)["trust"]


def way(name: str, which: str) -> dict[str, str]:
    return {turn["beat"]: turn["reply"] for turn in WAYS[name][which]}


@every
def test_good_replies_reach_the_open_end_and_poor_ones_the_closed_one(name: str) -> None:
    assert walked(Session(name), way(name, "good")) == walked(Session(name), REPLIES[name]) == highest(Session(name))
    assert walked(Session(name), way(name, "poor")) == 0


@pytest.mark.parametrize("name", [name for name, ways in WAYS.items() if "mended" in ways])
def test_two_misses_that_are_mended_still_lead_to_the_open_end(name: str) -> None:
    mended = Session(name)
    assert walked(mended, way(name, "mended")) == highest(mended)
    assert [turn.landing for turn in mended.turns[:3]] == ["missed", "missed", "met"]
    assert mended.source["beats"][mended.turns[2].beat]["repair"]


@every
def test_a_good_reply_to_any_beat_is_seldom_taken_for_a_miss(name: str) -> None:
    source = workbook.load("session", name)
    turns = [story.turn(source, beat, REPLIES[name][beat], 2) for beat in source["beats"]]
    assert sum(turn.landing == "missed" for turn in turns if isinstance(turn, story.Turn)) <= MISJUDGED
    assert all(isinstance(turn, story.Turn) for turn in turns)


@every
@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_reaches_the_open_end(name: str, trick: str) -> None:
    session = Session(name)
    assert through(session, TRICKS[trick]) < highest(session)


@every
def test_every_beat_can_be_read_by_the_form_check(name: str) -> None:
    source = workbook.load("session", name)
    for beat in source["beats"]:
        assert isinstance(story.turn(source, beat, "I would like to hear more about that, if you want to say it.", 2), story.Turn)
        hurried = source["beats"][beat].get("hurries_past", "")
        assert hurried.casefold() in " ".join(source["beats"][beat]["says"].split()).casefold()


def test_what_the_client_feels_says_and_trusts_is_told_in_this_order(maya: Session) -> None:
    say(maya, MET)
    heard = maya.said["heard"]
    places = [
        heard.index(words) for words in ("I said it so fast.", "It's mostly after midnight.", "Maya's trust: testing, a step up.")
    ]
    assert places == sorted(places)
    assert maya.state["turns"][0]["landed"] == "+ met, level 4"


def test_a_formula_misses_and_the_client_says_so(maya: Session) -> None:
    say(maya, MET, MET)
    assert maya.state["turns"][1]["landed"] == "− missed, said before"
    assert maya.said["heard"].startswith("What Maya feels: You said that before.")
    tell(maya, do="check", text=MET, seq=1)
    assert "Maya will notice" in maya.check["gap"]


def test_mending_is_marked_and_counts_double(maya: Session) -> None:
    say(maya, "I understand.", "I hear you.")
    assert "Something went wrong a moment ago. It can be mended." in maya.said["heard"]
    assert maya.trust == 0
    say(maya, "I'm sorry. I asked you things off a list, and you wanted to be heard. Perhaps you feel a bit alone in here.")
    assert (maya.turns[-1].landing, maya.trust) == ("met", 2)


def test_a_question_alone_leaves_trust_as_it_is_and_says_so(maya: Session) -> None:
    say(maya, "I understand.")
    tell(maya, do="check", text="How does that make you feel?", seq=1)
    assert "Maya's trust stays as it is" in maya.check["gap"]
    say(maya, "How does that make you feel?")
    assert (maya.turns[-1].landing, maya.turns[-1].asks, maya.trust) == ("heard", True, 1)
    assert maya.state["turns"][-1]["landed"] == "= asked, level 3"
    assert maya.said["heard"].startswith("What Maya feels: A question.")


def test_trust_that_is_there_grows_by_half_steps(maya: Session) -> None:
    for _ in range(3):
        say(maya, way("maya-01", "good")[maya._now()])
    assert maya.state["trust"] == 4.5
    assert maya.state["change"] == "leaning in, half a step up"
    maya.turns[-1] = maya.turns[-1]._replace(before=4.5, trust=6)
    assert maya.change() == "open, 1½ steps up"


def test_a_reply_can_be_taken_back_and_stays_in_the_list(maya: Session) -> None:
    say(maya, "I understand.")
    tell(maya, do="back", turn=1)
    assert maya.state["turns"] == []
    assert maya.trust == 2
    assert "Maya has not heard it." in maya.said["text"]
    while maya.state["arc"] is None:
        say(maya, REPLIES["maya-01"][maya._now()])
    rows = maya.state["arc"]["rows"]
    assert [(row[0], row[2]) for row in rows[:2]] == [("1, taken back", "I understand."), ("1", MET)]


def test_a_second_click_does_not_speak_to_the_next_turn(maya: Session) -> None:
    say(maya, MET)
    tell(maya, do="say", turn=0, text=MET)
    tell(maya, do="back", turn=0)
    assert len(maya.turns) == len(maya.kept["steps"]) == 1
    assert maya.said["trouble"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "a\x00b", None, 7, "long " * 2000])
def test_what_cannot_be_read_moves_nothing(maya: Session, text: Any) -> None:
    tell(maya, do="say", turn=0, text=text)
    assert maya.state["turns"] == []
    assert maya.kept["steps"] == []
    assert maya.said["trouble"]


def test_the_end_is_recorded_once_with_the_arc(maya: Session) -> None:
    through(maya, TRICKS["advice by turns"])
    arc = maya.state["arc"]
    assert arc["title"] == "Maya closes down: from wary to closed."
    assert arc["opened"] == "No reply brought Maya nearer this time."
    assert "closed most (turn " in arc["closed"]
    assert arc["next"].startswith("Turn ")
    assert len(arc["rows"]) == len(maya.turns)
    assert "Turn 1: − missed" in maya.caption["alt"]
    tell(maya, do="draw", width=320)
    assert maya.picture["svg"]
    say(maya, "I am here.")
    assert "over" in maya.said["text"]
    tell(maya, do="back", turn=len(maya.turns))
    assert maya.caption["stamp"] == 0
    say(maya, "I would hold it gently.")
    assert [(one.exercise, one.skill, one.share) for one in record.current().results] == [
        ("session/maya-01", "whole sessions", 0.0)
    ]


def test_what_opened_most_is_a_turn_at_which_trust_rose(maya: Session) -> None:
    met = {"level": 4, "landing": "met", "again": False, "next_step": ""}
    maya.turns = [
        story.Turn(beat="fine", text="One.", reached=4.0, before=5, trust=6, **met),
        story.Turn(beat="midnight", text="Two.", reached=5.0, before=6, trust=6, **met),
    ]
    assert maya.arc()["opened"].startswith("“One” opened most (turn 1).")


def test_where_every_reply_meets_there_is_still_something_to_try(maya: Session) -> None:
    maya.turns = [story.Turn("fine", MET, 4, 4.3, "met", again=False, before=2, trust=3, next_step="")]
    assert maya.arc()["next"].startswith("Every reply met Maya.")
    assert maya.arc()["closed"] == "No reply closed Maya down."


def test_the_form_check_can_be_switched_off(maya: Session) -> None:
    maya.source = maya.source | {"hints": False}
    assert maya.shows()["hints"] is False
    tell(maya, do="check", text=MET, seq=1)
    assert maya.check == {}
    say(maya, MET)
    assert len(maya.turns) == 1


def test_work_that_comes_back_is_the_same_session(maya: Session) -> None:
    say(maya, "I understand.")
    tell(maya, do="back", turn=1)
    while maya.state["arc"] is None:
        say(maya, REPLIES["maya-01"][maya._now()])
    again = comes_back(maya)
    tell(again, do="again")
    assert (again.state["turns"], again.state["arc"], again.caption["stamp"]) == ([], None, 0)
    tell(again, do="forget")
    assert again.kept == {"steps": [], "results": []}
