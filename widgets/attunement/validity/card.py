"""The model card of the book, written from `figures.json` and the text in `card.md`; the clock is not read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from string import Template
from typing import Any

from attunement import __version__, cues, language, weights
from attunement.errors import LearnerError
from attunement.validity import harness, replies, tables
from attunement.validity.files import entries

FIGURES = Path(__file__).parent / "figures.json"
TEXT = Path(__file__).with_suffix(".md")
CHECK = "check"
MISSING = "*Not measured for this edition.*"
_WEAK = 8  # rows of what does worst
_LIMIT = 0.9  # a kind of which more pairs are in order is not called weak
_DROPPED = frozenset({"failed", "says"})  # single entries and sentences are no figures


def measure(date: str, files: dict[str, Path | None], *, held_out: bool = True) -> dict[str, Any]:
    """Measure everything for which there is a file, and what needs none; return what `figures.json` holds. Takes minutes.

    `files`: annomi, lend_an_ear, pairs, invariant; `date` is the day as the card shall show it. What takes longest comes
    last, so that a slip shows early.
    """
    found = {"speed": harness.quickness(), "alarms": harness.false_alarms(), "levels": harness.levels()}
    found["second"] = harness.second()
    found |= {name: _MEASURES[name](file) for name, file in files.items() if file}
    if files.get("annomi") and held_out:
        found["held_out"] = harness.annomi(files["annomi"], held_out=True)
    return {"about": _about(date), **{name: _kept(measured) for name, measured in found.items()}}


def read() -> dict[str, Any]:
    """Return the kept figures; raise LearnerError where there are none yet."""
    try:
        return json.loads(FIGURES.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LearnerError(
            "There are no figures yet. Measure first: attunement validate card --annomi FILE --date DAY"
        ) from error


def store(figures: dict[str, Any]) -> None:
    """Write `figures.json`, a measure a paragraph."""
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    FIGURES.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def write(to: Path) -> None:
    """Write the card; raise LearnerError where its folder is not there."""
    if not to.parent.is_dir():
        raise LearnerError(f"There is no folder {to.parent}. Go to the course's own folder, or name another file with --to.")
    to.write_text(render(read()), encoding="utf-8", newline="\n")


def render(figures: dict[str, Any]) -> str:
    """Return the card as Markdown; what was not measured is said so."""
    about, levels = figures["about"], figures.get("levels") or {}
    blocks = {
        name: _block(figures.get(name)) for name in ("annomi", "held_out", "lend_an_ear", "levels", "pairs", "speed", "second")
    }
    return Template(TEXT.read_text(encoding="utf-8")).substitute(
        about,
        **blocks,
        levels_fit=_table(levels.get("fit"), "rows"),
        means=_table(levels, "means"),
        weak_pairs=_weak_pairs(figures.get("pairs")),
        weak_styles=_weak_styles(levels),
        abstained=_abstained(figures),
        invariant=_block(figures.get("invariant")),
        invariant_kinds=_table(figures.get("invariant"), "kinds"),
        alarms=_alarms(figures.get("alarms")),
    )


def _pairs(path: Path) -> dict[str, Any]:
    """Measure the part `check`, where the file has one."""
    parts = {entry.data.get("part") for entry in entries(path)}
    return harness.pairs(path, CHECK if CHECK in parts else None)


_MEASURES = {
    "annomi": harness.annomi,
    "lend_an_ear": harness.lend_an_ear,
    "pairs": _pairs,
    "invariant": harness.invariant,
}


def _about(date: str) -> dict[str, Any]:
    told, ours = weights.load().about, replies.every()
    count = f"{len(ours):,} replies to {len({one.client for one in ours})} clients"
    return {
        "date": date,
        "version": __version__,
        "longest": f"{language.LONGEST:,}",
        "cues": len(cues.every()),
        "kilobytes": round(len(gzip.compress(weights.FILE.read_bytes(), mtime=0)) / 1000),
        "own": f"{told['own']}, out of {count} in both parts",
        "annomi_about": told["annomi"].split(";")[0],
    }


def _kept(measured: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in measured.items() if key not in _DROPPED}
    return kept | ({"fit": {**_kept(kept["fit"]), "styles": []}} if "fit" in kept else {})


def _block(measured: dict[str, Any] | None) -> str:
    """Return size, table and closing sentence of a measure."""
    if not measured:
        return MISSING
    return f"{_table(measured, 'rows')}\n\n{tables.size(measured)}. {harness.said(measured)}".rstrip()


def _table(measured: dict[str, Any] | None, part: str, limit: int | None = None) -> str:
    return tables.markdown(tables.cells(measured, part, limit)) if measured and measured.get(part) else MISSING


def _weak_pairs(pairs: dict[str, Any] | None) -> str:
    kinds = (pairs or {}).get("kinds", [])
    weak = [f"{row['name']} ({round(row['value'] * row['n'])} of {row['n']})" for row in kinds if row["value"] < _LIMIT]
    if not weak:
        return "No kind of contrast pair fell below nine in ten." if pairs else MISSING
    return f"Kinds of contrast pairs of which fewer than nine in ten stand in order: {', '.join(weak)}."


def _weak_styles(levels: dict[str, Any]) -> str:
    table = _table(levels, "styles", _WEAK)
    return f"The styles of reply that it puts in order least well (our own replies, part `check`):\n\n{table}"


def _abstained(figures: dict[str, Any]) -> str:
    """Say on what share of each material the form check is not sure."""
    names = {"annomi": "AnnoMI", "lend_an_ear": "Lend an Ear", "levels": "our own replies", "pairs": "the contrast pairs"}
    told = [
        f"- {title}: {tables.share(figures[name]['abstained'])} (with a caution {tables.share(figures[name]['advisory'])}, "
        f"without a score {tables.share(figures[name]['not_scored'])})"
        for name, title in names.items()
        if name in figures
    ]
    return "\n".join(["The form check is not sure, and says so, of this share of replies:", "", *told]) if told else MISSING


def _alarms(alarms: dict[str, Any] | None) -> str:
    if not alarms:
        return MISSING
    often = sorted(alarms["rows"], key=lambda row: -row["false_alarms"])[:_WEAK]
    worst = _table({**alarms, "rows": often}, "rows")
    return f"Measured on {tables.size(alarms)} (part `check`). {tables.wrong(alarms)} The most frequent false alarms:\n\n{worst}"
