"""The list in the notebook says what the command says, and takes nothing from the page but the wish to look again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from attunement import answers, receipts, submission
from attunement.exercises.checklist import SIGNS, Checklist

from .conftest import hand, sendable, tell

if TYPE_CHECKING:
    from attunement.exercises.base import Exercise

LITTLE = Path(__file__).parents[1] / "course" / "little" / "solutions" / "a1" / "a1.ipynb"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the folder of an assignment."""
    (tmp_path / "a1").mkdir()
    shutil.copy(LITTLE, tmp_path / "a1")
    monkeypatch.chdir(tmp_path / "a1")
    return tmp_path / "a1"


def told(widget: Exercise) -> dict[str, str]:
    return {task["title"]: f"{task['sign']} {task['told']}" for task in sendable(widget)["found"]["tasks"]}


def test_it_says_what_is_answered_and_what_is_missing(folder: Path) -> None:
    answers.save(folder, "reply-1", "You sound alone with it.", "priya-01")
    checklist = Checklist()
    found = submission.look(folder)
    assert told(checklist) == {task.title: f"{SIGNS[task.state]} {task.told}" for task in found.tasks}
    assert told(checklist)["1. Reply to Priya"] == "✓ answered"
    assert told(checklist)["2. Reply to Callum"] == "○ not answered yet"
    assert checklist.found["summary"] == found.summary
    assert set(SIGNS) == {submission.ANSWERED, submission.PARTLY, submission.MISSING}


def test_looking_again_is_announced_in_full(folder: Path) -> None:
    checklist = Checklist()
    answers.save(folder, "reply-1", "You sound alone with it.", "priya-01")
    receipts.write(folder, receipts.issue(folder, "attunement", "a1", "ana", "2026-11-22T18:05:11+00:00"))
    tell(checklist, do="look")
    assert told(checklist)["1. Reply to Priya"] == "✓ answered"
    for words in ("1. Reply to Priya: answered.", "2. Reply to Callum: not answered yet.", "graded tasks are answered"):
        assert words in checklist.said["heard"]
    assert checklist.said["heard"].endswith("have not changed since.")


def test_when_the_page_looks_by_itself_nobody_is_interrupted(folder: Path) -> None:
    checklist = Checklist()
    answers.save(folder, "reply-1", "You sound alone with it.", "priya-01")
    tell(checklist, do="look", quiet=True)
    assert told(checklist)["1. Reply to Priya"] == "✓ answered"
    assert checklist.said["heard"] == ""


def test_what_is_wrong_with_the_files_is_shown(folder: Path) -> None:
    (folder / "a1.ipynb").write_text("{")
    (folder / "answers.json").write_text("{")
    troubles = Checklist().found["troubles"]
    assert ["answers.json cannot be read" in troubles[0], "a1.ipynb cannot be read" in troubles[1]] == [True, True]


def test_it_looks_into_the_folder_in_which_it_began(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist = Checklist()
    before = told(checklist)
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    tell(checklist, do="look")
    assert told(checklist) == before


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("state", [{"found": {}}, {"found": {"tasks": 5}}, {"said": {"heard": "x"}}])
def test_the_page_sets_nothing(state: dict[str, Any]) -> None:
    checklist = Checklist()
    before = sendable(checklist)
    hand(checklist, {"method": "update", "state": state})
    assert sendable(checklist) == before


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("content", [{"do": "hand_in"}, {"do": ["look"]}, {"do": None}, {"quiet": True}])
def test_other_messages_do_nothing_and_are_answered(content: dict[str, Any]) -> None:
    checklist = Checklist()
    tell(checklist, **content)
    assert checklist.said["trouble"]


@pytest.mark.usefixtures("folder")
def test_every_look_is_answered_even_if_nothing_is_new() -> None:
    checklist = Checklist()
    changes: list[Any] = []
    checklist.observe(changes.append, "found")
    tell(checklist, do="look", quiet=True)
    tell(checklist, do="look", quiet=True)
    assert len(changes) == 2
