"""The versions of a reply, read from the record: what each says, what changed, and how many were honest tries."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attunement import language
from attunement.cases import rung

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attunement.cases import Case
    from attunement.record import Attempt

TOKEN = re.compile(r"\s+|[^\W_]+(?:['\u2019][^\W_]+)*|[^\w\s]|_")
MOST_COMPARED = 250_000  # pairs of words; beyond that a comparison takes longer than a blink and nobody reads it
FEWEST_WORDS = 2  # of an honest try
LEAST_ALIKE = 0.4  # share of letters that two versions must have in common; below that, signs of change hide the words


def of(case_id: str, attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return the versions of one client, oldest first; an attempt that carries a note is a note, not a version."""
    return sorted((one for one in attempts if one.case == case_id and not one.note), key=lambda one: one.time)


def notes(case_id: str, attempts: Iterable[Attempt]) -> list[dict[str, Any]]:
    """Return the notes on one client, oldest first, as the page and the browser's store want them."""
    own = sorted((one for one in attempts if one.case == case_id and one.note), key=lambda one: one.time)
    return [{"text": one.text, "note": one.note, "time": one.time, "prediction": None} for one in own]


def shown(own: list[Attempt]) -> list[dict[str, Any]]:
    """Return each version with its step on the ladder and its changes since the one before."""
    before = [None, *own][: len(own)]
    return [
        {
            "number": number,
            "text": one.text,
            "time": one.time,
            "level": rung(one.level) if one.level else None,
            "prediction": one.prediction,
            "changes": [list(change) for change in changes(old.text, one.text)] if old else [],
        }
        for number, (old, one) in enumerate(zip(before, own, strict=True), start=1)
    ]


@lru_cache(maxsize=256)
def changes(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return `new` word by word as (sign, words): "=" stayed, "+" was added, "-" was removed; () where little stayed."""
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    if len(a) * len(b) > MOST_COMPARED:
        return ()
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    same = sum(len(word) for start, _, size in matcher.get_matching_blocks() for word in a[start : start + size] if word.strip())
    if same < LEAST_ALIKE * len("".join(max(a, b, key=len)).replace(" ", "")):
        return ()
    found: list[list[str]] = []  # [stayed, removed, added] by turns; a space between two changes belongs to the change
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        stayed, removed, added = ("".join(b[b1:b2]), "", "") if kind == "equal" else ("", "".join(a[a1:a2]), "".join(b[b1:b2]))
        if found and not stayed.strip():
            found[-1][1] += stayed + removed
            found[-1][2] += stayed + added
        else:
            found.append([stayed, removed, added])
    return tuple((sign, words) for part in found for sign, words in zip("=-+", part, strict=True) if words)


def honest(own: list[Attempt], case: Case) -> int:
    """Count the versions that are the learner's own: scored, not copied from this page, and not one another again."""
    seen = {plain(case.says), plain(case.poor_reply), *(plain(model.reply) for model in case.models), ""}
    tries = 0
    for one in own:
        words = plain(one.text)
        tries += one.level is not None and words not in seen and len(one.text.split()) >= FEWEST_WORDS
        seen.add(words)
    return tries


def plain(text: str) -> str:
    """Return a text's letters and digits only, in small letters, so that a comma more does not make it another text."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def refused(text: str, tries: list[dict[str, Any]], given: str, most: int) -> str:
    """Return why a rewriting of `given` is not taken: "nothing", "same", "known" or "full"; "" where it is.

    `tries` are those handed in before, each with its "text"; `most` of them are kept.
    """
    if not text.strip():
        return "nothing"
    if language.same(text) == language.same(given):
        return "same"
    if tries and language.same(tries[-1]["text"]) == language.same(text):
        return "known"
    return "full" if len(tries) >= most else ""
