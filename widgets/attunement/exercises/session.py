"""Session: a whole conversation with one client, who opens up or closes down with each reply that the learner writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front
from attunement.cases import rung
from attunement.errors import LearnerError
from attunement.exercises.drawn import Drawn
from attunement.exercises.practice import MOST_STEPS, Practice
from attunement.exercises.reads import Reads, painted
from attunement.exercises.retells import Retells
from attunement.judging import plot, story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.cases import Case


class Session(Retells, Drawn, Reads, Practice):
    """The exercise of one session. The form check chooses the way; a reply it cannot read moves nothing."""

    _esm = front.module("session")
    _css = front.style("session")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"say": ("turn", "text"), "back": ("turn",)}

    def begin(self) -> None:
        """Begin with the client's first words."""
        self.turns: list[story.Turn] = []
        self.taken: list[tuple[int, story.Turn]] = []  # number of the turn, what was said there and taken back
        self.ended = False  # once in this try
        self.describe("")

    def shows(self) -> dict[str, Any]:
        """Return the client, the words for trust, and whether the form check reads along."""
        client = {key: self.source["client"][key] for key in ("name", "about", "scene")}
        return {"client": client, "hints": self.source.get("hints", True), "most": story.OPEN}

    def shown(self) -> dict[str, Any]:
        """Return the conversation so far, what the client says now or how it ended, and trust."""
        over = not self._now()
        return {
            "turns": [self.exchange(turn) for turn in self.turns],
            "now": self._next_turn(),
            "trust": self.trust,
            "change": self.change(),
            "arc": self.arc() if over else None,
        }

    @property
    def trust(self) -> float:
        """Trust now, 0 to 6 in half steps."""
        return self.turns[-1].trust if self.turns else self.source["trust"]

    def to(self, part: int) -> Case:  # noqa: ARG002 (there is one place to write)
        """Return the client in the present beat; raise LearnerError where the form check is off or the session is over."""
        now = self._now()
        if not now or not self.source.get("hints", True):
            raise LearnerError(self.word("session_over" if not now else "session_no_check"))
        return story.case(self.source, now)

    def checked(self, client: Case, text: str, content: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (the base hands them)
        """Read a reply as it will be read when it is said; where it was said before, say so already."""
        now = self._now()
        read, left_out = story.reading(self.source, now, text)
        gaps = [self.word("session_said_hint", name=self.name)] if story.repeats(self.source, now, text, self.turns) else []
        gaps += [self.word("session_own_hint", name=self.name)] if left_out else []
        asks = read["level"] and rung(read["level"]) == story.HEARD and story.only_asks(read)
        gaps += [self.word("session_asked_hint", name=self.name)] if asks else []
        return painted(read, text) | {"gap": " ".join(gaps)}

    def do_say(self, content: dict[str, Any]) -> None:
        """Say `text` to the client, as reply number `turn`."""
        self._at(content)
        now, text = self._now(), self.text(content, "text")
        if not now:
            raise LearnerError(self.word("session_over"))
        turn = story.turn(self.source, now, text, self.trust, self.turns)
        if isinstance(turn, str):
            raise LearnerError(self.word("session_waits", name=self.name, reason=turn))
        self.turns.append(turn)
        told = [self.told_felt(), self.told_turn(self._next_turn())]
        if not self._now():
            self._end()
            told.append(self.title())
        self.say("", heard=" ".join(told))

    def do_back(self, content: dict[str, Any]) -> None:
        """Take the last reply back: the client has not heard it, and its words stay in the list of the arc."""
        self._at(content)
        if not self.turns:
            raise LearnerError(self.word("session_no_back"))
        self.taken.append((len(self.turns) - 1, self.turns.pop()))
        self.describe("")
        taken = self.word("session_taken", name=self.name)
        self.say(taken, heard=f"{taken} {self.told_turn(self._next_turn())}")

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield where the story does not hold."""
        yield from plot.faults(source)

    def draw(self, palette: dict[str, str], width: int) -> str:
        """Draw trust over the turns."""
        from attunement.exercises.pictures import arc  # here, because matplotlib takes most of a second

        line = [("start", self.source["trust"], self.word("session_start"))]
        line += [(turn.landing, turn.trust, f"{number}  {self.label(turn)}") for number, turn in enumerate(self.turns, start=1)]
        return arc.draw(line, [self.trust_in_words(one) for one in range(story.OPEN + 1)], palette, width)

    # The story so far

    def _at(self, content: dict[str, Any]) -> None:
        """Raise LearnerError where a message is about another turn: a second click, a second window."""
        if self.whole(content, "turn", 0, MOST_STEPS) != len(self.turns):
            raise LearnerError(self.word("session_moved_on"))

    def _now(self) -> str:
        """Return the name of the beat that waits for a reply, "" at the end."""
        return story.onward(self.source, self.turns[-1]) if self.turns else self.source["opening"]

    def _next_turn(self) -> dict[str, Any]:
        """Return what the client says and does now."""
        now = self._now()
        return self.beat(now) if now else story.ending(self.source, self.trust)

    def _end(self) -> None:
        """Draw the arc; the first end of a try is recorded."""
        self.describe(self.alt())
        if not self.ended:
            self.ended = True
            self.finish(self.trust / story.OPEN)
