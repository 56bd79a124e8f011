"""Spot: mark the cues in a transcript, said and seen. What was found is told in words, and what went by has its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import cases, front
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.judging.passages import Phrase

TRIES = 2  # after so many looks that which went by is shown without being asked for
WHERE = {"says": "spot_where_says", "does": "spot_where_does"}


class Spot(Practice):
    """The exercise of one transcript. Looking and looking away are never scored."""

    _esm = front.module("spot")
    _css = front.style("spot")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"look": ("marks",), "reveal": ()}

    def begin(self) -> None:
        """Begin with nothing marked."""
        source = self.source
        self.person = cases.load(source["case"])._asdict() if "case" in source else source["client"]
        self.turns, self.marking = passages.phrases(source), passages.marking(source)
        turns = zip(source["turns"], self.turns, strict=True)
        self.phrases = [part for turn, parts in turns if turn["who"] in self.marking for part in parts]
        self.tells = source.get("tells") or self.word("spot_tells", name=self.person["name"])
        self.looks: list[list[int]] = []
        self.opened = self.ended = False  # whether what went by is shown; whether the try is recorded

    def shows(self) -> dict[str, Any]:
        """Return the turns in phrases; `number` is None where a turn is only read."""
        number = iter(range(len(self.phrases)))
        turns = [
            {
                "who": turn["who"],
                "parts": [
                    {"number": next(number) if turn["who"] in self.marking else None, "words": part.words, "how": part.how}
                    for part in parts
                ],
            }
            for turn, parts in zip(self.source["turns"], self.turns, strict=True)
        ]
        return {"client": {key: self.person[key] for key in ("name", "about")}, "turns": turns}

    def shown(self) -> dict[str, Any]:
        """Return the last look with its remarks, what is known of the phrases marked so far, and what went by, if it is open."""
        known = {str(at): self.phrases[at].group or "plain" for at in {at for look in self.looks for at in look}}
        marks = self.looks[-1] if self.looks else []
        return {
            "looks": len(self.looks),
            "marks": marks,
            "known": known,
            "told": self._told(marks) if marks else "",
            "remarks": [*(self._remark(at) for at in marks), *self._pairs(marks)],
            "missed": len(self._missed()),
            "went": [self._remark(at) for at in self._missed()] + self._pairs(self._missed(), rest=True) if self.opened else [],
            "open": self.opened,
            "reply": self.source.get("reply") if self.ended else None,
        }

    def do_look(self, content: dict[str, Any]) -> None:
        """Look at the phrases that are marked, and say of each what it tells."""
        marks = sorted(self.picks(content, "marks", range(len(self.phrases))))
        if not marks:
            raise LearnerError(self.word("spot_none"))
        if self.looks and marks == self.looks[-1]:
            raise LearnerError(self.word("spot_same" if self._missed() else "spot_same_all"))
        before = self.shown()["remarks"]
        self.looks.append(marks)
        self.opened = self.opened or len(self.looks) >= TRIES
        shown = self.shown()
        self._end()
        heard = [shown["told"], *(_heard(remark) for remark in shown["remarks"] if remark not in before)]
        self.say("", heard=" ".join([*heard, *self._went_by(shown)]))

    def do_reveal(self, _content: dict[str, Any]) -> None:
        """Show what went by."""
        if not self.looks:
            raise LearnerError(self.word("spot_first"))
        self.opened = True
        self._end()
        self.say("", heard=" ".join(self._went_by(self.shown())) or self.word("spot_all"))

    def _went_by(self, shown: dict[str, Any]) -> list[str]:
        return [self.word("spot_went_by"), *map(_heard, shown["went"])] if shown["went"] else []

    def _end(self) -> None:
        """Record the first look, once all is found or shown."""
        if not self.ended and (self.opened or not self._missed()):
            self.ended = True
            self.finish(passages.share([self.phrases[at] for at in self.looks[0]], self.phrases))

    def _missed(self) -> list[int]:
        marks = self.looks[-1] if self.looks else []
        return [at for at, phrase in enumerate(self.phrases) if phrase.is_cue and at not in marks]

    def _remark(self, at: int) -> dict[str, Any]:
        phrase = self.phrases[at]
        why = self.source[phrase.group][phrase.key] if phrase.group else self.word("spot_plain", tells=self.tells)
        return {"number": at, "group": phrase.group or "plain", "quotes": [_quote(phrase)], "why": why}

    def _pairs(self, marks: list[int], *, rest: bool = False) -> list[dict[str, Any]]:
        """Return what pairs tell of which both halves are marked; with `rest`, of which at least one half is among those."""
        keys, found = {self.phrases[at].key for at in marks}, []
        for pair in self.source.get("pairs", ()):
            here = [key for key in pair["cues"] if key in keys]
            quotes = [_quote(self._phrase(key)) for key in (pair["cues"] if rest else here)]
            if len(here) == len(pair["cues"]) or (here and rest):
                found.append({"number": None, "group": "pair", "quotes": quotes, "why": pair["why"]})
            elif here and not self.opened:
                found.append({"number": None, "group": "half", "quotes": quotes, "why": self.word("spot_half")})
        return found

    def _phrase(self, key: str) -> Phrase:
        return next(phrase for phrase in self.phrases if phrase.key == key)

    def _told(self, marks: list[int]) -> str:
        """Say precision and recall in words."""
        counted = [self.phrases[at] for at in marks if self.phrases[at].counts]
        found, left = sum(phrase.is_cue for phrase in counted), len(marks) - len(counted)
        sentences = [self._precision(len(counted), found, len(marks)), self._left(left), self._recall(), self._where()]
        return " ".join(sentence for sentence in sentences if sentence)

    def _precision(self, counted: int, found: int, marked: int) -> str:
        if not counted:
            return ""
        values = {"marked": self._number(marked), "found": self._number(found), "tells": self.tells}
        if counted == sum(phrase.counts for phrase in self.phrases):
            return self.word("spot_everything", **values)
        if marked == 1:
            return self.word("spot_one_each" if found else "spot_one_none", **values)
        key = {0: "spot_none_of", marked: "spot_each_of", 1: "spot_one_of"}.get(found, "spot_some_of")
        return self.word(key, **values)

    def _left(self, left: int) -> str:
        return self.word("spot_left_one" if left == 1 else "spot_left", left=self._number(left).capitalize()) if left else ""

    def _recall(self) -> str:
        missed = len(self._missed())
        key = {0: "spot_all", 1: "spot_missed_one"}.get(missed, "spot_missed")
        return self.word(key, missed=self._number(missed).capitalize())

    def _where(self) -> str:
        """Say, while nothing is shown yet, whether to read the words or the stage directions again."""
        ways = {self.phrases[at].how for at in self._missed()}
        if self.opened or not ways:
            return ""
        return self.word("spot_where_both" if len(ways) > 1 else WHERE[ways.pop()])

    def _number(self, number: int) -> str:
        names = self.word("spot_numbers").split()
        return names[number] if number < len(names) else str(number)

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield what an author should mend in the transcript."""
        if ("case" in source) == ("client" in source):
            yield ["turns"], "write either `case` (an id of the casebook) or `client`."
        yield from passages.faults(source)


def _quote(phrase: Phrase) -> dict[str, str]:
    return {"how": phrase.how, "words": phrase.words.rstrip(",;")}


def _heard(remark: dict[str, Any]) -> str:
    return f"{' + '.join(quote['words'] for quote in remark['quotes'])}: {remark['why']}"
