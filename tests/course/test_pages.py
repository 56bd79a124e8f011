"""The released notebook with a learner's words in it."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

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


@pytest.mark.parametrize("source", ["import attunement as at", "at.grade('reply-1')", "answer('x')", ""])
def test_other_cells_are_no_editors(source: str) -> None:
    assert pages.editor(new_code_cell(source)) == {}
