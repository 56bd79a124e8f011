"""An answer to an assignment: the same client and editor with the hints off. What is written is saved beside the notebook."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from attunement import answers, cases, front
from attunement.exercises.base import CONTROLS
from attunement.exercises.saves import Saves

FEWEST_ROWS, MOST_ROWS = 2, 40


class Answer(Saves):
    """The editor of one item. No score is made here: the grade cell reads the file and scores the words again."""

    _esm = front.module("answer")
    _css = front.style("answer")
    overtaken: ClassVar[str] = "answer_overtaken"

    client = traitlets.Dict().tag(sync=True)  # {} for a question without a client
    prompt = traitlets.Unicode().tag(sync=True)
    rows = traitlets.Int(6).tag(sync=True)

    def __init__(self, item: str, case: str | None = None, prompt: str | None = None, rows: int = 6) -> None:
        """Open the answer `item`, with what the folder's `answers.json` has of it; `rows` is the height in lines."""
        client = cases.load(case).seen() if case else {}
        super().__init__(item, case, client=client, prompt=prompt or "", rows=min(MOST_ROWS, max(FEWEST_ROWS, rows)))

    def given(self, content: dict[str, Any]) -> str:
        """Return the words."""
        return self.text(content, "text", answers.LONGEST)

    def known(self, given: str) -> str:
        """Return the words without what no page can show: the file is the learner's, and another program may have written it."""
        return CONTROLS.sub("�", given)
