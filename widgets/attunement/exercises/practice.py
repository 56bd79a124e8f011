"""What every exercise of the workbook shares: it takes a YAML file, and it records steps that can be carried out again.

A step is a message of the page that was carried out, such as `{"do": "label", "time": "...", "sentence": 0}`. The page keeps the
steps in the browser and hands them back after a reload; they pass through the same door as new ones, so that what a browser
kept is believed no more than what a visitor sends. What a kind takes and records is declared in the way of jsPsych's plug-ins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from attunement import record, workbook
from attunement.errors import LearnerError
from attunement.exercises.base import Exercise

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_STEPS = 400  # of one try
MOST_RESULTS = 100  # kept of one exercise


class Practice(Exercise):
    """An exercise of the workbook. Its kind is the stem of its files; `schemas/workbook/<kind>.yaml` says what it takes.

    A kind declares `records`, has `do_<step>` for each, and says what the page sees: `shows` once, `shown` after every step.
    """

    records: ClassVar[dict[str, tuple[str, ...]]] = {}  # step → the fields of its message that are kept
    asks: ClassVar[frozenset[str]] = frozenset({"again", "restore", "forget"})

    task = traitlets.Dict().tag(sync=True)  # {"key", "title", "ask"} and what `shows` returns
    state = traitlets.Dict().tag(sync=True)  # {"count"} and what `shown` returns
    kept = traitlets.Dict().tag(sync=True)  # {"steps", "results"}: the browser's copy

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Hear every step that is recorded."""
        super().__init_subclass__(**kwargs)
        cls.hears = cls.hears.union(cls.records)

    def __init__(self, name: str) -> None:
        """Open the exercise `name` of this kind; raise AuthorError if there is none."""
        self.source = workbook.load(self.kind(), name)
        self.language = self.source["language"]
        self.key = f"{self.kind()}/{name}"
        self._steps: list[dict[str, Any]] = []
        self._count, self._time = 0, ""
        self.begin()
        head = {"key": self.key, "title": self.source["title"], "ask": self.source["ask"]}
        super().__init__(task=head | self.shows(), state=self._state(), kept=self._kept())

    # What a kind says

    def begin(self) -> None:
        """Set out what a try begins with; called before the first step and again for every new try."""

    def shows(self) -> dict[str, Any]:
        """Return what a learner may see of the author's file; the answers stay here."""
        return {}

    def shown(self) -> dict[str, Any]:
        """Return what the page paints now."""
        return {}

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:  # noqa: ARG003 (for kinds that look)
        """Yield where in a file of this kind (keys and indexes) an author should mend what, beyond its schema."""
        yield from ()

    def finish(self, share: float | None) -> None:
        """Record what came of a try: 0.0 to 1.0 of what could be found, None where nothing is judged."""
        rounded = None if share is None else round(min(1.0, max(0.0, share)), 3)
        record.current().finish(record.Result(self.key, self.source["skill"], rounded, self._time or record.now()))

    # What every kind does

    def do_again(self, _content: dict[str, Any]) -> None:
        """Begin a new try."""
        self._steps = []
        self.begin()
        self.say(self.word("begun_again"))

    def do_forget(self, _content: dict[str, Any]) -> None:
        """Drop the work and what came of it."""
        self._steps = []
        record.current().forget(self.key)
        self.begin()
        self.say(self.word("work_gone"))

    def do_restore(self, content: dict[str, Any]) -> None:
        """Carry out the steps that the browser kept, and take back what came of earlier tries."""
        steps, results = content.get("steps"), content.get("results")
        if not isinstance(steps, list):
            raise LearnerError(self.word("not_understood"))
        for result in results[-MOST_RESULTS:] if isinstance(results, list) else []:
            if found := record.result(self.key, self.source["skill"], result):
                record.current().finish(found)
        self._steps = []
        self.begin()
        done = [self._carried_out(step) for step in steps[:MOST_STEPS]]
        if done:
            whole = all(done) and len(done) == len(steps)
            came = "work_followed" if content.get("elsewhere") is True else "work_back"
            self.say(self.word(came if whole else "work_back_some"))

    def _do(self, content: dict[str, Any]) -> None:
        name = content.get("do")
        with self.hold_sync():
            if isinstance(name, str) and name in self.records:
                self._step(content, record.now())
            else:
                super()._do(content)
            if name in self.records or name in Practice.asks:
                self._count += 1
                self.state, self.kept = self._state(), self._kept()

    def _step(self, content: dict[str, Any], time: str) -> None:
        """Carry out one step and keep it; one that cannot be carried out is not kept."""
        if len(self._steps) >= MOST_STEPS:
            raise LearnerError(self.word("steps_full"))
        self._time = time
        super()._do(content)
        fields = {field: content[field] for field in self.records[content["do"]] if field in content}
        self._steps.append({"do": content["do"], "time": time, **fields})

    def _carried_out(self, step: Any) -> bool:
        """Carry out one step that the browser kept; return whether that could be done."""
        if not isinstance(step, dict) or not isinstance(step.get("do"), str) or step["do"] not in self.records:
            return False
        try:
            self._step(step, record.moment(step.get("time")))
        except LearnerError:
            return False
        return True

    def _state(self) -> dict[str, Any]:
        return {"count": self._count, **self.shown()}

    def _kept(self) -> dict[str, Any]:
        own = [one for one in record.current().results if one.exercise == self.key][-MOST_RESULTS:]
        return {"steps": list(self._steps), "results": [{"share": one.share, "time": one.time} for one in own]}
