"""A receipt shows which files were handed in, and notices when it or they were changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from attunement import receipts, yamlfile
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = Draft202012Validator(yaml.safe_load((yamlfile.SCHEMAS / "receipt.yaml").read_text(encoding="utf-8")))
TIME = "2026-11-22T18:05:11.250000+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hand in a folder with two files, one of them below, and a link."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "answers.json").write_text("{}")
    (tmp_path / "notes" / "odd \udcff\n.txt").write_text("mine")
    (tmp_path / "link").symlink_to("/etc/passwd")
    receipts.write(tmp_path, receipts.issue(tmp_path, "attunement", "a1", "ana", TIME))
    return tmp_path


def written(folder: Path) -> dict[str, Any]:
    return json.loads((folder / receipts.FILE).read_text(encoding="ascii"))


def test_a_receipt_is_read_as_it_was_written(folder: Path) -> None:
    receipt = receipts.read(folder)
    assert receipt == receipts.read(folder / receipts.FILE)
    assert list(receipt.files) == ["answers.json", "notes/odd \udcff\n.txt"]
    assert receipt.when == "2026-11-22 18:05:11 UTC"
    assert receipt.sha256.startswith(receipt.number)
    assert receipts.changed(receipt, folder) == []


def test_what_is_written_keeps_the_published_schema(folder: Path) -> None:
    assert [error.message for error in SCHEMA.iter_errors(written(folder))] == []
    assert not SCHEMA.is_valid({**written(folder), "signature": "of nobody"})


def test_the_same_files_at_the_same_time_have_the_same_number(folder: Path) -> None:
    again = receipts.issue(folder, "attunement", "a1", "ana", TIME)
    assert again == receipts.read(folder)
    (folder / "answers.json").write_text("{ }")
    assert receipts.issue(folder, "attunement", "a1", "ana", TIME).number != again.number


@pytest.mark.parametrize("key", ["course", "assignment", "student", "time", "files", "sha256", "schema", "more"])
def test_a_receipt_that_was_changed_is_refused(folder: Path, key: str) -> None:
    other = {"time": TIME.replace("2026", "2025"), "files": {}, "schema": "attunement-receipt/2"}
    (folder / receipts.FILE).write_text(json.dumps({**written(folder), key: other.get(key, "bob")}))
    with pytest.raises(LearnerError, match=r"\.$"):
        receipts.read(folder)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"schema": "attunement-receipt/1"}', "\udcff", "[" * 100_000, "1" * 9999]
)
def test_what_is_no_receipt_is_said_in_a_sentence(folder: Path, text: str) -> None:
    (folder / receipts.FILE).write_text(text, errors="surrogateescape")
    with pytest.raises(LearnerError, match=r"receipt"):
        receipts.read(folder)


@pytest.mark.parametrize("time", ["yesterday", "2026-11-22", "2026-11-22T18:05:11", "2026-11-22T18:05:11+02:00"])
def test_a_time_without_utc_is_none(folder: Path, time: str) -> None:
    receipts.write(folder, receipts.issue(folder, "attunement", "a1", "ana", time))
    with pytest.raises(LearnerError, match="no receipt"):
        receipts.read(folder)


def test_no_receipt_is_said_with_where_to_find_one(tmp_path: Path) -> None:
    with pytest.raises(LearnerError, match="comes with each hand-in"):
        receipts.read(tmp_path)


def test_files_that_changed_are_named(folder: Path) -> None:
    receipt = receipts.read(folder)
    (folder / "answers.json").write_text('{"other": 1}')
    assert receipts.answers_changed(receipt, folder)
    (folder / "notes" / "odd \udcff\n.txt").unlink()
    assert receipts.changed(receipt, folder) == list(receipt.files)


@pytest.mark.parametrize(
    "name", ["../a/secret.txt", "/etc/passwd", "link", "linked/secret.txt", "null\0", "x" * 5000, "."], ids=range(7)
)
def test_a_receipt_cannot_ask_for_files_elsewhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "secret.txt").write_text("of somebody else")
    (tmp_path / "b" / "link").symlink_to(tmp_path / "a" / "secret.txt")
    (tmp_path / "b" / "linked").symlink_to(tmp_path / "a")
    known = receipts.issue(tmp_path / "a", "attunement", "a1", "ana", TIME).files["secret.txt"]
    receipt = receipts.Receipt("attunement", "a1", "ana", TIME, {name: known}, "")
    assert receipts.changed(receipt, tmp_path / "b") == [name]


def test_handing_in_without_answers_is_no_change(tmp_path: Path) -> None:
    receipt = receipts.issue(tmp_path, "attunement", "a1", "ana", TIME)
    assert not receipts.answers_changed(receipt, tmp_path)
    (tmp_path / "answers.json").write_text("{}")
    assert receipts.answers_changed(receipt, tmp_path)
