"""The rewriting exercise: a client, a reply that misses, and an editor whose words are read while they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from attunement import cases, front, record
from attunement.errors import LearnerError
from attunement.exercises.attempts import LONGEST_KEPT, LONGEST_NOTE, Attempts, made
from attunement.exercises.reads import Reads
from attunement.judging import history

if TYPE_CHECKING:
    from attunement.cases import Case

TRIES = 2  # honest tries before other replies can be read
MOST_KEPT = 30  # versions, and as many notes, of one client


class Rewrite(Reads, Attempts):
    """The exercise of one client. All that it shows is a trait, so that a second view or a redrawn page shows the same."""

    _esm = front.module("rewrite")
    _css = front.style("rewrite")
    hears: ClassVar[frozenset[str]] = frozenset({"check", "keep", "models", "disagree", "restore", "forget"})

    client = traitlets.Dict().tag(sync=True)
    versions = traitlets.List().tag(sync=True)  # see `history.shown`
    notes = traitlets.List().tag(sync=True)  # [{"text", "note", "time"}]
    tries = traitlets.Dict().tag(sync=True)  # {"done", "needed"}
    models = traitlets.List().tag(sync=True)  # [{"level", "reply", "note"}]; empty until earned and asked for

    def __init__(self, case_id: str) -> None:
        """Open the exercise of the client `case_id`; raise AuthorError if there is none."""
        self.case = cases.load(case_id)
        self.language = self.case.language
        super().__init__(client={**self.case.seen(), "poor": self.case.poor_reply, "misses": self.case.poor_misses})
        record.current().listen(self._from_record)
        self._from_record()

    def to(self, part: int) -> Case:  # noqa: ARG002 (there is one place only)
        """Return the client."""
        return self.case

    def checked(self, client: Case, text: str, content: dict[str, Any]) -> dict[str, Any]:
        """Add how the reply would land, and the gap to what was expected of it."""
        prediction = self.whole(content, "prediction", 1, 5)
        check = super().checked(client, text, content)
        return check | {"landing": self._landing(check["level"]), "gap": self._gap(prediction, check["level"])}

    def do_keep(self, content: dict[str, Any]) -> None:
        """Keep `text` as the next version, with the level that was expected of it, if any."""
        text = self.text(content, "text", LONGEST_KEPT)
        if not text.strip():
            raise LearnerError(self.word("keep_nothing"))
        if len(self.versions) >= MOST_KEPT:
            raise LearnerError(self.word("keep_full"))
        if self.versions and history.plain(self.versions[-1]["text"]) == history.plain(text):
            raise LearnerError(self.word("kept_already", number=len(self.versions)))
        before = self.tries["done"]
        self._add(text, prediction=self.whole(content, "prediction", 1, 5))
        opened = " " + self.word("models_open") if before < TRIES <= self.tries["done"] else ""
        self.say(self.word("kept", number=len(self.versions)) + opened)

    def do_models(self, _content: dict[str, Any]) -> None:
        """Show the other replies, once two honest tries are kept."""
        if self.tries["done"] < TRIES:
            raise LearnerError(self.word("models_closed"))
        ordered = sorted(self.case.models, key=lambda model: model.level)
        self.models = [{"level": model.level, "reply": model.reply, "note": model.note} for model in ordered]

    def do_disagree(self, content: dict[str, Any]) -> None:
        """Keep a note on what the form check misses in `text`."""
        note, text = self.text(content, "note", LONGEST_NOTE).strip(), self.text(content, "text", LONGEST_KEPT)
        if not note:
            raise LearnerError(self.word("disagree_empty"))
        if len(self.notes) >= MOST_KEPT:
            raise LearnerError(self.word("disagree_full"))
        self._add(text, note=note)
        self.say(self.word("disagree_kept"))

    def do_restore(self, content: dict[str, Any]) -> None:
        """Take back what the browser kept. Only words and times are taken; levels are found again."""
        held = content.get("attempts")
        if not isinstance(held, list):
            raise LearnerError(self.word("not_understood"))
        taken = [self._restored(one) for one in held[: 2 * MOST_KEPT]]
        if isinstance(content.get("draft"), str):
            self.do_check({**content, "text": content["draft"]})
        if taken:
            self.say(self.word("restored" if all(taken) and len(held) == len(taken) else "restored_some"))

    def do_forget(self, _content: dict[str, Any]) -> None:
        """Drop every version and note of this client."""
        record.current().forget(self.case.id)
        self.models, self.check = [], {}
        self.say(self.word("forgotten", name=self.case.name))

    def _restored(self, one: Any) -> bool:
        """Add one attempt that the browser kept; return whether it could be read."""
        attempt = self.attempt(self.case, one)
        if attempt and len(self.notes if attempt.note else self.versions) < MOST_KEPT:
            record.current().add(attempt)
        return attempt is not None

    def _add(self, text: str, *, prediction: int | None = None, note: str = "") -> None:
        record.current().add(made(self.case, text, time=record.now(), prediction=prediction, note=note))

    def _from_record(self) -> None:
        """Show what the record holds of this client, whoever put it there."""
        own = history.of(self.case.id, record.current().attempts)
        self.versions = history.shown(own)
        self.notes = history.notes(self.case.id, record.current().attempts)
        self.tries = {"done": history.honest(own, self.case), "needed": TRIES}

    def _landing(self, level: int | None) -> dict[str, str]:
        if level is None:
            return {}
        turn = self.case.landing(level)
        return {"says": turn.says, "does": turn.does}

    def _gap(self, expected: int | None, level: int | None) -> str:
        if expected is None or level is None:
            return ""
        key = "gap_same" if expected == level else "gap_more" if level > expected else "gap_less"
        return self.word(key, expected=expected, level=level)
