"""The exercises: each is one anywidget, a Python file that computes and, with the same stem, a .js and a .css that paint."""

from __future__ import annotations
