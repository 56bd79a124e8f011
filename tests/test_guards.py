"""What gets no number, and what gets one with a caution: each guard by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement import cases, findings, guards, language
from attunement.scene import Scene

if TYPE_CHECKING:
    from attunement.cases import Case

CLIENT = "I failed my driving test for the third time. I had told everybody the date."
ALL = list(cases.every())
LONG_MODELS = [(case, model.reply) for case in ALL for model in case.models if len(model.reply.split()) >= 14]
QUIET = dict.fromkeys((*guards._FOR, *guards._COUNTER), 0.1)
MIDST = sum(guards.MIDDLE) / 2


def refused(reply: str, case: Case | None = None) -> str | None:
    return guards.refused(Scene(language.read(reply), language.read(case.says if case else CLIENT), case))


def caution(reply: str, level: float = 3.5, **signals: float) -> str | None:
    scene = Scene(language.read(reply), language.read(CLIENT))
    return guards.caution(scene, findings.find(scene), level, QUIET | {"understanding": 0.9} | signals)


# Refused


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("", "nothing to check yet"),
        ("12 ... 🙂", "nothing to check yet"),
        ("Eso debe doler mucho, lo siento.", "English only"),
        ("You idiot.", "These words attack the client"),
    ],
)
def test_no_answer_no_number(reply: str, reason: str) -> None:
    assert reason in refused(reply)


@pytest.mark.parametrize("reply", ["That stings.", "Ouch.", "You felt like an idiot.", "Deja vu, all over again for you."])
def test_an_answer_is_let_in(reply: str) -> None:
    assert refused(reply) is None


# Copies of our own examples


def test_the_whole_model_is_refused_and_so_is_one_with_a_sentence_more() -> None:
    for case in ALL:
        for model in case.models:
            assert "example replies" in refused(model.reply, case)
    for case, reply in LONG_MODELS:
        assert "example replies" in refused(f"{reply} Take your time with that.", case)


def test_a_word_changed_here_or_there_is_still_a_copy() -> None:
    assert len(LONG_MODELS) > 50
    for case, reply in LONG_MODELS:
        said = reply.split()
        middle = len(said) // 2
        for changed in ([*said[:middle], *said[middle + 1 :]], [*said[:middle], "rather", *said[middle:]]):
            assert refused(" ".join(changed), case) is not None, " ".join(changed)


def test_a_few_of_its_words_are_no_copy() -> None:
    for case, reply in LONG_MODELS:
        assert refused(" ".join(reply.split()[: len(reply.split()) // 2]), case) is None, reply


def test_a_short_model_is_refused_word_for_word_only() -> None:
    case = next(case for case in ALL if case.id == "joan-01")
    model, text = language.read("That stings, Joan."), language.read
    assert guards._is_copy(text("that stings joan"), model)
    assert not guards._is_copy(text("That stings, Joan, and everybody knew the day."), model)
    assert refused("You had hoped so much for this one, and they all knew.", case) is None


def test_the_poor_reply_and_other_clients_models_are_no_copies() -> None:
    for one, other in zip(ALL, [*ALL[1:], ALL[0]], strict=True):
        assert refused(one.poor_reply, one) is None
        assert all(refused(model.reply, other) is None for model in one.models)


def test_without_a_case_nothing_is_known_of_models() -> None:
    assert refused(LONG_MODELS[0][1]) is None


# Scored, with a caution


@pytest.mark.parametrize("reply", ["Ouch.", "Tell me.", "Mm"])
def test_few_words_are_thin(reply: str) -> None:
    assert "few words" in caution(reply)


def test_a_full_reply_that_is_plain_gets_no_caution() -> None:
    assert caution("Third time round, and everybody knew the day. That stings.") is None


def test_a_cue_may_bring_its_own_caution() -> None:
    assert "repeats the client's words" in caution(CLIENT)


def test_in_the_middle_the_signals_must_decide() -> None:
    reply = "Third time round, and everybody knew the day."
    assert "knows too little" in caution(reply, MIDST, understanding=0.2)
    assert caution(reply, MIDST, understanding=0.2 + guards.DECIDED) is None
    assert caution(reply, MIDST, understanding=0.1, advice=0.3 + guards.DECIDED) is None
    assert caution(reply, 1.2, understanding=0.2) is None
    assert caution(reply, 4.0, understanding=0.2) is None


def test_words_that_meet_and_turn_away_at_once_are_torn() -> None:
    reply = "Third time round, and everybody knew the day."
    for signal in guards._COUNTER:
        assert "some to turn away" in caution(reply, 4.0, **{signal: 0.6}), signal
        assert "some to turn away" in caution(reply, MIDST, **{signal: 0.8}), signal
    assert caution(reply, 1.5, dismissing=0.9) is None, "where the level is low, nothing is contradicted"
    assert caution(reply, MIDST, dismissing=0.5) is None, "in the middle, clear enough"


def test_every_caution_says_what_to_do() -> None:
    told = [caution("Ouch."), caution("It is so.", MIDST, understanding=0.2), caution("It is so.", 4.0, advice=0.9)]
    assert all("sk a colleague" in one for one in told)
    assert all("!" not in one and len(one) < 160 for one in told)
