"""The words that need no mending, gathered from our own replies and the casebook: `lexicon/known.yaml` is derived."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from typing import TYPE_CHECKING

from attunement import cases, spelling, words
from attunement.validity import replies

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

FILE = words.LEXICON / "known.yaml"
SAID_BY = 2  # clients; a word that stands with one only may be a slip itself
OFTEN = 12  # clients; what is frequent is what a slip was meant to be
_WORD = re.compile(r"[a-z]{3,}")
_HEAD = "# Words that need no mending. Derived from our own replies and the casebook; `attunement fit` writes this file.\n"


def gather() -> dict[str, list[str]]:
    """Return the words in small letters that stand with many clients (frequent) and with a few (known), by the alphabet."""
    seen = defaultdict(set)
    for case in cases.every():
        for word in _WORD.findall(f"{case.says} {case.scene} {case.hurries_past}".lower()):
            seen[word] |= {case.id, "written with care"}
    for one in replies.every():
        for word in _WORD.findall(one.says.lower()):
            seen[word] |= {one.client, "written with care"}
        for word in _WORD.findall(one.reply.lower()):
            seen[word].add(one.client)
    counts = sorted((word, len(clients)) for word, clients in seen.items() if not _is_american(word, seen))
    return {
        "frequent": [word for word, count in counts if count >= OFTEN],
        "known": [word for word, count in counts if SAID_BY <= count < OFTEN],
    }


def _is_american(word: str, seen: Container[str]) -> bool:
    """Tell whether a word stands here in its British spelling too, as which it is read."""
    return spelling.british(word) != word and spelling.british(word) in seen


def store(file: Path = FILE) -> None:
    """Write the list."""
    parts = (f"{name}: >-\n{_lines(found)}\n" for name, found in gather().items())
    file.write_text(_HEAD + "\n".join(parts), encoding="utf-8", newline="\n")


def _lines(found: list[str]) -> str:
    return textwrap.fill(" ".join(found), 120, initial_indent="  ", subsequent_indent="  ")
