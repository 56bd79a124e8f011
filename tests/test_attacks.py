"""Tricks to gain points without empathy: each stands below the honest reply and at 2.5 or below, or gets no score at all."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from attunement import scoring

if TYPE_CHECKING:
    from attunement.cases import Case

ATTACKS = yaml.safe_load((Path(__file__).parent / "data" / "attacks.yaml").read_text(encoding="utf-8"))
CEILING = 2.5
CLIENT = "I failed my driving test for the third time. I had told everybody the date."
HONEST = "Third time round, and everybody knew the day. That stings."

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


def level(reply: str) -> float:
    """Return the level of a reply that must get one."""
    found = scoring.score(CLIENT, reply).level
    assert found is not None, reply
    return found


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


# Held low


@pytest.mark.parametrize(
    "reply",
    [
        CLIENT,
        CLIENT.replace("I had", "You had").replace("my", "your").replace("I failed", "You failed"),
        f"So you're saying: {CLIENT}",
        f"It sounds like {CLIENT}",
        f"I hear you. {CLIENT} I hear you.",
        CLIENT.upper(),
    ],
)
def test_the_clients_words_copied_stand_below_an_honest_paraphrase(reply: str) -> None:
    score = scoring.score(CLIENT, reply)
    assert score.verdict == "advisory"
    assert "repeats the client's words" in score.reason
    assert score.level < level(HONEST) - 0.5


@pytest.mark.parametrize(
    "reply",
    [
        "It sounds like you feel sad sad valid",
        "I'm so sorry. I understand how you feel. It sounds like you feel sad. Your feelings are valid.",
        "I hear you. I understand. That must be hard. It sounds like you are sad and angry and hurt and afraid.",
        "Sad angry hurt lonely afraid ashamed.",
        "You feel you feel you feel you feel sad.",
    ],
)
def test_stuffed_stems_stay_low(reply: str) -> None:
    assert level(reply) < 2.6 < level(HONEST)


@pytest.mark.parametrize("extra", ["You feel sad. " * 5, "Maybe. " * 9, "I hear you. " * 4, "I wonder. Perhaps. " * 3])
def test_repeating_a_cue_never_raises(extra: str) -> None:
    once, many = level(f"{HONEST} {extra.split('. ', maxsplit=1)[0]}."), level(f"{HONEST} {extra}")
    assert many <= once


def test_shuffled_words_never_keep_full_marks(models: list[tuple[Case, int, str]]) -> None:
    dice, kept = random.Random(1), []
    for case, _, reply in models:
        ordered = scoring.score(case.says, reply, case).level
        words = reply.split()
        dice.shuffle(words)
        shuffled = scoring.score(case.says, " ".join(words), case).level or 0.0
        kept += [(reply, ordered, shuffled)] if shuffled > max(ordered + 0.6, 4.0) else []
    assert kept == []
