"""The contract of a score, and each guard that trust.md promises of the scorer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from attunement import cases, cues, language, scoring
from attunement.findings import Finding
from attunement.weights import UNIT, Share

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


def test_the_level_is_the_sum_of_its_shares(replies: list[tuple[Case, str]]) -> None:
    """In whole thousandths, so that nothing is lost; words that earned or cost something are words of the reply."""
    for case, reply in replies:
        score = scoring.score(case.says, reply, case)
        thousandths = [share.points for share in score.shares]
        assert all(isinstance(points, int) for points in thousandths)
        assert score.level == sum(thousandths) / UNIT
        words = language.read(reply).words
        assert all(0 <= span[0] < span[1] <= len(words) for _, span, _ in score.shares if span)
        assert all(reply[finding.start : finding.end].strip() for finding in score.findings)


def test_every_cue_of_the_sum_is_found_in_the_reply(replies: list[tuple[Case, str]]) -> None:
    known = {cue.id for cue in cues.every()}
    for case, reply in replies:
        score = scoring.score(case.says, reply, case)
        found = {finding.cue.id for finding in score.findings}
        assert {share.name for share in score.shares} & known <= found


def test_the_lowest_cap_holds_the_level_and_says_so(replies: list[tuple[Case, str]]) -> None:
    for case, reply in replies:
        score = scoring.score(case.says, reply, case)
        caps = [finding.cue.cap for finding in score.findings if finding.cue.cap is not None]
        assert 1 <= score.level <= min([5.0, *caps])
        holders = [share.name.removeprefix("held by ") for share in score.shares if share.name.startswith("held by ")]
        assert len(holders) <= 1
        if holders and holders != ["top of the ladder"]:
            (cue,) = {finding.cue.id: finding.cue for finding in score.findings if finding.cue.id == holders[0]}.values()
            assert cue.cap == min(caps) == score.level
    cue = cues.every()[0]._replace(id="any", cap=3.4)
    over = [Share("start", None, 2000), Share("much", None, 1500)]
    assert scoring._held([Finding(cue, 0, 1)], over)[-1] == Share("held by any", None, -100)


def test_the_ends_of_the_ladder_hold() -> None:
    top = [Share("start", None, 2000), Share("much", None, 4000)]
    assert scoring._held([], top)[-1] == Share("held by top of the ladder", None, -1000)
    foot = [Share("start", None, 2000), Share("grave", None, -1400)]
    assert scoring._held([], foot)[-1] == Share("foot of the ladder", None, 400)
    assert scoring._held([], top[:1]) == top[:1]


def test_what_harms_more_than_it_serves_is_against() -> None:
    cue = next(cue for cue in cues.every() if cue.skill == "minimising")
    mild = Finding(cue._replace(four_as={"affirmation": 1}, skill="one"), 0, 1)
    grave = Finding(cue._replace(four_as={"affirmation": -2}), 2, 3)
    assert scoring._one_a([mild, grave], "affirmation", {}) == scoring.AGAINST
    assert scoring._one_a([mild], "affirmation", {}) == scoring.PARTLY
    assert scoring._one_a([grave], "attention", {"understanding": 0.4}) == scoring.NOT_YET
    assert scoring._one_a([grave], "attention", {"understanding": 0.6}) == scoring.PARTLY


def test_roadblocks_reach_to_the_end_of_their_sentence() -> None:
    reply = "You should talk to the examiner about it. You sound sad."
    (advice,) = [f for f in scoring.score(CLIENT, reply).findings if f.cue.skill == "advising"]
    assert reply[advice.start : advice.end] == "You should talk to the examiner about it"


def test_a_roadblock_takes_back_the_skill_in_its_sentence() -> None:
    kept = scoring.score(CLIENT, "You're so disappointed about the test. Then again, you should practise more.")
    lost = scoring.score(CLIENT, "You're so disappointed about the test, and you should practise more.")
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


BRAIDS = "Five hours I braided that child's hair for the school show. Two tickets per family, they said, mother and father."


@pytest.mark.parametrize(
    ("reply", "caution"), [("Ouch.", "few words"), ("I hear pride in those five hours. And I hear a door.", "knows too little")]
)
def test_too_little_to_go_by_is_an_advisory(reply: str, caution: str) -> None:
    score = scoring.score(BRAIDS, reply)
    assert score.verdict == "advisory"
    assert score.level is not None
    assert caution in score.reason


# Always the same


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
