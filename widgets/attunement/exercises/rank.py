"""Rank: put replies in order. Each pair that stands the wrong way round has its reason, the most instructive first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import front
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import ladder, ranking

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES = 2  # looks after which an order that fits may be asked for
MOST, PART = 0.75, 0.4  # of the pairs: "most of it fits", "part of it fits"


class Rank(Practice):
    """The exercise of one list of replies. With several keys, one for each client, an order that fits any of them is right."""

    _esm = front.module("rank")
    _css = front.style("rank")
    records: ClassVar[dict[str, tuple[str, ...]]] = {"look": ("order",), "reveal": ()}

    def begin(self) -> None:
        """Begin with the replies in a shuffled order."""
        self.ladder = ladder.read(self.source)
        self.order = ranking.start(list(self.ladder.replies), [key.order for key in self.ladder.keys], self.key)
        self.looks: list[list[str]] = []
        self.opened = self.ended = False  # whether an order that fits was asked for; whether the try is recorded

    def shows(self) -> dict[str, Any]:
        """Return the clients, the ends of the ladder and the replies in the order of the start."""
        keys, source = self.ladder.keys, self.source
        several = len(keys) > 1
        ends = source.get("ends") or {"top": self.word("rank_top"), "bottom": self.word("rank_bottom")}
        return {
            "clients": [key.client for key in keys if key.client],
            "says": self.ladder.says if several else "",
            "ends": ends,
            "acts": source.get("acts", False),
            "replies": [{"name": name, "words": self.ladder.replies[name]["words"]} for name in self.order],
        }

    def shown(self) -> dict[str, Any]:
        """Return the last look: its order, what is said of it, the swapped pairs; once it fits, what each reply does."""
        look = self.looks[-1] if self.looks else []
        fits = bool(look) and self._share(look) == 1
        return {
            "looks": len(self.looks),
            "order": self._good() if self.opened else look,
            "told": self._told(look) if look else "",
            "fits": fits,
            "open": self.opened,
            "swaps": [] if self.opened or not look else self._swaps(look),
            "may": len(self.looks) >= TRIES and not fits and not self.opened,
            "whys": {name: reply["why"] for name, reply in self.ladder.replies.items()} if fits or self.opened else {},
            "level": self._level() if fits or self.opened else "",
            "why": self._best().why if fits or self.opened else "",
            "others": self._others() if fits or self.opened else [],
        }

    def do_look(self, content: dict[str, Any]) -> None:
        """Look at the `order`, the names of all replies from the top down."""
        order = self.picks(content, "order", list(self.ladder.replies))
        if len(order) < len(self.ladder.replies):
            raise LearnerError(self.word("not_understood"))
        if self.looks and order == self.looks[-1] and not self.opened:
            raise LearnerError(self.word("rank_same"))
        self.looks.append(order)
        self.opened = False
        shown = self.shown()
        self._end()
        first = [self._heard(shown["swaps"][0])] if shown["swaps"] else [shown["level"], shown["why"]]
        self.say("", heard=" ".join(one for one in [shown["told"], *first] if one))

    def do_reveal(self, _content: dict[str, Any]) -> None:
        """Show an order that fits: the one that the last look came nearest to."""
        if len(self.looks) < TRIES:
            raise LearnerError(self.word("rank_first"))
        self.opened = True
        self._end()
        words = (self.ladder.replies[name]["words"] for name in self._good())
        self.say("", heard=" ".join(filter(None, [self._told(self.looks[-1]), *words, self._best().why])))

    def _end(self) -> None:
        """Record the first look, once an order fits or is shown."""
        if not self.ended and (self.opened or self._share(self.looks[-1]) == 1):
            self.ended = True
            self.finish(self._share(self.looks[0]))

    def _best(self) -> ladder.Key:
        """Return the key to which the last look comes nearest; of equals, the first in the file."""
        return max(self.ladder.keys, key=lambda key: ranking.share(self.looks[-1], key.order))

    def _share(self, order: list[str]) -> float:
        return max(ranking.share(order, key.order) for key in self.ladder.keys)

    def _good(self) -> list[str]:
        """Return an order that fits; replies on one level stay as the learner has them."""
        place = ranking.places(self._best().order)
        return sorted(self.looks[-1], key=place.__getitem__)

    def _told(self, look: list[str]) -> str:
        key = self._best()
        name = key.client["name"] if len(self.ladder.keys) > 1 else ""
        if self.opened:
            return self.word("rank_shown_for", name=name) if name else self.word("rank_shown")
        share, swapped = ranking.share(look, key.order), len(ranking.swaps(look, key.order))
        if share == 1:
            return self.word("rank_fits_for", name=name) if name else self.word("rank_fits")
        near = self.word("rank_near", name=name) if name else ""
        return " ".join(filter(None, [near, self._how_far(share, swapped)]))

    def _how_far(self, share: float, swapped: int) -> str:
        if swapped == 1:
            return self.word("rank_one")
        return self.word("rank_most" if share >= MOST else "rank_part" if share >= PART else "rank_turned")

    def _swaps(self, look: list[str]) -> list[dict[str, Any]]:
        """Return the swapped pairs: those with a reason of their own first, as the author lists them, then the widest apart."""
        key, replies = self._best(), self.ladder.replies
        listed = list(key.pairs)
        swapped = sorted(
            ranking.swaps(look, key.order),
            key=lambda swap: (
                listed.index((swap.below, swap.above)) if (swap.below, swap.above) in key.pairs else 99,
                -swap.apart,
            ),
        )
        return [
            {"above": replies[swap.above], "below": replies[swap.below], "why": key.pairs.get((swap.below, swap.above), "")}
            for swap in swapped
        ]

    def _heard(self, swap: dict[str, Any]) -> str:
        above, below = swap["above"], swap["below"]
        why = swap["why"] or f"{below['why']} {above['why']}"
        return self.word("rank_compare", above=above["words"], below=below["words"], why=why)

    def _level(self) -> str:
        """Say which replies are level with each other, if any are."""
        tied = [[self.ladder.replies[name]["words"] for name in group] for group in self._best().order if len(group) > 1]
        return " ".join(self.word("rank_level", words="” “".join(words)) for words in tied)

    def _others(self) -> list[dict[str, Any]]:
        best, replies = self._best(), self.ladder.replies
        return [
            {
                "name": key.client["name"],
                "order": [replies[name]["words"] for group in key.order for name in group],
                "why": key.why,
            }
            for key in self.ladder.keys
            if key is not best
        ]

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield orders and pairs that do not go with the replies."""
        yield from ladder.faults(source)
