"""A failing grade cell is the course's failure: it never becomes a number."""

from __future__ import annotations

import os

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.converters.base import NbGraderException

from attunement.course import execute

POINTS = new_output("execute_result", data={"text/plain": "2.5"}, execution_count=1)


def cell(*outputs):
    return new_code_cell(outputs=list(outputs), metadata={"nbgrader": {"grade": True, "grade_id": "reply-1"}})


def test_a_number_and_what_was_printed_are_accepted() -> None:
    execute.demand_points(cell(new_output("stream", name="stdout", text="why"), POINTS))


@pytest.mark.parametrize(
    ("output", "named"),
    [
        (new_output("error", ename="AuthorError", evalue="rubric/a.yaml:1: no", traceback=[]), "rubric/a.yaml:1: no"),
        (new_output("error", ename="CellTimeoutError", evalue="", traceback=[]), "CellTimeoutError"),
        (new_output("stream", name="stderr", text="a warning"), "a warning"),
        (new_output("stream", name="stdout", text="nothing more"), "returned no points"),
        (new_output("execute_result", data={"text/plain": "'full'"}, execution_count=1), "returned no points"),
        (new_output("execute_result", data={"text/plain": "nan"}, execution_count=1), "returned no points"),
    ],
)
def test_everything_else_leaves_the_hand_in_ungraded_with_a_reason(output, named: str) -> None:
    outputs = [output] if "no points" in named else [output, POINTS]
    with pytest.raises(NbGraderException, match=r"reply-1.*not graded") as caught:
        execute.demand_points(cell(*outputs))
    assert named in str(caught.value)


def test_the_environment_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", "mine")
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    with execute.environment(execute.safe("empty")):
        assert (os.environ["IPYTHONDIR"], os.environ["PYTHONSAFEPATH"]) == ("empty", "1")
    assert os.environ["IPYTHONDIR"] == "mine"
    assert "PYTHONSAFEPATH" not in os.environ
