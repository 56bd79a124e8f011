"""The normal form of notebooks: reached once, it stays; a reader sees a change as what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat.v4 as make
import pytest

from attunement import notebooks

if TYPE_CHECKING:
    from pathlib import Path


def lived() -> str:
    """Return a notebook as it looks after a session: outputs, counts, random ids, another kernel."""
    cell = make.new_code_cell("import attunement as at", id="3f2a91bc", execution_count=7)
    cell.outputs = [make.new_output("stream", text="hello")]
    cell.metadata = {"execution": {"iopub.status.busy": "now"}, "tags": ["keep"], "jupyter": {"source_hidden": True}}
    ids = [("Acceptance, in our words", "a" * 8), ("Acceptance, in our words", "b" * 8), ("🙂", "c" * 8), ("x", "by-hand")]
    cells = [cell, *(make.new_markdown_cell(source, id=name) for source, name in ids)]
    kernel = {"name": "conda-env-mine", "display_name": "Mine", "language": "python"}
    return json.dumps(make.new_notebook(cells=cells, metadata={"kernelspec": kernel, "attunement": {"number": "03"}}))


def normal() -> dict[str, Any]:
    return json.loads(notebooks.normal(lived()))


def test_what_a_session_left_is_gone() -> None:
    code = normal()["cells"][0]
    assert (code["outputs"], code["execution_count"]) == ([], None)
    assert code["metadata"] == {"tags": ["keep"], "jupyter": {"source_hidden": True}}
    assert normal()["metadata"] == {**notebooks.KERNEL, "attunement": {"number": "03"}}


def test_ids_are_readable_unlike_and_a_persons_own_is_kept() -> None:
    ids = [cell["id"] for cell in normal()["cells"]]
    assert ids == ["import-attunement-as-at", "acceptance-in-our-words", "acceptance-in-our-words-2", "cell-3", "by-hand"]


def test_the_normal_form_is_its_own_normal_form() -> None:
    once = notebooks.normal(lived())
    assert notebooks.normal(once) == once
    assert once.endswith("}\n")
    assert "🙂" in once


def test_check_tells_and_fix_mends(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lesson.ipynb"
    path.parent.mkdir()
    path.write_text(lived(), encoding="utf-8")
    assert [str(error) for error in notebooks.check([tmp_path])] == [
        "deep/lesson.ipynb: not in its normal form. Run: attunement check --fix"
    ]
    assert notebooks.check([tmp_path], fix=True) == []
    assert notebooks.check([tmp_path]) == []
    assert path.read_bytes() == notebooks.normal(lived()).encode()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "\ufeff"]
)
def test_what_is_no_notebook_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "lesson.ipynb").write_text(text, encoding="utf-8")
    (told,) = notebooks.check([tmp_path], fix=True)
    assert str(told).startswith(f"{tmp_path.name}/lesson.ipynb: this is not a notebook")
    assert (tmp_path / "lesson.ipynb").read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "lesson.ipynb").write_bytes(b"\xff\xfe")
    (told,) = notebooks.check([tmp_path])
    assert "this is not a notebook" in str(told)


def test_checkpoints_are_passed_over(tmp_path: Path) -> None:
    for folder in ("b", "a", ".ipynb_checkpoints"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "lesson.ipynb").touch()
    assert [path.parent.name for path in notebooks.find([tmp_path])] == ["a", "b"]
