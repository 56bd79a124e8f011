"""A picture as a part of an exercise: drawn with matplotlib when the page asks, in the page's colours and width."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from attunement import front
from attunement.exercises.base import Exercise

NARROWEST, WIDEST = 260, 760  # CSS pixels


class Drawn(Exercise):
    """An exercise with one picture; `draw` draws it, `describe` says what it shows. matplotlib is fetched by `draw` only."""

    asks: ClassVar[frozenset[str]] = frozenset({"draw"})

    caption = traitlets.Dict({"alt": "", "stamp": 0}).tag(sync=True)  # the picture in words; its number, 0 for no picture
    _stamp = 0  # of the last picture that was wanted
    picture = traitlets.Dict().tag(sync=True)  # {"svg" (base64), "stamp", "dark", "width"}

    def draw(self, palette: dict[str, str], width: int) -> str:
        """Return the picture as SVG in base64, in the colours of `palette` and so many CSS pixels wide."""
        raise NotImplementedError

    def describe(self, alt: str) -> None:
        """Say what the picture shows now: a new one is wanted; "" where there is nothing to draw."""
        self._stamp += 1
        self.caption = {"alt": alt, "stamp": self._stamp if alt else 0}
        if not alt:
            self.picture = {}

    def do_draw(self, content: dict[str, Any]) -> None:
        """Draw for a light or `dark` page of `width` CSS pixels."""
        width = min(WIDEST, max(NARROWEST, self.whole(content, "width", 0, 100_000) or WIDEST))
        dark, stamp = content.get("dark") is True, self.caption["stamp"]
        drawn = {"svg": self.draw(front.palette(dark=dark), width), "stamp": stamp, "dark": dark, "width": width} if stamp else {}
        self.picture = drawn
