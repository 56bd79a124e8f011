"""The pictures of the claim check: dots on a scale for what reviews report, and a cloud of points for one correlation."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from attunement.exercises.pictures.canvas import SIZE, figure, svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

LETTER = 6.8  # pixels of a letter in the middle, for breaking lines
LINE, BAR, FOOT = 17, 34, 52  # pixels of a line of words, of a bar with its dot, of an axis
ASIDE = 84  # pixels of a number, before what it stands on
CLOUD = 340  # pixels of the cloud's height


def effects(rows: list[dict[str, Any]], scales: dict[str, str], colours: dict[str, str], width: int) -> str:
    """Return an SVG (base64) of dots from zero, correlations above and differences below, each with its own axis.

    A row has of, measure (r, d, g), value, base and said (the number as text); `scales` names the axes; `width` is in CSS pixels.
    """
    groups = [[one for one in rows if (one["measure"] == "r") is correlation] for correlation in (True, False)]
    told = [(key, [_broken(one, width) for one in group]) for key, group in zip("rd", groups, strict=True) if group]
    heights = [FOOT + sum(BAR + LINE * one["height"] for one in group) for _, group in told]
    made = figure(width, sum(heights))
    plots = made.subplots(len(told), 1, squeeze=False, height_ratios=heights).flat
    for axes, (key, group) in zip(plots, told, strict=True):
        _dots(axes, group, colours)
        axes.set_xlabel(scales[key], color=colours["soft"], fontsize=SIZE)
    return svg(made)


def _broken(row: dict[str, Any], width: int) -> dict[str, Any]:
    """Break the words of a row into lines; its height is in lines."""
    of = textwrap.wrap(row["of"], int(width / LETTER) - 2)
    base = textwrap.wrap(row["base"], int((width - ASIDE) / LETTER) - 2)
    return {**row, "of": "\n".join(of), "base": "\n".join(base), "height": len(of) + len(base), "middle": len(of)}


def _dots(axes: Axes, rows: list[dict[str, Any]], colours: dict[str, str]) -> None:
    """Draw one group from top to bottom, in pixels downwards, the words of a row above its bar."""
    low, high = min(0, *(one["value"] for one in rows)), max(1.0, *(one["value"] for one in rows))  # r = .5 is no full bar
    _plain(axes, colours)
    left = low - 0.04 * (high - low)
    axes.set_xlim(left, high * 1.03)
    top, style = 4, {"fontsize": SIZE, "va": "top", "linespacing": 1.25, "in_layout": False}
    for row in rows:
        axes.text(left, top, row["of"], color=colours["ink"], **style)
        at = top + LINE * row["middle"]
        axes.text(left, at, row["said"], color=colours["ink"], fontweight="bold", **style)
        axes.annotate(row["base"], (left, at), (ASIDE, 0), textcoords="offset points", color=colours["soft"], **style)
        top += LINE * row["height"] + 15
        axes.plot([0, 0], [top - 9, top + 9], color=colours["edge"], linewidth=1)
        axes.plot([0, row["value"]], [top, top], color=colours["teal"], linewidth=3, solid_capstyle="round")
        axes.plot([row["value"]], [top], "o", color=colours["teal"], markersize=11, clip_on=False)
        top += BAR - 15
    axes.set_ylim(top, 0)
    axes.set_yticks([])
    axes.locator_params(axis="x", nbins=5)


def link(points: Sequence[tuple[float, float]], said: dict[str, Any], colours: dict[str, str], width: int) -> str:
    """Return an SVG (base64) of a cloud of points, split in the middle both ways.

    `said` has halves (left, right) and the ends of the scales: less, more, worse, better; `width` is in CSS pixels.
    """
    made = figure(width, CLOUD)
    axes = made.subplots()
    _plain(axes, colours)
    axes.tick_params(labelbottom=False)
    right = [one for one in points if one[0] > 0]
    left = [one for one in points if one[0] <= 0]
    axes.plot(*zip(*left, strict=True), "o", markersize=6, markerfacecolor="none", markeredgecolor=colours["edge"])
    axes.plot(*zip(*right, strict=True), "o", markersize=6, color=colours["teal"], alpha=0.85, markeredgewidth=0)
    axes.axvline(0, color=colours["soft"], linewidth=1)
    axes.axhline(0, color=colours["soft"], linewidth=1)
    x_end, y_end = (1.06 * max(abs(value) for value in values) for values in zip(*points, strict=True))
    axes.set(xlim=(-x_end, x_end), ylim=(-y_end * 1.05, y_end * 1.3), yticks=[], xticks=[])
    letters = max(12, int(width / LETTER / 2) - 4)
    style = {"fontsize": SIZE, "va": "top", "ha": "center"}
    for place, half, end in ((-0.5, said["halves"][0], said["less"]), (0.5, said["halves"][1], said["more"])):
        axes.text(place * x_end, y_end * 1.29, textwrap.fill(half, letters), color=colours["ink"], fontweight="bold", **style)
        axes.text(place * x_end, -y_end * 1.06, textwrap.fill(end, letters), color=colours["soft"], **style)
    style = {"fontsize": SIZE, "rotation": 90, "ha": "right", "va": "center", "multialignment": "center"}
    for place, end in ((-0.5, said["worse"]), (0.5, said["better"])):
        axes.text(-x_end * 1.02, place * y_end, textwrap.fill(end, 18), color=colours["soft"], **style)
    return svg(made)


def _plain(axes: Axes, colours: dict[str, str]) -> None:
    axes.patch.set_visible(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=SIZE - 1, labelcolor=colours["soft"])
