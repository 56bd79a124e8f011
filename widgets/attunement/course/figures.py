"""The report's pictures: inline SVG in the page's own colours and type, light or dark as the reader's screen is."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import escape
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from attunement.course.itemstats import Spread

WIDTH = 460  # units of the picture: it takes the width of the page, and on a phone its words stay readable
DPI = 72
SIZE = 13
STRIP = 66  # pixels for the name of a strip and its dots
DOT = 36  # area of a dot in square points
TALLEST, ASIDE = 5, 0.017  # equal values that stand above each other; distance of the columns of further ones
BUBBLE = 700  # area of the largest bubble
# Colours that no figure would use by chance; in the page they become the tokens.
INK, SOFT, LINE, TEAL, BACK = "#010101", "#020202", "#030303", "#040404", "#050505"
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
TOKENS = {INK: "ink", SOFT: "soft", LINE: "line", TEAL: "teal", BACK: "teal-bg"}


def strips(rows: Sequence[tuple[str, Spread]], ticks: dict[float, str], name: str, alt: str) -> str:
    """Return a dot for every learner, a strip for every row: the middle half is shaded, the median marked, the axis `ticks`."""
    made = _figure(STRIP * len(rows) + 30)
    plots = made.subplots(len(rows), 1, sharex=True, squeeze=False)[:, 0]
    low, high = min(ticks), max(ticks)
    for axes, (label, spread) in zip(plots, rows, strict=True):
        _strip(axes, label, spread)
        axes.set_xlim(low - (high - low) * 0.04, high + (high - low) * 0.04)
        axes.set_xticks(list(ticks), list(ticks.values()))
    return _svg(made, name, alt)


def _strip(axes: Axes, label: str, spread: Spread) -> None:
    if spread.q1 is not None:
        axes.axvspan(spread.q1, spread.q3, color=BACK, linewidth=0)
    axes.axvline(spread.median, color=TEAL, linewidth=2)
    axes.scatter(*zip(*_dots(spread.values), strict=True), s=DOT, color=TEAL, linewidths=0, clip_on=False, zorder=3)
    axes.set_ylim(-TALLEST / 2 - 1, TALLEST / 2 + 1)  # the median's line shows above and below the dots
    axes.set_title(label, loc="left", color=INK, fontsize=SIZE, parse_math=False)
    axes.set_title(f"n = {spread.n}", loc="right", color=SOFT, fontsize=SIZE)
    _quiet(axes)
    axes.set_yticks([])


def _dots(values: Sequence[float]) -> list[tuple[float, float]]:
    """Return a place for every value: equal ones stand above each other, in columns side by side where they are many."""
    places = []
    for value, count in Counter(round(value, 3) for value in values).items():
        columns = -(-count // TALLEST)
        rows = -(-count // columns)
        for number in range(count):
            column, row = divmod(number, rows)
            places.append((value + (column - (columns - 1) / 2) * ASIDE, row - (min(rows, count) - 1) / 2))
    return places


def bubbles(rows: dict[str, list[int]], columns: Sequence[str], name: str, alt: str) -> str:
    """Return a bubble with its number for every count: names down, columns across."""
    made = _figure(56 * len(rows) + 46)
    axes = made.subplots()
    largest = max((count for counts in rows.values() for count in counts), default=1) or 1
    for y, counts in enumerate(rows.values()):
        for x, count in enumerate(counts):
            axes.scatter([x], [y], s=BUBBLE * count / largest, color=BACK, edgecolors=TEAL, linewidths=1 if count else 0)
            axes.annotate(str(count), (x, y), ha="center", va="center", color=INK if count else SOFT, fontsize=SIZE)
    axes.set_xlim(-0.6, len(columns) - 0.4)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xticks(range(len(columns)), [column.replace(" ", "\n", 1) for column in columns])
    axes.set_yticks(range(len(rows)), list(rows))
    _quiet(axes)
    return _svg(made, name, alt)


def _figure(height: int) -> Figure:
    made = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, layout="constrained")
    made.patch.set_visible(False)
    return made


def _quiet(axes: Axes) -> None:
    axes.patch.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.grid(axis="x", color=LINE, linewidth=1)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=SIZE - 1, labelcolor=SOFT)


def _svg(made: Figure, name: str, alt: str) -> str:
    """Return the figure as an `svg` element without ids that could meet others on the page; `alt` are its words."""
    file = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        FigureCanvasSVG(made).print_svg(file, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = file.getvalue()
    text = text[text.index("<svg") :]
    for pattern in (r"<metadata>.*?</metadata>", r"<style.*?</style>", r"<!--.*?-->", r"(?<=<g) id=\"[^\"]*\""):
        text = re.sub(pattern, "", text, flags=re.DOTALL)
    for colour, token in TOKENS.items():
        text = text.replace(colour, f"var(--at-{token})")
    text = re.sub(r"font: (\d+)px[^;\"]*", r"font: \1px var(--at-sans)", text)
    room = f'viewBox="0 0 {WIDTH} {round(made.get_figheight() * DPI)}" width="{WIDTH}"'
    return re.sub(r"<svg[^>]*>", f'<svg role="img" aria-label="{escape(alt)}" {room} {NAMESPACES}>', text, count=1)
