"""The if-then plan: a moment that can be noticed, one small act, days on which to come back, and a calendar to take away."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import appointments, forms

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 500  # characters of an if or a then
MOST_PLANS = 10
DAYS = (1, 3, 7, 14, 30)  # each counted from the start; `spacing.PAUSES` are counted from one try that went well to the next
FIRST_YEAR, LAST_YEAR = 2020, 2100
REMARKS = {  # sign of the form check → its sentence and the one next step
    "moment": ("plan_moment", ""),
    "if_wish": ("plan_if_wish", "plan_next_moment"),
    "if_always": ("plan_if_always", "plan_next_moment"),
    "if_long": ("plan_if_long", "plan_next_short"),
    "if_unseen": ("plan_if_unseen", "plan_next_unseen"),
    "act": ("plan_act", ""),
    "then_wish": ("plan_then_wish", "plan_next_act"),
    "then_always": ("plan_then_always", "plan_next_act"),
    "then_not": ("plan_then_not", "plan_next_instead"),
    "then_several": ("plan_then_several", "plan_next_first"),
    "then_unseen": ("plan_then_unseen", "plan_next_unseen"),
}
ENDS, QUOTES = (".", "?", "!", "…"), '”’"'
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Plan(Practice):
    """The exercise of one kind of plan. Its form is read, its content never, and a plan can be kept whatever its form."""

    _esm = front.module("plan")
    _css = front.style("plan")
    records: ClassVar[dict[str, tuple[str, ...]]] = {
        "look": ("if", "then"),
        "keep": ("if", "then"),
        "drop": ("plan",),
        "schedule": ("start", "number"),
        "tick": ("number", "done"),
    }

    def begin(self) -> None:
        """Begin without a plan."""
        self.look: dict[str, Any] = {}
        self.plans: list[str] = []
        self.finished = False
        self.start: date | None = None
        self.number, self.stamp = 0, ""
        self.done: set[int] = set()
        self.file: tuple[Any, str] = (None, "")  # what the calendar was made of, and its text

    @property
    def days(self) -> list[int]:
        """After how many days to come back."""
        return list(self.source.get("days", DAYS))

    def shows(self) -> dict[str, Any]:
        """Return the prompts, the author's examples and the days."""
        examples = [{"plan": self._sentence(one["if"], one["then"]), "why": one["why"]} for one in self.source["examples"]]
        return {
            "if": self.source["if"],
            "then": self.source["then"],
            "examples": examples,
            "days": self.days,
            "file": f"attunement-{self.key.rpartition('/')[2]}.ics",
        }

    def shown(self) -> dict[str, Any]:
        """Return the remarks on what was looked at, the plans, the days and the calendar file."""
        return {
            "look": self.look,
            "plans": self.plans,
            "start": self.start.isoformat() if self.start else "",
            "number": self.number,
            "returns": self._returns(),
            "calendar": self._calendar(),
        }

    # The plan

    def do_look(self, content: dict[str, Any]) -> None:
        """Read the form of the `if` and the `then`; nothing of it is kept as a plan."""
        when, act = self._parts(content)
        looks = [forms.look_if(when), forms.look_then(act)]
        remarks = [
            {"valence": look.valence, "quote": look.quote or half, "why": self.word(REMARKS[look.sign][0])}
            for look, half in zip(looks, (when, act), strict=True)
        ]
        wanting = sorted((look for look in looks if look.valence < 1), key=lambda look: look.valence)  # the first is mended first
        step = self.word(REMARKS[wanting[0].sign][1] if wanting else "plan_next_keep")
        self.look = {"remarks": remarks, "next": step, "sentence": self._sentence(when, act)}
        self.say("", heard=" ".join([*(remark["why"] for remark in remarks), self.word("plan_next"), step]))

    def do_keep(self, content: dict[str, Any]) -> None:
        """Keep the `if` and the `then` as a plan."""
        sentence = self._sentence(*self._parts(content))
        if sentence in self.plans:
            raise LearnerError(self.word("plan_twice"))
        if len(self.plans) >= MOST_PLANS:
            raise LearnerError(self.word("plan_full", most=MOST_PLANS))
        self.plans = [*self.plans, sentence]
        self.look = {}
        self.say(self.word("plan_kept"), heard=" ".join([self.word("plan_kept"), sentence]))
        if not self.finished:
            self.finished = True
            self.finish(None)

    def do_drop(self, content: dict[str, Any]) -> None:
        """Take out the plan number `plan` (from 0)."""
        number = self.whole(content, "plan", 0, MOST_PLANS)
        if number is None or number >= len(self.plans):
            raise LearnerError(self.word("not_understood"))
        self.plans = [*self.plans[:number], *self.plans[number + 1 :]]
        self.say(self.word("plan_dropped"))

    def _parts(self, content: dict[str, Any]) -> tuple[str, str]:
        when, act = (forms.bare(key, self.text(content, key, LONGEST)) for key in ("if", "then"))
        if not when or not act:
            raise LearnerError(self.word("plan_half" if when or act else "plan_none"))
        return when, act

    def _sentence(self, when: str, act: str) -> str:
        """Return the plan as one sentence: If …, then I …."""
        return self.word("plan_sentence", when=when, act=act) + ("" if act.rstrip(QUOTES).endswith(ENDS) else ".")

    # The days

    def do_schedule(self, content: dict[str, Any]) -> None:
        """Set `number` days, growing apart, after the day `start` (YYYY-MM-DD, by the clock of the page)."""
        number = self.whole(content, "number", 1, len(self.days))
        start = self._day(content.get("start"))
        if number is None:
            raise LearnerError(self.word("plan_no_number"))
        if not self.plans:
            raise LearnerError(self.word("plan_before"))
        self.done = {day for day in self.done if day < number} if start == self.start else set()
        self.start, self.number, self.stamp = start, number, self._time
        days = ", ".join(one["label"] for one in self._returns())
        self.say("", heard=self.word("plan_scheduled", days=days))

    def do_tick(self, content: dict[str, Any]) -> None:
        """Note that the learner came back (`done`) on the day `number` (from 0), or not."""
        number, done = self.whole(content, "number", 0, len(self.days)), content.get("done")
        if number is None or number >= self.number or not isinstance(done, bool):
            raise LearnerError(self.word("not_understood"))
        self.done = self.done | {number} if done else self.done - {number}
        self.say("", heard=self.word("plan_ticked", done=len(self.done), count=self.number))

    def _day(self, text: Any) -> date:
        try:
            day = date.fromisoformat(text) if isinstance(text, str) and DATE.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year < LAST_YEAR:
            raise LearnerError(self.word("plan_no_day"))
        return day

    def _returns(self) -> list[dict[str, Any]]:
        """Return the days on which to come back, each with its words and whether the learner did."""
        found = []
        for number, after in enumerate(self.days[: self.number] if self.start else []):
            day = self.start + timedelta(days=after)
            weekday, month = self.word("plan_weekdays").split()[day.weekday()], self.word("plan_months").split()[day.month - 1]
            label = self.word("plan_day", weekday=weekday, day=day.day, month=month, year=day.year)
            found.append({"day": day.isoformat(), "label": label, "after": after, "done": number in self.done})
        return found

    def _calendar(self) -> str:
        """Return the calendar file of all plans and days, made anew only where one of them changed."""
        made_of = (self.plans, self.start, self.number, self.stamp)
        if made_of != self.file[0]:
            entries = [
                appointments.Entry(f"{self.key}/{plan}/{after}", self.start + timedelta(days=after), plan, self.source["return"])
                for plan in self.plans
                for after in (self.days[: self.number] if self.start else [])
            ]
            self.file = (made_of, appointments.calendar(entries, self.stamp) if entries else "")
        return self.file[1]

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield examples that the form check would not pass, and days whose gaps do not grow."""
        for number, example in enumerate(source["examples"]):
            for key, message in forms.faults(example):
                yield ["examples", number, key], message
        days = [0, *source.get("days", DAYS)]
        gaps = [later - earlier for earlier, later in pairwise(days)]
        if gaps != sorted({*gaps}) or gaps[0] < 1:
            yield ["days"], "Let each gap be longer than the one before, for example 1, 3, 7, 14, 30."
