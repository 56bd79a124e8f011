"""Whoever opens the page can send anything: nothing of it may change a trait, raise, or end in a log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import attunement
from attunement import items, workbook
from attunement.exercises import catalogue

from .conftest import hand, sendable, tell

if TYPE_CHECKING:
    from attunement.exercises.base import Exercise

HOSTILE = [
    "x" * 5_000_000,
    "<img src=x onerror=alert(1)>",
    "\x00\x1b[2J",
    "\ud800",
    None,
    True,
    -1,
    1e308,
    [],
    {"a": [1]},
    [["=", "x"]],
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NAMES = sorted(attunement._exercises())
SESSION, CHOOSE = (workbook.ids(kind, items.ITEMS)[0] for kind in ("session", "choose"))
ARGUMENTS = {"answer": ("one", "maya-01"), "rewrite": ("maya-01",), "converse": ("session", SESSION), "choose": (CHOOSE,)} | {
    kind: (workbook.ids(kind)[0],) for kind in workbook.kinds()
}
RECORDED = {field for kind in workbook.kinds() for fields in catalogue.kind(kind).records.values() for field in fields}
FIELDS = sorted(
    {
        "text",
        "seq",
        "view",
        "prediction",
        "note",
        "attempts",
        "draft",
        "dark",
        "width",
        "held",
        "steps",
        "chosen",
        "base",
        *RECORDED,
    }
)


@pytest.fixture(params=NAMES)
def exercise(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """Each kind of exercise once."""
    monkeypatch.chdir(tmp_path)
    return getattr(attunement, request.param)(*ARGUMENTS.get(request.param, ()))


def messages(exercise: Exercise) -> st.SearchStrategy[Any]:
    """Return messages that the exercise knows by name, with any fields of ours, and messages of no form at all."""
    known = st.sampled_from([*sorted(exercise.hears), "nothing"])
    return st.fixed_dictionaries({"do": known}, optional=dict.fromkeys(FIELDS, ANYTHING)) | ANYTHING


@pytest.mark.parametrize("value", HOSTILE, ids=[repr(value)[:12] for value in HOSTILE])
def test_the_page_cannot_set_a_trait(exercise: Exercise, value: Any) -> None:
    before = exercise.get_state()
    hand(exercise, {"method": "update", "state": dict.fromkeys([*exercise.keys, "unheard_of"], value), "buffer_paths": []})
    exercise.set_state(dict.fromkeys(exercise.keys, value))
    assert exercise.get_state() == before


def test_the_page_cannot_set_the_layout(exercise: Exercise) -> None:
    before = exercise.layout.get_state()
    exercise.layout._handle_msg({"content": {"data": {"method": "update", "state": {"width": "9e9px", "border": 7}}}})
    assert exercise.layout.get_state() == before


@pytest.mark.parametrize(
    "data", [None, [], "update", {}, {"method": None}, {"method": "custom"}, {"method": ["custom"]}, {"method": "update"}]
)
def test_a_malformed_message_has_no_effect_but_a_sentence(exercise: Exercise, data: Any) -> None:
    before = {key: value for key, value in exercise.get_state().items() if key != "said"}
    hand(exercise, data)
    exercise._handle_msg({})
    assert {key: value for key, value in exercise.get_state().items() if key != "said"} == before


def test_the_page_can_ask_for_the_state(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(exercise, "_send", lambda message, **_: sent.append(message))
    hand(exercise, {"method": "request_state"})
    assert set(sent[0]["state"]) == set(exercise.keys)


@pytest.mark.parametrize("name", ["receive", "__init__", "_do", "nothing", "", None, 3, ["check"], {"check": 1}])
def test_only_what_is_heard_is_done(exercise: Exercise, name: Any) -> None:
    tell(exercise, do=name)
    deaf = exercise.kind() == "journal"
    assert exercise.said["text"] == ("" if deaf else exercise.word("not_understood"))
    assert exercise.said["trouble"] is not deaf


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_message_raises_and_every_answer_can_be_sent(exercise: Exercise, data: st.DataObject) -> None:
    hand(exercise, {"method": "custom", "content": data.draw(messages(exercise))})
    said = exercise.said["text"]
    assert "Traceback" not in said
    assert not said or said.rstrip().endswith((".", "?"))


def test_the_same_sentence_is_said_twice(exercise: Exercise) -> None:
    exercise.say("One.")
    exercise.say("One.")
    assert exercise.said["count"] == 2


def test_a_state_can_be_sent(exercise: Exercise) -> None:
    assert sendable(exercise)["words"]["open_quote"] == "“"
