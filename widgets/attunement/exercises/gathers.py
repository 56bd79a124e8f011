"""A look at all of a learner's work: what this page holds, and what the browser kept of other pages."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any, ClassVar

from attunement import cases, record, workbook
from attunement.exercises.attempts import Attempts

MOST_ATTEMPTS = 600  # that are scored again at once: about a second
MOST_RESULTS = 5_000


class Gathers(Attempts):
    """An exercise that sees the whole record. What it gathers stays its own: the other exercises of the page do not change."""

    asks: ClassVar[frozenset[str]] = frozenset({"gather"})

    def __init__(self, **traits: Any) -> None:
        """Begin with the record of this process, and follow it."""
        super().__init__(**traits)
        now = datetime.now().astimezone()
        self.elsewhere, self.today, self.zone = record.Record(), now.date(), now.tzinfo
        record.current().listen(self.look)
        self.look()

    def look(self) -> None:
        """Show the record as it is now."""
        raise NotImplementedError

    def do_gather(self, content: dict[str, Any]) -> None:
        """Take what the browser kept: `held` [{"key", "attempts", "results"}], `today` (ISO 8601), the minutes `ahead` of UTC."""
        self.elsewhere, held = record.Record(), content.get("held")
        for one in held if isinstance(held, list) else []:
            if isinstance(one, dict) and isinstance(one.get("key"), str):
                self._gather(one["key"], _list(one.get("attempts")), _list(one.get("results")))
        with suppress(TypeError, ValueError):  # without a day of the page's, the kernel's own will do
            self.today = date.fromisoformat(content.get("today"))  # type: ignore[arg-type]
        with suppress(TypeError, ValueError, OverflowError):
            self.zone = timezone(timedelta(minutes=content.get("ahead")))  # type: ignore[arg-type]
        self.look()

    def attempts(self) -> list[record.Attempt]:
        """Return every attempt at a reply, oldest first; those of one second in the order in which they were kept."""
        own = record.current().attempts
        return sorted(dict.fromkeys([*self.elsewhere.attempts, *own]), key=lambda one: one.time)

    def results(self) -> list[record.Result]:
        """Return what came of every exercise, oldest first."""
        return sorted(dict.fromkeys([*self.elsewhere.results, *record.current().results]), key=lambda one: one.time)

    def clock(self, time: str) -> str:
        """Return a time (ISO 8601 in UTC) as it is by the reader's clock: an evening is no other day than its morning."""
        return datetime.fromisoformat(time).astimezone(self.zone).isoformat()

    def _gather(self, key: str, attempts: list[Any], results: list[Any]) -> None:
        if key in cases.ids():
            room = MOST_ATTEMPTS - len(self.elsewhere.attempts)
            found = (self.attempt(cases.load(key), one) for one in attempts[:room])
            self.elsewhere.attempts += [one for one in found if one]
        kind, _, name = key.partition("/")
        if kind in workbook.kinds() and name in workbook.ids(kind):
            skill = workbook.load(kind, name)["skill"]
            room = MOST_RESULTS - len(self.elsewhere.results)
            self.elsewhere.results += [one for raw in results[:room] if (one := record.result(key, skill, raw))]


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []
