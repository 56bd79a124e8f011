"""Repair: lines are found or not, said anew and read; both are told; what is hostile changes nothing; steps come back."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record, workbook
from attunement.exercises.repair import MOST_TRIES, Repair

from .conftest import comes_back, tell

FAULTS = [3, 7, 13]
GOOD = {
    3: "He meant it kindly, and that hurt more than the letter, I imagine. You could not look at him.",
    7: "They called you about your brother, and you drove on through the rain, worried and alone with it.",
    13: "You were worried sick that night, and now you are the abrupt one. No wonder that stings.",
}
THIN = "So how was the weekend?"


@pytest.fixture
def useful() -> Repair:
    return Repair("useful-things")


@pytest.fixture
def found(useful: Repair) -> Repair:
    tell(useful, do="look", lines=FAULTS)
    return useful


def told(exercise: Repair) -> dict[str, str]:
    return {line: one["sign"] for line, one in exercise.state["told"].items()}


def test_a_first_look_tells_what_was_marked_and_only_counts_what_went_by(useful: Repair) -> None:
    tell(useful, do="look", lines=[5, 3])
    assert told(useful) == {"3": "You found it.", "5": "Not this line."}
    assert useful.state["now"].startswith("2 more lines")  # it stays, also after a reload
    assert useful.said["heard"].endswith(useful.state["now"])
    assert "Some of his own words" in useful.said["heard"]
    assert (useful.state["opened"], useful.state["mends"]) == (False, {})


def test_a_second_look_opens_all_lines_and_the_first_one_counts(useful: Repair) -> None:
    tell(useful, do="look", lines=[3, 5])
    tell(useful, do="look", lines=[3, 7])
    assert told(useful) == {"3": "You found it.", "7": "You found it.", "13": "This line went by."}
    assert useful.state["sums"]["finding"] == "Found at the first look: 1 of 3. Marked besides: 1."
    tell(useful, do="look", lines=[3])
    assert useful.said["trouble"]


def test_the_same_marks_twice_are_no_second_look(useful: Repair) -> None:
    """A double click would else open all lines."""
    for _ in range(2):
        tell(useful, do="look", lines=[3])
    assert useful.said["text"] == useful.word("repair_looked")
    assert (useful.state["opened"], len(useful.kept["steps"])) == (False, 1)


def test_what_went_by_can_be_shown_after_a_look_and_not_before(useful: Repair) -> None:
    tell(useful, do="reveal")
    assert (useful.said["trouble"], useful.kept["steps"]) == (True, [])
    tell(useful, do="look", lines=[5])
    tell(useful, do="reveal")
    assert sorted(useful.state["mends"], key=int) == ["3", "7", "13"]


def test_a_line_may_be_named_and_a_near_miss_has_its_reason(found: Repair) -> None:
    tell(found, do="name", line=3, label="probing")
    assert "The union came first." in found.said["heard"]
    tell(found, do="name", line=3, label="minimising")
    assert "makes what happened smaller" in found.said["heard"]
    tell(found, do="name", line=3, label="advising")
    assert found.state["mends"]["3"]["named"]["remarks"][0]["valence"] == 1


def test_a_line_said_anew_shows_how_the_client_might_have_gone_on(found: Repair) -> None:
    tell(found, do="mend", line=3, text=THIN)
    mend = found.state["mends"]["3"]
    assert (mend["tries"][0]["reached"], mend["onward"]["says"], mend["models"]) == (False, "It's in writing, yes.", [])
    assert mend["tries"][0]["remarks"][0]["why"] == found.word(
        "repair_elsewhere", name="Ilir"
    )  # no level: it is an open question
    tell(found, do="mend", line=3, text=GOOD[3])
    mend = found.state["mends"]["3"]
    assert (mend["tries"][1]["reached"], mend["onward"]["says"][:17]) == (True, "I trained him. Ei")
    assert len(mend["models"]) == 2
    assert "I trained him." in found.said["heard"]


def test_a_roadblock_holds_a_line_back_whatever_its_level() -> None:
    promises = Repair("promises")
    tell(promises, do="look", lines=[1, 5, 9])
    tell(promises, do="mend", line=1, text="I promise you that everything will be fine with your daughter-in-law.")
    look = promises.state["mends"]["1"]["tries"][0]
    assert not look["reached"]
    assert "gets in the way" in look["remarks"][0]["why"]


def test_where_a_strength_is_wanted_it_must_be_named() -> None:
    knees = Repair("up-to-the-knees")
    tell(knees, do="look", lines=[1, 5, 9])
    tell(knees, do="mend", line=1, text="The changing room frightened you, I imagine.")
    assert not knees.state["mends"]["1"]["tries"][-1]["reached"]
    assert "does not find in it what Halima did" in knees.said["heard"]
    tell(knees, do="mend", line=1, text="You stood there afraid for half an hour, and you still went in, up to your knees.")
    assert knees.state["mends"]["1"]["tries"][-1]["reached"]


def test_finding_and_rewriting_are_both_told_and_recorded(useful: Repair) -> None:
    tell(useful, do="look", lines=[3, 7, 13, 5])
    for line, text in {**GOOD, 13: THIN}.items():
        tell(useful, do="mend", line=line, text=text)
    sums = useful.state["sums"]
    assert sums["finding"] == "Found at the first look: 3 of 3. Marked besides: 1."
    assert sums["mended"] == "Now taking up what Ilir had said: 2 of 3."
    assert useful.said["heard"].endswith(sums["end"])
    assert [one.share for one in record.current().results] == [0.708]
    tell(useful, do="mend", line=13, text=GOOD[13])
    assert useful.state["sums"]["mended"].endswith("3 of 3.")
    assert useful.state["sums"]["end"] == useful.word("repair_end")  # it stays, and is said once
    assert useful.word("repair_end") not in useful.said["heard"]
    assert len(record.current().results) == 1


def test_what_cannot_be_judged_is_not_counted(found: Repair) -> None:
    tell(found, do="mend", line=3, text="Das tut mir wirklich sehr leid für Sie.")
    look = found.state["mends"]["3"]["tries"][0]
    assert (look["level"], look["sure"], found.state["mends"]["3"]["onward"]) == (None, False, {})
    assert found.state["sums"]["mended"] == "Not judged: 1."


def test_where_the_form_check_is_not_sure_no_client_turns_away() -> None:
    knees = Repair("up-to-the-knees")
    tell(knees, do="look", lines=[1, 5, 9])
    tell(knees, do="mend", line=1, text="Half an hour in that room, and you still went in.")
    mend = knees.state["mends"]["1"]
    assert (mend["tries"][0]["sure"], mend["onward"]) == (False, {})


@pytest.mark.parametrize(
    "step",
    [
        {"do": "look", "lines": []},
        {"do": "look", "lines": [0]},
        {"do": "look", "lines": [3, 3]},
        {"do": "look", "lines": [3.0]},
        {"do": "look", "lines": "3"},
        {"do": "name", "line": 3, "label": "advising"},
        {"do": "mend", "line": 3, "text": "You could not look at him."},
    ],
)
def test_what_is_no_step_changes_nothing(useful: Repair, step: dict[str, Any]) -> None:
    tell(useful, **step)
    assert (useful.kept["steps"], useful.state["looked"], useful.said["trouble"]) == ([], False, True)


@pytest.mark.parametrize(
    "step",
    [
        {"do": "name", "line": 5, "label": "advising"},
        {"do": "name", "line": 3, "label": "rude"},
        {"do": "name", "line": 3},
        {"do": "name", "line": None, "label": None},
        {"do": "mend", "line": 4, "text": "You could not look at him."},
        {"do": "mend", "line": 3, "text": " "},
        {"do": "mend", "line": 3, "text": "You could ask your union whether they can make you go! Have you got it in writing?"},
        {"do": "mend", "line": 3, "text": "x" * 5001},
        {"do": "check", "part": 5, "text": "You could not look at him."},
    ],
)
def test_only_what_got_in_the_way_can_be_named_and_said_anew(found: Repair, step: dict[str, Any]) -> None:
    tell(found, **step)
    assert (len(found.kept["steps"]), found.said["trouble"]) == (1, True)


def test_the_same_words_twice_and_too_many_are_refused(found: Repair) -> None:
    tell(found, do="mend", line=3, text=GOOD[3])
    tell(found, do="mend", line=3, text=GOOD[3].upper())
    assert found.said["text"] == found.word("repair_known")
    for number in range(MOST_TRIES):
        tell(found, do="mend", line=3, text=f"You could not look at him, {number} times.")
    assert found.said["text"] == found.word("repair_full")


def test_words_are_read_while_they_are_written_against_what_was_said_before(found: Repair) -> None:
    tell(found, do="check", text=GOOD[7], part=7, seq=2, view="abc")
    assert (found.check["seq"], found.check["part"]) == (2, 7)
    assert found.check["level"] >= 3


def test_steps_that_come_back_are_carried_out_again(useful: Repair) -> None:
    tell(useful, do="look", lines=[3, 5])
    tell(useful, do="reveal")
    tell(useful, do="name", line=3, label="advising")
    for line, text in GOOD.items():
        tell(useful, do="mend", line=line, text=text)
    again = comes_back(useful)
    tell(again, do="again")
    assert (again.state["mends"], again.state["told"], again.kept["steps"]) == ({}, {}, [])
    tell(again, do="forget")
    assert record.current().results == []


@pytest.mark.parametrize("name", workbook.ids("repair"))
def test_our_own_lines_reach_the_client_and_those_to_be_found_are_refused(name: str) -> None:
    exercise = Repair(name)
    tell(exercise, do="look", lines=exercise.wrong)
    assert len(exercise.turns) >= 10
    for line in exercise.wrong:
        tell(exercise, do="mend", line=line, text=exercise.turns[line]["says"])
        assert exercise.said["trouble"]
        for model in exercise.turns[line]["fault"]["models"]:
            tell(exercise, do="mend", line=line, text=model["words"])
            assert exercise.state["mends"][str(line)]["tries"][-1]["reached"], model["words"]


def test_faults_that_a_schema_cannot_know() -> None:
    fault = {"fits": ["advise"], "models": [], "onward": {}}
    client, therapist = {"who": "client", "says": "…"}, {"who": "therapist", "says": "…", "why": "…"}
    turns = [{**therapist, "fault": fault}, client, {"who": "therapist", "says": "…"}, {**client, "fault": {}}]
    steps = [steps for steps, _ in Repair.faults({"labels": {"advising": "…"}, "turns": turns})]
    assert steps == [["turns", 0, "fault"], ["turns", 0, "fault", "fits"], ["turns", 2], ["turns", 3, "fault"]]
    assert [steps for steps, _ in Repair.faults({"turns": [client, therapist]})] == [["turns"]]


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"fits": ["a"]}, []),
        ({}, [[]]),  # a label is asked for, and none would be right
        ({"fits": ["a"], "not": {"a": "…"}}, [["not"]]),
        ({"fits": ["a"], "hurries_past": "a boat"}, []),
        ({"fits": ["a"], "hurries_past": "a ship"}, [["hurries_past"]]),
    ],
)
def test_a_fault_can_be_named_and_quotes_what_was_said(change: dict[str, Any], step: list[list[str]]) -> None:
    turns = [{"who": "client", "says": "I sold a boat."}, {"who": "therapist", "says": "…", "why": "…", "fault": change}]
    steps = [steps for steps, _ in Repair.faults({"labels": {"a": "…", "b": "…"}, "turns": turns})]
    assert steps == [["turns", 1, "fault", *one] for one in step]
