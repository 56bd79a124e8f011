"""Predict: guess how far a reply reaches before it is read. The gap shows where to ask a person; nobody becomes an own grader."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from attunement import cases, feedback, front, language, record
from attunement.errors import LearnerError
from attunement.exercises.drawn import Drawn
from attunement.exercises.practice import MOST_STEPS, Practice
from attunement.exercises.reads import Reads, painted
from attunement.judging import calibration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.cases import Case
    from attunement.judging.calibration import Guess

PLOT = {
    "x": "predict_plot_x",
    "y": "predict_plot_y",
    "same": "predict_plot_same",
    "above": "predict_plot_above",
    "below": "predict_plot_below",
}
GAPS = {"more": "predict_gap_more", "less": "predict_gap_less", "same": "predict_gap_same"}
GISTS = {"more": "predict_gist_more", "less": "predict_gist_less", "same": "predict_gist_same"}  # of a look that is folded


class Predict(Reads, Drawn, Practice):
    """The exercise of one list of replies, given or one's own. A new try goes on after the last: `round` is a step too."""

    _esm = front.module("predict")
    _css = front.style("predict")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"guess": ("item", "level", "text"), "round": ()}

    def begin(self) -> None:
        """Begin with no guess at all."""
        self.rounds: list[dict[int, dict[str, Any]]] = [{}]  # of each try: item → the look at it
        if self.trait_has_value("caption"):
            self.describe("")

    @cached_property
    def clients(self) -> list[Case]:
        """The client of each item."""
        return [cases.load(item.get("case", self.source.get("case"))) for item in self.source["items"]]

    def to(self, part: int) -> Case:
        """Return the client to whom the item `part` is said."""
        if part >= len(self.clients):
            raise LearnerError(self.word("not_understood"))
        return self.clients[part]

    def shows(self) -> dict[str, Any]:
        """Return clients and replies; levels and reasons stay here."""
        people = [client.seen() for client in self.clients]
        replies = [item.get("reply", "") for item in self.source["items"]]
        return {"items": [{"client": client, "reply": reply} for client, reply in zip(people, replies, strict=True)]}

    def shown(self) -> dict[str, Any]:
        """Return item → the look at it, the number of the try, and what all guesses show."""
        looks = {str(item): look for item, look in self.rounds[-1].items()}
        return {"looks": looks, "round": len(self.rounds), "finding": self._finding()}

    def do_guess(self, content: dict[str, Any]) -> None:
        """Take the guess `level` (1 to 5) of the `item`, and of an own reply its `text`; then read the reply."""
        number = self.whole(content, "item", 0, len(self.clients) - 1)
        level = self.whole(content, "level", 1, 5)
        written = self.text({"text": "", **content}, "text", language.LONGEST).strip()
        if number is None or level is None:
            raise LearnerError(self.word("predict_none"))
        if number in self.rounds[-1]:
            raise LearnerError(self.word("predict_closed"))
        item = self.source["items"][number]
        if "reply" not in item and not written:
            raise LearnerError(self.word("predict_nothing"))
        look = self._look(item, self.clients[number], level, item.get("reply") or written)
        self.rounds[-1][number] = look
        end = self._end()
        self.say(end, heard=" ".join(filter(None, [look["told"], look["gap"], look["why"], end])))
        self.describe(self._finding().get("alt", ""))

    def do_round(self, _content: dict[str, Any]) -> None:
        """Begin the next try; what was guessed before stays for the picture."""
        if not self.rounds[-1]:
            raise LearnerError(self.word("predict_begun"))
        self.rounds.append({})
        self.describe(self._finding().get("alt", ""))

    def do_again(self, content: dict[str, Any]) -> None:
        """Begin a new try and keep the guesses, as long as there is room for one more."""
        if len(self._steps) + len(self.clients) >= MOST_STEPS:
            super().do_again(content)
            return
        self._step({"do": "round"}, record.now())
        self.say(self.word("predict_again"))

    def draw(self, palette: dict[str, str], width: int) -> str:
        """Draw guesses against what was read."""
        from attunement.exercises.pictures import calibration as picture

        earlier, later = calibration.parted(self._guesses())
        labels = {key: self.word(sentence) for key, sentence in PLOT.items()} | self._found().groups()
        return picture.draw(earlier, later, labels, palette, width)

    def _look(self, item: dict[str, Any], client: Case, level: int, text: str) -> dict[str, Any]:
        check = painted(feedback.respond(client, text), text)
        author, read = item.get("level"), check["level"]
        return {
            "guessed": level,
            "check": check,
            "author": author,
            "why": item.get("why", ""),
            **self._gap(level, read),
            "apart": self._apart(read, author),
            "told": " ".join(
                [
                    self.word("predict_told", read=read) if read else self.word("predict_told_none"),
                    *([self.word("predict_told_author", author=author)] if author else []),
                ]
            ),
        }

    def _gap(self, guessed: int, read: int | None) -> dict[str, str]:
        if read is None:
            return {"gap": self.word("predict_gap_none"), "gist": self.word("predict_gist_none", guessed=guessed)}
        away = abs(guessed - read)
        steps = self.word("predict_step" if away == 1 else "predict_steps", steps=away)
        key = "same" if guessed == read else "more" if guessed > read else "less"
        told = {"guessed": guessed, "read": read, "steps": steps}
        return {"gap": self.word(GAPS[key], **told), "gist": self.word(GISTS[key], **told)}

    def _apart(self, read: int | None, author: int | None) -> str:
        """Say it where form check and author differ: neither is the truth."""
        return self.word("predict_apart") if read and author and read != author else ""

    def _end(self) -> str:
        """After the last item, once a try: record that it was done. How near a guess came is not graded."""
        if len(self.rounds[-1]) < len(self.clients):
            return ""
        self.finish(None)
        return f"{self._found().title()}." if self._guesses() else self.word("predict_done")

    def _guesses(self) -> list[Guess]:
        return [
            calibration.Guess(number, item, look["guessed"], look["check"]["level"])
            for number, looks in enumerate(self.rounds)
            for item, look in looks.items()
            if look["check"]["level"]
        ]

    def _found(self) -> calibration.Finding:
        own = any("reply" not in item for item in self.source["items"])
        return calibration.Finding(self._guesses(), [client.name for client in self.clients], self.word, own=own)

    def _finding(self) -> dict[str, Any]:
        """Return what all guesses show, once a try is complete or an earlier one stands beside; {} before."""
        whole = len(self.rounds[-1]) == len(self.clients) or len(self.rounds) > 1
        if not whole or not self._guesses():
            return {}
        found = self._found()
        return {"title": found.title(), "over": found.over(), "ask": found.ask(), "alt": found.alt(), "rows": self._rows()}

    def _rows(self) -> list[list[str]]:
        return [
            [
                self.word("predict_row", number=item + 1, name=self.clients[item].name),
                str(number + 1),
                str(look["guessed"]),
                str(look["check"]["level"] or self.word("no_level")),
                look["gap"],
            ]
            for number, looks in enumerate(self.rounds)
            for item, look in looks.items()
        ]

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield items without a client, given replies without a level, and replies to which the form check gives none."""
        for number, item in enumerate(source["items"]):
            case = item.get("case", source.get("case"))
            if case is None:
                yield ["items", number], "say to which client: `case` here, or once at the top for all."
            elif "reply" in item and not ("level" in item and "why" in item):
                yield ["items", number], "a given reply needs your own `level` and `why`."
            elif "reply" not in item and {"level", "why"} & item.keys():
                yield ["items", number], "`level` and `why` belong to a given reply. Add `reply`, or take them out."
            elif "reply" in item and not feedback.respond(cases.load(case), item["reply"])["level"]:
                yield (
                    ["items", number, "reply"],
                    "the form check gives no level to this reply. Write one that is no casebook reply.",
                )
