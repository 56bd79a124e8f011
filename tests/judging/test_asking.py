"""How questions are read: what they leave to the client. The table was judged by hand before it was read by the form check."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from attunement import cases, language, phrases, yamlfile
from attunement.judging import asking

TABLE = Path(__file__).parents[1] / "data" / "questions.csv"  # client, what we say it does, the question
ENTRIES = yamlfile.read(asking.WAYS)
OPEN = {"opens", "invites"}
EXACT, OPENNESS = 0.93, 0.95  # of the table; measured when it was written, and not to fall below


def table() -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_table_is_read_as_we_judge_it() -> None:
    rows = [(way, asking.read(cases.load(f"{client}-01"), words).way) for client, way, words in table()]
    assert len(rows) >= 40
    assert sum(ours == read for ours, read in rows) / len(rows) >= EXACT
    assert sum((ours in OPEN) == (read in OPEN) for ours, read in rows) / len(rows) >= OPENNESS


@pytest.mark.parametrize(("way", "side"), [(way, side) for way in ENTRIES for side in ("hits", "misses")])
def test_each_way_finds_its_hits_and_leaves_its_misses(way: str, side: str) -> None:
    for words in ENTRIES[way][side]:
        text = language.read(words)
        assert any(asking._says(way, text, one) for one in text.sentences) is (side == "hits"), words


@pytest.mark.parametrize("way", ENTRIES)
def test_each_phrase_can_be_read_and_stands_once(way: str) -> None:
    wanted = [*ENTRIES[way]["phrases"], *ENTRIES[way].get("unless", [])]
    assert len(wanted) == len(set(wanted))
    for one in wanted:
        phrases.check(one)


@pytest.mark.parametrize(
    ("words", "form", "way"),
    [
        ("What about trying yoga?", "open", "advises"),
        ("What made you do such a thing?", "open", "accuses"),
        ("Can you tell me more about the thing with the boy?", "closed", "invites"),
        ("What keeps you from sleeping, guilt?", "open", "holds"),
        ("How guilty do you feel?", "open", "holds"),
        ("You haven't slept. What comes when it is quiet? Is that right?", "open", "opens"),
        ("What stays with you, and do you see him at night?", "open", "several"),
        ("When you close your eyes, what do you see?", "open", "opens"),
        ("Is it the boy or the job?", "closed", "choice"),
        ("Tell me about the boy.", "invites", "opens"),
        ("You are tired.", "none", "none"),
        ("And the boy?", "closed", "torn"),
        ("", "none", "unread"),
        ("???", "none", "unread"),
    ],
)
def test_the_first_word_does_not_decide(words: str, form: str, way: str) -> None:
    asked = asking.read(cases.load("maya-01"), words)
    assert (asked.form, asked.way) == (form, way)


def test_the_clients_name_in_front_changes_nothing() -> None:
    maya = cases.load("maya-01")
    assert asking.read(maya, "Maya, what do you see at night?") == asking.read(maya, "what do you see at night?")


def test_words_of_the_clients_own_do_not_get_in_the_way() -> None:
    assert asking.read(cases.load("osman-01"), '"That\'s as it should be." And how is it?').way == "opens"


@pytest.mark.parametrize(
    "words", ["what " * 900 + "?", "and " * 1000, "?" * 4000, "what, " * 700 + "?", "wh\u200bat\ud800?", "x" * 6000]
)
def test_any_words_are_read(words: str) -> None:
    assert asking.read(cases.load("maya-01"), words).way
