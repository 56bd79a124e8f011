"""Cues that are phrases, and stems that are cues when nothing stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import phrases
from attunement.scene import sentence_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.scene import Scene, Span


def phrase(wanted: list[str]) -> Callable[[Scene], Iterator[Span]]:
    """Find phrases (`attunement.phrases` says how they are written)."""
    pattern = phrases.compiled(wanted)
    return lambda scene: phrases.find(pattern, scene.reply)


def bare(stems: list[str]) -> Callable[[Scene], Iterator[Span]]:
    """Find stems with neither a feeling nor a content word behind them in their sentence."""
    pattern = phrases.compiled(stems)

    def find(scene: Scene) -> Iterator[Span]:
        filled = {*scene.reply.content, *scene.reply.feelings}
        for first, last in phrases.find(pattern, scene.reply):
            if not filled & set(range(last, sentence_at(scene.reply, first).last)):
                yield first, last

    return find
