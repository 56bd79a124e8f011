"""All that the browser keeps of the course, to see, to take along, to put back and to delete. The page does it by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import traitlets

from attunement import front
from attunement.exercises import whereabouts
from attunement.exercises.base import Exercise


class Stored(Exercise):
    """The list. Python hears no word of what stands in it; it says only what the exercises of the lessons are called."""

    _esm = front.module("stored")
    _css = front.style("stored")
    hears: ClassVar[frozenset[str]] = frozenset({"names"})

    names = traitlets.Dict().tag(sync=True)  # see `whereabouts.names`; empty until the list is opened

    def do_names(self, _content: dict[str, Any]) -> None:
        """Hand over what the exercises of the lessons in the working folder are called."""
        self.names = whereabouts.names(Path.cwd())
