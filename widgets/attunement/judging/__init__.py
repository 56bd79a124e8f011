"""What a try at an exercise is worth, and how it is told: all that needs no page. `exercises` shows it."""

from __future__ import annotations
