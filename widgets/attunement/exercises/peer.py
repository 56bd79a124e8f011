"""Peer: one reply, read by the one who wrote it, by a peer and by the form check; what they differ in goes to supervision."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from attunement import cases, feedback, front, language
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.exercises.reads import Reads, painted
from attunement.judging import history, sheets
from attunement.scoring import FOUR_AS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.cases import Case

FLOWS = {  # whose reply it is → what the learner fills in, in this order
    "example": ("peer", "note", "bring", "next"),
    "colleague": ("reply", "peer", "note", "writer", "bring"),
    "own": ("reply", "writer", "peer", "note", "bring", "next"),
}
OTHER = {"colleague": "writer", "own": "peer"}  # whose reading may not be there yet
LONGEST_LINE = 2_000  # characters of a note
CHECKS = 4  # of the question for supervision
NAMES = {
    "example": ("peer_wrote", "peer_you", "peer_check"),
    "colleague": ("peer_colleague_wrote", "peer_you", "peer_check"),
    "own": ("peer_you_wrote", "peer_peer", "peer_check"),
}
ASKED = {"why": "peer_ask_why", "leading": "peer_ask_leading", "closed": "peer_ask_closed", "many": "peer_ask_many"}


class Peer(Reads, Practice):
    """The sheet of one client. Each part can be filled in again; the reply stays once somebody has rated it."""

    _esm = front.module("peer")
    _css = front.style("peer")
    records: ClassVar[dict[str, tuple[str, ...]]] = {
        "reply": ("text",),
        "rate": ("who", "level", *FOUR_AS),
        "without": (),
        "note": ("reached", "reached_words", "way", "way_words", "question"),
        "bring": ("happened", "tried", "wish", "checks"),
        "next": ("criterion", "text"),
    }

    def begin(self) -> None:
        """Begin with an empty sheet; an example brings the reply and what its writer thinks of it."""
        self.done: dict[str, dict[str, Any]] = {}
        self.ended = False
        if "example" in self.source:
            example = self.source["example"]
            self.done["reply"] = {"text": example["reply"]}
            self.done["writer"] = {row: example[row] for row in sheets.ROWS}

    @cached_property
    def whose(self) -> str:
        """Whose reply it is: example, colleague, own."""
        return self.source["whose"]

    def to(self, part: int) -> Case:  # noqa: ARG002 (there is one client only)
        """Return the client."""
        return cases.load(self.source["case"])

    def shows(self) -> dict[str, Any]:
        """Return the client, what to fill in, and a reply for each level to hold against."""
        client, example = self.to(0), self.source.get("example", {})
        anchors = {str(model.level): model.reply for model in client.models}
        writer = {key: example.get(key, "") for key in ("name", "reply")}
        return {"client": client.seen(), "whose": self.whose, "flow": FLOWS[self.whose], "writer": writer, "anchors": anchors}

    def shown(self) -> dict[str, Any]:
        """Return what is filled in, and once all have read the reply, the comparison."""
        filled = {part: self.done.get(part) for part in ("reply", "writer", "peer", "note", "bring", "next")}
        if self.whose == "example":
            filled["writer"] = None
        return {"filled": filled, "compared": self._compared(), "whole": self._whole()}

    # What the learner fills in

    def do_reply(self, content: dict[str, Any]) -> None:
        """Take the reply that is looked at."""
        text = self.text(content, "text", language.LONGEST).strip()
        if "reply" not in FLOWS[self.whose] or {"writer", "peer"} & self.done.keys():
            raise LearnerError(self.word("peer_reply_stays"))
        if not text:
            raise LearnerError(self.word("peer_reply_none"))
        self._fill("reply", {"text": text}, self.word("peer_reply_taken"))

    def do_rate(self, content: dict[str, Any]) -> None:
        """Take the reading of `who` (writer or peer): `level` 1 to 5 and each of the four A's 0 to 3."""
        who = self.pick(content, "who", [part for part in FLOWS[self.whose] if part in sheets.WHO])
        reading = {"level": self.whole(content, "level", 1, 5)} | {name: self.whole(content, name, 0, 3) for name in FOUR_AS}
        missing = [row for row, number in reading.items() if number is None]
        if missing:
            raise LearnerError(self.word("peer_rate_missing", row=self._talk().row(missing[0])))
        self._fill(who, reading, self.word("peer_rated"))

    def do_without(self, _content: dict[str, Any]) -> None:
        """Go on without the reading of the other person."""
        if self.whose not in OTHER:
            raise LearnerError(self.word("not_understood"))
        self._fill(OTHER[self.whose], {}, self.word("peer_without_told"))

    def do_note(self, content: dict[str, Any]) -> None:
        """Take what reached the client and what got in the way, each with words of the reply, and one question."""
        note = {key: self.text(content, key, LONGEST_LINE).strip() for key in self.records["note"]}
        for said, words in (("reached", "reached_words"), ("way", "way_words")):
            if said == "reached" and not note[said]:
                raise LearnerError(self.word("peer_note_reached"))
            if bool(note[said]) != bool(note[words]):
                raise LearnerError(self.word("peer_note_both"))
            if note[words] and not sheets.holds(self.done.get("reply", {}).get("text", ""), note[words]):
                raise LearnerError(self.word("peer_note_words", words=note[words]))
        if not note["question"].endswith("?"):
            raise LearnerError(self.word("peer_note_question"))
        fault = sheets.about(note["question"])
        remark = self.word(ASKED[fault], question=note["question"]) if fault else ""
        self._fill("note", note | {"remark": remark}, remark or self.word("peer_noted"))

    def do_bring(self, content: dict[str, Any]) -> None:
        """Take the question for supervision, and which points of the checklist the learner ticks."""
        bring: dict[str, Any] = {key: self.text(content, key, LONGEST_LINE).strip() for key in ("happened", "tried", "wish")}
        bring["checks"] = self.picks(content, "checks", list(range(CHECKS)))
        if not all((bring["happened"], bring["tried"], bring["wish"])):
            raise LearnerError(self.word("peer_bring_empty"))
        if not bring["wish"].endswith("?"):
            raise LearnerError(self.word("peer_bring_wish"))
        open_points = CHECKS - len(bring["checks"])
        key = "peer_brought_open" if open_points > 1 else "peer_brought_one" if open_points else "peer_brought"
        self._fill("bring", bring, self.word(key, count=open_points))

    def do_next(self, content: dict[str, Any]) -> None:
        """Take the next version, and say whether it changed on the criticised `criterion`."""
        criterion, text = self.pick(content, "criterion", FOUR_AS), self.text(content, "text", language.LONGEST).strip()
        before = self.done.get("reply", {}).get("text", "")
        if "next" not in FLOWS[self.whose] or not text or history.plain(text) == history.plain(before):
            raise LearnerError(self.word("peer_next_same"))
        told = self._talk().changed(criterion, self._check(before), self._check(text))
        self._fill("next", {"criterion": criterion, "text": text, "told": told}, told)

    # What comes of it

    def _fill(self, part: str, data: dict[str, Any], told: str) -> None:
        """Fill in a part once those before it are there; after the last one, once, record that the sheet is whole."""
        flow = FLOWS[self.whose]
        if any(before not in self.done for before in flow[: flow.index(part)]):
            raise LearnerError(self.word("peer_order"))
        self.done[part] = data
        if self._whole() and not self.ended:
            self.ended = True
            self.finish(None)
            told = f"{told} {self.word('peer_whole')}"
        self.say(told)

    def _whole(self) -> bool:
        return all(part in self.done for part in FLOWS[self.whose])

    def _check(self, text: str) -> dict[str, Any]:
        return painted(feedback.respond(self.to(0), text), text)

    def _talk(self) -> sheets.Talk:
        name = self.source.get("example", {}).get("name", "")
        names = [self.word(key, name=name) for key in NAMES[self.whose]]
        return sheets.Talk(self.word, dict(zip(sheets.WHO, names, strict=True)))

    def _compared(self) -> dict[str, Any]:
        """Return the three readings, where they differ and what to talk about; {} until all have read the reply."""
        if not {"reply", "writer", "peer", "note"} <= self.done.keys():
            return {}
        check, talk = self._check(self.done["reply"]["text"]), self._talk()
        readings = {who: self.done[who] for who in ("writer", "peer")} | {"check": {"level": check["level"], **check["four_as"]}}
        heads = [talk.names[who] for who in sheets.WHO]
        told = {"says": self.source.get("example", {}).get("says", ""), "lines": talk.lines(readings, check)}
        return {"heads": heads, "rows": talk.rows(readings), "check": check} | told

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield an example that is missing or that stands where the learner brings the reply."""
        if source["whose"] == "example" and "example" not in source:
            yield ["whose"], "`example` is missing: the reply of an invented colleague, and how the colleague rates it."
        elif source["whose"] != "example" and "example" in source:
            yield ["example"], f"with `whose: {source['whose']}` the learner brings the reply. Take `example` out."
