"""The journal: private writing that stays in the browser. Python hands out the prompts and hears nothing of what is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attunement import front, helplines, workbook, yamlfile
from attunement.errors import AuthorError
from attunement.exercises.practice import Practice
from attunement.judging import families

CRISIS = workbook.WORKBOOK / "crisis.yaml"


class Journal(Practice):
    """A page of the journal. It records no step and no result; entries stand under a key of the browser that no step reads."""

    _esm = front.module("journal")
    _css = front.style("journal")

    def receive(self, content: Any) -> None:
        """Hear nothing, whatever the page says: no word and no number of a journal ever reaches this process."""

    def shows(self) -> dict[str, Any]:
        """Return the prompts, the wheel, where to find help, and the words after which the page shows it."""
        source = self.source
        return {
            "prompts": source["prompts"],
            "label": source["label"],
            "checks_in": source.get("checks_in", False),
            "minute": source.get("minute"),
            "wheel": families.shown(),
            "help": _help(Path.cwd()),
            "crisis": yamlfile.read(CRISIS),
        }


def _help(lessons: Path) -> dict[str, Any]:
    """Return the lessons' own notice, or ours where theirs is broken: help must be there."""
    try:
        return helplines.read(lessons)
    except AuthorError:
        return helplines.read()
