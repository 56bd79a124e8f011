"""The graded notebook as a person reads it: the client's words, what the learner wrote to them, and the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_markdown_cell

from attunement import cases, editors, items
from attunement.answers import Answer
from attunement.course import inert, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

# What a learner sees in the cell that is graded by hand: it takes the place of the marking notes (ClearSolutions.text_stub).
STUB = "*The words from your editor are put here when your work is graded. You do not need to write in this cell.*"
NOTHING = "*No words were handed in here.*"
NOTHING_CHOSEN = "*Nothing was chosen here.*"
Shown = tuple[list[str], dict[str, Any]]  # paragraphs of Markdown, and what is kept beside them
CHECKLIST = "at.checklist("  # it was for the learner, before handing in


def with_answers(nb: NotebookNode, answers: dict[str, Answer], problem: str = "") -> NotebookNode:
    """Return the released notebook `nb` with each editor replaced by what was answered in it.

    `problem` is "" or the sentence that says why nothing can be read; it stands where the answers would.
    A cell that a person grades has its item's name as grade id and receives the words; without words it stays as released, which
    nbgrader marks with 0 and "No response.".
    """
    by_hand = {cell.metadata.nbgrader.grade_id for cell in nb.cells if _graded_by_hand(cell)}
    nb.cells = [_cell(cell, answers, problem, by_hand) for cell in nb.cells]
    return nb


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
    opened = editors.opened(cell.source) if cell.cell_type == "code" else []
    if cell.cell_type == "code" and CHECKLIST in cell.source:
        return new_markdown_cell("", id=cell.id, metadata={"tags": ["instructions"]})
    return _shown(cell, opened[0], answers, problem, by_hand) if opened else cell


def _shown(
    cell: NotebookNode, asked: dict[str, str], answers: dict[str, Answer], problem: str, by_hand: set[str]
) -> NotebookNode:
    """Return what is read in place of an editor; the item's name is kept with it, for the pages to find what was told of it."""
    answer = answers.get(asked["item"]) or Answer("", None, "")
    parts, kept = SHOWN[asked["calls"]](asked, answer, by_hand=asked["item"] in by_hand)
    source = "\n\n".join(part for part in [*parts, problem] if part)
    return new_markdown_cell(source, id=cell.id, metadata={"attunement": {"item": asked["item"], **kept}})


def _answered(asked: dict[str, str], answer: Answer, *, by_hand: bool) -> Shown:
    """Return the client (or the question) and the words; where a person marks them, they stand in the cell below."""
    parts = _client(cases.load(asked["case"]).seen()) if asked.get("case") else [inert.text(asked.get("prompt", ""))]
    return parts if by_hand else [*parts, "**The reply that was handed in**", *_words([answer.text])], {}


def _chosen(asked: dict[str, str], answer: Answer, *, by_hand: bool) -> Shown:  # noqa: ARG001 (one form for all)
    """Return the lines of a selected-response item, each with the labels that were chosen, and what was expected in a prediction.

    A label that the item does not have was not written by our editor, and is not shown.
    """
    source = items.load(asked["item"])
    known, shown, lines = items.labels(source), told.material(source), items.judge(source, answer.chosen).lines
    parts = _client(shown["client"]) if shown["client"] else []
    parts = [inert.text(shown["ask"]), *parts]
    parts += [inert.block(shown["reads"], "at-client")] if shown["reads"] else []
    if not any(line["chosen"] for line in lines):
        return [*parts, NOTHING_CHOSEN], {}
    parts += ["\n".join(f"- {inert.text(line['words'])} **{inert.text(named(line['chosen'], known))}**" for line in lines)]
    expected = [{"of": line["of"], "what": named(line["chosen"], known)} for line in lines if line["of"] and line["chosen"]]
    return parts, {"expected": expected} if expected else {}


def named(chosen: Iterable[str], known: dict[str, str]) -> str:
    """Return labels with what they mean, as words: "4 (adds what was felt)"; a dash without any."""
    return ", ".join(f"{label} ({known[label]})" if known[label] else label for label in chosen) or "—"


def _conversed(asked: dict[str, str], answer: Answer, *, by_hand: bool) -> Shown:  # noqa: ARG001 (one form for all)
    """Return how the client begins, and the replies; what the client said to each is found out when the session is graded."""
    source = items.session(asked["session"])
    opening = source["beats"][source["opening"]]["says"]
    parts = _client({**source["client"], "says": opening})
    return [*parts, "**The replies that were handed in**", *_words(answer.turns)], {
        "turns": [inert.plain(text) for text in answer.turns]
    }


def _words(texts: Iterable[str]) -> list[str]:
    return [inert.block(text, "at-words") for text in texts if text.strip()] or [NOTHING]


def _client(client: dict[str, Any]) -> list[str]:
    about = f"**{inert.text(client['name'])}** · {inert.text(client['about'])}"
    says = inert.block(client["says"], "at-client") if client.get("says") else ""
    return [about, inert.text(client.get("scene", "")), says]


SHOWN = {"answer": _answered, "choose": _chosen, "converse": _conversed}
