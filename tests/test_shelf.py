"""A folder of YAML files is read from its ready copy while that is fresh, and from the files themselves otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement import shelf, words
from attunement.cues import RUBRIC
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRUIT = {"apple": {"colour": "red"}, "pear": {"colour": "green"}}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    for name, data in FRUIT.items():
        (tmp_path / f"{name}.yaml").write_text(f"colour: {data['colour']}\n", encoding="utf-8")
    yield tmp_path
    shelf.read.cache_clear()


def again(folder: Path) -> dict:
    """Read as another process would."""
    shelf.read.cache_clear()
    return shelf.read(folder)


def forge(folder: Path, colour: str) -> None:
    """Change what the copy holds, but not what it is a copy of, so that one can see whether it is used."""
    path = folder / shelf.DERIVED
    path.write_text(path.read_text(encoding="utf-8").replace("red", colour), encoding="utf-8")


def test_files_are_read_by_name_and_in_order(folder: Path) -> None:
    assert shelf.read(folder) == FRUIT
    assert list(shelf.read(folder)) == ["apple", "pear"]
    assert not shelf.is_fresh(folder)


def test_a_fresh_copy_is_used(folder: Path) -> None:
    shelf.store(folder)
    assert shelf.is_fresh(folder)
    assert again(folder) == FRUIT
    forge(folder, "blue")
    assert again(folder)["apple"] == {"colour": "blue"}


@pytest.mark.parametrize("change", ["edited", "added", "renamed", "removed"])
def test_a_stale_copy_is_not(folder: Path, change: str) -> None:
    shelf.store(folder)
    forge(folder, "blue")
    apple = folder / "apple.yaml"
    if change == "edited":
        apple.write_text("colour: gold\n", encoding="utf-8")
    elif change == "added":
        (folder / "plum.yaml").write_text("colour: purple\n", encoding="utf-8")
    elif change == "renamed":
        apple.rename(folder / "cider.yaml")
    else:
        apple.unlink()
    assert not shelf.is_fresh(folder)
    assert "blue" not in str(again(folder))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"of": 1}', b"\xff\xfe", b'{"files": {}}'])
def test_a_broken_copy_is_not(folder: Path, content: bytes) -> None:
    (folder / shelf.DERIVED).write_bytes(content)
    assert again(folder) == FRUIT


def test_line_ends_do_not_make_a_copy_stale(folder: Path) -> None:
    shelf.store(folder)
    before = shelf.mark(folder)
    for path in folder.glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert shelf.mark(folder) == before
    assert shelf.is_fresh(folder)


def test_storing_shows_at_once_and_twice_is_the_same(folder: Path) -> None:
    shelf.store(folder)
    first = (folder / shelf.DERIVED).read_bytes()
    (folder / "apple.yaml").write_text("colour: gold\n", encoding="utf-8")
    shelf.store(folder)
    assert shelf.read(folder)["apple"] == {"colour": "gold"}
    (folder / "apple.yaml").write_text("colour: red\n", encoding="utf-8")
    shelf.store(folder)
    assert (folder / shelf.DERIVED).read_bytes() == first


def test_a_mark_is_eight_digits_and_tells_names_apart(folder: Path) -> None:
    before = shelf.mark(folder)
    assert len(before) == 8
    int(before, 16)
    (folder / "apple.yaml").rename(folder / "quince.yaml")
    assert shelf.mark(folder) != before


def test_what_is_no_yaml_is_told_to_its_author(folder: Path) -> None:
    (folder / "pear.yaml").write_text("colour: [green\n", encoding="utf-8")
    with pytest.raises(AuthorError, match=r"pear\.yaml"):
        again(folder)


@pytest.mark.parametrize("shipped", [RUBRIC, words.LEXICON], ids=lambda path: path.name)
def test_the_copies_that_ship_hold_what_their_files_say(shipped: Path) -> None:
    assert shelf.read(shipped) == shelf._files(shipped)
