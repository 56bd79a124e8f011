"""A failing grade cell is the course's failure: it never becomes a number. The kernel that runs it is bounded."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.converters.base import NbGraderException
from traitlets.config import Config

from attunement.course import execute, limits, settings

if TYPE_CHECKING:
    from pathlib import Path

POINTS = new_output("execute_result", data={"text/plain": "2.5"}, execution_count=1)
GRADE = {"nbgrader": {"grade": True, "grade_id": "reply-1"}}


def cell(*outputs):
    return new_code_cell(outputs=list(outputs), metadata=GRADE)


def test_a_number_and_what_was_said_beside_it_are_accepted() -> None:
    told = new_output("display_data", data={"application/vnd.attunement.marked+json": {"points": 2.5}})
    quiet = cell(new_output("stream", name="stdout", text="why"), told, POINTS)
    execute.demand_points(quiet)
    assert quiet.outputs[-1].data["text/plain"] == "2.5"


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


def ran(folder: Path, *sources: str, **traits: object) -> list[str]:
    """Run released cells in a grading kernel and return what each said; the last one is a grade cell."""
    c = Config()
    settings.apply(c)
    c.ExecuteReleased.update(traits)
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    notebook.cells[-1].metadata = GRADE
    executed = execute.ExecuteReleased(config=c, log=logging.getLogger("silent"))
    notebook, _ = executed.preprocess(notebook, {"metadata": {"path": str(folder)}})
    for one in notebook.cells:
        execute.demand_points(one)
    return [
        "".join(output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in one.outputs)
        for one in notebook.cells
    ]


def test_the_kernel_knows_no_secrets_and_reaches_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_API_TOKEN", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "mine.py"))
    for name in ("json", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text("print('ran')")
    environment, path, memory, asked, called, points = ran(
        tmp_path,
        "import os; print(sorted(os.environ), os.environ['PYTHONHASHSEED'])",
        "import json, sys; print(json.__file__, [one for one in sys.path if one in ('', os.getcwd())])",
        "try: held = bytearray(4 * 1024**3)\nexcept MemoryError: print('no memory')",
        "import socket\ntry: socket.getaddrinfo('elsewhere.example', 80)\nexcept PermissionError as error: print(error)",
        "try: socket.socket().connect(('192.0.2.1', 80))\nexcept PermissionError as error: print(error)",
        "2.5",
    )
    assert "HUB_API_TOKEN" not in environment
    assert "PYTHONSTARTUP" not in environment
    assert environment.endswith(" 0\n")
    assert str(tmp_path) not in path
    assert path.endswith(" []\n")
    assert memory == "no memory\n"
    assert asked == called == "Grade cells reach no other machine.\n"
    assert points == "2.5"


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("while True: pass", "it ran for more than 2 seconds"),
        ("while True: print('and on ' * 1000)", "it said more than 100,000 characters"),
        ("import os; os._exit(3)", "its kernel died"),
        ("import sys; print('a warning', file=sys.stderr); 2.5", "a warning"),
        ("open('large', 'wb').write(bytes(60 * 1024**2)); 2.5", "File too large"),
    ],
)
def test_a_released_cell_that_misbehaves_is_stopped_and_named(tmp_path: Path, source: str, named: str) -> None:
    with pytest.raises(NbGraderException, match=r"“reply-1” failed, so this hand-in is not graded") as caught:
        ran(tmp_path, source, timeout=2 if "pass" in source else 20, most_output=100_000)
    assert named in str(caught.value)


@pytest.mark.parametrize("address", [("127.0.0.1", 80), ("::1", 80, 0, 0), "/run/socket", ("localhost", 80)])
def test_the_kernel_may_talk_to_this_machine(address: object) -> None:
    assert limits.refuse("socket.connect", (None, address)) is None
    assert limits.refuse("open", ("elsewhere.example",)) is None


def test_an_address_of_another_machine_is_refused() -> None:
    for event, details in (("socket.connect", (None, ("192.0.2.1", 80))), ("socket.getaddrinfo", ("elsewhere.example", 80))):
        with pytest.raises(PermissionError):
            limits.refuse(event, details)
