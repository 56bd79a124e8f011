"""Labels that an author gives to a sentence or a line: those that fit, and near misses with their reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

FIT = ("fits", "also")


def faults(entry: dict[str, Any], labels: Collection[str]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where in an entry with `fits`, `also`, `not` a label is not known, or stands where another has placed it already."""
    placed: dict[str, str] = {}
    for key in (*FIT, "not"):
        for label in entry.get(key, ()):
            if label not in labels:
                yield [key], f"`{label}` is no label here. Known are: {', '.join(labels) or 'none'}."
            elif label in placed:
                yield [key], f"`{label}` stands under `{placed[label]}` already. Keep it in one place."
            placed.setdefault(label, key)
