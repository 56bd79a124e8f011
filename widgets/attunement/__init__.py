"""Attunement: rewrite a reply to a client and see at once what reached the client, what got in the way, and why.

These are the names that a lesson may say. Each is fetched when it is first used, so that a score starts in milliseconds.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
_HOMES = {
    "score": ("attunement.feedback", "score"),
    "grade": ("attunement.grading", "grade_cell"),
    "rewrite": ("attunement.exercises.rewrite", "Rewrite"),
    "answer": ("attunement.exercises.answer", "Answer"),
    "progress": ("attunement.exercises.progress", "Progress"),
}
__all__ = ["__version__", "answer", "grade", "progress", "rewrite", "score"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'attunement' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
