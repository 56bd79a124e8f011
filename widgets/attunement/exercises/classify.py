"""Classify: name what each sentence does, or each act. Several labels may be right, and near misses have their reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import labels as labelling

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_ACTS = {  # what is said of a sentence → what is said of an act instead
    "classify_which": "classify_which_act",
    "classify_differs": "classify_differs_act",
    "classify_more": "classify_more_act",
    "classify_not": "classify_not_act",
    "classify_end": "classify_end_act",
    "classify_end_all": "classify_end_all_act",
}


class Classify(Practice):
    """The exercise of one list of sentences; with `several`, more than one label may be chosen for each."""

    _esm = front.module("classify")
    _css = front.style("classify")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"label": ("item", "labels")}

    def begin(self) -> None:
        """Begin with no sentence named."""
        self.looks: dict[int, dict[str, Any]] = {}  # item → the last look at it
        self.first: dict[int, bool] = {}  # item → whether the first choice fitted
        self.end = ""  # what is said of the whole, once all sentences were looked at

    def shows(self) -> dict[str, Any]:
        """Return the sentences and the labels."""
        source = self.source
        items = [{"words": item["words"], "says": item.get("says", "")} for item in source["items"]]
        return {
            "several": source.get("several", False),
            "acts": source.get("acts", False),
            "asks": self._asks(),
            "client": source.get("client"),
            "says": source.get("says", ""),
            "labels": [{"value": label, "label": label, "note": meaning} for label, meaning in source["labels"].items()],
            "items": items,
        }

    def _asks(self) -> str:
        """Return what is asked of each sentence or act."""
        asks = self.source.get("asks") or self.word(self._key("classify_which"))
        return self.word("classify_several", asks=asks) if self.source.get("several") else asks

    def _key(self, key: str) -> str:
        """Return the name of what is said of an act where acts stand, and of a sentence elsewhere."""
        return OF_ACTS[key] if self.source.get("acts") else key

    def shown(self) -> dict[str, Any]:
        """Return item → what was chosen, whether it fits, and the remarks; what is said of the whole."""
        return {"looks": {str(item): look for item, look in self.looks.items()}, "end": self.end}

    def do_label(self, content: dict[str, Any]) -> None:
        """Look at the `labels` that were chosen for the sentence `item`, and say why they fit or do not."""
        items = self.source["items"]
        number = self.whole(content, "item", 0, len(items) - 1)
        labels = self.picks(content, "labels", list(self.source["labels"]))
        if number is None or not labels:
            raise LearnerError(self.word("classify_none"))
        look = self._look(items[number], labels)
        self.looks[number] = look
        self.first.setdefault(number, look["fits"])
        verdict = self.word("classify_fits" if look["fits"] else self._key("classify_differs"))
        heard = [verdict, *(remark["why"] for remark in look["remarks"]), self._end()]
        self.say("", heard=" ".join(filter(None, heard)))

    def _look(self, item: dict[str, Any], chosen: list[str]) -> dict[str, Any]:
        fits, also = item["fits"], item.get("also", [])
        wrong = [label for label in chosen if label not in {*fits, *also}]
        missing = [label for label in fits if label not in chosen]
        right = [label for label in chosen if label not in wrong]
        enough = not missing if self.source.get("several") else bool(right)
        remarks = [{"valence": -1, "quote": label, "why": self._why_not(item, label)} for label in wrong]
        if enough and not wrong:
            remarks = [{"valence": 1, "quote": ", ".join(right), "why": item["why"]}]
            remarks += [{"valence": 0, "quote": ", ".join(missing), "why": self.word("classify_too")}] if missing else []
        elif right:
            remarks.append({"valence": 1, "quote": ", ".join(right), "why": self.word("classify_part")})
        if missing and not wrong and not enough:
            remarks.append({"valence": 0, "why": self.word(self._key("classify_more"))})
        return {"labels": chosen, "fits": enough and not wrong, "remarks": remarks}

    def _why_not(self, item: dict[str, Any], label: str) -> str:
        meaning = self.source["labels"][label]
        return item.get("not", {}).get(label) or self.word(self._key("classify_not"), label=label, meaning=meaning)

    def _end(self) -> str:
        """After the last sentence, once: record how many fitted at first sight, and return what is said of it."""
        count, right = len(self.source["items"]), sum(self.first.values())
        if len(self.first) < count or self.end:
            return ""
        self.finish(right / count)
        self.end = self.word(self._key("classify_end_all" if right == count else "classify_end"), right=right, count=count)
        return self.end

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield labels that are not in the list, and labels that both fit and do not."""
        for number, item in enumerate(source["items"]):
            for steps, message in labelling.faults(item, source["labels"]):
                yield ["items", number, *steps], message
