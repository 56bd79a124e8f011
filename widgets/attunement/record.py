"""What is kept of a learner's work: the words, the client, the time and the rubric, never only the score.

Practice is kept in a `Record`, in memory only: the browser holds the learner's own copy and hands it back after a reload.
Answers to an assignment are kept in `answers.json` beside the notebook, as `schemas/answers.yaml` describes it.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from attunement.errors import LearnerError

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWERS_FILE = "answers.json"
ANSWERS_SCHEMA = "attunement-answers/1"
LONGEST_ANSWER = 20_000  # characters; a reply is scored up to 5,000, a reflection may run on
LARGEST_FILE = 1_000_000  # bytes; more than that was not written by our editor
_ONE_AT_A_TIME = Lock()  # two items saved at once must not lose one another


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


@cache
def current() -> Record:
    """Return the one record of this process; a kernel serves one learner."""
    return Record()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to an assignment: the words, the client's id (None for a reflection) and when it was saved (ISO 8601, UTC)."""

    text: str
    case: str | None
    saved: str


def now() -> str:
    """Return this second as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def moment(text: Any) -> str:
    """Return a time that a browser kept, as ISO 8601 in UTC and not in the future; now, where it cannot be one."""
    try:
        time = datetime.fromisoformat(text).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return now()
    return min(time.isoformat(timespec="seconds"), now())


def save_answer(folder: Path | str, item: str, text: str, case: str | None = None) -> Answer:
    """Keep one answer beside the others; the whole file is new or the old one stands. Raise LearnerError if neither can be."""
    if len(text) > LONGEST_ANSWER:
        message = f"This answer has {len(text):,} characters; {LONGEST_ANSWER:,} can be kept. Shorten it, and it is saved again."
        raise LearnerError(message)
    answer, path = Answer(text=text, case=case, saved=now()), Path(folder) / ANSWERS_FILE
    with _ONE_AT_A_TIME:
        try:
            _write_atomically(path, _written({**_read_to_write(path), item: answer}))
        except OSError as error:
            message = f"the disk cannot be written ({error.strerror}). Copy your words to a safe place and tell your instructor."
            raise LearnerError(message) from error
    return answer


def _written(answers: dict[str, Answer]) -> str:
    """Write answers as the file holds them; raise LearnerError where the file would be too large to be read again."""
    held = {name: asdict(answer) for name, answer in answers.items()}
    text = json.dumps({"schema": ANSWERS_SCHEMA, "answers": held}, indent=1, ensure_ascii=True) + "\n"
    if len(text) > LARGEST_FILE:
        raise LearnerError("Your answers together are longer than can be kept. Shorten this one, and it is saved again.")
    return text


def read_answers(folder: Path | str) -> dict[str, Answer]:
    """Return item → Answer from the folder's `answers.json` ({} without one); raise LearnerError if it cannot be read.

    The file is a learner's and may hold anything: what does not have the form of an answer is passed over.
    """
    path = Path(folder) / ANSWERS_FILE
    if not path.is_file() or path.is_symlink():
        return {}
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise LearnerError(f"{ANSWERS_FILE} is larger than our editor ever writes. No answer is read from it.")
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise LearnerError(f"{ANSWERS_FILE} cannot be read. Open the notebook and write your answers again.") from error
    held = data.get("answers") if isinstance(data, dict) and data.get("schema") == ANSWERS_SCHEMA else None
    if not isinstance(held, dict):
        raise LearnerError(f"{ANSWERS_FILE} is not a file of answers. Open the notebook and write your answers again.")
    return {item: answer for item, raw in held.items() if (answer := _answer(raw))}


def _answer(raw: Any) -> Answer | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        return None
    case, saved = raw.get("case"), raw.get("saved")
    return Answer(
        text=raw["text"][:LONGEST_ANSWER],
        case=case if isinstance(case, str) else None,
        saved=saved if isinstance(saved, str) else "",
    )


def _read_to_write(path: Path) -> dict[str, Answer]:
    """Read what is there before one answer is changed; a file that cannot be read is set aside, not written over."""
    try:
        return read_answers(path.parent)
    except LearnerError:
        with suppress(OSError):
            path.replace(path.with_suffix(f".unreadable-{now().replace(':', '')}.json"))
        return {}


def _write_atomically(path: Path, text: str) -> None:
    """Write beside the file, flush to the disk, then rename: a crash leaves the old file or the new one, never half."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".answers-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
