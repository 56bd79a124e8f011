"""Imagine: speak as the client, then ask. Imagining alone did not make people more accurate; asking did (Eyal et al. 2018)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from attunement import cases, front
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.cases import Case

LONGEST_PARAGRAPH, FEWEST_WORDS = 2_000, 12  # characters; words
SURE = 4  # from this confidence (1 to 5) on somebody was rather sure


class Imagine(Practice):
    """The exercise of one client: a paragraph, a question, what the client says, and what was not imagined."""

    _esm = front.module("imagine")
    _css = front.style("imagine")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"write": ("text", "sure"), "wonder": ("question",), "compare": ("points",)}

    def begin(self) -> None:
        """Begin with an empty page."""
        self.look: dict[str, Any] = {}
        self.wondered: list[int] = []  # questions that were put, in their order
        self.met: dict[str, Any] = {}
        self.ended = False

    @cached_property
    def client(self) -> Case:
        """The client."""
        return cases.load(self.source["case"])

    def shows(self) -> dict[str, Any]:
        """Return the client and the questions; what they find out stays here."""
        shown = self.client.seen()
        return {"client": shown, "questions": [one["words"] for one in self.source["questions"]]}

    def shown(self) -> dict[str, Any]:
        """Return the look at the paragraph, what was answered, and once a question opened it, what the client says."""
        account = {"says": self.source["account"], "points": self.source["points"]} if self._told() else {}
        return {"look": self.look, "answers": [self._answer(one) for one in self.wondered], "account": account, "met": self.met}

    def do_write(self, content: dict[str, Any]) -> None:
        """Look at the voice of the paragraph `text`; keep how `sure` (1 to 5) the learner is of it."""
        text, sure = self.text(content, "text", LONGEST_PARAGRAPH).strip(), self.whole(content, "sure", 1, 5)
        if len(text.split()) < FEWEST_WORDS:
            raise LearnerError(self.word("imagine_short", name=self.client.name))
        if sure is None:
            raise LearnerError(self.word("imagine_unsure"))
        remarks = [*self._voice(text), *self._facts(text)]
        self.look = {"text": text, "sure": sure, "remarks": remarks}
        end = self.word("imagine_only", name=self.client.name)
        heard = [*(remark["why"] for remark in remarks), end, self.word("imagine_ask_below", name=self.client.name)]
        self.say(end, heard=" ".join(heard))

    def do_wonder(self, content: dict[str, Any]) -> None:
        """Put the `question` to the client."""
        number = self.whole(content, "question", 0, len(self.source["questions"]) - 1)
        if number is None or not self.look:
            raise LearnerError(self.word("imagine_choose" if self.look else "imagine_first"))
        self.wondered = [*(one for one in self.wondered if one != number), number]
        answer = self._answer(number)
        told = self.word("imagine_opened", name=self.client.name) if answer["opens"] else ""
        self.say("", heard=f"{answer['says']} {answer['why']} {told}".strip())

    def do_compare(self, content: dict[str, Any]) -> None:
        """Take the `points` of the client's account that stood in the paragraph, and set them beside the confidence."""
        points = self.picks(content, "points", list(range(len(self.source["points"]))))
        if not self._told():
            raise LearnerError(self.word("imagine_first"))
        had, count, sure = len(points), len(self.source["points"]), self.look["sure"]
        key = "imagine_all" if had == count else "imagine_gap_sure" if sure >= SURE else "imagine_gap"
        told = self.word(key, had=had, count=count, sure=sure, name=self.client.name)
        self.met = {"points": points, "told": told}
        if not self.ended:
            self.ended = True
            self.finish(None)
        self.say("", heard=told)

    def _told(self) -> bool:
        return any(self.source["questions"][one].get("opens") for one in self.wondered)

    def _answer(self, number: int) -> dict[str, Any]:
        question = self.source["questions"][number]
        opens = question.get("opens", False)
        return {"question": number, "says": question["answer"], "why": question["why"], "opens": opens}

    def _voice(self, text: str) -> Iterator[dict[str, Any]]:
        name, outside = self.client.name, voice.from_outside(text, self.client.name)
        if not voice.is_first_person(text):
            yield {"valence": -1, "why": self.word("imagine_no_i", name=name)}
        elif not outside:
            yield {"valence": 1, "why": self.word("imagine_i", name=name)}
        if outside:
            yield {"valence": -1, "quote": outside, "why": self.word("imagine_outside", name=name)}

    def _facts(self, text: str) -> Iterator[dict[str, Any]]:
        found = {fact["name"]: voice.taken_up(text, fact["words"]) for fact in self.source["facts"]}
        kept, left = [quote for quote in found.values() if quote], [name for name, quote in found.items() if not quote]
        if kept:
            yield {"valence": 1, "quote": ", ".join(kept), "why": self.word("imagine_kept", name=self.client.name)}
        if left:
            yield {"valence": 0, "why": self.word("imagine_left", names=", ".join(left), name=self.client.name)}

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield questions of which none opens what the client has to say."""
        if not any(question.get("opens") for question in source["questions"]):
            yield ["questions"], "no question has `opens: true`. At least one must lead to what the client says."
