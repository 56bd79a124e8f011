"""What of an assignment is answered and what is missing, in the notebook: the same as `attunement check-submission` says."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import traitlets

from attunement import front, record, submission
from attunement.exercises.base import Exercise

SIGNS = {submission.ANSWERED: "✓", submission.PARTLY: "◐", submission.MISSING: "○"}


class Checklist(Exercise):
    """The tasks of the notebook's folder, each with how far it is. Nothing is judged here, and nothing is handed in."""

    _esm = front.module("checklist")
    _css = front.style("checklist")
    hears: ClassVar[frozenset[str]] = frozenset({"look"})

    found = traitlets.Dict().tag(
        sync=True
    )  # {"tasks": [{"title", "told", "sign"}], "troubles", "summary", "handed", "time", "count"}

    def __init__(self) -> None:
        """Look at the folder in which the notebook runs."""
        self.folder = Path.cwd()
        self.looks = 0
        super().__init__(found=self._look())

    def do_look(self, content: dict[str, Any]) -> None:
        """Look again; say what was found, unless it was the page that asked (`quiet`) and not the learner."""
        self.found = self._look()
        if content.get("quiet") is not True:
            tasks = [f"{task['title']}: {task['told']}." for task in self.found["tasks"]]
            self.say("", heard=" ".join([*self.found["troubles"], *tasks, self.found["summary"], self.found["handed"]]).strip())

    def _look(self) -> dict[str, Any]:
        found = submission.look(self.folder)
        tasks = [{"title": task.title, "told": task.told, "sign": SIGNS[task.state]} for task in found.tasks]
        said = {"troubles": found.troubles, "summary": found.summary, "handed": found.handed}
        self.looks += 1  # the page waits for an answer, and one that is equal to the last would not be sent
        return {"tasks": tasks, **said, "time": record.now(), "count": self.looks}
