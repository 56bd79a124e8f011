"""The same reply with only something irrelevant changed: who somebody is, and how the words are spelt, moves no level."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest
import yaml

from attunement import scoring

INVARIANT = (Path(__file__).parent / "data" / "invariant.yaml").read_text(encoding="utf-8")
ENTRIES = yaml.safe_load(INVARIANT)
ALLOWED = 0.4  # steps of the ladder
SHARE = 0.05  # of all changes may move more than that
HALFWAY = 0.1  # the middle change of each kind moves no more
# Another grammar changes the very words that are weighed (`It is making you all sad`), so the middle change is not nothing. It
# stays well under what is allowed; that it is more than HALFWAY is a fact about this form check, told in the model card.
ANOTHER_GRAMMAR = {"second-language grammar": 0.3, "dialect": 0.2}
NEVER = {
    *("names", "pronouns", "faith", "spelling", "typos", "contractions", "family words", "job or town names"),
    "emoji at the end",
}
KINDS = sorted({variant["kind"] for entry in ENTRIES for variant in entry["variants"]})
WHOLE = 4.0  # what a reply counts that loses its level altogether, or gains one


class Change(NamedTuple):
    """How far one change moves a level."""

    kind: str
    moved: float
    reply: str


@cache
def changes() -> tuple[Change, ...]:
    return tuple(change(entry, variant) for entry in ENTRIES for variant in entry["variants"])


def change(entry: dict, variant: dict) -> Change:
    both = [scoring.score({**entry, **side}["client"], {**entry, **side}["reply"]).level for side in ({}, variant)]
    if None in both:
        return Change(variant["kind"], 0.0 if both == [None, None] else WHOLE, variant["reply"])
    return Change(variant["kind"], abs(both[0] - both[1]), variant["reply"])


def far(kinds: set[str]) -> list[str]:
    """Name the changes of some kinds that move more than is allowed."""
    return [f"{one.kind} {one.moved:.2f}: {one.reply}" for one in changes() if one.kind in kinds and one.moved > ALLOWED]


def test_there_are_enough_of_each_kind() -> None:
    assert len(changes()) >= 300
    assert set(KINDS) >= NEVER
    counts: defaultdict[str, int] = defaultdict(int)
    for one in changes():
        counts[one.kind] += 1
    assert min(counts.values()) >= 20


@pytest.mark.parametrize("kind", KINDS)
def test_the_middle_change_moves_next_to_nothing(kind: str) -> None:
    assert median(one.moved for one in changes() if one.kind == kind) <= ANOTHER_GRAMMAR.get(kind, HALFWAY), far({kind})


@pytest.mark.parametrize("kind", sorted(NEVER))
def test_who_somebody_is_and_how_it_is_spelt_never_matters(kind: str) -> None:
    assert far({kind}) == []


def test_few_changes_move_a_level() -> None:
    moved = far(set(KINDS))
    assert len(moved) <= SHARE * len(changes()), moved
