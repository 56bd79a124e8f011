"""A session told: each turn with what the client felt, trust in words, and at the end the arc of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import feedback
from attunement.exercises.base import Exercise
from attunement.judging import story

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNS = {"met": "+", "heard": "=", "missed": "−"}
NAMES = {"met": "session_met", "heard": "session_heard", "missed": "session_missed"}
TRUST = tuple(f"session_trust_{trust}" for trust in range(story.OPEN + 1))
STEPS = {
    1: "session_up",
    0.5: "session_up_half",
    0: "session_same",
    -0.5: "session_down_half",
    -1: "session_down",
}  # where there are more, they are counted


class Retells(Exercise):
    """An exercise that holds the `source` of a session and the `turns` and `taken` of a try."""

    source: dict[str, Any]
    turns: list[story.Turn]
    taken: list[tuple[int, story.Turn]]  # the number of the turn, what was said there and taken back

    @property
    def name(self) -> str:
        """The client's name."""
        return self.source["client"]["name"]

    def felt(self, turn: story.Turn) -> str:
        """Return what the client felt on hearing a reply."""
        return story.felt(self.source, turn)

    def trust_in_words(self, trust: float) -> str:
        """Return a trust of 0 to 6 as a word; half a step has the word of the step below it."""
        return self.word(TRUST[int(trust)])

    def change(self) -> str:
        """Return trust now as a word, and its last step."""
        if not self.turns:
            return self.trust_in_words(self.source["trust"])
        steps = self.turns[-1].trust - self.turns[-1].before
        many = "session_up_by" if steps > 0 else "session_down_by"
        step = self.word(STEPS.get(steps, many), steps=_counted(abs(steps)))
        return self.word("session_change", word=self.trust_in_words(self.turns[-1].trust), step=step)

    def label(self, turn: story.Turn) -> str:
        """Return how a reply landed: sign, word, level."""
        landing = self.word("session_asked" if turn.asks else NAMES[turn.landing])
        key = "session_landed_again" if turn.again else "session_landed"
        return self.word(key, sign=SIGNS[turn.landing], landing=landing, level=turn.level)

    def exchange(self, turn: story.Turn) -> dict[str, Any]:
        """Return what the page shows of a reply and of the client's words before it."""
        client = self.beat(turn.beat)
        said = {"text": turn.text, "landing": turn.landing, "landed": self.label(turn), "felt": self.felt(turn)}
        return client | said

    def beat(self, name: str) -> dict[str, Any]:
        """Return what the page shows of a beat."""
        beat = self.source["beats"][name]
        return {"says": beat["says"], "does": beat["does"], "repair": beat.get("repair", False)}

    # What is announced

    def told_felt(self) -> str:
        """Say what the client felt on hearing the last reply."""
        return self.word("session_heard_felt", name=self.name, felt=self.felt(self.turns[-1]))

    def told_turn(self, turn: dict[str, Any]) -> str:
        """Say what the client says and does next, whether something went wrong, and where trust is."""
        said = self.word("session_heard_says", name=self.name, says=turn["says"]) if turn["says"] else ""
        wrong = self.word("session_repair") if turn.get("repair") else ""
        trust = self.word("session_heard_trust", name=self.name, change=self.change())
        return " ".join(part for part in (said, turn["does"], wrong, trust) if part)

    # The arc

    def title(self) -> str:
        """Say in one sentence where trust went."""
        first, last = self.source["trust"], self.turns[-1].trust
        key = "session_arc_same" if first == last else "session_arc_up" if last > first else "session_arc_down"
        return self.word(key, name=self.name, first=self.trust_in_words(first), last=self.trust_in_words(last))

    def arc(self) -> dict[str, Any]:
        """Return the arc in words: the finding, which replies opened and closed most, one thing to try, all turns."""
        opened, closed = self._outermost("met", "heard"), self._outermost("missed")
        return {
            "title": self.title(),
            "opened": self._pointed(opened, "session_opened", "session_opened_none"),
            "closed": self._pointed(closed, "session_closed", "session_closed_none"),
            "next": self._next(closed if closed is not None else self._weakest()),
            "rows": list(self._rows()),
        }

    def alt(self) -> str:
        """Say in words what the picture shows."""
        start = self.word("session_alt_start", word=self.trust_in_words(self.source["trust"]))
        turns = (
            self.word("session_alt_turn", number=number, landed=self.label(turn), word=self.trust_in_words(turn.trust))
            for number, turn in enumerate(self.turns, start=1)
        )
        return " ".join([self.title(), start, *turns])

    def _outermost(self, *landings: str) -> int | None:
        """Return the number of the turn that opened most, or closed most where only what missed counts."""
        size = {
            number: (abs(turn.trust - turn.before), self._pull(turn), abs(turn.reached - story.HEARD))
            for number, turn in enumerate(self.turns)
            if turn.landing in landings
        }
        most = max(size, key=lambda number: size[number], default=None)
        return most if most is not None and size[most][1] else None

    def _pull(self, turn: story.Turn) -> int:
        """Return how far trust wanted to move, where the ends of its scale held it too."""
        return 0 if turn.asks else abs(story.moves(self.source["beats"][turn.beat], turn.landing, turn.before))

    def _weakest(self) -> int | None:
        """Return the number of the turn with the lowest level, where not every reply met the client."""
        levels = {number: turn.reached for number, turn in enumerate(self.turns) if turn.landing != "met"}
        return min(levels, key=lambda number: levels[number], default=None)

    def _pointed(self, number: int | None, key: str, none: str) -> str:
        if number is None:
            return self.word(none, name=self.name)
        turn = self.turns[number]
        return self.word(key, name=self.name, number=number + 1, quote=_quoted(turn.text), felt=self.felt(turn))

    def _next(self, number: int | None) -> str:
        if number is None:
            return self.word("session_next_all", name=self.name)
        turn = self.turns[number]
        says = _quoted(self.source["beats"][turn.beat].get("hurries_past") or self.source["beats"][turn.beat]["says"])
        key = "session_next_again" if turn.again else "session_next" if turn.next_step else "session_next_plain"
        return self.word(key, name=self.name, number=number + 1, says=says, step=turn.next_step)

    def _rows(self) -> Iterator[list[str]]:
        """Yield every reply (number, client's words, yours, how it landed, trust after it), those taken back before the last."""
        for number, turn in enumerate(self.turns):
            back = [(self.word("session_row_taken", number=number + 1), one) for at, one in self.taken if at == number]
            for first, one in [*back, (str(number + 1), turn)]:
                says = self.source["beats"][one.beat]["says"]
                yield [first, says, one.text, self.label(one), self.trust_in_words(one.trust)]


def _counted(steps: float) -> str:
    """Return a number of steps as it is written, such as "1½"."""
    return f"{int(steps)}{'½' if steps % 1 else ''}"


def _quoted(text: str) -> str:
    """Return a text in quotation marks, on one line and not too long."""
    return feedback.quote(text, 0, len(text))
