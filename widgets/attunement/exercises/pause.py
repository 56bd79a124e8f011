"""Pause: a client speaks and is silent, in real time or at one's own pace; the learner decides when to speak.

A step is a decision and its place in the script: in which clause, or in which part of a silence. No time is recorded or graded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import pacing

if TYPE_CHECKING:
    from collections.abc import Iterator

SPOKEN = frozenset({"cut", "early", "within"})  # the ends of a passage in which the learner speaks
PLACE = ("passage", "clause", "beat")
FASTEST, SLOWEST = 6.0, 1.0  # words a second


class Pause(Practice):
    """The exercise of one client, who speaks in passages: clauses, and after them a silence or none."""

    _esm = front.module("pause")
    _css = front.style("pause")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"speak": PLACE, "nod": PLACE, "wait": ("passage",)}

    def begin(self) -> None:
        """Begin with nothing said."""
        self.ends: dict[int, dict[str, Any]] = {}  # passage → how it ended
        self.nods: dict[int, dict[str, Any]] = {}  # passage → the small sound that was made in it

    @property
    def passages(self) -> list[dict[str, Any]]:
        """What the client says, passage by passage."""
        return self.source["passages"]

    def shows(self) -> dict[str, Any]:
        """Return the client and what was asked before the first words."""
        return {"client": self.source["client"], "asked": self.source["asked"], "count": len(self.passages)}

    def shown(self) -> dict[str, Any]:
        """Return what has passed, the passage that comes, and after the last one what there is to see of them all."""
        done = [number for number in sorted(self.ends) if self.ends[number]["kind"] != "lost"]
        return {
            "told": [self._told(number) for number in done],
            "now": self._coming(),
            "closing": self._closing(),
            "review": [] if self._now() is not None else [self._row(number) for number in range(len(self.passages))],
        }

    def do_speak(self, content: dict[str, Any]) -> None:
        """Speak: over the client's words, or into a part of a silence."""
        number, clause, beat = self._place(content)
        passage = self.passages[number]
        kind = "cut" if beat is None else pacing.beats(passage["silence"])[beat][0]
        self._end(number, kind, passage["cut"] if beat is None else passage["silence"][kind], clause=clause, beat=beat)

    def do_nod(self, content: dict[str, Any]) -> None:
        """Make a small sound. In a silence for which the author wrote what it does, it ends the silence."""
        number, clause, beat = self._place(content)
        if number in self.nods:
            raise LearnerError(self.word("pause_nodded"))
        passage = self.passages[number]
        outcome = (passage if beat is None else passage["silence"]).get("nod")
        nod = outcome or {"why": self.word("pause_nod_plain")}
        self.nods[number] = {"clause": clause, "beat": beat, "why": nod["why"], "valence": _valence(nod)}
        if outcome and beat is not None:
            self._end(number, "nod", outcome, clause=None, beat=beat)
        else:
            self.say("", heard=" ".join([nod.get("does", ""), nod["why"]]).strip())

    def do_wait(self, content: dict[str, Any]) -> None:
        """Stay silent to the end of a passage and of the silence after it."""
        number = self._here(content)
        silence = self.passages[number].get("silence")
        plain = {"does": "", "why": self.word("pause_let_finish"), "fits": True}
        self._end(number, "after" if silence else "heard", silence["after"] if silence else plain, clause=None, beat=None)

    def _now(self) -> int | None:
        return next((number for number in range(len(self.passages)) if number not in self.ends), None)

    def _here(self, content: dict[str, Any]) -> int:
        number = self.whole(content, "passage", 0, len(self.passages) - 1)
        if number is None or number != self._now():
            raise LearnerError(self.word("pause_gone_on"))
        return number

    def _place(self, content: dict[str, Any]) -> tuple[int, int | None, int | None]:
        number = self._here(content)
        passage = self.passages[number]
        clause = self.whole(content, "clause", 0, len(passage["says"]) - 1)
        beat = self.whole(content, "beat", 0, len(pacing.beats(passage.get("silence"))) - 1)
        if (clause is None) == (beat is None):
            raise LearnerError(self.word("not_understood"))
        return number, clause, beat

    def _end(self, number: int, kind: str, outcome: dict[str, Any], *, clause: int | None, beat: int | None) -> None:
        told = {"does": outcome["does"], "why": outcome["why"], "valence": _valence(outcome)}
        self.ends[number] = {"kind": kind, "clause": clause, "beat": beat} | told
        if outcome.get("loses") and number + 1 < len(self.passages):
            self.ends[number + 1] = {"kind": "lost", "valence": 0, "why": ""}
        if self._now() is None:
            judged = [end["valence"] for end in self.ends.values() if end["valence"]]
            self.finish(sum(valence > 0 for valence in judged) / len(judged) if judged else None)
        self.say("", heard=" ".join(filter(None, [outcome["does"], outcome["why"], self._closing()])))

    def _closing(self) -> str:
        if self._now() is not None:
            return ""
        lost = any(self._unsaid(number) for number in self.ends)
        return self.word("pause_end_lost" if lost else "pause_end", name=self.source["client"]["name"])

    def _coming(self) -> dict[str, Any] | None:
        number = self._now()
        if number is None:
            return None
        passage = self.passages[number]
        beats = [seconds for _, seconds in pacing.beats(passage.get("silence"))]
        sees = passage["silence"]["sees"] if beats else ""
        return {"passage": number, "clauses": passage["says"], "beats": beats, "sees": sees, "nodded": number in self.nods}

    def _told(self, number: int) -> dict[str, Any]:
        passage, end = self.passages[number], self.ends[number]
        cut = end["kind"] == "cut"
        heard, fades, _ = pacing.broken(passage, end["clause"]) if cut else (pacing.whole(passage), "", "")
        sees = "" if cut else passage.get("silence", {}).get("sees", "")
        spoke = end["kind"] in SPOKEN
        told = {key: end[key] for key in ("kind", "does", "why", "valence")}
        return told | {"heard": heard, "fades": fades, "sees": sees, "spoke": spoke, "nodded": number in self.nods}

    def _unsaid(self, number: int) -> str:
        end = self.ends[number]
        if end["kind"] == "cut":
            return pacing.broken(self.passages[number], end["clause"])[2]
        return pacing.whole(self.passages[number]) if end["kind"] == "lost" else ""

    def _row(self, number: int) -> dict[str, Any]:
        passage, end, nod = self.passages[number], self.ends[number], self.nods.get(number)
        last = {"cut": end.get("clause"), "lost": -1}.get(end["kind"], len(passage["says"]))
        told = {key: end[key] for key in ("kind", "valence", "why")}
        told |= {"unsaid": self._unsaid(number), "range": passage.get("silence", {}).get("range", "")}
        return told | {
            "speech": [{"seconds": one["seconds"], "heard": at <= last} for at, one in enumerate(passage["says"])],
            "quiet": [{"seconds": seconds, "open": zone == "within"} for zone, seconds in pacing.beats(passage.get("silence"))],
            "reached": end["kind"] not in {"cut", "lost"},
            "spoke": pacing.middle(passage, end["clause"], end["beat"]) if end["kind"] in SPOKEN else None,
            "nod": pacing.middle(passage, nod["clause"], nod["beat"]) if nod else None,
            "nod_why": nod["why"] if nod and end["kind"] != "nod" else "",
            "nod_valence": nod["valence"] if nod else 0,
        }

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield clauses that nobody speaks so, silences that do not hold, and losses after the last words."""
        for number, passage in enumerate(source["passages"]):
            for at, clause in enumerate(passage["says"]):
                pace = len(clause["words"].split()) / clause["seconds"]
                if not SLOWEST <= pace <= FASTEST:
                    yield (
                        ["passages", number, "says", at, "seconds"],
                        f"{pace:.1f} words a second is no speaking pace. Write 1 to 6.",
                    )
            for key, message in _broken_silence(passage.get("silence")):
                yield ["passages", number, "silence", key], message
        last = source["passages"][-1]
        outcomes = {"cut": last["cut"], **{key: one for key, one in last.get("silence", {}).items() if isinstance(one, dict)}}
        if any(one.get("loses") for one in outcomes.values()):
            yield ["passages", len(source["passages"]) - 1], "nothing comes after this passage that `loses` could lose."


def _broken_silence(silence: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    if silence and ("from" in silence) != ("within" in silence):
        yield "to", "`from` and `within` belong together: when a word fits, and what it does then."
    if silence and silence.get("from", 0) >= silence["to"]:
        yield "from", "`from` must be smaller than `to`."


def _valence(outcome: dict[str, Any]) -> int:
    return {True: 1, False: -1}.get(outcome.get("fits"), 0)
