"""The wheel of feelings (`workbook/wheel.yaml`): twelve families, in each the same feeling as mild, clear and strong."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from attunement import language, workbook, yamlfile

if TYPE_CHECKING:
    from collections.abc import Sequence

WHEEL = workbook.WORKBOOK / "wheel.yaml"
DENIALS = frozenset({"not", "never", "no", "without", "nor"})
BETWEEN = frozenset({"really", "so", "very", "too", "even", "actually", "any", "longer", "feeling"})  # not … afraid
MILD, STRONG = 1, 3  # strengths are counted from the middle of the wheel outwards


@cache
def read() -> dict[str, dict[str, list[str]]]:
    """Return family → {"words" (from mild to strong), "lexicon" (its families there)}, in the order of the clock."""
    return yamlfile.read(WHEEL)


def shown() -> list[dict[str, Any]]:
    """Return what the page needs to draw the wheel: [{"family", "words"}]."""
    return [{"family": family, "words": entry["words"]} for family, entry in read().items()]


def word(family: str, strength: int) -> str:
    """Return the word of a family at a strength of 1 to 3."""
    return read()[family]["words"][strength - 1]


def spoken(text: str) -> dict[str, list[str]]:
    """Return family → the words of `text` that name a feeling of it and do not deny it, in the order of the text."""
    homes = {name: family for family, entry in read().items() for name in entry["lexicon"]}
    told, found = language.read(text), {}
    for place, name in sorted(told.feelings.items()):
        if name in homes and not _denied(told.plain, place):
            found.setdefault(homes[name], []).append(told.plain[place])
    return found


def _denied(words: Sequence[str], place: int) -> bool:
    """Tell whether a word is denied by the one before it, or by the one before that: `not really afraid`."""
    near = words[max(0, place - 2) : place]
    return bool(near) and (near[-1] in DENIALS or (near[0] in DENIALS and near[-1] in BETWEEN))


def strengths(family: str, text: str) -> list[int]:
    """Return the strengths (1 to 3) at which the wheel's own words for a family stand in `text`."""
    words = enumerate(read()[family]["words"], MILD)
    return [strength for strength, one in words if re.search(rf"\b{re.escape(one)}\b", text, re.IGNORECASE)]
