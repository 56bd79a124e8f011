"""For the same client, `better` stands above `worse`: contrast pairs, written by us, each named after what it contrasts."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from attunement import scoring

PAIRS = yaml.safe_load((Path(__file__).parent / "data" / "pairs.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["name"])
def test_better_stands_above_worse(pair: dict[str, str]) -> None:
    better, worse = (scoring.score(pair["client"], pair[which]) for which in ("better", "worse"))
    assert better.level is not None
    assert (worse.level or 0.0) < better.level, [f.cue.id for f in (*better.findings, *worse.findings)]


def test_each_contrast_has_a_name_of_its_own() -> None:
    names = [pair["name"] for pair in PAIRS]
    assert len(set(names)) == len(names) >= 50
