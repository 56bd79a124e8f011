"""Answers to an assignment: kept in `answers.json` beside the notebook, as `schemas/answers.yaml` describes it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from attunement import durable
from attunement.errors import LearnerError
from attunement.record import now

FILE = "answers.json"
SCHEMA = "attunement-answers/2"
KNOWN = {"attunement-answers/1", SCHEMA}  # the first had words only
LONGEST = 20_000  # characters; a reply is scored up to 5,000, a reflection may run on
LARGEST = 1_000_000  # bytes; more than that was not written by our editor
MOST = 100  # lines, labels or turns of one answer; no item has as many


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to an assignment: what was given, the client's id (None without one) and when it was saved (ISO 8601, UTC).

    `text` are the words of a reply or a reflection, `chosen` the labels of a selected-response item (number of the line, as text,
    → labels), `turns` the replies of a session in their order. Only one of the three is given.
    """

    text: str
    case: str | None
    saved: str
    chosen: dict[str, list[str]] = field(default_factory=dict)
    turns: tuple[str, ...] = ()

    @property
    def given(self) -> bool:
        """Tell whether anything was answered: a label counts that stands under the number of a line."""
        chosen = any(labels for line, labels in self.chosen.items() if line.isdecimal())
        return bool(self.text.strip() or chosen or self.turns)


def save(folder: Path | str, item: str, text: str = "", case: str | None = None, **given: Any) -> Answer:
    """Keep one answer beside the others; the whole file is new or the old one stands. Raise LearnerError if neither can be.

    `given` may have `chosen` or `turns` in place of words, as in Answer.
    """
    answer, path = Answer(text, case, now(), **given), Path(folder) / FILE
    length = len(text) + sum(map(len, answer.turns))
    if length > LONGEST:
        message = f"This answer has {length:,} characters; {LONGEST:,} can be kept. Shorten it, and it is saved again."
        raise LearnerError(message)
    try:
        with durable.alone(path.parent):  # two items saved at once, or by two kernels, must not lose one another
            durable.write(path, _written({**_read_to_write(path), item: answer}))
    except OSError as error:
        message = f"the disk cannot be written ({error.strerror}). Copy your words to a safe place and tell your instructor."
        raise LearnerError(message) from error
    return answer


def _written(answers: dict[str, Answer]) -> str:
    """Write answers as the file holds them; raise LearnerError where the file would be too large to be read again."""
    held = {name: _held(answer) for name, answer in answers.items()}
    text = json.dumps({"schema": SCHEMA, "answers": held}, indent=1, ensure_ascii=True) + "\n"
    if len(text) > LARGEST:
        raise LearnerError("Your answers together are longer than can be kept. Shorten this one, and it is saved again.")
    return text


def _held(answer: Answer) -> dict[str, Any]:
    """Return an answer as the file holds it: labels and turns only where there are any."""
    return {key: value for key, value in asdict(answer).items() if value or key not in ("chosen", "turns")}


def read(folder: Path | str) -> dict[str, Answer]:
    """Return item → Answer from the folder's `answers.json` ({} without one); raise LearnerError if it cannot be read.

    The file is a learner's and may hold anything: what does not have the form of an answer is passed over.
    """
    path = Path(folder) / FILE
    if not path.is_file() or path.is_symlink():
        return {}
    try:
        if path.stat().st_size > LARGEST:
            raise LearnerError(f"{FILE} is larger than our editor ever writes. No answer is read from it.")
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise LearnerError(f"{FILE} cannot be read. Open the notebook and write your answers again.") from error
    held = data.get("answers") if isinstance(data, dict) and data.get("schema") in KNOWN else None
    if not isinstance(held, dict):
        raise LearnerError(f"{FILE} is not a file of answers. Open the notebook and write your answers again.")
    return {item: answer for item, raw in held.items() if (answer := _answer(raw))}


def _answer(raw: Any) -> Answer | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        return None
    case, saved, chosen = raw.get("case"), raw.get("saved"), raw.get("chosen")
    return Answer(
        text=raw["text"][:LONGEST],
        case=case if isinstance(case, str) else None,
        saved=saved if isinstance(saved, str) else "",
        chosen={line: list(_texts(labels)) for line, labels in chosen.items()} if isinstance(chosen, dict) else {},
        turns=_texts(raw.get("turns")),
    )


def _texts(raw: Any) -> tuple[str, ...]:
    """Return the texts of a list, none too long and not too many of them; () where it is no list."""
    return tuple(one[:LONGEST] for one in raw[:MOST] if isinstance(one, str)) if isinstance(raw, list) else ()


def _read_to_write(path: Path) -> dict[str, Answer]:
    """Read what is there before one answer is changed; a file that cannot be read is set aside, not written over."""
    try:
        return read(path.parent)
    except LearnerError:
        with suppress(OSError):
            path.replace(path.with_suffix(f".unreadable-{now().replace(':', '')}.json"))
        return {}
