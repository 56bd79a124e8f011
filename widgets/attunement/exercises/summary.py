"""Summary: read several turns of one client and give them back, shorter and in words of one's own, with a question at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front, language
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import retold
from attunement.judging.summing import Summing

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SUMMARY, FEWEST_WORDS = 3_000, 4  # characters; words
TRIES = 2  # summaries handed in before ours can be read
MOST_TRIES = 20
PARTS = {"content": "summary_content", "feeling": "summary_feeling", "check-back": "summary_check"}


class Summary(Practice):
    """The exercise of one conversation. What is recorded is the share of points in the first summary that could be read."""

    _esm = front.module("summary")
    _css = front.style("summary")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"sum": ("text",)}

    def begin(self) -> None:
        """Begin with nothing handed in."""
        self.tries: list[dict[str, Any]] = []
        self.ended = False

    def shows(self) -> dict[str, Any]:
        """Return the conversation and the worked example; the points stay here."""
        turns = [{"who": turn["who"], "says": turn["says"], "does": turn.get("does", "")} for turn in self.source["turns"]]
        return {"client": self.source["client"], "turns": turns, "example": self._example()}

    def _example(self) -> dict[str, Any] | None:
        example = self.source.get("example")
        if not example:
            return None
        parts = [{**part, "label": self.word(PARTS[part["is"]])} for part in example["parts"]]
        return {"client": example["client"], "says": example["says"], "parts": parts}

    def shown(self) -> dict[str, Any]:
        """Return every summary with what is told of it; our own and all points once they are earned."""
        earned = self._earned()
        return {
            "tries": self.tries,
            "models": self.source["models"] if earned else [],
            "points": self._points() if earned else [],
        }

    def _earned(self) -> bool:
        return len(self.tries) >= TRIES or any(one["stands"] for one in self.tries)

    def _points(self) -> list[dict[str, Any]]:
        held = self.tries[-1]["points"]
        keys = ("name", "said", "why")
        return [{key: point[key] for key in keys} | {"held": i in held} for i, point in enumerate(self.source["points"])]

    def do_sum(self, content: dict[str, Any]) -> None:
        """Look at the summary that was handed in as `text`; say what is in it, what is not, and one next step."""
        text = self.text(content, "text", LONGEST_SUMMARY).strip()
        if refused := self._refused(text):
            raise LearnerError(self.word(refused))
        look = retold.look(Summing(self.source, text, self.word), len(self.tries) + 1)
        self.tries = [*self.tries, look]
        if look["sure"] and not self.ended:
            self.ended = True
            self.finish(look["share"])
        end = self.word("summary_models_open" if self._earned() else "summary_again")
        told = [one["why"] for one in (*look["findings"], *look["remarks"])]
        self.say(end, heard=" ".join(filter(None, [look["told"], *told, look["next"], end])))

    def _refused(self, text: str) -> str:
        """Return the key of the sentence that says why a summary is not taken; "" where it is."""
        if not text:
            return "summary_nothing"
        if len(text.split()) < FEWEST_WORDS:
            return "summary_short"
        if self.tries and language.same(self.tries[-1]["text"]) == language.same(text):
            return "summary_known"
        return "summary_full" if len(self.tries) >= MOST_TRIES else ""

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield points that nobody said or that stand in one word, and summaries of ours that do not keep them."""
        yield from retold.faults(source)
