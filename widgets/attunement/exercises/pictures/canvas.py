"""What all pictures share: a figure of so many CSS pixels, and an SVG whose text is the reader's own."""

from __future__ import annotations

import base64
import io

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

DPI = 72  # points and, since the picture is shown at its own size, CSS pixels
MEASURED = "'DejaVu Sans'"  # the font by which matplotlib makes room
SHOWN = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"  # the reader's own
SIZE = 13


def figure(width: int, height: int) -> Figure:
    """Return an empty figure of `width` and `height` CSS pixels, without a ground of its own."""
    made = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, layout="constrained")
    made.patch.set_visible(False)
    return made


def svg(made: Figure) -> str:
    """Return the figure as SVG in base64, its text as text in the reader's own font; the same figure has the same bytes."""
    import matplotlib as mpl

    file = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "attunement"}):
        FigureCanvasSVG(made).print_svg(file, metadata={"Date": None, "Creator": None})
    text = file.getvalue().decode("utf-8").replace(MEASURED, SHOWN)
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
