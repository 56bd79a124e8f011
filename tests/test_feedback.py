"""What is said about a score: quotes the learner, sets no trap, gives one thing to try."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from attunement import cases, cues, feedback, reasons
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from attunement.cases import Case

CLIENT = "I failed my driving test for the third time."
KEYS = ["verdict", "reason", "level", "level_words", "four_as", "behaviour", "signals"]
KEYS += ["findings", "points", "summary", "next_step"]
FINDING_KEYS = ["cue", "start", "end", "skill", "valence", "why", "instead", "source"]


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
    told = feedback.score(CLIENT, "You had hoped so much for this test. You should practise more.")
    assert "can reach this client" in told["summary"]
    assert "“You should practise more” then gets in the way." in told["summary"]


def test_the_client_is_called_by_name_where_it_is_known() -> None:
    joan = cases.load("joan-01")
    told = feedback.score(joan.says, "Another no, and the choir is waiting. You're disappointed.", "joan-01")
    assert "can reach Joan." in told["summary"]


def test_a_quote_never_grows_long(replies: list[tuple[Case, str]]) -> None:
    for case, reply in replies:
        quotes = re.findall(r"“([^”]*)”", feedback.score(case.says, reply)["summary"])
        assert [quote for quote in quotes if len(quote) > reasons.LONGEST_QUOTE + 2] == []


def test_above_four_a_person_is_asked(models: list[tuple[Case, int, str]]) -> None:
    told = [feedback.score(case.says, f"{reply} Yes.", case.id) for case, _, reply in models]
    high = [one for one in told if one["level"] and one["level"] > 4]
    assert high, "no model stands above 4, so nothing is shown here"
    assert all(one["summary"].endswith(feedback.ASK_A_PERSON) for one in high)
    assert not any(feedback.ASK_A_PERSON in one["summary"] for one in told if one["level"] and one["level"] <= 4)


def test_the_next_step_is_the_way_out_of_the_heaviest_roadblock() -> None:
    told = feedback.score(CLIENT, "You're just lazy. At least you have a bicycle. You should walk.")
    heaviest = next(cue for cue in cues.every() if cue.id == "judging-verdict")
    assert told["next_step"] == heaviest.next


def test_there_is_always_one_next_step(replies: list[tuple[Case, str]]) -> None:
    for case, reply in replies:
        assert len(feedback.score(case.says, reply, case.id)["next_step"]) > 10


@pytest.mark.parametrize("case", ["nobody-01", "", "../maya-01", None])
def test_an_unknown_case_counts_as_none(case: str | None) -> None:
    assert feedback.score(CLIENT, "That stings.", case) == feedback.score(CLIENT, "That stings.")


def test_an_assignment_with_an_unknown_client_is_its_authors_mistake() -> None:
    with pytest.raises(AuthorError, match="there is no client `nobody-01`"):
        feedback.respond(CLIENT, "That stings.", "nobody-01")


def test_the_voice_of_every_word_that_a_learner_reads() -> None:
    """Warm, plain, exact: no exclamation marks, none of the words that make a reader feel slow."""
    told = [*feedback.LEVELS.values(), *feedback.FOUR_A_WORDS, feedback.ASK_A_PERSON, *feedback._STEPS.values()]
    told += [text for cue in cues.every() for text in (cue.why, cue.instead, cue.next, cue.advisory, cue.refuses)]
    assert [text for text in told if re.search(r"!|\b(?:simply|just|obviously|of course)\b", text)] == []


def test_a_client_of_the_casebook_is_known_by_the_words() -> None:
    maya = cases.load("maya-01")
    model = next(model.reply for model in maya.models if model.level == 4)
    assert feedback.score(f" {maya.says}\n", model)["verdict"] == "not_scored"
    assert feedback.score(maya.says, "Your coat is still on.") == feedback.score(maya.says, "Your coat is still on.", "maya-01")
    assert feedback.score("I'm fine.", model)["verdict"] != "not_scored"
