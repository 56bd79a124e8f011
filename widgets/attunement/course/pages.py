"""The graded notebook as a person reads it: the client's words, what the learner wrote to them, and the marks."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nbformat.v4 import new_markdown_cell

from attunement import cases
from attunement.course import inert

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from attunement.answers import Answer

# What a learner sees in the cell that is graded by hand: it takes the place of the marking notes (ClearSolutions.text_stub).
STUB = "*The words from your editor are put here when your work is graded. You do not need to write in this cell.*"
NOTHING = "*No words were handed in here.*"


def with_answers(nb: NotebookNode, answers: dict[str, Answer], problem: str = "") -> NotebookNode:
    """Return the released notebook `nb` with each editor replaced by what was written in it.

    `problem` is "" or the sentence that says why nothing can be read; it stands where the words would.
    A cell that a person grades has its item's name as grade id and receives the words; without words it stays as released, which
    nbgrader marks with 0 and "No response.".
    """
    by_hand = {cell.metadata.nbgrader.grade_id for cell in nb.cells if _graded_by_hand(cell)}
    nb.cells = [_cell(cell, answers, problem, by_hand) for cell in nb.cells]
    return nb


ANSWERS = ("item", "case", "prompt")  # what `at.answer` takes, in its order


def editor(cell: NotebookNode) -> dict[str, str]:
    """Return the arguments of `at.answer("item", case=..., prompt=...)` in this cell, by name; {} where there is none."""
    if cell.cell_type != "code":
        return {}
    calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    call = next((call for call in calls if getattr(call.func, "attr", "") == "answer"), None)
    if call is None:
        return {}
    given = [*zip(ANSWERS, call.args, strict=False), *((word.arg, word.value) for word in call.keywords)]
    return {name: value.value for name, value in given if isinstance(value, ast.Constant)}


def _graded_by_hand(cell: NotebookNode) -> bool:
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("grade") and marks.get("solution"))


def _cell(cell: NotebookNode, answers: dict[str, Answer], problem: str, by_hand: set[str]) -> NotebookNode:
    if _graded_by_hand(cell):
        answer = answers.get(cell.metadata.nbgrader.grade_id)
        if answer is not None and answer.text.strip():
            words = inert.block(answer.text, "at-words")
            cell.source = cell.source.replace(STUB, words) if STUB in cell.source else f"{cell.source}\n\n{words}"
        return cell
    asked = editor(cell)
    if not asked:
        return cell
    parts = [_client(asked["case"]) if asked.get("case") else inert.text(asked.get("prompt", ""))]
    if asked["item"] not in by_hand:
        parts += ["**The reply that was handed in**", _words(answers.get(asked["item"]))]
    return new_markdown_cell("\n\n".join([part for part in [*parts, problem] if part]), id=cell.id)


def _words(answer: Answer | None) -> str:
    return inert.block(answer.text, "at-words") if answer is not None and answer.text.strip() else NOTHING


def _client(case_id: str) -> str:
    client = cases.load(case_id)
    says = inert.block(client.says, "at-client")
    return f"**{inert.text(client.name)}** · {inert.text(client.about)}\n\n{inert.text(client.scene)}\n\n{says}"
