"""Who is in the casebook and who is missing, counted from what each case tells (`life`), so that no table is kept by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import cases, yamlfile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attunement.cases import Case, Life

SILENT = "not told"
DIFFICULTIES = ("easy", "medium", "hard")
BANDS = {"under 18": 18, "18 to 29": 30, "30 to 44": 45, "45 to 59": 60, "60 to 74": 75, "75 and over": 200}
THIN = 2  # so few people cannot stand for anyone but themselves
PAIRS = {
    ("girl or woman", "a woman"): "a woman who loves a woman",
    ("girl or woman", "a man"): "a woman who loves a man",
    ("boy or man", "a woman"): "a man who loves a woman",
    ("boy or man", "a man"): "a man who loves a man",
}
# What the table tells, in its order: field → how a reader would call it.
FIELDS = {
    "age": "Age",
    "gender": "Gender",
    "pronouns": "Pronouns",
    "where": "Part of the world",
    "moved": "Moved",
    "work": "What fills the days",
    "family": "Family",
    "loves": "Love",
    "faith": "Faith",
    "body": "Body and mind",
}


def table(folder: Path = cases.CASEBOOK) -> dict[str, Any]:
    """Return the diversity of a casebook as plain data, ready for JSON; people who are met twice count once.

    `people`, `cases`: how many; `difficulties`: difficulty → how many people are met there.
    `fields`: a list of {field, title, told, not_told, rows}; `told` and `not_told` count people, and a row is
    {value, count, who, by}: who are names in the order of the alphabet, `by` is difficulty → names. Every value of the
    schema has a row, also those that nobody has. What a case does not tell has no row. In `family` and `body` one
    person may stand in several rows.
    `thin`: the rows with two people at most, as {field, title, value, count, who}, the fewest first.
    """
    met = cases.every(folder)
    fields = [_field(name, met) for name in FIELDS]
    thin = [
        {"field": one["field"], "title": one["title"]} | {key: row[key] for key in ("value", "count", "who")}
        for one in fields
        for row in one["rows"]
        if row["count"] <= THIN
    ]
    return {
        "people": len({case.person for case in met}),
        "cases": len(met),
        "difficulties": {step: len({case.person for case in met if case.difficulty == step}) for step in DIFFICULTIES},
        "fields": fields,
        "thin": sorted(thin, key=lambda row: row["count"]),
    }


def _field(name: str, met: tuple[Case, ...]) -> dict[str, Any]:
    telling = [case for case in met if SILENT not in told(case, name)]
    known = len({case.person for case in telling})
    rows = [_row(value, [case for case in telling if value in told(case, name)]) for value in values(name)]
    return {
        "field": name,
        "title": FIELDS[name],
        "told": known,
        "not_told": len({case.person for case in met}) - known,
        "rows": [row for row in rows if row["count"] or not row["value"].startswith("someone")],
    }


def _row(value: str, found: list[Case]) -> dict[str, Any]:
    who = _names(found)
    by = {step: _names(case for case in found if case.difficulty == step) for step in DIFFICULTIES}
    return {"value": value, "count": len(who), "who": who, "by": by}


def _names(found: list[Case] | Iterator[Case]) -> list[str]:
    return sorted({case.name for case in found})


def told(case: Case, name: str) -> tuple[str, ...]:
    """Return the values under which a case is counted in a field; ("not told",) where it is silent."""
    if name == "pronouns":
        return (case.pronouns,)
    if name == "age":
        return (next(band for band, end in BANDS.items() if case.life.age < end),)
    if name == "loves":
        return (_love(case.life),)
    value = getattr(case.life, name)
    return value if isinstance(value, tuple) else (value,)


def _love(life: Life) -> str:
    if life.loves == SILENT:
        return SILENT
    return PAIRS.get((life.gender.removeprefix("trans "), life.loves), f"someone who loves {life.loves}")


def values(name: str) -> list[str]:
    """Return every value that a field can have, in the order of the schema; without "not told"."""
    if name == "age":
        return list(BANDS)
    rules = yamlfile.read(yamlfile.SCHEMAS / "case.yaml")["properties"]
    if name == "pronouns":
        return rules["pronouns"]["enum"]
    rule = rules["life"]["properties"][name]
    listed = [value for value in rule.get("items", rule)["enum"] if value != SILENT]
    return listed if name != "loves" else [*PAIRS.values(), *(f"someone who loves {value}" for value in listed)]
