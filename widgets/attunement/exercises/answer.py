"""An answer to an assignment: the same client and editor with the hints off. What is written is saved beside the notebook."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from attunement import answers, cases
from attunement.errors import LearnerError
from attunement.exercises import front
from attunement.exercises.base import Exercise

FEWEST_ROWS, MOST_ROWS = 2, 40


def _name(folder: Path) -> str:
    """Return a name for a folder that tells nothing about it."""
    return hashlib.sha256(str(folder).encode(errors="replace")).hexdigest()[:16]


class Answer(Exercise):
    """The editor of one item. No score is made here: the grade cell reads the file and scores the words again."""

    _esm = front.module("answer")
    _css = front.style("answer")
    hears: ClassVar[frozenset[str]] = frozenset({"save"})

    item = traitlets.Unicode().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)  # the folder: words that a browser keeps come back in no other
    client = traitlets.Dict().tag(sync=True)  # {} for a question without a client
    prompt = traitlets.Unicode().tag(sync=True)
    rows = traitlets.Int(6).tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)  # {"seq", "view", "text", "time" (ISO 8601) or "", "why" not saved or ""}

    def __init__(self, item: str, case: str | None = None, prompt: str | None = None, rows: int = 6) -> None:
        """Open the answer `item`, with what the folder's `answers.json` has of it; `rows` is the height in lines."""
        self.folder, self.case_id = Path.cwd(), case
        client = cases.load(case).seen() if case else {}
        rows = min(MOST_ROWS, max(FEWEST_ROWS, rows))
        shown = {"item": item, "place": _name(self.folder), "client": client, "prompt": prompt or "", "rows": rows}
        super().__init__(**shown, saved=self._found(item))

    def do_save(self, content: dict[str, Any]) -> None:
        """Save `text`; answer with the time, or with the reason why it could not be saved."""
        seq, view = self.whole(content, "seq") or 0, self.view(content)
        try:
            text = self.text(content, "text", answers.LONGEST)
            self._overtake_nobody(text, content.get("base"), view)
            answer = answers.save(self.folder, self.item, text, self.case_id)
        except LearnerError as error:
            self.saved = {"seq": seq, "view": view, "text": None, "time": "", "why": str(error)}
        else:
            self.saved = {"seq": seq, "view": view, "text": answer.text, "time": answer.saved, "why": ""}

    def _overtake_nobody(self, text: str, base: Any, view: str) -> None:
        """Raise LearnerError if other words were saved since this view last heard what is in the file (at the time `base`)."""
        try:
            found = answers.read(self.folder).get(self.item)
        except LearnerError:
            return  # a file that cannot be read is set aside by the saving
        own = self.saved["time"] if self.saved["view"] == view else base
        if isinstance(base, str) and found is not None and found.text != text and found.saved not in {base, own}:
            raise LearnerError(self.word("answer_overtaken"))

    def _found(self, item: str) -> dict[str, Any]:
        nothing = {"seq": 0, "view": "", "text": "", "time": "", "why": ""}
        try:
            answer = answers.read(self.folder).get(item)
        except LearnerError as error:
            return nothing | {"why": str(error)}
        return nothing if answer is None else nothing | {"text": answer.text, "time": answer.saved}
