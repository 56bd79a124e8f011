"""How far an order of replies agrees with a key in which some replies may be level with each other."""

from __future__ import annotations

from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    Groups = Sequence[Sequence[str]]  # names from the top down; those in one group are level

STARTS = 24  # orders among which the start is chosen


class Swap(NamedTuple):
    """Two replies that stand the wrong way round: `above` belongs below `below`, so many groups apart in the key."""

    above: str
    below: str
    apart: int


def places(key: Groups) -> dict[str, int]:
    """Return name → number of its group, 0 at the top."""
    return {name: number for number, group in enumerate(key) for name in group}


def swaps(order: Sequence[str], key: Groups) -> list[Swap]:
    """Return the pairs of an order (from the top down) that the key has the other way round."""
    place = places(key)
    return [Swap(a, b, place[a] - place[b]) for a, b in combinations(order, 2) if place[a] > place[b]]


def share(order: Sequence[str], key: Groups) -> float:
    """Return the share of pairs in order among those that the key does not tie: 0.0 (reversed) to 1.0 (all in order).

    With P pairs in order and Q swapped it is P / (P + Q), that is (gamma + 1) / 2 with gamma = (P - Q) / (P + Q). Without ties
    gamma is Kendall's tau; where the key has T tied pairs it still reaches 1, as tau-b = (P - Q) / sqrt((P + Q)(P + Q + T))
    cannot.
    (M. G. Kendall, Biometrika 30, 1938, and 33, 1945; L. A. Goodman and W. H. Kruskal, J. Am. Stat. Assoc. 49, 1954.)
    """
    place = places(key)
    untied = sum(place[a] != place[b] for a, b in combinations(order, 2))
    return 1 - len(swaps(order, key)) / untied


def start(names: Sequence[str], keys: Sequence[Groups], seed: str) -> list[str]:
    """Return an order to begin with: always the same for a seed, and as near to half right as one of `STARTS` shuffles is.

    It is right by no key, and not the mere reverse of one either.
    """
    shuffles = [sorted(names, key=lambda name: sha256(f"{seed}/{turn}/{name}".encode()).digest()) for turn in range(STARTS)]
    return min(shuffles, key=lambda order: max(abs(share(order, key) - 0.5) for key in keys))
