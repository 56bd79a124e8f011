"""The one table: sections as Markdown, each figure that has a target with it and with "met" or "missed by"."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from .figures import number

if TYPE_CHECKING:
    from pathlib import Path

    from .figures import Cell, Section


def markdown(sections: list[Section], about: dict[str, str]) -> str:
    """Return the whole result: the targets first, then each section with its rows and notes."""
    said = [f"{name}: {value}" for name, value in about.items()]
    promises = [
        [promise.what, shown(promise.value, promise.unit), promise.target, promise.verdict]
        for section in sections
        for promise in section.promises
    ]
    parts = ["# The benchmark", "\n".join(f"- {line}" for line in said)]
    if promises:
        parts += ["## Targets", grid(["figure", "measured", "target", "verdict"], promises)]
    return "\n\n".join([*parts, *map(_section, sections)]) + "\n"


def _section(section: Section) -> str:
    rows = [[name, *map(shown, cells)] for name, cells in section.rows.items()]
    parts = [f"## {section.title}", *([grid(["", *section.columns], rows)] if rows else [])]
    return "\n\n".join([*parts, *(["\n".join(f"- {note}" for note in section.notes)] if section.notes else [])])


def grid(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table whose columns line up, so that it reads as well on a terminal."""
    every = [head, *rows]
    widths = [max(len(row[at]) for row in every) for at in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in every]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def shown(cell: Cell, unit: str = "") -> str:
    """Write one figure; a dash where nothing was measured."""
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else f"{number(cell)} {unit}".rstrip()


def write(sections: list[Section], about: dict[str, str], folder: Path) -> str:
    """Write results.json (with every single measurement) and results.md into the folder; return the Markdown."""
    folder.mkdir(exist_ok=True)
    everything = {"about": about, "sections": [_plain(section) for section in sections]}
    (folder / "results.json").write_text(json.dumps(everything, indent=1, ensure_ascii=False), encoding="utf-8")
    text = markdown(sections, about)
    (folder / "results.md").write_text(text, encoding="utf-8")
    return text


def _plain(section: Section) -> dict[str, object]:
    verdicts = [{**asdict(promise), "verdict": promise.verdict} for promise in section.promises]
    return {**asdict(section), "promises": verdicts}
