"""The baseline to beat: keyword rules as the field's simplest scorers have them, with their words in `keywords.yaml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from attunement import yamlfile
from attunement.weights import SIGNALS

FILE = Path(__file__).with_suffix(".yaml")
START, STEP, LOWEST, HIGHEST = 2.0, 0.5, 1.0, 5.0


def behaviour(reply: str) -> str:
    """Return what the reply mainly does: a question mark makes a question, then stems decide, then words of advice."""
    if "?" in reply:
        return "question"
    return next((name for name in _words()["behaviour"] if _found(f"behaviour/{name}", reply)), "other")


def signals(reply: str) -> dict[str, float]:
    """Return for each signal how often one of its words stands in the reply."""
    return {name: float(_found(f"signals/{name}", reply)) for name in SIGNALS}


def level(reply: str) -> float:
    """Return a level (1 to 5): half a step up for each stem or feeling word, half a step down for advice and dismissal."""
    moved = START + STEP * (_found("level/up", reply) - _found("level/down", reply))
    return min(HIGHEST, max(LOWEST, moved))


def _found(place: str, reply: str) -> int:
    return len(_pattern(place).findall(reply.lower().replace("’", "'")))


@cache
def _words() -> dict[str, Any]:
    return yamlfile.read(FILE)


@cache
def _pattern(place: str) -> re.Pattern[str]:
    """Compile a list of words; longer ones first, so that `it sounds like` is not counted as `sounds like`."""
    part, name = place.split("/")
    words = sorted(_words()[part][name], key=len, reverse=True)
    return re.compile("|".join(_bounded(re.escape(word).replace(r"\*", r"\w*")) for word in words))


def _bounded(word: str) -> str:
    return rf"\b{word}\b" if word[0].isalpha() else word
