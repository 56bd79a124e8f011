"""Lessons are found and read, and an author's slip is answered with a place and a way out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from attunement import helplines
from attunement.errors import AuthorError
from attunement.publish import lessons

if TYPE_CHECKING:
    from pathlib import Path

SAYS = {"number": "02", "title": "Attention", "minutes": 30, "aims": ["look up"]}


def write(folder: Path, name: str, says: object) -> None:
    (folder / name).write_text(json.dumps({"metadata": {"attunement": says}}), encoding="utf-8")


def test_lessons_stand_in_the_order_of_their_numbers_and_others_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "b.ipynb", SAYS)
    write(tmp_path, "c.ipynb", {**SAYS, "number": "01", "summary": "Start."})
    write(tmp_path, "a.ipynb", {"kind": "draft"})
    first, second = lessons.listed(tmp_path)
    assert (first.file, first.summary) == ("c.ipynb", "Start.")
    assert second == lessons.Lesson("b.ipynb", "02", "Attention", 30, "", ("look up",))


@pytest.mark.parametrize("missing", ["number", "minutes", "aims"])
def test_a_lesson_that_says_too_little_is_named(tmp_path: Path, missing: str) -> None:
    write(tmp_path, "b.ipynb", {name: value for name, value in SAYS.items() if name != missing})
    with pytest.raises(AuthorError, match=rf"b\.ipynb: '{missing}' is missing or wrong in the lesson's metadata\. Its"):
        lessons.listed(tmp_path)


def test_a_broken_notebook_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(AuthorError, match=r"b\.ipynb: this is not a notebook that can be read"):
        lessons.listed(tmp_path)


@pytest.mark.parametrize("call", ['at.answer("reply-1")', 'at.choose("one")', 'at.converse("one", session="x-01")'])
def test_a_lesson_that_would_save_what_visitors_write_is_refused(tmp_path: Path, call: str) -> None:
    cell = {"cell_type": "code", "source": ["import attunement as at\n", call]}
    (tmp_path / "b.ipynb").write_text(json.dumps({"metadata": {"attunement": SAYS}, "cells": [cell]}), encoding="utf-8")
    with pytest.raises(AuthorError, match=r"b\.ipynb: .* save beside the notebook, where every visitor would find"):
        lessons.listed(tmp_path)


def test_lessons_are_found_here_above_and_where_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "course" / "inner"
    (tmp_path / "course" / "modules").mkdir(parents=True)
    inner.mkdir()
    monkeypatch.chdir(inner)
    write(tmp_path / "course" / "modules", "b.ipynb", SAYS)
    assert lessons.find() == (tmp_path / "course" / "modules").resolve()
    with pytest.raises(AuthorError, match="there is no lesson here"):
        lessons.find(inner)


def test_the_course_s_own_lessons_are_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "03-acceptance.ipynb" in {lesson.file for lesson in lessons.listed(lessons.find())}


def test_a_country_writes_its_own_notice(tmp_path: Path) -> None:
    ours = helplines.OURS.read_text(encoding="utf-8")
    assert helplines.read(tmp_path)["places"][0]["name"] == "Find A Helpline"
    (tmp_path / "help.yaml").write_text(ours.replace("Find A Helpline", "Sorgentelefon"), encoding="utf-8")
    assert helplines.read(tmp_path)["places"][0]["name"] == "Sorgentelefon"
    (tmp_path / "help.yaml").write_text(ours.replace("https://findahelpline.com", "javascript:alert(1)"), encoding="utf-8")
    with pytest.raises(AuthorError, match=r"help\.yaml:12: .*A link starts with https:// or tel:"):
        helplines.read(tmp_path)
