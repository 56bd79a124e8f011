"""Show measures as small plain tables: aligned for a terminal, or as Markdown for the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Table = tuple[list[str], list[list[str]]]  # heads and lines of cells

_HEADS = {
    "name": "",
    "value": "figure",
    "interval": "95 % interval",
    "n": "n",
    "keywords": "keyword rules",
    "majority": "always the same",
    "people": "people",
    "sure": "when it is sure",
    "mean": "mean",
    "over": "share over 0.4",
    "replies": "replies",
    "unit": "",
    "false_alarms": "false alarms",
    "skill": "looks for",
}
_OTHER_HEADS = {
    "kinds of invariant": {"value": "largest change"},
    "rows of alarms": {"value": "right or kindred", "n": "found"},
    "means of levels": {"value": "mean level"},
}
_NOUNS = {
    "annomi": ("utterances", "videos"),
    "lend-an-ear": ("turns", "conversations"),
    "pairs": ("pairs", "clients"),
    "invariant": ("changes", "replies"),
}
_TITLES = {
    ("pairs", "kinds"): "By kind, the weakest first",
    ("invariant", "kinds"): "By kind of change",
    ("levels", "styles"): "Pairs in order, by the style of one reply, the weakest first",
    ("levels", "means"): "The mean level of the replies with each label",
}


def plain(measured: dict[str, Any]) -> str:
    """Return a measure for a terminal: what was measured, its tables, and what the figures do and do not say."""
    blocks = [_opening(measured), aligned(cells(measured, "rows"))]
    for part in ("kinds", "styles", "means"):
        if measured.get(part):
            blocks += [f"{_TITLES[measured['measure'], part]}:", aligned(cells(measured, part))]
    if "wrong" in measured:
        blocks.append(wrong(measured))
    if measured.get("failed"):
        blocks.append(f"Not as they should be, by number: {_listed(measured['failed'])}.")
    if "fit" in measured:
        blocks.append(plain(measured["fit"]))
    return "\n\n".join([*blocks, *([measured["says"]] if "says" in measured else [])])


def wrong(measured: dict[str, Any]) -> str:
    """Name the cues that are wrong more often than right, in one sentence."""
    names = measured["wrong"]
    return f"Wrong more often than right: {_listed(names)}." if names else "No cue is wrong more often than right."


def cells(measured: dict[str, Any], part: str, limit: int | None = None) -> Table:
    """Return heads and lines for the rows under `part`; columns without any figure are left out."""
    rows = [{**row, "interval": _interval(row), "value": _value(row)} for row in measured[part][:limit]]
    columns = [key for key in _HEADS if any(row.get(key) is not None for row in rows)]
    heads = _HEADS | _OTHER_HEADS.get(f"{part} of {measured['measure']}", {})
    return [heads[key] for key in columns], [[_shown(row.get(key)) for key in columns] for row in rows]


def aligned(table: Table) -> str:
    """Return a table for a terminal: names to the left, figures to the right."""
    heads, lines = table
    widths = [max(len(line[place]) for line in [heads, *lines]) for place in range(len(heads))]
    return "\n".join(_aligned(line, widths) for line in [heads, *lines])


def markdown(table: Table) -> str:
    """Return a table for the book."""
    heads, lines = table
    rule = [":--", *["--:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [heads, rule, *lines])


def share(value: float | None) -> str:
    """Say a share (0 to 1) in percent."""
    return "an unknown share" if value is None else f"{value * 100:.0f} %"


def size(measured: dict[str, Any]) -> str:
    """Say how much was measured: `200 pairs, 104 clients`."""
    many, groups = _NOUNS.get(measured["measure"], ("replies", "clients"))
    return f"{measured['n']:,} {many}, {measured['groups']:,} {groups}"


def _opening(measured: dict[str, Any]) -> str:
    told = f"{measured['measure']}: {size(measured)}"
    told += f" ({measured['source']})" if "source" in measured else ""
    if measured.get("abstained") is None:
        return f"{told}."
    return (
        f"{told}. Not sure of {share(measured['abstained'])} (with a caution {share(measured['advisory'])}, "
        f"without a score {share(measured['not_scored'])})."
    )


def _interval(row: dict[str, Any]) -> str | None:
    return None if row.get("low") is None else f"{_shown(row['low'])} to {_shown(row['high'])}"


def _value(row: dict[str, Any]) -> str:
    """Show times as they are, figures between 0 and 1 with three decimals."""
    return f"{row['value']:g}" if "unit" in row else _shown(row["value"])


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(line, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]).rstrip()


def _listed(names: Iterable[Any]) -> str:
    return ", ".join(map(str, names))
