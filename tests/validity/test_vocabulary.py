"""The words that need no mending are gathered from what we wrote, and the list that ships is what is gathered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from attunement import cases, yamlfile
from attunement.validity import replies, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_list_that_ships_is_what_is_gathered(tmp_path: Path) -> None:
    vocabulary.store(tmp_path / "known.yaml")
    assert (tmp_path / "known.yaml").read_bytes() == vocabulary.FILE.read_bytes(), "run `attunement fit`"


def test_words_are_known_by_how_many_clients_hear_them(monkeypatch: pytest.MonkeyPatch) -> None:
    one = replies.every()[0]
    said = [*(("often", str(number)) for number in range(vocabulary.OFTEN)), ("twice", "a"), ("twice", "b"), ("once", "a")]
    monkeypatch.setattr(cases, "every", list)
    monkeypatch.setattr(replies, "every", lambda: [replace(one, says="", reply=word, client=client) for word, client in said])
    assert vocabulary.gather() == {"frequent": ["often"], "known": ["twice"]}


def test_what_a_client_says_is_written_with_care(monkeypatch: pytest.MonkeyPatch) -> None:
    one = replies.every()[0]
    monkeypatch.setattr(cases, "every", list)
    monkeypatch.setattr(replies, "every", lambda: [replace(one, says="Marmalade!", reply="Marmelade?")])
    assert vocabulary.gather() == {"frequent": [], "known": ["marmalade"]}


def test_no_word_is_both_frequent_and_merely_known() -> None:
    listed = yamlfile.read(vocabulary.FILE)
    frequent, known = (listed[name].split() for name in ("frequent", "known"))
    assert set(frequent).isdisjoint(known)
    assert frequent == sorted(set(frequent))
    assert known == sorted(set(known))
    assert min(map(len, [*frequent, *known])) >= 3
