"""The table of who is in the casebook: each person once, what is not told is not counted, and what is missing can be seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from attunement import cases, diversity

if TYPE_CHECKING:
    from pathlib import Path

TABLE = diversity.table()
MAYA = (cases.CASEBOOK / "maya-01.yaml").read_text(encoding="utf-8")

every_field = pytest.mark.parametrize("field", TABLE["fields"], ids=lambda field: field["field"])


def written(folder: Path, *clients: tuple[str, dict[str, str]]) -> Path:
    """Write a casebook of clients like Maya, each with an id and what differs."""
    for case_id, changes in clients:
        name = case_id[:-3].title()
        text = MAYA.replace("id: maya-01", f"id: {case_id}").replace("name: Maya", f"name: {name}")
        for old, new in changes.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (folder / f"{case_id}.yaml").write_text(text, encoding="utf-8")
    assert [str(error) for error in cases.check(folder)] == []
    return folder


def rows(table: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    (field,) = [field for field in table["fields"] if field["field"] == name]
    return {row["value"]: row for row in field["rows"]}


def test_it_is_plain_data() -> None:
    assert json.loads(json.dumps(TABLE)) == TABLE
    assert [field["field"] for field in TABLE["fields"]] == list(diversity.FIELDS)


@every_field
def test_nobody_is_lost_and_nobody_counted_twice(field: dict[str, Any]) -> None:
    who = [name for row in field["rows"] for name in row["who"]]
    assert field["told"] + field["not_told"] == TABLE["people"]
    assert len(set(who)) == field["told"]
    if field["field"] not in ("family", "body"):
        assert len(who) == len(set(who)), "only in family and body one person stands in several rows"


@every_field
def test_a_row_says_who_and_where_they_are_met(field: dict[str, Any]) -> None:
    for row in field["rows"]:
        assert row["count"] == len(row["who"])
        assert row["who"] == sorted({name for names in row["by"].values() for name in names})
        assert list(row["by"]) == list(diversity.DIFFICULTIES)


def test_who_is_met_twice_counts_once(tmp_path: Path) -> None:
    again = {"third meeting": "eighth meeting", "difficulty: hard": "difficulty: easy"}
    table = diversity.table(written(tmp_path, ("maya-01", {}), ("maya-02", again)))
    assert (table["people"], table["cases"]) == (1, 2)
    assert table["difficulties"] == {"easy": 1, "medium": 0, "hard": 1}
    assert rows(table, "age")["30 to 44"]["by"] == {"easy": ["Maya"], "medium": [], "hard": ["Maya"]}


def test_a_retired_case_is_not_counted(tmp_path: Path) -> None:
    retired = {"difficulty: hard": "difficulty: hard\nretired: true"}
    assert diversity.table(written(tmp_path, ("maya-01", {}), ("zoe-01", retired)))["people"] == 1


def test_what_is_not_told_is_not_counted_and_what_is_missing_is_shown(tmp_path: Path) -> None:
    table = diversity.table(written(tmp_path, ("maya-01", {}), ("zoe-01", {"faith: not told": "faith: Jewish"})))
    faith = next(field for field in table["fields"] if field["field"] == "faith")
    assert (faith["told"], faith["not_told"]) == (1, 1)
    assert rows(table, "faith")["Jewish"]["who"] == ["Zoe"]
    assert rows(table, "faith")["Hindu"]["who"] == []
    assert "not told" not in rows(table, "faith")


@pytest.mark.parametrize(
    ("gender", "loves", "row"),
    [
        ("girl or woman", "a woman", "a woman who loves a woman"),
        ("trans boy or man", "a man", "a man who loves a man"),
        ("not told", "a man", "someone who loves a man"),
    ],
)
def test_love_is_told_as_the_case_tells_it(tmp_path: Path, gender: str, loves: str, row: str) -> None:
    life = {"gender: girl or woman": f"gender: {gender}", "loves: not told": f"loves: {loves}"}
    assert rows(diversity.table(written(tmp_path, ("maya-01", life))), "loves")[row]["who"] == ["Maya"]


def test_what_is_thin_is_named_the_fewest_first() -> None:
    counts = [row["count"] for row in TABLE["thin"]]
    assert counts == sorted(counts)
    assert set(counts) <= {0, 1, 2}
    assert {"field": "faith", "title": "Faith", "value": "Muslim", "count": 1, "who": ["Osman"]} in TABLE["thin"]


# What an author is told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  age: 34", "  age: 43", "`age` is not the age with which `about` begins. Make them agree."),
        ("  age: 34", "  age: young", "`age` has the wrong form. The age in whole years, the same as in `about`."),
        ("  faith: not told", "  faith: Martian", "`faith` does not fit. Choose only what the person lives"),
        ("  body: [not told]", "  body: [not told, illness]", "`body` "),
        ("  body: [not told]", "  body: [tired]", "`body` does not fit. This is not on the list"),
        ("  moved: not told\n", "", "`moved` is missing. Choose one of: to another country"),
    ],
    ids=["another age", "no age", "no such faith", "told and not told", "not on the list", "missing"],
)
def test_an_author_is_told_what_to_do(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert MAYA.count(old) == 1
    (tmp_path / "maya-01.yaml").write_text(MAYA.replace(old, new), encoding="utf-8")
    (error,) = cases.check(tmp_path)
    assert told in str(error)


def test_what_a_case_tells_of_a_person_is_told_alike_in_the_next() -> None:
    for case in cases.every():
        first = cases.load(f"{case.person}-01")
        assert case.life._replace(family=()) == first.life._replace(family=()), case.id
