"""The arc of a session: trust from turn to turn, read downward as the conversation is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement.exercises.pictures.canvas import SIZE, figure, svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

WIDE = 520  # pixels from which there is room for every word of the scale
ROW, HEAD = 30, 34  # pixels of a turn, and of the scale above
MARKS = {  # shape, inside, edge
    "start": ("o", "card", "edge"),
    "met": ("o", "teal", "teal"),
    "heard": ("o", "card", "teal"),
    "missed": ("s", "rust", "rust"),
}


def draw(turns: Sequence[tuple[str, float, str]], scale: Sequence[str], colours: dict[str, str], width: int) -> str:
    """Return an SVG (base64) of trust after each turn: (start, met, heard or missed; trust 0 to 6; how the turn is labelled).

    `scale` has the words for trust, `width` is in CSS pixels.
    """
    made = figure(width, HEAD + ROW * len(turns))
    axes = made.subplots()
    axes.plot([trust for _, trust, _ in turns], range(len(turns)), color=colours["edge"], linewidth=2, zorder=2)
    for row, (landing, trust, _) in enumerate(turns):
        shape, inside, edge = MARKS[landing]
        style = {"markersize": 9, "markerfacecolor": colours[inside], "markeredgecolor": colours[edge], "markeredgewidth": 2}
        axes.plot(trust, row, shape, zorder=3, clip_on=False, **style)
    _scale(axes, [label for _, _, label in turns], scale, colours, wide=width >= WIDE)
    return svg(made)


def _scale(axes: Axes, rows: Sequence[str], scale: Sequence[str], colours: dict[str, str], *, wide: bool) -> None:
    """Name every turn at the left, and trust above: all its words, or the two ends where there is little room."""
    axes.patch.set_visible(False)
    axes.set_xlim(-0.35, len(scale) - 0.65)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    shown = scale if wide else [word if place in (0, len(scale) - 1) else "" for place, word in enumerate(scale)]
    axes.set_xticks(range(len(scale)), shown)
    axes.set_yticks(range(len(rows)), rows)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=SIZE - 1, labelcolor=colours["soft"])
    axes.tick_params(axis="y", labelcolor=colours["ink"])
    axes.grid(color=colours["line"], linewidth=1)
    axes.spines[:].set_visible(False)
    axes.set_axisbelow(True)
