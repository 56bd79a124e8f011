"""The journal: Python hands out prompts and help, and hears, keeps and records nothing of what is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from attunement import record, workbook, yamlfile
from attunement.exercises import journal
from attunement.exercises.journal import Journal

from .conftest import hand, sendable, tell

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "canary-4711"


@pytest.fixture
def pages() -> list[Journal]:
    return [Journal(name) for name in workbook.ids("journal")]


def test_there_are_prompts_a_wheel_and_help(pages: list[Journal]) -> None:
    assert len(pages) >= 4
    for page in pages:
        task = sendable(page)["task"]
        assert task["prompts"]
        assert len(task["wheel"]) == 12
        assert task["help"]["places"][0]["link"].startswith("https://")
        assert task["crisis"]["phrases"]


@pytest.mark.parametrize("name", ["again", "restore", "forget", "check", "draw", "gather", "entry", "keep", "add", ""])
def test_whatever_the_page_says_is_not_heard(name: str) -> None:
    page = Journal("trigger-check-in")
    before = sendable(page)
    words = {"text": CANARY, "steps": [{"do": name, "text": CANARY}], "results": [{"share": 0.5, "time": CANARY}], "intensity": 7}
    tell(page, do=name, **words)
    hand(page, {"method": "update", "state": {"state": {"text": CANARY}, "kept": {"steps": [CANARY]}}})
    assert sendable(page) == before
    assert CANARY not in json.dumps(sendable(page))
    assert (record.current().results, record.current().attempts) == ([], [])


def test_no_step_is_recorded() -> None:
    assert Journal.records == {}
    assert Journal.hears == {"again", "restore", "forget"}  # what every exercise is asked; `receive` is deaf to it


def test_the_words_of_help_are_in_order() -> None:
    assert [str(error) for error in yamlfile.check(journal.CRISIS, "crisis")] == []
    held = yamlfile.read(journal.CRISIS)
    said = [one for one in held["idioms"] if any(phrase == one for phrase in held["phrases"])]
    assert said == []


def test_a_broken_notice_of_the_lessons_does_not_take_the_help_away(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "help.yaml").write_text("title: Hilfe\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Journal("one-minute").task["help"]["title"] == "If you need help now"


def test_the_lessons_own_notice_is_shown(tmp_path: Path, monkeypatch: Any) -> None:
    ours = journal.helplines.OURS.read_text(encoding="utf-8")
    (tmp_path / "help.yaml").write_text(ours.replace("Find A Helpline", "Sorgentelefon"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Journal("one-minute").task["help"]["places"][0]["name"] == "Sorgentelefon"
