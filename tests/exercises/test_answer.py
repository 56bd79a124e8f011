"""The editor of an assignment: what is written is in the file, or the page says why not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from attunement import answers, durable
from attunement.exercises.answer import Answer

from .conftest import sendable, tell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_answer_is_saved_beside_the_notebook_and_found_again(folder: Path) -> None:
    answer = Answer("reply-1", "maya-01")
    tell(answer, do="save", text="You are worn out. 🌧️", seq=4, view="a1")
    assert json.loads((folder / "answers.json").read_text())["answers"]["reply-1"]["text"] == "You are worn out. 🌧️"
    assert (answer.saved["seq"], answer.saved["view"], answer.saved["why"]) == (4, "a1", "")
    assert answer.saved["time"] == answers.read(folder)["reply-1"].saved
    assert Answer("reply-1", "maya-01").saved["text"] == "You are worn out. 🌧️"


def test_the_other_answers_stay(folder: Path) -> None:
    tell(Answer("one"), do="save", text="First.")
    tell(Answer("two"), do="save", text="Second.")
    assert {item: answer.text for item, answer in answers.read(folder).items()} == {"one": "First.", "two": "Second."}


def test_no_score_and_no_hint_reaches_the_page() -> None:
    answer = Answer("reply-1", "maya-01")
    tell(answer, do="save", text="You should rest.")
    state = sendable(answer)
    assert set(state["client"]) == {"id", "name", "about", "scene", "says"}
    assert set(state["saved"]) == {"seq", "view", "text", "time", "why"}


def test_a_question_without_a_client_has_its_prompt() -> None:
    answer = Answer("reflection", prompt="What did you notice in yourself?", rows=99)
    assert (answer.client, answer.prompt, answer.rows) == ({}, "What did you notice in yourself?", 40)


@pytest.mark.parametrize("text", ["x" * 20_001, "a\x00b", "\udc80", None, 3])
def test_what_cannot_be_saved_is_said_and_the_old_answer_stands(folder: Path, text: Any) -> None:
    answer = Answer("one")
    tell(answer, do="save", text="First.")
    tell(answer, do="save", text=text, seq=2)
    assert answer.saved["why"].endswith(".")
    assert (answer.saved["time"], answer.saved["seq"]) == ("", 2)
    assert answers.read(folder)["one"].text == "First."


def test_a_disk_that_refuses_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "write", refuse)
    answer = Answer("one")
    tell(answer, do="save", text="First.")
    assert "No space left on device" in answer.saved["why"]
    assert "Copy" in answer.saved["why"]


def test_a_file_that_cannot_be_read_is_said_and_set_aside(folder: Path) -> None:
    (folder / "answers.json").write_text("{")
    answer = Answer("one")
    assert answer.saved["why"].endswith(".")
    tell(answer, do="save", text="Again.")
    assert answer.saved["why"] == ""
    assert answers.read(folder)["one"].text == "Again."
    assert len(list(folder.glob("answers.unreadable-*.json"))) == 1


def test_what_no_page_can_show_does_not_keep_the_rest_away(folder: Path) -> None:
    answers.save(folder, "one", "Half a pair \ud800 of UTF-16.")
    assert sendable(Answer("one"))["saved"]["text"] == "Half a pair \ufffd of UTF-16."


def test_words_from_another_window_are_not_written_over(folder: Path) -> None:
    here, there = Answer("one"), Answer("one")
    tell(here, do="save", text="First.", base="", view="a")
    answers.save(folder, "one", "From the other window.")
    stale = "2026-01-01T00:00:00+00:00"
    tell(there, do="save", text="And mine.", base=stale, view="b")
    assert "another window" in there.saved["why"]
    assert answers.read(folder)["one"].text == "From the other window."
    now = answers.read(folder)["one"].saved
    tell(there, do="save", text="Both together.", base=now, view="b")
    assert answers.read(folder)["one"].text == "Both together."


def test_who_types_fast_is_not_overtaken_by_herself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answer("one")
    for second, text in enumerate(["One.", "One, two.", "One, two, three."]):
        monkeypatch.setattr(answers, "now", lambda second=second: f"2026-01-01T00:00:0{second}+00:00")
        tell(answer, do="save", text=text, base="", view="a", seq=second)
        assert answer.saved["why"] == ""
    assert answers.read(folder)["one"].text == "One, two, three."


def test_a_changed_folder_does_not_move_the_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answer("one")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    tell(answer, do="save", text="Here.")
    assert answers.read(folder)["one"].text == "Here."
