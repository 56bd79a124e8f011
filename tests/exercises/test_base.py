"""Whoever opens the page can send anything: nothing of it may change a trait, raise, or end in a log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attunement.exercises.answer import Answer
from attunement.exercises.progress import Progress
from attunement.exercises.rewrite import Rewrite

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
KNOWN = sorted(Rewrite.hears | Answer.hears | Progress.hears)
FIELDS = ["text", "seq", "view", "prediction", "note", "attempts", "draft", "dark", "width"]
MESSAGES = st.fixed_dictionaries({"do": st.sampled_from(KNOWN)}, optional=dict.fromkeys(FIELDS, ANYTHING)) | ANYTHING


@pytest.fixture(params=["rewrite", "answer", "progress"])
def exercise(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """Each kind of exercise once."""
    monkeypatch.chdir(tmp_path)
    return {"rewrite": lambda: Rewrite("maya-01"), "answer": lambda: Answer("one", "maya-01"), "progress": Progress}[
        request.param
    ]()


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


@pytest.mark.parametrize("name", ["receive", "__init__", "say", "nothing", "", None, 3, ["check"], {"check": 1}])
def test_only_what_is_heard_is_done(exercise: Exercise, name: Any) -> None:
    tell(exercise, do=name)
    assert exercise.said["text"] == exercise.word("not_understood")
    assert exercise.said["trouble"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(message=MESSAGES)
def test_no_message_raises_and_every_answer_can_be_sent(exercise: Exercise, message: Any) -> None:
    hand(exercise, {"method": "custom", "content": message})
    said = exercise.said["text"]
    assert "Traceback" not in said
    assert not said or said.rstrip().endswith((".", "?"))


def test_the_same_sentence_is_said_twice(exercise: Exercise) -> None:
    exercise.say("One.")
    exercise.say("One.")
    assert exercise.said["count"] == 2


def test_a_state_can_be_sent(exercise: Exercise) -> None:
    assert sendable(exercise)["words"]["your_reply"] == "Your reply"
