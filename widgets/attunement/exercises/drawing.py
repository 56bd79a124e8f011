"""Draw the picture of one's progress with matplotlib. Imported only when a picture is wanted."""

from __future__ import annotations

import base64
import io

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from attunement import feedback

DPI = 72  # SVG points
MEASURED = "'DejaVu Sans'"  # the font by which matplotlib makes room
SHOWN = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"  # the reader's own
WIDE = 520  # CSS pixels from which there is room for the words of the levels
APART = 0.3  # levels between two names, so that they do not cover each other
TOP = 5.3
STYLES = ("-", "--", ":", "-.")
MARKS = ("o", "s", "^", "D", "v", "P")


def draw(lines: dict[str, list[int]], labels: dict[str, str], colours: dict[str, str], width: int) -> str:
    """Return an SVG (base64) of client's name → levels over versions; `labels` has x, y and title, `width` is in CSS pixels."""
    figure = Figure(figsize=(width / DPI, (300 if width < WIDE else 340) / DPI), dpi=DPI, layout="constrained")
    figure.patch.set_visible(False)
    axes = figure.subplots()
    axes.patch.set_visible(False)
    _lines(axes, lines, colours)
    _names(axes, lines, colours)
    _axes(axes, lines, labels, colours, wide=width >= WIDE)
    return _svg(figure)


def _lines(axes, lines: dict[str, list[int]], colours: dict[str, str]) -> None:  # noqa: ANN001 (matplotlib's Axes)
    """Lines that would lie on each other are set apart by a hair; shape and dashes tell them apart without colour."""
    for index, levels in enumerate(lines.values()):
        shift = (index - (len(lines) - 1) / 2) * 0.05
        colour = colours["teal"] if levels[-1] >= levels[0] else colours["rust"]
        axes.plot(
            range(1, len(levels) + 1),
            [level + shift for level in levels],
            STYLES[index % len(STYLES)],
            marker=MARKS[index % len(MARKS)],
            color=colour,
            linewidth=2,
            markersize=7,
            clip_on=False,
        )


def _names(axes, lines: dict[str, list[int]], colours: dict[str, str]) -> None:  # noqa: ANN001
    """Write each client's name at the end of the line, beside the others that end there."""
    for length in {len(levels) for levels in lines.values()}:
        ending = sorted((levels[-1], name) for name, levels in lines.items() if len(levels) == length)
        for (_, name), y in zip(ending, _apart([level for level, _ in ending]), strict=True):
            offset = {"xytext": (10, 0), "textcoords": "offset points", "va": "center", "annotation_clip": False}
            axes.annotate(name, (length, y), color=colours["ink"], fontsize=13, **offset)


def _apart(levels: list[int]) -> list[float]:
    """Return a height for each name, APART from each other and below TOP; `levels` go up."""
    heights: list[float] = []
    for level in levels:
        heights.append(max(float(level), heights[-1] + APART) if heights else float(level))
    return [min(height, TOP - APART * (len(levels) - 1 - index)) for index, height in enumerate(heights)]


def _axes(axes, lines: dict[str, list[int]], labels: dict[str, str], colours: dict[str, str], *, wide: bool) -> None:  # noqa: ANN001
    longest = max(map(len, lines.values()))
    axes.set_xlim(0.8, longest + (0.45 if wide else 0.7) * max(1, longest / 3))
    axes.set_ylim(0.7, TOP + 0.1)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
    axes.set_xticks([tick for tick in axes.get_xticks() if 1 <= tick <= longest])
    words = [f"{text}  {level}" if wide else str(level) for level, text in feedback.LEVELS.items()]
    axes.set_yticks(list(feedback.LEVELS), words)
    axes.grid(axis="y", color=colours["line"], linewidth=1)
    axes.set_xlabel(labels["x"], color=colours["soft"], fontsize=13, loc="left")
    if not wide:
        axes.set_ylabel(labels["y"], color=colours["soft"], fontsize=13)
    for label in [*axes.get_xticklabels(), *axes.get_yticklabels()]:
        label.set(color=colours["soft"], fontsize=13)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_axisbelow(True)


def _svg(figure: Figure) -> str:
    """Text stays text, so that the reader's own font shows; no date, so that the same record draws the same bytes."""
    import matplotlib as mpl

    file = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "attunement"}):
        FigureCanvasSVG(figure).print_svg(file, metadata={"Date": None, "Creator": None})
    text = file.getvalue().decode("utf-8").replace(MEASURED, SHOWN)
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
