"""The released notebook with a learner's answers in it."""

from __future__ import annotations

from html import unescape

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from attunement import items
from attunement.answers import Answer
from attunement.course import pages

BY_HAND = {"nbgrader": {"grade": True, "solution": True, "grade_id": "reflection"}}


def released():
    return new_notebook(
        cells=[
            new_code_cell('at.answer("reply-1", case="maya-01")', id="one"),
            new_code_cell('at.grade("reply-1", case="maya-01", out_of=5)', id="two"),
            new_code_cell('at.answer("reflection", prompt="What did it do?", rows=8)', id="three"),
            new_markdown_cell(f"### Yours\n\n{pages.STUB}", id="four", metadata=BY_HAND),
        ]
    )


def sources(answers: dict[str, str], problem: str = "") -> list[str]:
    given = {item: Answer(text, None, "") for item, text in answers.items()}
    return [cell.source for cell in pages.with_answers(released(), given, problem).cells]


def rebuilt(call: str, answer: Answer | None = None):
    """Return the cell that stands in the place of an editor."""
    notebook = new_notebook(cells=[new_code_cell(call, id="one")])
    return pages.with_answers(notebook, {"item": answer} if answer else {}).cells[0]


def test_an_editor_becomes_the_client_and_the_reply() -> None:
    reply, grade, question, own = sources({"reply-1": "You sound tired.", "reflection": "It moved on."})
    assert "odd socks" not in reply  # how the client answers is for the feedback, not for the grader's page
    assert "the thing with the boy" in reply
    assert "You sound tired." in reply
    assert grade == 'at.grade("reply-1", case="maya-01", out_of=5)'
    assert question == "What did it do?"
    assert "It moved on." in own
    assert pages.STUB not in own


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_without_words_the_cell_marked_by_hand_stays_as_released(text: str) -> None:
    reply, *_, own = sources({"reply-1": text, "reflection": text})
    assert pages.NOTHING in reply
    assert own == f"### Yours\n\n{pages.STUB}"


def test_a_file_that_cannot_be_read_is_named_where_the_words_would_be() -> None:
    reply, _, question, _ = sources({}, "answers.json cannot be read.")
    assert reply.endswith("answers.json cannot be read.")
    assert question.endswith("answers.json cannot be read.")


@pytest.mark.parametrize("source", ["import attunement as at", "at.grade('reply-1')", "answer('x')", "", "at.answer("])
def test_other_cells_stay_as_they_are(source: str) -> None:
    assert rebuilt(source) == new_code_cell(source, id="one")


def test_the_checklist_leaves_an_empty_place() -> None:
    cell = rebuilt("at.checklist()")
    assert (cell.cell_type, cell.source, cell.id) == ("markdown", "", "one")


def test_chosen_labels_stand_beside_their_lines_and_unknown_ones_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    source = {"title": "Two doors", "ask": "Which door?", "labels": {"open": "leaves room", "shut": ""}}
    lines = [{"words": "Tell me *more*.", "fits": ["open"]}, {"words": "Stop.", "fits": ["shut"]}]
    monkeypatch.setattr(items, "load", lambda _: source | {"lines": lines})
    answer = Answer("", None, "", chosen={"0": ["<b>open</b>", "open"], "1": ["x"], "9": ["open"], "a": ["open"]})
    shown = rebuilt('at.choose("item")', answer)
    assert unescape(shown.source) == "Which door?\n\n- Tell me *more*. **open (leaves room)**\n- Stop. **—**"
    assert pages.NOTHING_CHOSEN in rebuilt('at.choose("item")').source


def test_a_prediction_keeps_what_was_expected_of_which_item(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [{"words": "My first reply", "of": "reply-1"}, {"words": "My second", "of": "reply-2"}]
    source = {"title": "A guess", "ask": "How far?", "labels": {"4": "adds", "5": ""}, "lines": lines}
    monkeypatch.setattr(items, "load", lambda _: source)
    cell = rebuilt('at.choose("item")', Answer("", None, "", chosen={"0": ["4"], "1": ["six"]}))
    assert cell.metadata.attunement == {"item": "item", "expected": [{"of": "reply-1", "what": "4 (adds)"}]}


def test_a_session_becomes_its_beginning_and_the_replies() -> None:
    cell = rebuilt('at.converse("item", session="mirela-01")', Answer("", None, "", turns=("You sound *tired*.", "", "\ud83d")))
    assert "Mirela" in cell.source
    assert "You sound &#42;tired&#42;." in cell.source
    assert cell.metadata.attunement.turns == ["You sound *tired*.", "", "\ufffd"]
    assert cell.source.encode()
    assert pages.NOTHING in rebuilt('at.converse("item", session="mirela-01")').source
