"""Converse: what is said is in the file before the client answers, nothing tells how it landed, and it comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from attunement import answers, durable, items, workbook, yamlfile
from attunement.errors import AuthorError
from attunement.exercises.converse import Converse
from attunement.judging import story

from .conftest import sendable, tell

REPLIES = yamlfile.read(Path(__file__).parents[1] / "data" / "beats.yaml")["maya-01"]  # beat → a good reply
MET, MISS = REPLIES["fine"], "I understand."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with the lessons' sessions for graded ones."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(items, "ITEMS", workbook.WORKBOOK)
    return tmp_path


@pytest.fixture
def maya() -> Converse:
    return opened()


def opened() -> Converse:
    return Converse("session", session="maya-01")


def say(session: Converse, *texts: str) -> None:
    for text in texts:
        tell(session, do="say", turn=len(session.state["turns"]), text=text)


def to_the_end(session: Converse) -> None:
    while waits := story.waits(session.source, session.turns):
        say(session, REPLIES[waits])
        assert not session.said["trouble"]


def held(folder: Path) -> tuple[str, ...]:
    found = answers.read(folder).get("session")
    return found.turns if found else ()


def texts(session: Converse) -> list[str]:
    return [turn["text"] for turn in session.state["turns"]]


def longest(source: dict[str, Any], beat: str = "") -> int:
    """Return how many replies the longest way from a beat (the opening, where none is named) to the end takes."""
    onward = {branch["to"] for branch in map(source["beats"][beat or source["opening"]].get, story.LANDINGS)} - {story.END}
    return 1 + max((longest(source, to) for to in onward), default=0)


def unwritable(*_args: Any) -> None:
    raise OSError(28, "No space left on device")


# What is said


def test_what_is_said_is_in_the_file_before_the_client_answers(
    maya: Converse, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, save = [], answers.save

    def watched(*given: Any, **named: Any) -> answers.Answer:
        seen.append(texts(maya))
        return save(*given, **named)

    monkeypatch.setattr(answers, "save", watched)
    say(maya, MET, MISS)
    assert seen == [[], [MET]]
    assert held(folder) == (MET, MISS)
    assert maya.state["now"]["says"] == maya.source["beats"]["habit"]["says"]


def test_the_client_answers_and_it_is_announced_with_how_far_one_is(maya: Converse) -> None:
    say(maya, MET)
    assert maya.said["heard"].startswith("Maya says: “It's mostly after midnight.")
    assert maya.said["heard"].endswith("Reply 2. A session has at least 8.")


def test_a_whole_session_ends_in_the_clients_own_words_and_a_calm_sentence(maya: Converse, folder: Path) -> None:
    to_the_end(maya)
    assert maya.state["over"]
    assert maya.state["now"]["says"] == maya.source["endings"][-1]["says"]
    assert "The session is over" in maya.said["heard"].replace("This", "The")
    assert "come with your feedback" in maya.said["heard"]
    say(maya, "One thing more.")
    assert "nothing more is said" in maya.said["text"]
    assert len(held(folder)) == len(maya.turns)


def test_the_other_answers_stay(maya: Converse, folder: Path) -> None:
    answers.save(folder, "reply-1", "First.", "maya-01")
    say(maya, MET)
    assert answers.read(folder)["reply-1"].text == "First."


@pytest.mark.parametrize(
    "text", ["", " \n ", "?!", "\u200b", "a\x00b", "\udc80", None, 7, "Lo siento mucho, eso debe de doler.", "x" * 20_001]
)
def test_what_cannot_be_read_is_not_said_and_not_saved(maya: Converse, folder: Path, text: Any) -> None:
    tell(maya, do="say", turn=0, text=text)
    assert maya.said["trouble"]
    assert maya.said["text"].endswith(".")
    assert (texts(maya), held(folder)) == ([], ())


def test_a_speech_is_not_said_so_that_the_file_has_room_for_every_reply(maya: Converse) -> None:
    say(maya, "I hear how tired you are of it all. " * 50)
    assert "more than 1,200 characters" in maya.said["text"]
    assert maya.said["text"].startswith("Maya waits")
    assert all(longest(items.session(name)) * story.LONGEST <= answers.LONGEST for name in workbook.ids("session"))


def test_what_cannot_be_saved_is_not_said(maya: Converse, monkeypatch: pytest.MonkeyPatch) -> None:
    say(maya, MET)
    with monkeypatch.context() as full:
        full.setattr(durable, "write", unwritable)
        say(maya, MISS)
    assert maya.said["text"].startswith("This could not be saved, so it was not said, and Maya waits.")
    assert "No space left on device" in maya.said["text"]
    assert texts(maya) == [MET]
    say(maya, MISS)
    assert texts(maya) == [MET, MISS]


def test_a_second_click_says_it_once_and_a_page_that_is_behind_is_told_so(maya: Converse, folder: Path) -> None:
    say(maya, MET)
    before = maya.state
    tell(maya, do="say", turn=0, text=f" {MET} ")
    assert maya.state == before | {"count": before["count"] + 1}
    assert not maya.said["trouble"]
    for turn in (0, 2, None):
        tell(maya, do="say", turn=turn, text=MISS)
        assert "moved on" in maya.said["text"]
    assert held(folder) == (MET,)


# What the page does not get


def test_nothing_that_reaches_the_page_tells_how_it_landed_or_what_comes(maya: Converse) -> None:
    say(maya, MET, MISS)
    state = sendable(maya)
    assert set(state["state"]) == {"turns", "now", "over", "note", "count"}
    assert [set(turn) for turn in state["state"]["turns"]] == [{"says", "does", "text"}] * 2
    assert set(state["state"]["now"]) == {"says", "does"}
    assert set(state["task"]) == {"title", "ask", "client", "least"}
    assert set(state["task"]["client"]) == {"name", "about", "scene"}
    sent = json.dumps({key: value for key, value in state.items() if key not in ("_esm", "_css", "words")}, ensure_ascii=False)
    shown = {"fine", "midnight", "habit"}
    for name, beat in maya.source["beats"].items():
        assert (beat["says"] in sent) == (name in shown)
        assert not any(beat[landing]["felt"] in sent for landing in story.LANDINGS)
    assert not any(ending["does"] in sent or ending["felt"] in sent for ending in maya.source["endings"])
    assert not any(word in sent for word in ("level", "landing", "trust", "felt", "missed", "reached"))
    assert not any(key.startswith(("session_trust", "session_met", "session_rule")) for key in state["words"])


def test_the_end_holds_no_thought_and_no_trust(maya: Converse) -> None:
    to_the_end(maya)
    sent = json.dumps([maya.state, maya.said], ensure_ascii=False)
    assert not any(ending["felt"] in sent for ending in maya.source["endings"])
    assert "trust" not in sent


# Coming back


def test_a_kernel_that_starts_again_tells_the_same_session(maya: Converse) -> None:
    say(maya, MET, MISS)
    again = opened()
    assert again.state | {"count": 0} == maya.state | {"count": 0}
    assert again.turns == maya.turns
    to_the_end(again)
    assert opened().state["over"]
    assert opened().state["note"] == ""


def test_a_changed_folder_does_not_move_the_session(maya: Converse, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    say(maya, MET)
    assert held(folder) == (MET,)


def test_turns_that_cannot_be_told_again_stay_in_the_file_until_one_goes_on(folder: Path) -> None:
    answers.save(folder, "session", turns=[MET, "", MISS])
    before = (folder / "answers.json").read_bytes()
    session = opened()
    assert texts(session) == [MET]
    assert "Your file holds 3 replies, and only the first 1 can be followed here." in session.state["note"]
    assert (folder / "answers.json").read_bytes() == before
    say(session, MISS)
    assert (held(folder), session.state["note"]) == ((MET, MISS), "")


def test_turns_beyond_the_end_are_left_alone(maya: Converse, folder: Path) -> None:
    to_the_end(maya)
    answers.save(folder, "session", turns=[*held(folder), MISS])
    session = opened()
    assert session.state["over"]
    assert "the session ends with reply 8" in session.state["note"]
    say(session, MISS)
    assert len(held(folder)) == 9


def test_a_file_that_cannot_be_read_is_said_and_set_aside_when_one_goes_on(folder: Path) -> None:
    (folder / "answers.json").write_text("{")
    session = opened()
    assert "cannot be read" in session.state["note"]
    assert (folder / "answers.json").read_text() == "{"
    say(session, MET)
    assert held(folder) == (MET,)
    assert [file.read_text() for file in folder.glob("answers.unreadable-*.json")] == ["{"]


@pytest.mark.parametrize("turns", [7, "x", {"0": "x"}, [1, None, ["x"]], [{"text": "x"}]])
def test_what_is_no_reply_in_the_file_is_passed_over(folder: Path, turns: Any) -> None:
    raw = {"text": "", "case": None, "saved": "", "turns": turns}
    (folder / "answers.json").write_text(json.dumps({"schema": answers.SCHEMA, "answers": {"session": raw}}))
    assert texts(opened()) == []


# Two windows


def test_what_another_window_said_is_shown_and_never_written_over(maya: Converse, folder: Path) -> None:
    other = opened()
    say(maya, MET, MISS)
    say(other, "From the other window.")
    assert "another window" in other.said["text"]
    assert (texts(other), held(folder)) == ([MET, MISS], (MET, MISS))
    say(other, REPLIES["habit"])
    say(maya, MISS)
    assert held(folder) == (MET, MISS, REPLIES["habit"])
    assert texts(maya) == texts(other)


def test_a_page_that_is_opened_sees_what_the_file_holds_now(maya: Converse) -> None:
    other = opened()
    say(maya, MET)
    tell(other, do="open")
    assert texts(other) == [MET]
    before = other.state
    tell(other, do="open")
    assert other.state == before | {"count": before["count"] + 1}


def test_a_page_that_is_opened_keeps_what_was_said_where_the_file_is_gone(maya: Converse, folder: Path) -> None:
    say(maya, MET)
    (folder / "answers.json").write_text("{")
    tell(maya, do="open")
    assert (texts(maya), maya.said["trouble"]) == ([MET], False)


def test_a_file_that_holds_less_gets_back_what_was_said(maya: Converse, folder: Path) -> None:
    say(maya, MET)
    older = (folder / "answers.json").read_bytes()
    say(maya, MISS)
    (folder / "answers.json").write_bytes(older)
    say(maya, REPLIES["habit"])
    assert held(folder) == (MET, MISS, REPLIES["habit"])
    (folder / "answers.json").unlink()
    to_the_end(maya)
    assert held(folder)[:3] == (MET, MISS, REPLIES["habit"])


def test_a_session_that_is_not_there_is_the_authors_mistake() -> None:
    with pytest.raises(AuthorError, match="there is no such exercise"):
        Converse("session", session="nobody-01")
