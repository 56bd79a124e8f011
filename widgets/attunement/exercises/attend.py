"""Attend: listen to a client's story through interruptions that one puts aside, then bring back what was said.

What counts is what was recalled; presence itself cannot be counted. A minute of breathing before a second story is never scored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import recall

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOICES = {"said": "attend_said", "almost": "attend_almost", "not": "attend_not"}
CALLS = {"phone": "attend_phone", "thought": "attend_thought", "door": "attend_door", "reply": "attend_reply"}
MOST = 400  # characters of a few words
HERE = ("story", "passage")


class Attend(Practice):
    """The exercise of one story, or of two that are built alike."""

    _esm = front.module("attend")
    _css = front.style("attend")
    records: ClassVar[dict[str, tuple[str, ...]]] = {
        "on": HERE,
        "aside": HERE,
        "sort": ("story", "item", "choice"),
        "recall": ("story", "item", "words"),
        "second": ("breathed",),
    }

    def begin(self) -> None:
        """Begin before the first words of the first story."""
        self.story, self.passage = 0, 0
        self.away = False  # called away by what interrupts the passage
        self.sorts: list[dict[int, dict[str, Any]]] = [{} for _ in self.source["stories"]]  # item → the last look at it
        self.told: list[dict[int, dict[str, Any]]] = [{} for _ in self.source["stories"]]
        self.first: list[dict[int, bool]] = [{} for _ in self.source["stories"]]
        self.breathed, self.ended = 0, False

    @property
    def tale(self) -> dict[str, Any]:
        """The story that is told now."""
        return self.source["stories"][self.story]

    @property
    def stage(self) -> str:
        """What is done now: "listen", "recall", "between" two stories, or "end"."""
        if self.passage < len(self.tale["passages"]):
            return "listen"
        if len(self.sorts[self.story]) < len(self.tale["statements"]) or not self._all_told():
            return "recall"
        return "between" if self.story + 1 < len(self.source["stories"]) else "end"

    def shows(self) -> dict[str, Any]:
        """Return what belongs to all stories."""
        choices = [{"value": one, "label": self.word(label)} for one, label in CHOICES.items()]
        return {"choices": choices, "breath": self.source.get("breath", False), "stories": len(self.source["stories"])}

    def shown(self) -> dict[str, Any]:
        """Return the story as far as it may be seen now, and what came of recalling it."""
        stage, tale = self.stage, self.tale
        listening = stage == "listen"
        ended = stage in {"between", "end"}
        return {
            "stage": stage,
            "story": self.story,
            "client": tale["client"],
            "passage": self._heard() if listening else None,
            "statements": [] if listening else [one["words"] for one in tale["statements"]],
            "asks": [] if listening else [one["asks"] for one in tale["recalls"]],
            "sorts": {str(item): look for item, look in self.sorts[self.story].items()},
            "told": {str(item): look for item, look in self.told[self.story].items()},
            "whole": [{"says": one["says"], "called": one.get("then", {}).get("what", "")} for one in tale["passages"]]
            if ended
            else [],
            "sides": self._sides() if stage == "end" else [],
        }

    def do_on(self, content: dict[str, Any]) -> None:
        """Listen on: what interrupts the passage comes, or the next passage."""
        passage = self._here(content)
        then = passage.get("then")
        if self.away:
            raise LearnerError(self.word("attend_first_aside"))
        if then:
            self.away = True
            self.say("", heard=f"{self.word(CALLS[then['kind']])}. {then['what']}")
        else:
            self._go_on("")

    def do_aside(self, content: dict[str, Any]) -> None:
        """Put aside what interrupts, and be back with the client."""
        passage = self._here(content)
        if not self.away:
            raise LearnerError(self.word("not_understood"))
        self.away = False
        self._go_on(passage["then"]["back"])

    def do_sort(self, content: dict[str, Any]) -> None:
        """Say of the statement `item` whether the client said it, almost said it, or did not."""
        number = self._item(content, "statements")
        choice = self.pick(content, "choice", CHOICES)
        item = self.tale["statements"][number]
        fits = choice == item["is"]
        why = item["was"] if fits else self.word("attend_chose", choice=self.word(CHOICES[choice]), was=item["was"])
        self.sorts[self.story][number] = {"choice": choice, "fits": fits, "remarks": [{"valence": 1 if fits else -1, "why": why}]}
        self.first[self.story].setdefault(number, fits)
        self._look(f"{self.word('sign_fits' if fits else 'sign_differs')}.", why)

    def do_recall(self, content: dict[str, Any]) -> None:
        """Look for what the client said in the learner's `words`; no words give it up. A second look shows what was said."""
        number = self._item(content, "recalls")
        words = self.text(content, "words", MOST).strip()
        item, before = self.tale["recalls"][number], self.told[self.story].get(number)
        if before and not before["open"]:
            raise LearnerError(self.word("attend_shown"))
        found = bool(words) and recall.found(words, item["accepts"]) is not None
        is_open = not found and before is None and bool(words)
        sentence = "attend_found" if found else "attend_hint" if is_open else "attend_not_found" if words else "attend_given_up"
        why = self.word(sentence, said=item["said"].rstrip("."), why=item["why"], hint=item["hint"])
        remark = {"valence": int(found), "quote": words, "why": why}
        self.told[self.story][number] = {"words": words, "found": found, "open": is_open, "remarks": [remark]}
        self._look(why)

    def do_second(self, content: dict[str, Any]) -> None:
        """Begin the second story; `breathed` is 1 after a minute of breathing and 0 without."""
        breathed = self.whole(content, "breathed", 0, 1)
        if self.stage != "between" or breathed is None:
            raise LearnerError(self.word("not_understood"))
        self.story, self.passage, self.breathed = self.story + 1, 0, breathed
        self.say("", heard=self.tale["passages"][0]["says"])

    def _here(self, content: dict[str, Any]) -> dict[str, Any]:
        story, passage = (self.whole(content, key, 0, 99) for key in HERE)
        if self.stage != "listen" or (story, passage) != (self.story, self.passage):
            raise LearnerError(self.word("attend_gone_on"))
        return self.tale["passages"][passage]

    def _item(self, content: dict[str, Any], key: str) -> int:
        story, number = self.whole(content, "story", 0, 99), self.whole(content, "item", 0, len(self.tale[key]) - 1)
        if story != self.story or number is None or self.stage == "listen":
            raise LearnerError(self.word("attend_gone_on"))
        return number

    def _go_on(self, back: str) -> None:
        self.passage += 1
        more = self.stage == "listen"
        following = self.tale["passages"][self.passage]["says"] if more else self.word("attend_now_recall", name=self._name())
        self.say("", heard=f"{back} {following}".strip())

    def _look(self, *heard: str) -> None:
        """Announce a look; with the last one of the last story, record once how much was brought back."""
        closing = ""
        if self.stage == "end" and not self.ended:
            self.ended = True
            tallies = [recall.tally(first, told) for first, told in zip(self.first, self.told, strict=True)]
            found, count = (sum(parts) for parts in zip(*(side[:2] for side in tallies), strict=True))
            self.finish(found / count)
            closing = self.word("attend_end" if found < count else "attend_end_all", found=found, count=count)
        self.say(closing, heard=" ".join([*heard, closing]).strip())

    def _sides(self) -> list[dict[str, Any]]:
        return [
            {"name": tale["client"]["name"], "breathed": bool(number and self.breathed)} | recall.tally(first, told)._asdict()
            for number, (tale, first, told) in enumerate(zip(self.source["stories"], self.first, self.told, strict=True))
        ]

    def _name(self) -> str:
        return self.tale["client"]["name"]

    def _all_told(self) -> bool:
        told = self.told[self.story]
        return len(told) == len(self.tale["recalls"]) and not any(look["open"] for look in told.values())

    def _heard(self) -> dict[str, Any]:
        passages = self.tale["passages"]
        passage, before = passages[self.passage], passages[self.passage - 1] if self.passage else {}
        called = passage.get("then", {})
        then = {"name": self.word(CALLS[called["kind"]]), "what": called["what"], "aside": called["aside"]} if self.away else None
        back = before.get("then", {}).get("back", "")
        return {"number": self.passage, "count": len(passages), "says": passage["says"], "then": then, "back": back}

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield what cannot be recalled as the author says, and a breath that stands before nothing."""
        if source.get("breath") and len(source["stories"]) == 1:
            yield ["breath"], "a minute of breathing stands between two stories, and there is one."
        for key in ("passages", "statements", "recalls"):
            if len({len(tale[key]) for tale in source["stories"]}) > 1:
                yield ["stories", 1, key], f"two stories stand side by side, so they need as many `{key}` each."
        for number, tale in enumerate(source["stories"]):
            for steps, message in recall.faults(tale):
                yield ["stories", number, *steps], message
