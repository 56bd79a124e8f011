"""The reading book: pages written from lessons, exercises, rubric and casebook, for Jupyter Book to make a web site of."""

from __future__ import annotations

from attunement.book.pages import LIVE, write

__all__ = ["LIVE", "write"]
