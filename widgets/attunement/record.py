"""What is kept of a learner's practice: the words, the client, the time and the rubric, never only the score.

It is kept in a `Record`, in memory only: the browser holds the learner's own copy and hands it back after a reload.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TOLD: ContextVar[str | None] = ContextVar("told", default=None)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One kept version of a reply. `level` is 1.0 to 5.0 or None, `time` is ISO 8601 in UTC, `prediction` 1 to 5 or None."""

    case: str
    text: str
    verdict: str
    level: float | None
    rubric: str
    time: str
    prediction: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one try at an exercise of the workbook: `share` is 0.0 to 1.0, None where nothing is judged."""

    exercise: str  # "classify/affirm-or-validate"
    skill: str
    share: float | None
    time: str


class Record:
    """The attempts and results of one learner in one sitting, oldest first."""

    def __init__(self) -> None:
        """Start empty."""
        self.attempts: list[Attempt] = []
        self.results: list[Result] = []
        self._listeners: list[Callable[[], None]] = []

    def add(self, attempt: Attempt) -> None:
        """Keep an attempt and tell everyone who listens; one that is already here is not kept twice."""
        if attempt not in self.attempts:
            self.attempts.append(attempt)
            self.tell()

    def finish(self, result: Result) -> None:
        """Keep a result and tell everyone who listens; one of the same exercise and second takes the place of the older."""
        if result not in self.results:
            same = (result.exercise, result.time)
            self.results = [one for one in self.results if (one.exercise, one.time) != same] + [result]
            self.tell()

    def forget(self, name: str) -> None:
        """Drop every attempt with the client, or every result of the exercise, of this name."""
        self.attempts = [attempt for attempt in self.attempts if attempt.case != name]
        self.results = [result for result in self.results if result.exercise != name]
        self.tell()

    def listen(self, callback: Callable[[], None]) -> None:
        """Call `callback` after every change."""
        self._listeners.append(callback)

    def tell(self) -> None:
        """Call everyone who listens."""
        for callback in self._listeners:
            callback()


def result(exercise: str, skill: str, held: Any) -> Result | None:
    """Return what a browser kept of one try ({"share", "time"}); None where it is no such thing."""
    share = held.get("share", False) if isinstance(held, dict) else False
    if isinstance(share, bool) or not (share is None or (isinstance(share, int | float) and 0 <= share <= 1)):
        return None
    return Result(exercise, skill, share, moment(held.get("time")))


@cache
def current() -> Record:
    """Return the one record of this process; a kernel serves one learner."""
    return Record()


@contextmanager
def told(time: Any) -> Iterator[None]:
    """Let it be the `time` at which a page said something, until the block ends; no time of its own where it is None.

    What a page said before it lost its kernel is said again to the next one, and is no newer for that.
    """
    before = _TOLD.set(None if time is None else moment(str(time)))
    try:
        yield
    finally:
        _TOLD.reset(before)


def now() -> str:
    """Return this second, or that of `told`, as ISO 8601 in UTC."""
    return _TOLD.get() or datetime.now(UTC).isoformat(timespec="seconds")


def moment(text: Any) -> str:
    """Return a time that a browser kept, as ISO 8601 in UTC and not in the future; now, where it cannot be one."""
    try:
        time = datetime.fromisoformat(text).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return now()
    return min(time.isoformat(timespec="seconds"), now())
