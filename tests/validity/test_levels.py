"""Our own labelled replies as a promise: the form check keeps them in order, above all those it has not learned from."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import permutations

import pytest

from attunement import scoring
from attunement.validity import replies

FLOORS = {"fit": 0.9, "check": 0.84}  # share of a client's pairs, at least a step apart, that stand in order
LADDERS = {"fit": 0.9, "check": 0.85}  # the same for model replies and ladders


@cache
def scored(part: str) -> list[tuple[replies.Labelled, float, str]]:
    """Return each reply of a part with its level (0 where there is none) and its main behaviour."""
    found = ((one, scoring.score(one.says, one.reply)) for one in replies.of(part))
    return [(one, score.level or 0.0, score.behaviour) for one, score in found]


def in_order(part: str, styles: frozenset[str] = frozenset()) -> float:
    """Return the share of pairs of one client whose labels are a step apart and whose levels stand the same way."""
    clients = defaultdict(list)
    for one, level, _ in scored(part):
        if not styles or one.style in styles:
            clients[one.client].append((one.level, level))
    pairs = [(a, b) for here in clients.values() for a, b in permutations(here, 2) if a[0] - b[0] >= 1]
    return sum(a[1] > b[1] for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("part", FLOORS)
def test_replies_stand_in_the_order_of_their_labels(part: str) -> None:
    assert in_order(part) >= FLOORS[part]


@pytest.mark.parametrize("part", LADDERS)
def test_ladders_and_model_replies_stand_in_order(part: str) -> None:
    assert in_order(part, frozenset({"ladder", replies.MODEL})) >= LADDERS[part]


def test_what_hurts_never_stands_high_and_what_is_deep_seldom_low() -> None:
    hurts = [level for one, level, _ in scored("check") if one.level == 1]
    deep = [level for one, level, _ in scored("check") if one.level == 5]
    assert sum(level >= 3.5 for level in hurts) / len(hurts) <= 0.03
    assert sum(level < 2.5 for level in deep) / len(deep) <= 0.1


def test_the_main_behaviour_is_told_on_replies_not_learned_from() -> None:
    told = [behaviour == one.behaviour for one, _, behaviour in scored("check")]
    assert sum(told) / len(told) >= 0.68
