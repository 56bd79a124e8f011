"""Levels over versions, one small plot for each client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from attunement import feedback
from attunement.exercises.pictures.canvas import SIZE, figure, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE = 520  # pixels from which there is room for three clients beside each other, or for one and the words of the levels
TALL, SHORT = 300, 150  # pixels of a client alone, and of one among others


def draw(lines: dict[str, list[int]], labels: dict[str, str], colours: dict[str, str], width: int) -> str:
    """Return an SVG (base64) of client's name → levels over versions, each client in a small plot of the same scale.

    `labels` has x and y, `colours` the names of the tokens, `width` is in CSS pixels.
    """
    alone, columns = len(lines) == 1, min(len(lines), 3 if width >= WIDE else 2)
    rows = -(-len(lines) // columns)
    height = TALL if alone else SHORT * rows + 30
    made = figure(width, height)
    made.get_layout_engine().set(wspace=0.07, hspace=0.08)
    plots = made.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flat
    for axes, (name, levels) in zip(plots, lines.items(), strict=False):
        _line(axes, name, levels, colours)
    for axes in plots[len(lines) :]:
        axes.set_visible(False)
    _scale(plots[0], max(map(len, lines.values())), colours, words=alone and width >= WIDE)
    made.supxlabel(labels["x"], color=colours["soft"], fontsize=SIZE)
    if not (alone and width >= WIDE):
        made.supylabel(labels["y"], color=colours["soft"], fontsize=SIZE)
    return svg(made)


def _line(axes: Axes, name: str, levels: list[int], colours: dict[str, str]) -> None:
    """Draw one client; the name and the first and last level stand above, so that no colour has to be read."""
    versions = range(1, len(levels) + 1)
    colour = colours["teal"] if levels[-1] >= levels[0] else colours["rust"]
    axes.patch.set_visible(False)
    axes.plot(versions, levels, color=colour, linewidth=2, clip_on=False)
    axes.plot(versions, levels, "o", color=colour, markersize=5, clip_on=False)
    axes.plot(versions[-1:], levels[-1:], "o", color=colour, markersize=9, clip_on=False)
    axes.set_title(name, loc="left", color=colours["ink"], fontsize=SIZE, fontweight="bold")
    change = f"{levels[0]} → {levels[-1]}" if len(levels) > 1 else str(levels[0])
    axes.set_title(change, loc="right", color=colours["soft"], fontsize=SIZE)
    axes.grid(axis="y", color=colours["line"], linewidth=1)
    axes.tick_params(length=0, labelsize=SIZE - 1, labelcolor=colours["soft"])
    axes.spines[:].set_visible(False)
    axes.set_axisbelow(True)


def _scale(axes: Axes, longest: int, colours: dict[str, str], *, words: bool) -> None:
    """Set the scale, which all plots share: levels 1 to 5, and as many versions as the longest line has."""
    axes.set_xlim(0.7, max(longest, 2) + 0.3)
    axes.set_ylim(0.6, 5.4)
    ticks = MaxNLocator(nbins=6, integer=True).tick_values(1, max(longest, 2))
    axes.set_xticks([tick for tick in ticks if 1 <= tick <= max(longest, 2)])
    axes.set_yticks(
        list(feedback.LEVELS), [f"{text}  {level}" if words else str(level) for level, text in feedback.LEVELS.items()]
    )
    axes.tick_params(labelcolor=colours["soft"])
