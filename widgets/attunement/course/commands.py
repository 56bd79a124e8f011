"""The commands for those who teach and those who hand in. Each fetches what it needs when it runs: nbgrader starts slowly."""

from __future__ import annotations

import click


@click.group()
def course() -> None:
    """Set up a course, keep its gradebook safe, forget a learner."""
