"""Tables that people open in a spreadsheet: whole or not there, and with no cell that the spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from attunement import durable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STARTS_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
HARMLESS_KEY = re.compile(r"[+@-]?[\w.@+-]+")  # no =, bracket or bar, without which no formula does anything


class Key(str):
    """A cell by which another program finds a person: it stays as it is wherever that is safe."""

    __slots__ = ()


def inert(cell: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula: a number stays one, other text that begins like one gets a '.

    (https://owasp.org/www-community/attacks/CSV_Injection)
    """
    text = str(cell)
    kept = NUMBER.fullmatch(text) or (isinstance(cell, Key) and HARMLESS_KEY.fullmatch(text))
    return f"'{text}" if STARTS_FORMULA.match(text) and not kept else text


def number(points: float) -> str:
    """Return points as a number with at most two decimals, none that says nothing."""
    return f"{round(points, 2):g}"


def write(to: Path, lines: Iterable[Iterable[Any]], encoding: str = "utf-8") -> None:
    """Write lines of cells as CSV: the table is whole, or what was there before stays."""
    to.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([inert(cell) for cell in line] for line in lines)
    durable.write(to, text.getvalue(), encoding, newline="")
