"""A learner's own skills over time, and what to practise next: a look at what came of every exercise, and at nobody else's."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import traitlets

from attunement import front, spacing
from attunement.exercises.drawn import Drawn
from attunement.exercises.gathers import Gathers

if TYPE_CHECKING:
    from attunement.spacing import Due, Try

NEXT = 3  # skills that are named as the next ones


class Skills(Gathers, Drawn):
    """The trend of each skill over its tries in this browser, and the skills whose pause is over."""

    _esm = front.module("skills")
    _css = front.style("skills")

    title = traitlets.Unicode().tag(sync=True)  # the finding
    due = traitlets.List().tag(sync=True)  # [{"skill", "why"}], the one that has waited longest first
    table = traitlets.List().tag(sync=True)  # [{"skill", "number", "share" (0-100), "day" (ISO 8601)}]

    def draw(self, palette: dict[str, str], width: int) -> str:
        """Draw the share of what could be found or reached, one small plot for each skill."""
        from attunement.exercises.pictures import trend  # here, because matplotlib takes most of a second

        named = {0: self.word("skills_nothing"), 0.5: self.word("skills_half"), 1: self.word("skills_all")}
        scale = trend.Scale(self.word("skills_try"), self.word("skills_share"), named, named, "{:.0%}")
        return trend.draw(_lines(self._tries()), scale, palette, width)

    def look(self) -> None:
        """Show the record as it is now."""
        tries = self._tries()
        lines = _lines(tries)
        due = [{"skill": one.skill, "why": self._why(one)} for one in spacing.due(tries)[:NEXT]]
        table = [
            {"skill": skill, "number": number, "share": round(100 * one.share), "day": one.time[:10]}
            for skill in lines
            for number, one in enumerate((one for one in tries if one.skill == skill), start=1)
        ]
        if (due, table) == (self.due, self.table) and self.title:
            return
        self.due, self.table = due, table
        self.title = self._finding(lines)
        self.describe(self._alt(lines) if lines else "")

    def _tries(self) -> list[Try]:
        """Return every judged try at an exercise, and every reply with a level, as shares of what could be reached."""
        replies = [
            spacing.Try(self.word("skills_replies"), (one.level - 1) / 4, self.clock(one.time))
            for one in self.attempts()
            if one.level and not one.note
        ]
        exercises = [spacing.Try(one.skill, one.share, self.clock(one.time)) for one in self.results() if one.share is not None]
        return sorted([*exercises, *replies], key=lambda one: datetime.fromisoformat(one.time))

    def _finding(self, lines: dict[str, list[float]]) -> str:
        """Say what grew most from the first try to the last; without a second try, what is to come."""
        grown = {skill: shares[-1] - shares[0] for skill, shares in lines.items() if len(shares) > 1}
        if not lines:
            return self.word("skills_none")
        if not grown:
            return self.word("skills_first")
        best = max(grown, key=lambda skill: grown[skill])
        if grown[best] <= 0:
            return self.word("skills_level" if grown[best] == 0 else "skills_fallen")
        return self.word("skills_grown", skill=best)

    def _why(self, one: Due) -> str:
        """Say when the skill was practised, and when it is time again."""
        ago, until = max(0, (self.today - one.last).days), max(0, (one.day - self.today).days)
        last = {0: "skills_today", 1: "skills_yesterday"}.get(ago, "skills_ago")
        time = {0: "skills_due", 1: "skills_tomorrow"}.get(until, "skills_wait")
        return f"{self.word(last, days=ago)} {self.word(time, days=until)}"

    def _alt(self, lines: dict[str, list[float]]) -> str:
        told = [f"{skill}: {', '.join(f'{share:.0%}' for share in shares)}." for skill, shares in lines.items()]
        return " ".join([self.title, self.word("skills_alt"), *told])


def _lines(tries: list[Try]) -> dict[str, list[float]]:
    """Return skill → the shares of its tries, oldest first."""
    lines: dict[str, list[float]] = {}
    for one in tries:
        lines.setdefault(one.skill, []).append(one.share)
    return lines
