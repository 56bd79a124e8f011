"""The form check as a part of an exercise: words are read while they are written, and nothing is kept of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from attunement import cases, feedback, reasons
from attunement.errors import LearnerError
from attunement.exercises.base import Exercise
from attunement.scoring import FOUR_AS

if TYPE_CHECKING:
    from attunement.cases import Case

MOST_PARTS = 99
SHOWN = ("start", "end", "skill", "valence", "why", "instead")


class Reads(Exercise):
    """An exercise in which replies are written; `to` says to whom."""

    asks: ClassVar[frozenset[str]] = frozenset({"check"})

    check = traitlets.Dict().tag(sync=True)  # the last check: see `painted`, with seq, view and part of the question

    def to(self, part: int) -> Case:
        """Return the client to whom the reply in the place `part` goes; raise LearnerError where there is no such place."""
        raise NotImplementedError

    def do_check(self, content: dict[str, Any]) -> None:
        """Score `text`. `seq`, `view` and `part` come back, so that a view can tell its newest question from an older one."""
        part = self.whole(content, "part", 0, MOST_PARTS) or 0
        asked = {"seq": self.whole(content, "seq") or 0, "view": self.view(content), "part": part}
        client = self.to(part)
        try:
            text = self.text(content, "text")
        except LearnerError as error:
            self.check = unread(str(error)) | asked
        else:
            self.check = self.checked(client, text, content) | asked

    def checked(self, client: Case, text: str, content: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (for those who add to it)
        """Return what the page paints of a reply; `content` is the whole message."""
        return painted(feedback.respond(client, text), text)


def painted(result: dict[str, Any], text: str) -> dict[str, Any]:
    """Return what a page paints of a score: words, the level as a whole step, the four A's, findings, points."""
    keys = ("verdict", "reason", "next_step", "summary", "level_words")
    return {key: result[key] or "" for key in keys} | {
        "text": text,
        "level": cases.rung(result["level"]) if result["level"] else None,
        "four_as": result["four_as"],
        "findings": [{key: finding[key] for key in SHOWN} for finding in result["findings"]],
        "points": reasons.in_hundredths(result["points"]),
    }


def unread(reason: str) -> dict[str, Any]:
    """Return a check of words that are not looked at; they do not travel back either."""
    words = dict.fromkeys(("level_words", "summary", "next_step", "gap"), "")
    nothing = {"text": None, "level": None, "four_as": dict.fromkeys(FOUR_AS), "findings": [], "points": [], "landing": {}}
    return {"verdict": "not_scored", "reason": reason} | words | nothing
