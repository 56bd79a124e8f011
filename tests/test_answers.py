"""Answers outlive crashes, and a learner's file may hold anything."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import yaml
from jsonschema import Draft202012Validator

from attunement import answers, yamlfile
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = Draft202012Validator(yaml.safe_load((yamlfile.SCHEMAS / "answers.yaml").read_text(encoding="utf-8")))
ANSWERS = answers.FILE


def saved_by_hand(folder: Path, data: object) -> None:
    (folder / ANSWERS).write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")


def test_an_answer_is_read_as_it_was_written(tmp_path: Path) -> None:
    words = "Naïve 🙂 \ud800 <b> \u200b\nline two"
    answer = answers.save(tmp_path, "reply-1", words, "joan-01")
    assert answers.read(tmp_path) == {"reply-1": answer}
    assert (answer.text, answer.case) == (words, "joan-01")
    assert answer.saved.endswith("+00:00")


def test_answers_stand_beside_each_other_and_the_last_words_count(tmp_path: Path) -> None:
    for item, text in (("one", "first"), ("two", "second"), ("one", "third")):
        answers.save(tmp_path, item, text)
    assert {item: answer.text for item, answer in answers.read(tmp_path).items()} == {"one": "third", "two": "second"}


def test_what_is_written_keeps_the_published_schema(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply", "That stings.", "joan-01")
    answers.save(tmp_path, "reflection", "x" * answers.LONGEST)
    written = json.loads((tmp_path / ANSWERS).read_text(encoding="ascii"))
    assert [error.message for error in SCHEMA.iter_errors(written)] == []
    assert not SCHEMA.is_valid({**written, "schema": "other/1"})


def test_items_saved_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    items = [f"item-{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda item: answers.save(tmp_path, item, item), items))
    assert sorted(answers.read(tmp_path)) == sorted(items)
    assert [path.name for path in tmp_path.iterdir()] == [ANSWERS]


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_save_that_fails_leaves_the_old_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    answers.save(tmp_path, "reply", "the old words")
    with monkeypatch.context() as broken_disk:
        broken_disk.setattr(broken, fail)
        with pytest.raises((LearnerError, KeyboardInterrupt)) as caught:
            answers.save(tmp_path, "reply", "the new words")
    assert isinstance(error, KeyboardInterrupt) or "No space left on device). Copy your words" in str(caught.value)
    assert answers.read(tmp_path)["reply"].text == "the old words"
    assert [path.name for path in tmp_path.iterdir()] == [ANSWERS], "nothing half-written is left lying about"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LearnerError, match="No such file or directory"):
        answers.save(tmp_path / "gone", "reply", "words")
    assert answers.read(tmp_path / "gone") == {}


def test_too_long_an_answer_is_told_and_the_old_one_stands(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply", "short")
    with pytest.raises(LearnerError, match="This answer has 20,001 characters; 20,000 can be kept"):
        answers.save(tmp_path, "reply", "x" * 20_001)
    assert answers.read(tmp_path)["reply"].text == "short"


def test_our_editor_never_writes_what_it_cannot_read_again(tmp_path: Path) -> None:
    for number in range(4):
        answers.save(tmp_path, f"item-{number}", "🙂" * answers.LONGEST)
    with pytest.raises(LearnerError, match="longer than can be kept"):
        answers.save(tmp_path, "item-4", "🙂" * answers.LONGEST)
    assert len(answers.read(tmp_path)) == 4


# Files that a learner, a crash or an editor made


@pytest.mark.parametrize(
    "data",
    ["", "{", "[" * 100_000, "[]", "null", '"x"', '{"answers": {}}', '{"schema": "other/1", "answers": {}}', "x" * 1_000_001],
    ids=["empty", "cut off", "deep", "list", "null", "text", "no schema", "other schema", "huge"],
)
def test_a_file_that_is_no_answers_is_told_and_set_aside(tmp_path: Path, data: str) -> None:
    saved_by_hand(tmp_path, data)
    with pytest.raises(LearnerError, match=r"answers\.json"):
        answers.read(tmp_path)
    answers.save(tmp_path, "reply", "new words")
    aside = [path for path in tmp_path.iterdir() if path.name != ANSWERS]
    assert [path.read_text(encoding="utf-8") for path in aside] == [data], "words are set aside, never written over"
    assert list(answers.read(tmp_path)) == ["reply"]


def test_entries_of_another_form_are_passed_over(tmp_path: Path) -> None:
    good = {"text": "words", "case": 7, "saved": None, "level": 5}
    held = {"good": good, "list": [], "none": None, "number": {"text": 3}, "long": {"text": "x" * 30_000}}
    saved_by_hand(tmp_path, {"schema": answers.SCHEMA, "answers": held})
    found = answers.read(tmp_path)
    assert found["good"] == answers.Answer("words", None, "")
    assert sorted(found) == ["good", "long"]
    assert len(found["long"].text) == answers.LONGEST


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / ANSWERS).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LearnerError, match="cannot be read"):
        answers.read(tmp_path)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    answers.save(elsewhere, "reply", "another learner's words")
    (tmp_path / ANSWERS).symlink_to(elsewhere / ANSWERS)
    assert answers.read(tmp_path) == {}
    answers.save(tmp_path, "reply", "mine")
    assert answers.read(elsewhere)["reply"].text == "another learner's words"
    assert not (tmp_path / ANSWERS).is_symlink()
