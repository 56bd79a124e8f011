"""The handful of kinds of cue: how each is found in a reply. Every cue itself is an entry in `rubric/`.

A kind takes what the entry says under its name and gives a function that looks at a scene and yields spans of words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement.kinds.feeling import feeling
from attunement.kinds.overlap import overlap
from attunement.kinds.phrase import bare, phrase
from attunement.kinds.shape import shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.scene import Scene, Span

KINDS: dict[str, Callable[[Any], Callable[[Scene], Iterator[Span]]]] = {
    "phrases": phrase,
    "bare": bare,
    "feeling": feeling,
    "overlap": overlap,
    "shape": shape,
}
