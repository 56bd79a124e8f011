"""Do once what every visit would do anew, so that a kernel that waits is ready: import all exercises, read one reply."""

from __future__ import annotations

import attunement
from attunement import feedback


def up() -> None:
    """Import every exercise and score one reply, which reads rubric, weights and casebook; no widget is made."""
    for name in attunement._exercises():  # noqa: SLF001 (the package's own list)
        getattr(attunement, name)
    feedback.score("I am tired.", "You sound tired.", None)
