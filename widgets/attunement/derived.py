"""Files that are made from others, so that a start is quick: copies of the authors' YAML as JSON, and how phrases are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import cases, cues, phrases, shelf, words, yamlfile
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = (cases.CASEBOOK, cues.RUBRIC, words.LEXICON)
HOW = "This file is made from others and is out of date. Run: attunement check --fix"


def check() -> list[AuthorError]:
    """Return an error for each file that is not what its sources say now."""
    stale = [folder / shelf.DERIVED for folder in FOLDERS if not shelf.is_fresh(folder)]
    stale += [] if phrases.is_fresh(_phrases()) else [phrases.READY]
    return [AuthorError(yamlfile.shown(path), None, HOW) for path in stale]


def store() -> None:
    """Write them all."""
    for folder in FOLDERS:
        shelf.store(folder)
    phrases.store(_phrases())


def _phrases() -> Iterator[str]:
    for _, _, entry in cues.entries(cues.RUBRIC):
        yield from cues.phrases_of(entry)
