"""A learner's own progress: the levels of the kept versions, as a picture, in words, and as a table."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from attunement import cases, feedback, record
from attunement.errors import AttunementError
from attunement.exercises import front, history
from attunement.exercises.base import Exercise

NARROWEST, WIDEST = 260, 760  # CSS pixels


class Progress(Exercise):
    """The picture is drawn when the page asks for it: matplotlib takes its time, and only a picture in sight is worth it."""

    _esm = front.module("progress")
    _css = front.style("progress")
    hears: ClassVar[frozenset[str]] = frozenset({"draw"})

    table = traitlets.List().tag(sync=True)  # [{"name", "number", "level" (1-5 or None), "prediction", "words"}]
    summary = traitlets.Dict().tag(sync=True)  # {"title", "alt", "stamp"}: the finding, the picture in words, which record
    picture = traitlets.Dict().tag(sync=True)  # {"svg": base64, "stamp", "dark", "width"}

    def __init__(self) -> None:
        """Show the record of this process, and follow it."""
        super().__init__()
        self._stamp = 0
        record.current().listen(self._from_record)
        self._from_record()

    def do_draw(self, content: dict[str, Any]) -> None:
        """Draw for a light or `dark` page of `width` CSS pixels."""
        width = self.whole(content, "width", 0, 100_000) or WIDEST
        dark, lines = content.get("dark") is True, self._lines()
        if not lines:
            self.picture = {}
            return
        from attunement.exercises.pictures import trend  # here, because matplotlib takes most of a second

        width = min(WIDEST, max(NARROWEST, width))
        labels = {"x": self.word("progress_axis"), "y": self.word("progress_level")}
        svg = trend.draw(lines, labels, front.palette(dark=dark), width)
        self.picture = {"svg": svg, "stamp": self._stamp, "dark": dark, "width": width}

    def _from_record(self) -> None:
        lines, table = self._lines(), self._table()
        if table == self.table and self._stamp:
            return
        self._stamp += 1
        title = self.title(list(lines.values()), len(table))
        self.table = table
        self.summary = {"title": title, "alt": self._alt(title, lines), "stamp": self._stamp if lines else 0}

    def title(self, lines: list[list[int]], kept: int = 0) -> str:
        """Say the finding in one sentence: last levels beside first ones, over the clients with two or more."""
        several = [levels for levels in lines if len(levels) > 1]
        if not lines:
            return self.word("progress_unscored", count=kept) if kept else self.word("progress_none")
        if not several:
            return self.word("progress_first" if len(lines) == 1 else "progress_one_each")
        change = sum(levels[-1] - levels[0] for levels in several)
        return self.word("progress_up" if change > 0 else "progress_down" if change < 0 else "progress_same")

    def _versions(self) -> dict[str, list[record.Attempt]]:
        """Return client's name → kept versions, oldest first, clients in the order in which they were met."""
        attempts = record.current().attempts
        met = dict.fromkeys(one.case for one in sorted(attempts, key=lambda one: one.time))
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

    def _alt(self, title: str, lines: dict[str, list[int]]) -> str:
        told = [self.word("progress_alt_line", name=name, levels=", ".join(map(str, levels))) for name, levels in lines.items()]
        return self.word("progress_alt", title=title.rstrip("."), lines=" ".join(told))


def _name(case_id: str) -> str:
    """Return the client's name; the id where the casebook has lost the client."""
    try:
        return cases.load(case_id).name
    except AttunementError:
        return case_id
