"""Tricks to gain points without empathy: each stands below the honest reply and at 2.5 or below, or gets no score at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from attunement import scoring

ATTACKS = yaml.safe_load((Path(__file__).parent / "data" / "attacks.yaml").read_text(encoding="utf-8"))
CEILING = 2.5

# Those that still win: how each begins, and why. A test fails when one is cured or a new one wins, so that the number stays true.
KNOWN: dict[str, str] = {
    "nervous foot so": "shuffled: few of the little words stand where English never puts them",
    "afraid seizure too": "shuffled: few of the little words stand where English never puts them",
    "mistrustful He door": "shuffled: few of the little words stand where English never puts them",
    "carer strangers bath": "keywords without little words, so their order says nothing; some are the client's",
    "I'm not saying that you were crushed": "a denial at the beginning takes back only what stands near it",
    "It makes sense that you feel ashamed, since": "the judgement is told of people, not of the client",
    "It sounds like you feel sad about the clutch": "a fitting feeling and a word of the client: the template cannot be seen",
    "It sounds like thirty voices": "good grammar in every pair of words, and no sense in the whole",
    "You feel so birth": "good grammar in most pairs of words, and no sense in the whole",
}


def wins(attack: dict[str, str]) -> bool:
    """Tell whether a trick gains what it should not."""
    honest, tricked = (scoring.score(attack["client"], attack[which]).level for which in ("honest", "attack"))
    return tricked is not None and (tricked > CEILING or tricked >= (honest or 0.0))


def known(attack: dict[str, str]) -> bool:
    return any(attack["attack"].startswith(start) for start in KNOWN)


@pytest.mark.parametrize("attack", ATTACKS, ids=[f"{n}-{one['name']}" for n, one in enumerate(ATTACKS, 1)])
def test_a_trick_gains_nothing(attack: dict[str, str]) -> None:
    levels = {which: scoring.score(attack["client"], attack[which]).level for which in ("honest", "attack")}
    if known(attack):
        assert wins(attack), f"cured, so take it out of KNOWN: {levels}"
    else:
        assert not wins(attack), levels


def test_what_is_known_to_win_is_said_once_with_a_reason() -> None:
    assert len(ATTACKS) == 90
    for start, reason in KNOWN.items():
        assert sum(one["attack"].startswith(start) for one in ATTACKS) == 1, start
        assert reason
    assert len(KNOWN) <= 10


def test_an_honest_reply_gets_a_score() -> None:
    assert [one["honest"] for one in ATTACKS if scoring.score(one["client"], one["honest"]).level is None] == []
