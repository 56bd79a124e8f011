"""Attunement: rewrite a reply to a client and see at once what reached the client, what got in the way, and why.

These are the names that a lesson may say. Each is fetched when it is first used, so that a score starts in milliseconds.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.1.0"
_HERE = Path(__file__).parent
_SAYS = {"score": ("attunement.feedback", "score"), "grade": ("attunement.grading", "grade_cell")}


def __getattr__(name: str) -> Any:
    """Fetch `score`, `grade`, or the exercise of this name: `exercises/<name>.py` holds a class of the same name."""
    if name in _exercises():
        return getattr(import_module(f"attunement.exercises.{name}"), name.title())
    if name not in _SAYS:
        raise AttributeError(f"module 'attunement' has no attribute {name!r}")
    module, attribute = _SAYS[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(["__version__", *_SAYS, *_exercises()])


@cache
def _exercises() -> frozenset[str]:
    """Return the names of the exercises: an exercise is a module with a page of its own."""
    return frozenset(
        path.stem for path in (_HERE / "exercises").glob("*.py") if "    _esm = " in path.read_text(encoding="utf-8")
    )
