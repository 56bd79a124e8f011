"""A learner's own replies over time: the levels of the kept versions, as a picture, in words, and as a table."""

from __future__ import annotations

from typing import Any

import traitlets

from attunement import cases, feedback, front, record
from attunement.errors import AttunementError
from attunement.exercises.drawn import Drawn
from attunement.exercises.gathers import Gathers
from attunement.judging import history


class Progress(Gathers, Drawn):
    """The versions that were kept on this page; with `everywhere`, those of all lessons that this browser holds."""

    _esm = front.module("progress")
    _css = front.style("progress")

    everywhere = traitlets.Bool(default_value=False).tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)  # the finding
    table = traitlets.List().tag(sync=True)  # [{"name", "number", "level" (1-5 or None), "prediction", "words"}]
    clients = traitlets.List().tag(sync=True)  # [{"name", "versions": see `history.shown`}], where `everywhere`

    def __init__(self, *, everywhere: bool = False) -> None:
        """Show the record of this process, and follow it."""
        super().__init__(everywhere=everywhere)

    def draw(self, palette: dict[str, str], width: int) -> str:
        """Draw the levels, one small plot for each client."""
        from attunement.exercises.pictures import trend  # here, because matplotlib takes most of a second

        short = {level: str(level) for level in feedback.LEVELS}
        words = {level: f"{text}  {level}" for level, text in feedback.LEVELS.items()}
        scale = trend.Scale(self.word("progress_axis"), self.word("progress_level"), short, words, "{:.0f}")
        return trend.draw(self._lines(), scale, palette, width)

    def look(self) -> None:
        """Show the record as it is now; a change that no table shows is none."""
        lines, table = self._lines(), self._table()
        if table == self.table and self.title:
            return
        self.table, self.title = table, self.finding(list(lines.values()), len(table))
        self.describe(self._alt(lines) if lines else "")
        if self.everywhere:
            self.clients = [{"name": name, "versions": history.shown(own)} for name, own in self._versions().items()]

    def finding(self, lines: list[list[int]], kept: int = 0) -> str:
        """Say in one sentence: last levels beside first ones, over the clients with two or more."""
        several = [levels for levels in lines if len(levels) > 1]
        if not lines:
            return self.word("progress_unscored", count=kept) if kept else self.word("progress_none")
        if not several:
            return self.word("progress_first" if len(lines) == 1 else "progress_one_each")
        change = sum(levels[-1] - levels[0] for levels in several)
        return self.word("progress_up" if change > 0 else "progress_down" if change < 0 else "progress_same")

    def _versions(self) -> dict[str, list[record.Attempt]]:
        """Return client's name → kept versions, oldest first, clients in the order in which they were met."""
        attempts = self.attempts()
        met = dict.fromkeys(one.case for one in attempts)
        return {_name(case): own for case in met if (own := history.of(case, attempts))}

    def _lines(self) -> dict[str, list[int]]:
        """Return client's name → levels (1 to 5) of the versions that have one."""
        lines = {name: [cases.rung(one.level) for one in own if one.level] for name, own in self._versions().items()}
        return {name: levels for name, levels in lines.items() if levels}

    def _table(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "number": number,
                "level": cases.rung(one.level) if one.level else None,
                "words": feedback.level_words(one.level),
                "prediction": one.prediction,
            }
            for name, own in self._versions().items()
            for number, one in enumerate(own, start=1)
        ]

    def _alt(self, lines: dict[str, list[int]]) -> str:
        told = [self.word("progress_alt_line", name=name, levels=", ".join(map(str, levels))) for name, levels in lines.items()]
        return self.word("progress_alt", title=self.title.rstrip("."), lines=" ".join(told))


def _name(case_id: str) -> str:
    """Return the client's name; the id where the casebook has lost the client."""
    try:
        return cases.load(case_id).name
    except AttunementError:
        return case_id
