"""Who is in the casebook and who is missing, as tables for the casebook's page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from attunement import diversity
from attunement.book.markdown import bold, bullets, fold, join, plain, table
from attunement.book.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable


def render() -> str:
    """Return the tables, folded, and the lives that are thin or missing."""
    counted = diversity.table()
    fields = [fold(field["title"], _field(field)) for field in counted["fields"]]
    return join(text("who", people=str(counted["people"])), *fields, text("thin"), bullets(_thin(counted["thin"])))


def _field(field: dict[str, Any]) -> str:
    rows = [(plain(row["value"]), str(row["count"]), plain(", ".join(row["who"]))) for row in field["rows"]]
    silent = f"The case does not tell: {field['not_told']}." if field["not_told"] else ""
    return join(table((plain(field["title"]), "People", "Who"), rows), silent)


def _thin(rows: list[dict[str, Any]]) -> Iterable[str]:
    """Yield a line for each field, with the values that few or none have."""
    for title, group in groupby(sorted(rows, key=_title), key=_title):
        few = [plain(row["value"]) + (f" ({row['count']})" if row["count"] else "") for row in group]
        yield f"{bold(title)}: {', '.join(few)}"


def _title(row: dict[str, Any]) -> str:
    return row["title"]
