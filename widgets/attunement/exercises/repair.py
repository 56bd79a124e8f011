"""Repair: find the lines of a transcript that got in the way, and say them anew to what the client had said just before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front, language
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.exercises.reads import Reads
from attunement.judging import history, mending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.cases import Case

LOOKS = 2  # after so many, the lines that went by are shown
TRIES = 2  # rewritings of a line before ours can be read
MOST_TRIES = 20  # of one line
REFUSED = {"nothing": "repair_nothing", "same": "repair_same", "known": "repair_known", "full": "repair_full"}


class Repair(Reads, Practice):
    """The exercise of one transcript. Finding and rewriting are told side by side; neither makes up for the other."""

    _esm = front.module("repair")
    _css = front.style("repair")
    records: ClassVar[dict[str, tuple[str, ...]]] = {
        "look": ("lines",),
        "reveal": (),
        "name": ("line", "label"),
        "mend": ("line", "text"),
    }

    def begin(self) -> None:
        """Begin with no line marked."""
        self.turns = self.source["turns"]
        self.theirs = [number for number, turn in enumerate(self.turns) if turn["who"] == "therapist"]
        self.wrong = [number for number in self.theirs if "fault" in self.turns[number]]
        self.looks: list[list[int]] = []
        self.opened = self.ended = False
        self.named: dict[int, dict[str, Any]] = {}  # line → what it was taken for, and what is told about that
        self.mends: dict[int, list[dict[str, Any]]] = {}  # line → every rewriting that was handed in

    def to(self, part: int) -> Case:
        """Return the client as they had just spoken when the line `part` was said."""
        if not self.opened or part not in self.wrong:
            raise LearnerError(self.word("not_understood"))
        return mending.case(self.source, part)

    def shows(self) -> dict[str, Any]:
        """Return the transcript; which lines got in the way stays here."""
        turns = [{"who": turn["who"], "says": turn["says"], "does": turn.get("does", "")} for turn in self.turns]
        labels = [{"value": label, "label": label, "note": note} for label, note in self.source.get("labels", {}).items()]
        return {"client": self.source["client"], "turns": turns, "labels": labels}

    def shown(self) -> dict[str, Any]:
        """Return the last marks and what is told of each line; once all is open, the lines to rewrite and what came of it."""
        marks = self.looks[-1] if self.looks else []
        return {
            "marks": marks,
            "looked": bool(self.looks),
            "opened": self.opened,
            "now": self._now(),
            "told": {str(line): told for line in self.theirs if (told := self._told(line, marks))},
            "mends": {str(line): self._mend(line) for line in self.wrong} if self.opened else {},
            "sums": self._sums(),
        }

    # Find

    def do_look(self, content: dict[str, Any]) -> None:
        """Look at the `lines` that were marked: found, or not the line; what went by is counted and not yet shown."""
        lines = sorted(self.picks(content, "lines", self.theirs))
        if self.opened or not lines or lines in self.looks[-1:]:
            key = "repair_open" if self.opened else "repair_looked" if lines else "repair_none"
            raise LearnerError(self.word(key))
        self.looks.append(lines)
        self.opened = not self._missed() or len(self.looks) >= LOOKS
        self._say()

    def do_reveal(self, _content: dict[str, Any]) -> None:
        """Show which lines went by."""
        if not self.looks or self.opened:
            raise LearnerError(self.word("repair_open" if self.opened else "repair_none"))
        self.opened = True
        self._say()

    def _missed(self) -> int:
        return len(set(self.wrong) - set(self.looks[-1]))

    def _now(self) -> str:
        """Say what there is to do now; "" before the first look and after the last line."""
        if not self.looks or self.ended:
            return ""
        more = self.word("repair_one_more" if self._missed() == 1 else "repair_more", count=self._missed())
        return self.word("repair_now") if self.opened else more

    def _say(self) -> None:
        """Announce every line that was looked at, with its reason, and what to do now."""
        reasons = [" ".join([told["sign"], told["why"]]) for line in self.theirs if (told := self._told(line, self.looks[-1]))]
        self.say("", heard=" ".join([*reasons, self._now()]))

    def _told(self, line: int, marks: list[int]) -> dict[str, Any] | None:
        """Return what is told of a line, None where nothing is told yet."""
        marked, fault = line in marks, line in self.wrong
        if not self.looks or not (marked or (fault and self.opened)):
            return None
        key = "repair_found" if marked and fault else "repair_not" if marked else "repair_missed"
        return {"valence": (1 if fault else -1) if marked else 0, "sign": self.word(key), "why": self.turns[line]["why"]}

    # Repair

    def _line(self, content: dict[str, Any]) -> int:
        line = self.whole(content, "line", 0, len(self.turns))
        if line is None or not self.opened or line not in self.wrong:
            raise LearnerError(self.word("not_understood"))
        return line

    def do_name(self, content: dict[str, Any]) -> None:
        """Look at what the line was taken for; this may be left out."""
        line, labels = self._line(content), self.source.get("labels", {})
        if content.get("label") is None:
            raise LearnerError(self.word("repair_unnamed"))
        label = self.pick(content, "label", labels)
        fault = self.turns[line]["fault"]
        fits = label in fault.get("fits", ())
        why = fault.get("not", {}).get(label) or self.word("repair_other", label=label, meaning=labels[label])
        remark = {"valence": 1 if fits else -1, "why": self.word("repair_named", label=label) if fits else why}
        self.named[line] = {"label": label, "remarks": [remark]}
        self.say("", heard=remark["why"])

    def do_mend(self, content: dict[str, Any]) -> None:
        """Read the line as it was said anew in `text`."""
        line, text = self._line(content), self.text(content, "text", language.LONGEST)
        tries = self.mends.get(line, [])
        if refused := history.refused(text, tries, self.turns[line]["says"], MOST_TRIES):
            raise LearnerError(self.word(REFUSED[refused]))
        look = mending.look(self.to(line), text, self.source.get("wants"), self.word)
        self.mends[line] = [*tries, look]
        turn = mending.onward(self.turns[line]["fault"], look)
        told = [*(remark["why"] for remark in look["remarks"]), turn.get("says"), turn.get("does"), self._end()]
        self.say("", heard=" ".join(filter(None, told)))

    def _mend(self, line: int) -> dict[str, Any]:
        """Return what is painted beneath a line that is to be said anew."""
        fault, tries = self.turns[line]["fault"], self.mends.get(line, [])
        earned = len(tries) >= TRIES or any(one["reached"] for one in tries)
        return {
            "before": mending.before(self.turns, line)["says"],
            "named": self.named.get(line),
            "tries": tries,
            "onward": mending.onward(fault, tries[-1]) if tries else {},
            "models": fault["models"] if earned else [],
        }

    # Both

    def _sums(self) -> dict[str, str]:
        """Say what was found and what was mended, each for itself; "" for what has not been done."""
        name, count = self.source["client"]["name"], len(self.wrong)
        first = set(self.looks[0]) if self.looks else set()
        found, beside = len(first & set(self.wrong)), len(first - set(self.wrong))
        last = [tries[-1] for tries in self.mends.values()]
        reached, sure = sum(one["reached"] for one in last), sum(one["sure"] for one in last)
        finding = self.word("repair_finding", found=found, count=count, beside=beside) if self.opened else ""
        mended = self.word("repair_mended", reached=reached, count=sure, name=name) if sure else ""
        unsure = self.word("repair_unsure", count=len(last) - sure) if sure < len(last) else ""
        end = self.word("repair_end") if self.ended else ""
        return {"finding": finding, "mended": f"{mended} {unsure}".strip(), "end": end}

    def _end(self) -> str:
        """After the last line, once: record finding and rewriting in equal parts, and return what is said of the whole."""
        if self.ended or len(self.mends) < len(self.wrong):
            return ""
        self.ended = True
        first, faults = set(self.looks[0]), set(self.wrong)
        shares = [len(first & faults) / len(first | faults)]
        known = [tries[-1]["reached"] for tries in self.mends.values() if tries[-1]["sure"]]
        shares += [sum(known) / len(known)] if known else []
        self.finish(sum(shares) / len(shares))
        return self.word("repair_end")

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield labels that are not in the list, and lines that answer nobody."""
        yield from mending.faults(source)
