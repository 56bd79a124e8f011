"""Guesses against what was read: one point for each reply, and the line on which a guess says what is read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attunement import feedback
from attunement.exercises.pictures.canvas import SIZE, figure, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from attunement.judging.calibration import Guess

WIDE = 520  # pixels from which there is room for the words of the levels
TALLEST = 430  # pixels
# Guesses on the same spot stand round it, always in the same order, so that each can be seen.
ROUND = ((0, 0), (0.17, 0), (-0.17, 0), (0, 0.17), (0, -0.17), (0.17, 0.17), (-0.17, -0.17), (0.17, -0.17), (-0.17, 0.17))


def draw(earlier: list[Guess], later: list[Guess], labels: dict[str, str], colours: dict[str, str], width: int) -> str:
    """Return an SVG (base64): earlier guesses hollow, later ones filled.

    `labels` has x, y, same (the line), above and below (it), earlier and later; `colours` the names of the tokens; `width` is in
    CSS pixels.
    """
    made = figure(width, min(TALLEST, width + 30))
    axes = made.subplots()
    _ground(axes, labels, colours, words=width >= WIDE)
    taken: Counter[tuple[int, int]] = Counter()
    for guesses, fill, name in ((earlier, "none", "earlier"), (later, colours["teal"], "later")):
        places = [_beside(one, taken) for one in guesses]
        if not places:
            continue
        axes.scatter(*zip(*places, strict=True), s=80, facecolors=fill, edgecolors=colours["teal"], linewidths=2, zorder=3)
        axes.scatter([], [], s=80, facecolors=fill, edgecolors=colours["teal"], linewidths=2, label=labels[name])
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 1),
        ncols=2 if width >= WIDE else 1,
        frameon=False,
        labelcolor=colours["ink"],
        fontsize=SIZE,
        handletextpad=0.3,
        borderpad=0.1,
    )
    return svg(made)


def _beside(guess: Guess, taken: Counter[tuple[int, int]]) -> tuple[float, float]:
    """Return where the point of a guess stands, beside those that stand there already."""
    spot = (guess.guessed, guess.read)
    x, y = ROUND[taken[spot] % len(ROUND)]
    taken[spot] += 1
    return spot[0] + x, spot[1] + y


def _ground(axes: Axes, labels: dict[str, str], colours: dict[str, str], *, words: bool) -> None:
    """Draw the scales, the line on which guess and reading are the same, and the names of both sides."""
    levels = list(feedback.LEVELS)
    axes.patch.set_visible(False)
    axes.set_xlim(0.5, 5.5)
    axes.set_ylim(0.5, 5.5)
    axes.plot([0.5, 5.5], [0.5, 5.5], color=colours["edge"], linewidth=1.5, linestyle=(0, (5, 4)))
    said = {"color": colours["soft"], "fontsize": SIZE, "zorder": 2}
    along = {"rotation": 45, "rotation_mode": "anchor", "transform_rotates_text": True}
    axes.text(4.5, 4.42, labels["same"], ha="center", va="top", **along, **said)  # between two levels, where no point stands
    axes.text(0.62, 5.4, labels["above"], ha="left", va="top", **said)
    axes.text(5.42, 0.62, labels["below"], ha="right", va="bottom", **said)
    axes.set_xticks(levels)
    axes.set_yticks(levels, [f"{text}  {level}" if words else str(level) for level, text in feedback.LEVELS.items()])
    axes.set_xlabel(labels["x"], color=colours["soft"], fontsize=SIZE)
    axes.set_ylabel(labels["y"], color=colours["soft"], fontsize=SIZE)
    axes.grid(color=colours["line"], linewidth=1)
    axes.tick_params(length=0, labelsize=SIZE - 1, labelcolor=colours["soft"])
    axes.spines[:].set_visible(False)
    axes.set_axisbelow(True)
