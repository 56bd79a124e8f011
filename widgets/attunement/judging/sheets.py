"""A sheet for peers and supervision: three readings of one reply beside each other, and where they differ most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import feedback
from attunement.judging import history
from attunement.scoring import FOUR_AS

if TYPE_CHECKING:
    from collections.abc import Callable

BREAK = re.compile(r"[^\w'’]+")  # between words
ROWS = ("level", *FOUR_AS)
WHO = ("writer", "peer", "check")
FAR = 2  # steps from which a difference is worth a talk of its own
CLOSED = frozenset(
    {"did", "do", "does", "is", "are", "was", "were", "have", "has", "had", "can", "could", "would", "will", "should"}
)
LEADING = ("don't you think", "do you not think", "shouldn't", "wouldn't it be", "isn't it")

Reading = dict[str, int | None]  # row → 1 to 5 of the level, 0 to 3 of the A's, None where it is not judged


class Apart(NamedTuple):
    """How far a row is told apart: by how many steps, and who sees most and least there."""

    row: str
    steps: int
    high: str
    low: str


def apart(readings: dict[str, Reading]) -> list[Apart]:
    """Return the rows on which the readings differ, the farthest first; among equals those between two people."""
    found = []
    for row in (*FOUR_AS, "level"):
        seen = {who: number for who in WHO if (number := readings.get(who, {}).get(row)) is not None}
        if len({*seen.values()}) > 1:
            high, low = (next(who for who in seen if seen[who] == edge(seen.values())) for edge in (max, min))
            found.append(Apart(row, seen[high] - seen[low], high, low))
    return sorted(found, key=lambda one: (-one.steps, "check" in (one.high, one.low)))


def alone(readings: dict[str, Reading]) -> str:
    """Return the first row on which peer and form check both read less than the writer, or both more; "" where there is none."""
    for row in (*FOUR_AS, "level"):
        writer, peer, check = (readings.get(who, {}).get(row) for who in WHO)
        if None not in (writer, peer, check) and (max(peer, check) < writer or min(peer, check) > writer):
            return row
    return ""


def holds(reply: str, passage: str) -> bool:
    """Tell whether a passage stands in a reply, whole word by whole word, whatever its commas and capitals."""
    words = _words(passage)
    return bool(words.strip()) and words in _words(reply)


def _words(text: str) -> str:
    return f" {' '.join(filter(None, map(history.plain, BREAK.split(text))))} "


def about(question: str) -> str:
    """Return what a question to a colleague might do better: "why", "leading", "closed", "many"; "" where nothing stands out."""
    words = question.casefold().replace("\u2019", "'").split()
    if any(leading in " ".join(words) for leading in LEADING):
        return "leading"
    if words[:1] == ["why"]:
        return "why"
    if question.count("?") > 1:
        return "many"
    return "closed" if words and words[0] in CLOSED else ""


class Talk:
    """What a sheet says of three readings: `word` fills in a sentence of the exercise, `names` say who is who (see WHO)."""

    def __init__(self, word: Callable[..., str], names: dict[str, str]) -> None:
        """Take what is needed to speak."""
        self.word, self.names = word, names

    def row(self, row: str) -> str:
        """Name a row."""
        return self.word("peer_row_level") if row == "level" else self.word(row)

    def cell(self, row: str, number: int | None) -> str:
        """Say what stands in a cell."""
        if number is None:
            return self.word("peer_cell_none")
        return f"{number} · {feedback.LEVELS[number]}" if row == "level" else feedback.FOUR_A_WORDS[number]

    def rows(self, readings: dict[str, Reading]) -> list[list[str]]:
        """Return the table: the name of each row, then what writer, peer and form check see."""
        return [[self.row(row), *(self.cell(row, readings[who].get(row)) for who in WHO)] for row in ROWS]

    def lines(self, readings: dict[str, Reading], check: dict[str, Any]) -> list[str]:
        """Say in words where the readings differ most and what to talk about; never which one is right."""
        far, told = apart(readings), []
        if check["reason"]:
            told.append(self.word("peer_unsure" if check["level"] else "peer_abstains", reason=check["reason"]))
        if not far:
            told.append(self.word("peer_close"))
        if far:
            first = far[0]
            seen = {
                side: self.cell(first.row, readings[who][first.row]) for side, who in (("more", first.high), ("less", first.low))
            }
            names = {"high": self.names[first.high], "low": self.names[first.low]}
            if first.steps < FAR:
                told.append(self.word("peer_near"))
            key = "peer_differ_check" if "check" in (first.high, first.low) else "peer_differ"
            told.append(self.word(key, row=self.row(first.row), **names, **seen))
        others = [self.row(one.row) for one in far[1:] if one.steps >= FAR]
        if others:
            told.append(self.word("peer_also", rows=", ".join(others)))
        lone = alone(readings)
        if lone:
            told.append(self.word("peer_alone", row=self.row(lone)))
        return told

    def changed(self, criterion: str, before: dict[str, Any], after: dict[str, Any]) -> str:
        """Say whether a next version changed on the criticised criterion, as far as a form check can tell."""
        old, new = before["four_as"][criterion], after["four_as"][criterion]
        if old is None or new is None:
            return self.word("peer_next_unread", reason=after["reason"] or before["reason"])
        key = "peer_next_up" if new > old else "peer_next_down" if new < old else "peer_next_level"
        return self.word(key, row=self.row(criterion), old=self.cell(criterion, old), new=self.cell(criterion, new))
