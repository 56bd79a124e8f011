"""A selected-response item of an assignment: each line gets a label, labels or a place; every click is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from attunement import cases, front, items
from attunement.errors import LearnerError
from attunement.exercises.saves import Saves

if TYPE_CHECKING:
    from collections.abc import Iterator

READ, AWAY = "read", ["put away"]  # stands beside the lines in what was chosen: the text was put away, and stays away


class Choose(Saves):
    """One item. What fits and why stay in its file until the work was graded; nothing of them reaches the page."""

    _esm = front.module("choose")
    _css = front.style("choose")
    gives: ClassVar[str] = "chosen"
    overtaken: ClassVar[str] = "choose_overtaken"

    task = traitlets.Dict().tag(sync=True)  # see `_shows`

    def __init__(self, item: str) -> None:
        """Open the item `items/choose/<item>.yaml`, with what the folder's `answers.json` has of it."""
        self.source = items.load(item)
        self.language = self.source["language"]
        super().__init__(item)
        self.task = self._shows()

    def given(self, content: dict[str, Any]) -> dict[str, list[str]]:
        """Return line → labels, only where there are any; raise LearnerError at a line or a label that there is not."""
        chosen = content.get("chosen")
        lines = [str(number) for number in range(len(self.source["lines"]))]
        if not isinstance(chosen, dict) or not chosen.keys() <= {*lines, READ}:
            raise LearnerError(self.word("choose_unknown"))
        most, known = len(lines) if self.source.get("several") else 1, list(items.labels(self.source))
        picked = {line: self.picks(chosen, line, known) for line in lines if line in chosen}
        if any(len(labels) > most for labels in picked.values()):
            raise LearnerError(self.word("choose_one_only"))
        return self.known(picked | ({READ: AWAY} if READ in chosen or self.put_away else {}))

    def known(self, given: dict[str, list[str]]) -> dict[str, list[str]]:
        """Return what this item knows of the labels that were chosen for its lines, in its own order, and what was put away."""
        labels = list(items.labels(self.source))
        chosen = {str(number): sorted({*one}, key=labels.index) for number, one in enumerate(items.known(self.source, given))}
        away = {READ: AWAY} if self.source.get("puts_away") and READ in given else {}
        return {line: one for line, one in chosen.items() if one} | away

    @property
    def put_away(self) -> bool:
        """Tell whether the text was put away. Whoever has answered a line has put it away, whatever the file says of it."""
        return bool(self.source.get("puts_away") and self.saved["chosen"])

    def _shows(self) -> dict[str, Any]:
        """Return what a learner may see before the work is graded: never what fits, its place or why."""
        source = self.source
        seen = cases.load(source["case"]).seen() if "case" in source else dict(source.get("client", {}))
        shown = {key: source.get(key, False) for key in ("several", "acts", "order", "puts_away")}
        return {
            **shown,
            "title": source["title"],
            "ask": source["ask"],
            "client": seen,
            "says": source.get("says", seen.get("says", "")),
            "reads": [] if self.put_away else [part.strip() for part in source.get("reads", "").split("\n\n") if part.strip()],
            "quoted": items.graded(source) and not shown["acts"],
            "labels": [{"value": label, "label": label, "note": note} for label, note in items.labels(source).items()],
            "lines": [{"words": line["words"], "says": line.get("says", "")} for line in source["lines"]],
            "points": self._points(),
        }

    def _points(self) -> str:
        """Say how points come, or that none do."""
        if not items.graded(self.source):
            return self.word("choose_predicts")
        if self.source.get("order"):
            return self.word("choose_pairs")
        free = items.same_everywhere(self.source)
        counted = self.word("choose_beyond" if free > 1 else "choose_beyond_one", free=free)
        return f"{counted} {self.word('choose_whole')}" if self.source.get("several") else counted

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield what an author should mend in an item."""
        yield from items.faults(source)
