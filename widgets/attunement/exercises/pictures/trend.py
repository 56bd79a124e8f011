"""Values over tries, one small plot for each client or skill."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matplotlib.ticker import MaxNLocator

from attunement.exercises.pictures.canvas import SIZE, figure, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE = 520  # pixels from which there is room for one plot and the words of its steps
EACH, AXIS = 210, 50  # pixels for the name of a plot and its values beside each other; and for the axis
TALL, SHORT = 300, 150  # pixels of a plot alone, and of one among others


class Scale(NamedTuple):
    """What all plots of a picture share: names of the axes, the values that are named, and how a value is written."""

    x: str
    y: str
    short: dict[float, str]  # value → its name on the axis, from the lowest to the highest
    long: dict[float, str]  # the same in words, where there is room
    form: str  # such as "{:.0%}"


def draw(lines: dict[str, list[float]], scale: Scale, colours: dict[str, str], width: int) -> str:
    """Return an SVG (base64) of name → values over tries; `colours` has the tokens, `width` is in CSS pixels."""
    alone, columns = len(lines) == 1, min(len(lines), 3, max(1, (width - AXIS) // EACH))
    rows = -(-len(lines) // columns)
    made = figure(width, TALL if alone else SHORT * rows + 30)
    made.get_layout_engine().set(wspace=0.07, hspace=0.08)
    plots = made.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flat
    for axes, (name, values) in zip(plots, lines.items(), strict=False):
        _line(axes, name, values, scale.form, colours)
    for axes in plots[len(lines) :]:
        axes.set_visible(False)
    for axes in plots[max(0, len(lines) - columns) : len(lines)]:
        axes.tick_params(labelbottom=True)  # the lowest of its column
    _axes(plots[0], max(map(len, lines.values())), scale.long if alone and width >= WIDE else scale.short, colours)
    made.supxlabel(scale.x, color=colours["soft"], fontsize=SIZE)
    if not (alone and width >= WIDE):
        made.supylabel(scale.y, color=colours["soft"], fontsize=SIZE)
    return svg(made)


def _line(axes: Axes, name: str, values: list[float], form: str, colours: dict[str, str]) -> None:
    """Draw one line; the name and the first and last value stand above, so that no colour has to be read."""
    tries = range(1, len(values) + 1)
    colour = colours["teal"] if values[-1] >= values[0] else colours["rust"]
    axes.patch.set_visible(False)
    axes.plot(tries, values, color=colour, linewidth=2, clip_on=False)
    axes.plot(tries, values, "o", color=colour, markersize=5, clip_on=False)
    axes.plot(tries[-1:], values[-1:], "o", color=colour, markersize=9, clip_on=False)
    axes.set_title(name, loc="left", color=colours["ink"], fontsize=SIZE, fontweight="bold")
    change = " → ".join(form.format(value) for value in (values[0], values[-1])[-len(values) :])
    axes.set_title(change, loc="right", color=colours["soft"], fontsize=SIZE)
    axes.grid(axis="y", color=colours["line"], linewidth=1)
    axes.tick_params(length=0, labelsize=SIZE - 1, labelcolor=colours["soft"])
    axes.spines[:].set_visible(False)
    axes.set_axisbelow(True)


def _axes(axes: Axes, longest: int, named: dict[float, str], colours: dict[str, str]) -> None:
    """Set the scale, which all plots share: the named values, and as many tries as the longest line has."""
    low, high = min(named), max(named)
    axes.set_xlim(0.7, max(longest, 2) + 0.3)
    axes.set_ylim(low - (high - low) / 10, high + (high - low) / 10)
    ticks = MaxNLocator(nbins=6, integer=True).tick_values(1, max(longest, 2))
    axes.set_xticks([tick for tick in ticks if 1 <= tick <= max(longest, 2)])
    axes.set_yticks(list(named), list(named.values()))
    axes.tick_params(labelcolor=colours["soft"])
