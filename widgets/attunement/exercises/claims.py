"""The claim check: say how well a claim is known, then see what is known, from where, and what that does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front
from attunement.errors import LearnerError
from attunement.exercises.figures import LEAST_TOGETHER, Figures
from attunement.exercises.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = {  # status of an author → its word
    "supported": "claims_supported",
    "mixed": "claims_mixed",
    "not found": "claims_not_found",
    "not known": "claims_not_known",
    "value": "claims_value",
}
MEANINGS = {
    "supported": "claims_supported_means",
    "mixed": "claims_mixed_means",
    "not found": "claims_not_found_means",
    "not known": "claims_not_known_means",
    "value": "claims_value_means",
}
BELIEF = {"supported": 2, "mixed": 1, "not found": 0, "not known": 0}  # how much a mark lets one lean on the claim
NEEDS_SOURCE = ("supported", "mixed", "not found")


class Claims(Figures, Practice):
    """The exercise of one theme. A claim is marked once: having read the evidence, nobody can guess what they would have said."""

    _esm = front.module("claims")
    _css = front.style("claims")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"mark": ("item", "mark"), "figure": ("figure",)}

    def begin(self) -> None:
        """Begin with no claim marked."""
        self.marked: dict[int, str] = {}
        self.draw_next("")

    def shows(self) -> dict[str, Any]:
        """Return the claims and the marks to choose from."""
        return {
            "marks": [{"value": mark, "label": self.word(key), "note": self.word(MEANINGS[mark])} for mark, key in MARKS.items()],
            "claims": [{"claim": one["claim"], "link": "link" in one} for one in self.source["claims"]],
        }

    def shown(self) -> dict[str, Any]:
        """Return item → what is known of a claim that was marked, the picture in words, and at the end which were misjudged."""
        return {
            "looks": {str(item): self._look(item) for item in self.marked},
            "figure": self.told(),
            "end": self._end() if len(self.marked) == len(self.source["claims"]) else [],
        }

    def do_mark(self, content: dict[str, Any]) -> None:
        """Take the `mark` of the claim `item` and show what is known."""
        claims = self.source["claims"]
        item = self.whole(content, "item", 0, len(claims) - 1)
        if item is None or content.get("mark") is None:
            raise LearnerError(self.word("claims_none"))
        mark = self.pick(content, "mark", MARKS)
        if item in self.marked:
            raise LearnerError(self.word("claims_marked"))
        self.marked[item] = mark
        ended = len(self.marked) == len(claims)
        self.after_mark(item)
        look = self._look(item)
        heard = [look["verdict"], look["why"], self.word("claims_known") + ":", look["known"]]
        if ended:
            self.finish(sum(self._fits(one) for one in self.marked) / len(claims))
            heard.append(self.word("claims_finished", count=len(claims)))
        self.say("", heard=" ".join(heard))

    def do_figure(self, content: dict[str, Any]) -> None:
        """Show another picture of the theme."""
        self.draw_next(self.pick(content, "figure", self.figures()))
        self.say("", heard=self.told()["title"])

    # One claim

    def _look(self, item: int) -> dict[str, Any]:
        claim, mark = self.source["claims"][item], self.marked[item]
        status = claim["status"]
        key = "claims_same" if mark == status else "claims_also" if self._fits(item) else "claims_differs"
        none = self.word("claims_value_source" if status == "value" else "claims_no_source")
        return {
            "mark": mark,
            "fits": self._fits(item),
            "verdict": self.word(key, mark=self.word(MARKS[mark]), status=self.word(MARKS[status])),
            "why": claim["why"],
            "known": claim["known"],
            "limit": claim.get("limit", ""),
            "sources": claim.get("sources", [none]),
            "read": self.word("claims_read") if "sources" in claim else "",
        }

    def _fits(self, item: int) -> bool:
        claim = self.source["claims"][item]
        return self.marked[item] in {claim["status"], *claim.get("also", ())}

    def _end(self) -> list[dict[str, Any]]:
        """Return the groups of claims that were misjudged, each with a heading and one next step."""
        groups: dict[str, list[str]] = {"over": [], "under": [], "looked": [], "kinds": []}
        for item, mark in sorted(self.marked.items()):
            if not self._fits(item):
                claim = self.source["claims"][item]
                groups[_misjudged(mark, claim["status"])].append(claim["claim"])
        words = {
            "over": (self.word("claims_over"), self.word("claims_over_next")),
            "under": (self.word("claims_under"), self.word("claims_under_next")),
            "looked": (self.word("claims_looked"), self.word("claims_looked_next")),
            "kinds": (self.word("claims_kinds"), self.word("claims_kinds_next")),
        }
        told = [{"says": words[name][0], "claims": claims, "next": words[name][1]} for name, claims in groups.items() if claims]
        return told or [{"says": self.word("claims_all_same"), "claims": [], "next": ""}]

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield what would let a learner believe more than somebody found."""
        numbers = 0
        for item, claim in enumerate(source["claims"]):
            numbers += len(claim.get("numbers", ()))
            if claim["status"] in NEEDS_SOURCE and "sources" not in claim:
                yield ["claims", item], f"`{claim['status']}` needs `sources`. Without one the status is `not known`."
            if claim["status"] in claim.get("also", ()):
                yield ["claims", item, "also"], "the status itself counts already. Name another mark, or take `also` out."
            if "numbers" in claim and "sources" not in claim:
                yield ["claims", item, "numbers"], "A number needs `sources` beside it."
            if "link" in claim and claim.get("numbers", [{}])[0].get("measure") != "r":
                yield ["claims", item, "link"], "Only a correlation can be drawn: let the first of the `numbers` be an r."
        if numbers >= LEAST_TOGETHER and "finding" not in source:
            yield ["claims"], "`finding` is missing: two numbers or more are drawn, and the picture needs its finding as a title."


def _misjudged(mark: str, status: str) -> str:
    if "value" in (mark, status):
        return "kinds"
    return "over" if BELIEF[mark] > BELIEF[status] else "under" if BELIEF[mark] < BELIEF[status] else "looked"
