"""What is said about a score: quotes the learner, sets no trap, gives one thing to try."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from attunement import cases, cues, feedback, reasons, scoring, steps

if TYPE_CHECKING:
    from attunement.cases import Case

    Scored = tuple[scoring.Score, str]

pytestmark = pytest.mark.xdist_group("labelled")
CLIENT = "I failed my driving test for the third time."
KEYS = ["verdict", "reason", "level", "level_words", "four_as", "behaviour", "signals"]
KEYS += ["findings", "points", "summary", "next_step"]
FINDING_KEYS = ["cue", "start", "end", "skill", "valence", "why", "instead", "source"]


@pytest.fixture(scope="module")
def found(labelled_scores: list[Scored]) -> list[Scored]:
    """Return the score of each of our own labelled replies that has one."""
    return [(result, reply) for result, reply in labelled_scores if result.level is not None]


def test_every_answer_has_the_same_keys() -> None:
    for told in (feedback.score(CLIENT, "That stings."), feedback.score(CLIENT, ""), feedback.refuse("No.")):
        assert list(told) == KEYS
        assert all(list(finding) == FINDING_KEYS for finding in told["findings"])


def test_offsets_count_code_points_of_the_reply() -> None:
    reply = "🙂🙂 You should practise more."
    told = feedback.score(CLIENT, reply)
    (advice,) = [finding for finding in told["findings"] if finding["skill"] == "advising"]
    assert reply[advice["start"] : advice["end"]] == "You should practise more"


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (None, ""),
        (1.0, "hurts or misses"),
        (1.74, "hurts or misses"),
        (1.75, "not there yet"),
        (3.0, "gives back what was said and felt"),
        (4.0, "adds what was felt but not said"),
        (5.0, "deep, tentative and inviting"),
    ],
)
def test_a_level_is_said_in_words(level: float | None, words: str) -> None:
    assert feedback.level_words(level) == words


def test_the_rung_in_words_is_the_rung_on_which_the_client_answers() -> None:
    maya = cases.load("maya-01")
    for hundredths in range(100, 501):
        level = hundredths / 100
        (answers,) = [rung for rung, turn in maya.lands.items() if turn is maya.landing(level)]
        assert feedback.level_words(level) == feedback.LEVELS[answers]


def test_the_summary_quotes_what_helped_and_what_hindered() -> None:
    told = feedback.score(CLIENT, "You had hoped so much for this test. I think you should practise more.")
    assert "“You had hoped so much for this test” can reach this client." in told["summary"]
    assert "“I think you should practise more” then gets in the way." in told["summary"]


def test_what_hinders_is_never_said_to_help(found: list[Scored]) -> None:
    """The same words are not praised and mended, and nothing reaches a client where the level is low for no named reason."""
    for result, reply in found:
        told = feedback.summary(result, reply)
        quotes = re.findall(r"“[^”]*”", told)
        assert len(quotes) == len(set(quotes)), told
        hindered = "gets in the way" in told or "says little" in told
        if cases.rung(result.level) < (2 if hindered else 3):
            assert "can reach" not in told, told


def test_a_level_is_never_said_against_the_summary(found: list[Scored]) -> None:
    for result, reply in found:
        told = feedback.summary(result, reply)
        heard = "sees nothing here" not in told and "seem to miss" not in told
        assert heard or cases.rung(result.level) < 3, told
        if cases.rung(result.level) == 1:
            assert re.search(r"gets in the way|says little|seem to miss", told), told


def test_the_client_is_called_by_name_where_it_is_known() -> None:
    joan = cases.load("joan-01")
    told = feedback.score(joan.says, "Another no, and the choir is waiting. You're disappointed.", "joan-01")
    assert "can reach Joan." in told["summary"]


def test_a_quote_never_grows_long(replies: list[tuple[Case, str]]) -> None:
    for case, reply in replies:
        quotes = re.findall(r"“([^”]*)”", feedback.score(case.says, reply)["summary"])
        assert [quote for quote in quotes if len(quote) > reasons.LONGEST_QUOTE + 2] == []


def test_above_four_a_person_is_asked(models: list[tuple[Case, int, str]]) -> None:
    scores = [(scoring.score(case.says, reply, case), reply) for case, _, reply in models]
    told = [(score.level, feedback.summary(score, reply)) for score, reply in scores]
    high = [summary for level, summary in told if level > 4]
    assert high, "no model stands above 4, so nothing is shown here"
    assert all(summary.endswith(feedback.ASK_A_PERSON) for summary in high)
    assert not any(feedback.ASK_A_PERSON in summary for level, summary in told if level <= 4)


def test_the_next_step_is_the_way_out_of_the_heaviest_roadblock() -> None:
    told = feedback.score(CLIENT, "You're just lazy. At least you have a bicycle. You should walk.")
    heaviest = next(cue for cue in cues.every() if cue.id == "judging-verdict")
    assert told["next_step"] == heaviest.next


def test_the_heaviest_roadblock_is_the_one_that_holds_or_costs_most(found: list[Scored]) -> None:
    held = 0
    for result, _ in found:
        costs = {share.name: share.points for share in result.shares}
        hindering = {one.cue.id for one in result.findings if one.cue.valence < 0}
        holding = {name for name in hindering if reasons.HELD + name in costs}
        held += len(holding)
        if hindering:
            heaviest = steps.heaviest(result).cue.id
            assert heaviest in (holding or hindering)
            assert holding or costs.get(heaviest, 0) == min(costs.get(name, 0) for name in hindering)
    assert held > 10


@pytest.mark.parametrize(
    ("reply", "step"),
    [
        ("Three tries, and then that pat on the arm, as if you were a child.", "Offer it as a guess"),
        ("How did the choir take it?", "Before you ask"),
        ("Is that close?", "Before you ask"),
        ("Did you cry?", "cannot be answered with yes"),
        ("I'm sorry.", "After the sorry, say what happened to Joan"),
        ("I'm sorry you're so disappointed.", "Say what it is about"),
        ("There is no rush. Take your time.", "Say in your own words what happened to Joan"),
    ],
)
def test_the_next_step_fits_what_is_there_already(reply: str, step: str) -> None:
    # what a question asks about has not been given back; making room says nothing of what was heard
    assert step in feedback.score(cases.load("joan-01").says, reply)["next_step"]


def test_there_is_always_one_next_step(replies: list[tuple[Case, str]]) -> None:
    for case, reply in replies:
        assert len(feedback.score(case.says, reply, case.id)["next_step"]) > 10


@pytest.mark.parametrize("case", ["nobody-01", "", "../maya-01", None])
def test_an_unknown_case_counts_as_none(case: str | None) -> None:
    assert feedback.score(CLIENT, "That stings.", case) == feedback.score(CLIENT, "That stings.")


def test_the_voice_of_every_word_that_a_learner_reads() -> None:
    """Warm, plain, exact: no exclamation marks, none of the words that make a reader feel slow."""
    told = [*feedback.LEVELS.values(), *feedback.FOUR_A_WORDS, feedback.ASK_A_PERSON, *steps.STEPS.values()]
    told += [text for cue in cues.every() for text in (cue.why, cue.instead, cue.next, cue.advisory, cue.refuses)]
    assert [text for text in told if re.search(r"!|\b(?:simply|just|obviously|of course)\b", text)] == []


def test_a_client_of_the_casebook_is_known_by_the_words() -> None:
    maya = cases.load("maya-01")
    model = next(model.reply for model in maya.models if model.level == 4)
    assert feedback.score(f" {maya.says}\n", model)["verdict"] == "not_scored"
    assert feedback.score(maya.says, "Your coat is still on.") == feedback.score(maya.says, "Your coat is still on.", "maya-01")
    assert feedback.score("I'm fine.", model)["verdict"] != "not_scored"
