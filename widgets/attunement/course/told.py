"""What the grade cells of a graded notebook told, made ready for the pages that show it to learner and instructor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nbgrader import utils

from attunement import cases, grading, items, reasons
from attunement.course import inert, painted

if TYPE_CHECKING:
    from nbformat import NotebookNode

BELOW_MET = 4.0  # a turn on this level or above leaves nothing to try there


def tell(nb: NotebookNode) -> None:
    """Put on each graded cell of `nb`, as `metadata.told`, what its page shows; `{}` and `expected` where it told nothing.

    An editor's cell whose words stand in what was told has `metadata.covered`: a page that shows both would say it twice.
    """
    graded = {cell.metadata.nbgrader.grade_id: of(cell) for cell in nb.cells if utils.is_grade(cell)}
    kept = [cell.metadata.get("attunement", {}) for cell in nb.cells]
    for one in kept:
        told = graded.get(one.get("item"), {})
        if told.get("kind") == "session":
            told["unread"] = list(one.get("turns", []))[len(told["turns"]) :]
    for cell, one in zip(nb.cells, kept, strict=True):
        cell.metadata.covered = graded.get(one.get("item"), {}).get("kind", "nothing") != "nothing"
        if utils.is_grade(cell):
            item = cell.metadata.nbgrader.grade_id
            expected = [line for other in kept for line in other.get("expected", []) if line["of"] == item]
            cell.metadata.told = {**graded[item], "expected": expected}


def headings(nb: NotebookNode) -> dict[str, str]:
    """Return grade id → the heading above its cell, without number or stars; the id itself where there is none."""
    title, found = "", {}
    for cell in nb.cells:
        heading = re.match(r"## (?:\d+\. )?(.+)", cell.source) if cell.cell_type == "markdown" else None
        title = heading[1].replace("*", "") if heading else title
        if utils.is_grade(cell):
            found[cell.metadata.nbgrader.grade_id] = title or cell.metadata.nbgrader.grade_id
    return found


def said(cell: NotebookNode) -> dict[str, Any]:
    """Return what an executed grade cell told, as it is; {} where it told nothing."""
    outputs = (output.get("data", {}) for output in cell.get("outputs", ()))
    return next((data[grading.MIME] for data in outputs if grading.MIME in data), {})


def of(cell: NotebookNode) -> dict[str, Any]:
    """Return what an executed grade cell told (see grading.Marked) with what a page adds to it; {} where it told nothing."""
    told = said(cell)
    add = {"reply": _reply, "choice": _choice, "session": _session, "nothing": dict}.get(told.get("kind"))
    return _readable({**told, **add(told)}) if add else {}


def _readable(value: Any) -> Any:
    """Return what was told without signs that no page can show, once all places in its texts are settled."""
    if isinstance(value, dict):
        return {key: _readable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(one) for one in value]
    return inert.plain(value) if isinstance(value, str) else value


def _reply(told: dict[str, Any]) -> dict[str, Any]:
    """Add the client, the painted words, the numbered reasons, and where the models stand beside this reply."""
    marks = painted.reasons(told["text"], told["findings"])
    at, models = cases.rung(told["level"]) if told["level"] else 0, [model["level"] for model in told["models"]]
    return {
        "client": _person(cases.load(told["case"]).seen()),
        "pieces": painted.pieces(told["text"], marks),
        "reasons": marks,
        "shares": reasons.in_hundredths(told["shares"]),
        "further": bool(models) and min(models) > at,
    }


def _choice(told: dict[str, Any]) -> dict[str, Any]:
    """Add what was there to read, and what the points were counted from."""
    return {**material(items.load(told["item"])), "counted": told["right"] - told["free"], "most": told["of"] - told["free"]}


def _session(told: dict[str, Any]) -> dict[str, Any]:
    """Add the number of the turn that closed most (or that reached least), and whether it closed; 0 where all were met."""
    turns = told["turns"]
    number = min(range(len(turns)), key=lambda at: (turns[at]["trust"] - turns[at]["before"], turns[at]["reached"]), default=-1)
    closed = number >= 0 and turns[number]["trust"] < turns[number]["before"]
    shown = closed or (number >= 0 and turns[number]["reached"] < BELOW_MET)
    return {"try_at": number + 1 if shown else 0, "closed": closed, "start": turns[0]["before"] if turns else told["trust"]}


def material(source: dict[str, Any]) -> dict[str, Any]:
    """Return what a selected-response item shows before its lines: `ask`, `client` (or None, with its words), `reads`, `acts`."""
    known = cases.load(source["case"]).seen() if source.get("case") else source.get("client")
    client = _person({"says": source.get("says", ""), **known}) if known else None
    return {"ask": source["ask"], "client": client, "reads": source.get("reads", ""), "acts": bool(source.get("acts"))}


def _person(known: dict[str, Any]) -> dict[str, str]:
    return {key: known.get(key, "") for key in ("name", "about", "scene", "says")}
