"""The wheel of feelings (`workbook/wheel.yaml`): twelve families, in each the same feeling as mild, clear and strong."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from attunement import language, workbook, yamlfile

WHEEL = workbook.WORKBOOK / "wheel.yaml"
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
    """Return family → the words of `text` that name a feeling of it, in the order of the text."""
    homes = {name: family for family, entry in read().items() for name in entry["lexicon"]}
    told, found = language.read(text), {}
    for place, name in sorted(told.feelings.items()):
        if name in homes:
            found.setdefault(homes[name], []).append(told.plain[place])
    return found


def strengths(family: str, text: str) -> list[int]:
    """Return the strengths (1 to 3) at which the wheel's own words for a family stand in `text`."""
    words = enumerate(read()[family]["words"], MILD)
    return [strength for strength, one in words if re.search(rf"\b{re.escape(one)}\b", text, re.IGNORECASE)]
