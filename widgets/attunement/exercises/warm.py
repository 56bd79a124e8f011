"""Do once what every visit would do anew, so that a kernel that waits is ready: import all exercises, read one reply."""

from __future__ import annotations

import os

import attunement
from attunement import feedback, front
from attunement.exercises.base import Exercise


def up() -> None:
    """Import every exercise and score one reply, which reads rubric, weights and casebook; no widget is made."""
    for name in attunement._exercises():  # noqa: SLF001 (the package's own list)
        getattr(attunement, name)
    feedback.score("I am tired.", "You sound tired.", None)


def carry() -> None:
    """Have every exercise carry its own module and style from now on, for a page that does not bring them."""
    os.environ.pop(front.SERVED, None)
    front.module.cache_clear()
    front.style.cache_clear()
    kinds = [Exercise]
    for kind in kinds:
        kinds += kind.__subclasses__()
        if "_esm" in vars(kind):
            kind._esm, kind._css = front.module(kind.kind()), front.style(kind.kind())  # noqa: SLF001 (anywidget's names)
