"""What the exercises of a folder of lessons are called, for those who look for what they have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement.exercises import whereabouts
from attunement.exercises.stored import Stored

from .conftest import tell

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LESSON = """{"metadata": {"attunement": {"number": "03", "title": "Acceptance"}}, "cells": [
 {"cell_type": "markdown", "source": ["at.rewrite('joan-01')"]},
 {"cell_type": "code", "source": ["at.rewrite(\\"maya-01\\")\\n", "at.classify('validate-or-affirm')"]},
 {"cell_type": "code", "source": "at.classify('no-such-one')\\nat.progress()"}]}"""
FOUND = {
    "rewrite/maya-01": ("Maya", "03 · Acceptance"),
    "classify/validate-or-affirm": ("Validation or affirm?", "03 · Acceptance"),
}


def test_every_exercise_has_its_title_and_the_first_lesson_that_calls_it(tmp_path: Path) -> None:
    (tmp_path / "03.ipynb").write_text(LESSON, encoding="utf-8")
    (tmp_path / "04.ipynb").write_text(LESSON.replace("03", "04").replace("Acceptance", "Later"), encoding="utf-8")
    for number, spoiled in enumerate(["{", "[]", '{"metadata": {}, "cells": []}']):
        (tmp_path / f"00-{number}.ipynb").write_text(spoiled, encoding="utf-8")
    assert whereabouts.names(tmp_path) == FOUND


def test_names_are_handed_over_when_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "03.ipynb").write_text(LESSON, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    stored = Stored()
    assert stored.names == {}
    tell(stored, do="names")
    assert stored.names == FOUND
