"""Attempts at a reply that a browser kept: the words and times are taken back, the levels are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import cues, feedback, language, record
from attunement.errors import LearnerError
from attunement.exercises.base import Exercise

if TYPE_CHECKING:
    from attunement.cases import Case

LONGEST_KEPT = language.LONGEST  # a version that no scorer reads is none
LONGEST_NOTE = 2_000  # characters


class Attempts(Exercise):
    """An exercise that reads what a browser kept of replies."""

    def attempt(self, case: Case, one: Any) -> record.Attempt | None:
        """Return what was kept as `one` ({"text", "time", "prediction", "note"}) of a client; None where it cannot be read."""
        try:
            text, note = self.text(one, "text", LONGEST_KEPT), self.text({"note": "", **one}, "note", LONGEST_NOTE)
            time, prediction = record.moment(one.get("time")), self.whole(one, "prediction", 1, 5)
        except (LearnerError, AttributeError, TypeError):
            return None
        return made(case, text, time=time, prediction=prediction, note=note) if text.strip() else None


def made(case: Case, text: str, *, time: str, prediction: int | None = None, note: str = "") -> record.Attempt:
    """Return the attempt at a reply to a client, scored now."""
    result = feedback.respond(case, text)
    return record.Attempt(
        case=case.id,
        text=text,
        verdict=result["verdict"],
        level=result["level"],
        rubric=cues.version(),
        time=time,
        prediction=prediction,
        note=note,
    )
