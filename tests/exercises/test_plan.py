"""If-then plans: what the form check reads, what is kept, the days, and the calendar file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from attunement import record, workbook
from attunement.exercises.base import CONTROLS
from attunement.exercises.plan import LONGEST, MOST_PLANS, REMARKS, Plan
from attunement.judging import appointments, forms

from .conftest import comes_back, sendable, tell

GOOD = {"if": "she looks at the door", "then": "breathe out once"}
IF_SIGNS = ("if_wish", "if_always", "moment")
EXAMPLES = [(sign, kind, text) for sign, about in forms.signs().items() for kind in ("hits", "misses") for text in about[kind]]


@pytest.fixture
def plan() -> Plan:
    return Plan("take-it-to-the-room")


def kept(exercise: Plan, *plans: dict[str, str], start: str = "2026-12-01", number: int = 5) -> Calendar:
    for one in plans or [GOOD]:
        tell(exercise, do="keep", **one)
    tell(exercise, do="schedule", start=start, number=number)
    return Calendar.from_ical(exercise.state["calendar"])


# The form


@pytest.mark.parametrize(("sign", "kind", "text"), EXAMPLES, ids=[f"{sign}-{text}" for sign, _, text in EXAMPLES])
def test_each_sign_reads_its_examples(sign: str, kind: str, text: str) -> None:
    look = forms.look_if(text) if sign in IF_SIGNS else forms.look_then(text)
    assert (look.sign == sign) is (kind == "hits")


@pytest.mark.parametrize("sign", forms.signs())
def test_a_phrase_stands_once_and_a_sign_has_examples_of_both_kinds(sign: str) -> None:
    about = forms.signs()[sign]
    assert len(set(about["phrases"])) == len(about["phrases"])
    assert about["hits"]
    assert about["misses"] or not about["phrases"]


def test_always_is_no_act_either() -> None:
    assert forms.look_then("look at her whenever possible").sign == "then_always"
    assert forms.look_if(" ".join(["the door opens"] * 20)).sign == "if_long"
    assert set(REMARKS) >= {forms.look_if("x").sign, forms.look_then("x").sign}


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=LONGEST))
def test_any_words_are_read(text: str) -> None:
    for look in (forms.look_if(text), forms.look_then(text)):
        assert look.sign in REMARKS
        assert look.quote in text or "…" in look.quote


SLOW = [
    "then then i will " * 29,
    "do " * 166,
    "be more " * 62,
    "feel really " * 41,
    "(" * 500,
    '"' * 500,
    "not " * 125,
    "try " * 125,
]


@pytest.mark.parametrize("text", SLOW, ids=[text[:8] for text in SLOW])
def test_no_words_take_long_to_read(text: str) -> None:
    import time

    begun = time.perf_counter()
    forms.look_if(text[:LONGEST])
    forms.look_then(text[:LONGEST])
    assert time.perf_counter() - begun < 0.5


LOOKS = [
    (GOOD, [1, 1], "plan_next_keep"),
    ({**GOOD, "then": "do not interrupt"}, [1, -1], "plan_next_instead"),
    ({"if": "I can be more present", "then": "try to listen"}, [-1, -1], "plan_next_moment"),
    ({**GOOD, "if": "life happens"}, [0, 1], "plan_next_unseen"),
    ({"if": "life happens", "then": "breathe and then ask"}, [0, -1], "plan_next_first"),
]


@pytest.mark.parametrize(("written", "valences", "step"), LOOKS)
def test_a_look_has_one_next_step_and_keeps_nothing(plan: Plan, written: Any, valences: list[int], step: str) -> None:
    tell(plan, do="look", **written)
    look = plan.state["look"]
    assert [remark["valence"] for remark in look["remarks"]] == valences
    assert look["next"] == plan.word(step)
    assert look["next"] in plan.said["heard"]
    assert plan.state["plans"] == []


def test_what_is_read_is_quoted_in_the_learners_words(plan: Plan) -> None:
    tell(plan, do="look", **{"if": "I'd be able to be Really Present", "then": "put my pen down"})
    assert [remark["quote"] for remark in plan.state["look"]["remarks"]] == ["be Really Present", "put my pen down"]


# The plans


@pytest.mark.parametrize(
    ("when", "act", "sentence"),
    [
        ("If my client sighs.", "then I will wait for two breaths.", "If my client sighs, then I wait for two breaths."),
        ("The phone buzzes", "I'll turn it over", "If the phone buzzes, then I turn it over."),
        ("Ana leaves", 'say "Until Friday"', 'If Ana leaves, then I say "Until Friday".'),
        ("Ana comes in", 'Say "Hello?"', 'If Ana comes in, then I say "Hello?"'),
        ("Whenever she looks away", "I'm going to breathe out", "If she looks away, then I breathe out."),
        ("as soon as the door closes", "I’d wait", "If the door closes, then I wait."),
        ("she smiles when it hurts", "wait", "If she smiles when it hurts, then I wait."),
        ("every time I can", "wait", "If every time I can, then I wait."),
    ],
)
def test_two_halves_become_one_sentence(plan: Plan, when: str, act: str, sentence: str) -> None:
    tell(plan, do="keep", **{"if": when, "then": act})
    assert plan.state["plans"] == [sentence]


def test_a_plan_of_any_form_is_kept_and_nothing_is_judged(plan: Plan) -> None:
    tell(plan, do="keep", **{"if": "always", "then": "be better"})
    tell(plan, do="keep", **GOOD)
    assert len(plan.state["plans"]) == 2
    assert [(one.exercise, one.share) for one in record.current().results] == [("plan/take-it-to-the-room", None)]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ({"if": "", "then": " \n"}, "plan_none"),
        ({"if": "If ", "then": "breathe"}, "plan_half"),
        ({"if": "she sighs", "then": "then I will"}, "plan_half"),
        (GOOD, "plan_twice"),
    ],
)
def test_half_a_plan_is_none_and_the_same_is_not_kept_twice(plan: Plan, written: dict[str, str], key: str) -> None:
    tell(plan, do="keep", **GOOD)
    tell(plan, do="keep", **written)
    assert plan.said["text"] == plan.word(key)
    assert (len(plan.state["plans"]), len(plan.kept["steps"])) == (1, 1)


def test_there_is_room_for_a_few_plans_and_one_can_be_taken_out(plan: Plan) -> None:
    for number in range(MOST_PLANS + 1):
        tell(plan, do="keep", **{"if": f"she sighs {number} times", "then": "wait"})
    assert plan.said["text"] == plan.word("plan_full", most=MOST_PLANS)
    tell(plan, do="drop", plan=0)
    tell(plan, do="drop", plan=MOST_PLANS)
    assert plan.said["trouble"]
    assert [plan.state["plans"][0], len(plan.state["plans"])] == ["If she sighs 1 times, then I wait.", MOST_PLANS - 1]


def test_five_hundred_characters_are_kept_and_no_more(plan: Plan) -> None:
    tell(plan, do="keep", **{"if": "x" * LONGEST, "then": "y" * LONGEST})
    tell(plan, do="keep", **{"if": "x" * (LONGEST + 1), "then": "y"})
    assert plan.said["text"] == plan.word("too_long", most=LONGEST)
    assert len(plan.state["plans"]) == 1


# The days and the calendar file


def test_the_days_grow_apart_over_months_and_years(plan: Plan) -> None:
    kept(plan, start="2027-12-31")
    assert [one["day"] for one in plan.state["returns"]] == ["2028-01-01", "2028-01-03", "2028-01-07", "2028-01-14", "2028-01-30"]
    assert plan.state["returns"][0]["label"] == "Saturday 1 January 2028"
    assert "Sunday 30 January 2028" in plan.said["heard"]


BAD = [
    {"start": "2026-02-30"},
    {"start": "1999-12-31"},
    {"start": "2100-01-01"},
    {"start": "20261201"},
    {"start": "2026-W01-1"},
    {"start": ""},
    {"start": None},
    {"start": 5},
    {"number": 0},
    {"number": 6},
    {"number": None},
    {"number": "3"},
    {"number": True},
]


@pytest.mark.parametrize("wrong", BAD, ids=str)
def test_what_is_no_day_or_number_changes_nothing(plan: Plan, wrong: dict[str, Any]) -> None:
    tell(plan, do="keep", **GOOD)
    tell(plan, **{"do": "schedule", "start": "2026-12-01", "number": 3, **wrong})
    assert plan.said["trouble"]
    assert (plan.state["returns"], plan.state["calendar"], len(plan.kept["steps"])) == ([], "", 1)


def test_without_a_plan_there_is_nothing_to_come_back_to(plan: Plan) -> None:
    tell(plan, do="schedule", start="2026-12-01", number=3)
    assert plan.said["text"] == plan.word("plan_before")
    kept(plan)
    tell(plan, do="drop", plan=0)
    assert plan.state["calendar"] == ""


def test_each_plan_stands_on_each_day_as_an_all_day_entry_without_alarm(plan: Plan) -> None:
    calendar = kept(plan, GOOD, {"if": "the phone buzzes", "then": "turn it over"}, number=3)
    events = calendar.walk("VEVENT")
    assert [event.decoded("dtstart") for event in events[:3]] == [date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 8)]
    assert [event.decoded("dtend") for event in events[:1]] == [date(2026, 12, 3)]
    assert [str(event["summary"]) for event in events[::3]] == plan.state["plans"]
    assert {str(event["description"]) for event in events} == {plan.source["return"]}
    assert len({str(event["uid"]) for event in events}) == len(events) == 6
    assert calendar.walk("VALARM") == []
    assert "\r\nDTSTART;VALUE=DATE:20261202\r\n" in plan.state["calendar"]
    assert all(len(line.encode()) <= 75 for line in plan.state["calendar"].split("\r\n"))


def test_a_file_that_is_taken_in_again_moves_its_entries(plan: Plan) -> None:
    before = {str(event["uid"]) for event in kept(plan).walk("VEVENT")}
    tell(plan, do="schedule", start="2027-03-01", number=5)
    after = Calendar.from_ical(plan.state["calendar"]).walk("VEVENT")
    assert {str(event["uid"]) for event in after} == before
    assert after[0].decoded("dtstart") == date(2027, 3, 2)


WORDS = [
    "she sighs,\nlooks away;\nand says: nothing",
    "a\\nb \\, c\\; \\\\",
    "END:VEVENT\nEND:VCALENDAR\nBEGIN:VALARM",
    "ärgert sich über alles 🙂 " * 20,
    "ATTACH;VALUE=URI:file\n X:1",
    "שלום, اهلا",
]


@pytest.mark.parametrize("words", WORDS, ids=[words[:8] for words in WORDS])
def test_words_of_any_kind_come_out_of_the_calendar_as_they_went_in(plan: Plan, words: str) -> None:
    calendar = kept(plan, {"if": words[:LONGEST], "then": f"wait {words}"[:LONGEST]}, number=1)
    events = calendar.walk("VEVENT")
    assert [str(event["summary"]) for event in events] == plan.state["plans"]
    assert calendar.walk("VALARM") == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=LONGEST).filter(lambda text: text.strip() and not CONTROLS.search(text)))
def test_the_library_escapes_whatever_a_learner_can_send(text: str) -> None:
    made = appointments.calendar([appointments.Entry("one", date(2026, 1, 1), text, text)], "2026-01-01T00:00:00+00:00")
    events = Calendar.from_ical(made).walk("VEVENT")
    assert [(str(event["summary"]), str(event["description"])) for event in events] == [(text, text)]


def test_a_day_on_which_the_learner_came_back_can_be_ticked(plan: Plan) -> None:
    kept(plan, number=2)
    tell(plan, do="tick", number=1, done=True)
    assert [one["done"] for one in plan.state["returns"]] == [False, True]
    assert plan.said["heard"] == plan.word("plan_ticked", done=1, count=2)
    for wrong in ({"number": 2, "done": True}, {"number": 1, "done": 0}, {"number": None, "done": False}, {}):
        tell(plan, do="tick", **wrong)
        assert plan.said["trouble"]
    tell(plan, do="tick", number=1, done=False)
    assert not any(one["done"] for one in plan.state["returns"])


def test_ticks_stay_while_the_days_stay(plan: Plan) -> None:
    kept(plan, number=3)
    for number in (0, 2):
        tell(plan, do="tick", number=number, done=True)
    tell(plan, do="schedule", start="2026-12-01", number=5)
    assert [one["done"] for one in plan.state["returns"]] == [True, False, True, False, False]
    tell(plan, do="schedule", start="2026-12-01", number=2)
    assert [one["done"] for one in plan.state["returns"]] == [True, False]
    tell(plan, do="schedule", start="2026-12-02", number=2)
    assert [one["done"] for one in comes_back(plan).state["returns"]] == [False, False]


# What comes back


def test_steps_that_come_back_are_carried_out_again(plan: Plan) -> None:
    kept(plan, GOOD, {"if": "the bell rings", "then": "stand up"})
    tell(plan, do="tick", number=0, done=True)
    tell(plan, do="look", **GOOD)
    again = comes_back(plan)
    tell(again, do="again")
    assert (again.state["plans"], again.state["returns"], again.state["look"]) == ([], [], {})


@pytest.mark.parametrize("name", workbook.ids("plan"))
def test_each_instance_shows_its_examples_as_sentences(name: str) -> None:
    task = sendable(Plan(name))["task"]
    for one in task["examples"]:
        assert one["plan"].startswith("If ")
        assert ", then I " in one["plan"]
    assert task["file"] == f"attunement-{name}.ics"


def test_an_author_is_told_of_an_example_that_would_not_pass_and_of_gaps_that_do_not_grow() -> None:
    examples = [{"if": "I can be more present", "then": "breathe out"}, {"if": "she sighs", "then": "be kind"}]
    faults = [steps for steps, _ in Plan.faults({"examples": examples, "days": [1, 2, 3]})]
    assert faults == [["examples", 0, "if"], ["examples", 1, "then"], ["days"]]
    led = [{"if": "When she sighs", "then": GOOD["then"]}, {"if": "she sighs", "then": "I breathe out"}]
    assert [(steps, message.partition("Write ")[2]) for steps, message in Plan.faults({"examples": led})] == [
        (["examples", 0, "if"], "`she sighs`."),
        (["examples", 1, "then"], "`breathe out`."),
    ]
    assert list(Plan.faults({"examples": [GOOD], "days": [1]})) == []
