"""Contrast pairs, written blind to the scorer: for the same client, `better` stands above `worse` nearly always."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from attunement import scoring

PAIRS = yaml.safe_load((Path(__file__).parent / "data" / "contrasts.yaml").read_text(encoding="utf-8"))
SHARE = 0.95


def in_order(pair: dict[str, str]) -> bool:
    """Tell whether `better` stands above `worse`; equal levels are not in order, and a better reply must have one."""
    better, worse = (scoring.score(pair["client"], pair[which]).level for which in ("better", "worse"))
    return better is not None and better > (worse or 0.0)


@pytest.mark.parametrize("part", ["fit", "check"])
def test_nearly_all_pairs_stand_in_order(part: str) -> None:
    pairs = [(number, pair) for number, pair in enumerate(PAIRS, 1) if pair["part"] == part]
    failing = [f"{number} {pair['name']}" for number, pair in pairs if not in_order(pair)]
    assert len(failing) <= (1 - SHARE) * len(pairs), failing


def test_no_kind_of_contrast_fails_altogether() -> None:
    failing = Counter(pair["name"] for pair in PAIRS if not in_order(pair))
    kinds = Counter(pair["name"] for pair in PAIRS)
    assert {name: count for name, count in failing.items() if count * 2 >= kinds[name]} == {}


def test_each_kind_of_contrast_stands_in_both_parts() -> None:
    by_part = {part: Counter(pair["name"] for pair in PAIRS if pair["part"] == part) for part in ("fit", "check")}
    assert set(by_part["fit"]) == set(by_part["check"])
    assert len(PAIRS) >= 200
