"""Pause: where a word falls in the script, what it loses, and that no clock is kept."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record
from attunement.exercises.pause import Pause
from attunement.judging import pacing

from .conftest import comes_back, tell

HEAVY = [{"do": "wait"}, {"do": "wait"}, {"do": "wait"}, {"do": "speak", "beat": 2}, {"do": "speak", "beat": 1}]


@pytest.fixture
def heavy() -> Pause:
    return Pause("after-something-heavy")


def walk(exercise: Pause, steps: list[dict[str, Any]]) -> None:
    for number, step in enumerate(steps):
        tell(exercise, passage=number, **step)


def rows(exercise: Pause) -> list[tuple[str, int]]:
    return [(row["kind"], row["valence"]) for row in exercise.state["review"]]


def test_a_silence_has_parts_before_and_within_its_range_and_a_little_early_is_not_too_soon() -> None:
    assert pacing.beats({"from": 5, "to": 14}) == [("early", 2.12), ("early", 2.12), ("within", 4.88), ("within", 4.88)]
    assert pacing.beats({"to": 3}) == [("early", 1.5), ("early", 1.5)]
    assert pacing.beats({"to": 1.2}) == [("early", 1.2)]
    assert pacing.beats({"from": 1, "to": 4})[0] == ("early", 0.75)
    assert pacing.beats(None) == []


def test_all_that_fits_is_heard_to_the_end(heavy: Pause) -> None:
    walk(heavy, HEAVY)
    assert rows(heavy) == [("after", 1), ("heard", 1), ("after", 1), ("within", 1), ("within", 1)]
    assert heavy.state["closing"] == heavy.word("pause_end", name="Teodora")
    assert heavy.said["heard"].endswith(heavy.state["closing"])
    assert [(one.skill, one.share) for one in record.current().results] == [("listening", 1.0)]


def test_a_word_over_her_words_breaks_them_off_and_afterwards_one_can_read_what_was_lost(heavy: Pause) -> None:
    tell(heavy, do="speak", passage=0, clause=1)
    told = heavy.state["told"][0]
    assert (told["heard"], told["fades"]) == ("My brother died in March. You know …", "that,")
    assert told["valence"] == -1
    assert "gives her a way out" in heavy.said["heard"]
    assert heavy.state["review"] == []
    walk(heavy, [{"do": "nothing"}, *HEAVY[1:]])
    assert heavy.state["review"][0]["unsaid"] == "that, I told you the first time."
    assert record.current().results[0].share == 0.8


def test_a_word_too_soon_loses_what_would_have_come(heavy: Pause) -> None:
    walk(heavy, [*HEAVY[:2], {"do": "speak", "beat": 0}, {"do": "nothing"}, HEAVY[4]])
    assert [kind for kind, _ in rows(heavy)] == ["after", "heard", "early", "lost", "within"]
    assert heavy.state["review"][3]["unsaid"].startswith("I sat in the engine room")
    assert heavy.state["closing"] == heavy.word("pause_end_lost", name="Teodora")
    assert len(heavy.state["told"]) == 4
    assert record.current().results[0].share == 0.75


def test_waiting_can_leave_her_alone(heavy: Pause) -> None:
    walk(heavy, [{"do": "wait"}] * 5)
    assert rows(heavy)[3:] == [("after", -1), ("after", -1)]


def test_a_small_sound_is_kind_to_one_and_nothing_to_another(heavy: Pause) -> None:
    judged = Pause("a-silence-that-judges")
    tell(judged, do="nod", passage=0, beat=0)
    assert (judged.state["told"][0]["kind"], judged.state["told"][0]["valence"]) == ("nod", 1)
    assert judged.state["now"]["passage"] == 1
    tell(judged, do="nod", passage=1, beat=0)
    assert judged.state["told"][1]["valence"] == 0
    tell(heavy, do="nod", passage=0, clause=0)
    assert (heavy.state["now"]["passage"], heavy.state["now"]["nodded"], heavy.state["told"]) == (0, True, [])
    assert "The small sound says that you remember." in heavy.said["heard"]
    tell(heavy, do="nod", passage=0, clause=1)
    assert heavy.said["trouble"]
    assert len(heavy.kept["steps"]) == 1
    walk(heavy, HEAVY)
    assert heavy.state["review"][0]["nod"] == 1.1


def test_a_small_sound_of_which_the_author_says_nothing_changes_nothing() -> None:
    breath = Pause("a-breath-is-no-door")
    tell(breath, do="nod", passage=0, beat=0)
    assert breath.state["now"]["passage"] == 0
    assert breath.said["heard"] == breath.word("pause_nod_plain")


@pytest.mark.parametrize(
    "fields",
    [{}, {"clause": 9}, {"beat": 9}, {"clause": 0, "beat": 0}, {"clause": True}, {"beat": 0.5}, {"passage": 1, "clause": 0}],
)
def test_what_is_no_place_changes_nothing(heavy: Pause, fields: dict[str, Any]) -> None:
    for step in ("speak", "nod"):
        tell(heavy, do=step, **{"passage": 0, **fields})
        assert heavy.said["trouble"]
    tell(heavy, do="wait", passage=3)
    assert (heavy.state["told"], heavy.kept["steps"]) == ([], [])


def test_nothing_is_done_after_the_end(heavy: Pause) -> None:
    walk(heavy, HEAVY)
    tell(heavy, do="wait", passage=4)
    assert heavy.said["text"] == heavy.word("pause_gone_on")
    assert len(record.current().results) == 1


def test_what_is_kept_is_the_decision_and_its_place(heavy: Pause) -> None:
    tell(heavy, do="speak", passage=0, beat=1, seconds=2.31, speed=9)
    assert [{key for key in step if key != "time"} for step in heavy.kept["steps"]] == [{"do", "passage", "beat"}]


def test_steps_that_come_back_are_carried_out_again(heavy: Pause) -> None:
    walk(heavy, [{"do": "nod", "clause": 0}])
    walk(heavy, HEAVY)
    again = comes_back(heavy)
    tell(again, do="again")
    assert (again.state["told"], again.state["review"], again.kept["steps"]) == ([], [], [])


def test_faults_are_told_to_the_author() -> None:
    fine = {"does": "She waits.", "why": "She would."}
    says = [{"words": "One two three", "seconds": 1}]
    silence = {"from": 5, "to": 4, "sees": "…", "range": "…", "early": fine, "after": fine}
    passages = [
        {"says": [{"words": "I am slow", "seconds": 9}], "cut": fine},
        {"says": says, "cut": fine, "silence": silence},
        {"says": says, "cut": fine | {"loses": True}},
    ]
    assert [steps for steps, _ in Pause.faults({"passages": passages})] == [
        ["passages", 0, "says", 0, "seconds"],
        ["passages", 1, "silence", "to"],
        ["passages", 1, "silence", "from"],
        ["passages", 2],
    ]
