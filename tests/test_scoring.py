"""The contract of a score, and each guard that trust.md promises of the scorer."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from attunement import cases, cues, scoring

if TYPE_CHECKING:
    from attunement.cases import Case

CLIENT = "I failed my driving test for the third time. I had told everybody the date."
HONEST = "Third time round, and everybody knew the day. That stings."
ABOVE_HONEST = 2.9


def level(reply: str, client: str = CLIENT) -> float:
    """Return the level of a reply that must get one."""
    found = scoring.score(client, reply).level
    assert found is not None, reply
    return found


# The contract


def test_a_score_has_the_form_of_the_contract(replies: list[tuple[Case, str]]) -> None:
    for case, reply in replies:
        score = scoring.score(case.says, reply, case)
        assert score.verdict in ("scored", "advisory")
        assert (score.reason is None) == (score.verdict == "scored")
        assert score.behaviour in ("question", "reflection", "input", "other")
        assert list(score.four_as) == list(scoring.FOUR_AS)
        assert list(score.signals) == list(scoring.SIGNALS)


def test_every_point_traces_to_words(replies: list[tuple[Case, str]]) -> None:
    """The level is the start and the steps of what was found, held by the lowest cap; nothing else moves it."""
    for case, reply in replies:
        score = scoring.score(case.says, reply, case)
        caps = [finding.cue.cap for finding in score.findings if finding.cue.cap]
        steps = sum(scoring.weights(score.findings).values())
        assert score.level == round(max(1.0, min([5.0, scoring.START + steps, *caps])), 2)
        assert all(reply[finding.start : finding.end].strip() for finding in score.findings)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_mild_cue_hides_no_grave_one_of_the_same_skill(turn: int) -> None:
    cue = next(cue for cue in cues.every() if cue.skill == "minimising")
    mild = scoring.Finding(replace(cue, level=-0.1, four_as={}, signals={}), 0, 1)
    grave = scoring.Finding(replace(cue, level=-0.8, four_as={"affirmation": -2}, signals={"dismissing": 0.7}), 2, 3)
    found = [mild, grave][::turn]
    assert scoring.weights(found) == {"minimising": -0.8}
    assert scoring._one_a(found, "affirmation") == scoring.AGAINST
    assert scoring._signal(found, "dismissing") == 0.7


def test_roadblocks_reach_to_the_end_of_their_sentence() -> None:
    reply = "You should talk to the examiner about it. You sound sad."
    (advice,) = [f for f in scoring.score(CLIENT, reply).findings if f.cue.skill == "advising"]
    assert reply[advice.start : advice.end] == "You should talk to the examiner about it"


def test_a_roadblock_takes_back_the_skill_in_its_sentence() -> None:
    kept = scoring.score(CLIENT, "You're disappointed about the test. You should practise more.")
    lost = scoring.score(CLIENT, "You're disappointed about the test, and you should practise more.")
    assert [f.cue.valence for f in kept.findings].count(1) > [f.cue.valence for f in lost.findings].count(1)
    assert max(kept.level, lost.level) < ABOVE_HONEST


# No number for something that is no answer


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("", "There is nothing to check yet. One sentence is plenty."),
        (" \t\r\n\u00a0", "There is nothing to check yet. One sentence is plenty."),
        ("\u200b\u200d\ufeff", "There is nothing to check yet. One sentence is plenty."),
        ("... 🙂 42", "There is nothing to check yet. One sentence is plenty."),
        ("a" * 5001, "This is longer than 5,000 characters."),
        ("Siento mucho que no lo hayas conseguido, debe de ser muy duro.", "The form check reads English only"),
        ("أشعر أن هذا صعب عليك", "The form check reads English only"),
        ("You idiot.", "These words attack the client"),
        ("You are such a fucking loser, shut up.", "These words attack the client"),
        ("FUCK\u200b OFF", "These words attack the client"),
    ],
)
def test_what_is_no_answer_gets_a_reason_and_no_number(reply: str, reason: str) -> None:
    score = scoring.score(CLIENT, reply)
    assert (score.verdict, score.level, score.findings) == ("not_scored", None, ())
    assert set(score.four_as.values()) == {None}
    assert score.reason.startswith(reason)


@pytest.mark.parametrize(
    "reply",
    [
        "Someone told you to shut up, and that hurts.",
        "He called you an idiot in front of the class.",
        "It hurts that she told you to go to hell.",
        "You felt like an idiot in front of the examiner.",
        "You told him to fuck off, and now you are ashamed.",
        "You are not an idiot.",
        "You shut up, and nobody asked.",
    ],
)
def test_a_clients_pain_about_abuse_is_no_abuse(reply: str) -> None:
    assert scoring.score(CLIENT, reply).verdict != "not_scored"


def test_a_model_reply_earns_nothing() -> None:
    for case in cases.every():
        for model in case.models:
            for pasted in (model.reply, f"  {model.reply.upper()} ", model.reply.replace(" ", "  ")):
                assert scoring.score(case.says, pasted, case).level is None, pasted


def test_a_megabyte_is_refused_at_once() -> None:
    started = time.perf_counter()
    score = scoring.score(CLIENT * 10_000, "You should. " * 100_000)
    assert time.perf_counter() - started < 0.2
    assert score.verdict == "not_scored"


@pytest.mark.parametrize(("reply", "caution"), [("Ouch.", "few words"), ("A box of ribbons.", "not sure")])
def test_too_little_to_go_by_is_an_advisory(reply: str, caution: str) -> None:
    score = scoring.score("My aunt sells hats.", reply)
    assert score.verdict == "advisory"
    assert caution in score.reason


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


def test_same_words_same_score_in_every_process(replies: list[tuple[Case, str]]) -> None:
    lines = "".join(json.dumps({"client": case.says, "response": reply}) + "\n" for case, reply in replies[::4])
    told = {
        subprocess.run(
            [sys.executable, "-c", "from attunement.cli import main; main()", "score"],
            input=lines,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(told) == 1
    assert len(told.pop().splitlines()) == len(replies[::4])
