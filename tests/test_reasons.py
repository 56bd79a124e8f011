"""Which words earned or cost what: the rows add up to the level, in the learner's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from attunement import cues, feedback, reasons, scoring, weights

if TYPE_CHECKING:
    from attunement.cases import Case

    Scored = tuple[scoring.Score, str, list[dict[str, Any]]]

pytestmark = pytest.mark.xdist_group("labelled")
CLIENT = "I failed my driving test for the third time. I had told everybody the date."
KEYS = ["what", "quote", "start", "end", "points", "most"]
ODD = [
    "  \n\nThat stings.\n\nThird time, and everybody knew.\n",
    "🌧️ The third time… and everybody KNEW the date?! How is it – for you; now?",
    "You failed. \u202eYou told\u202c everybody; 3 times: that hurts!!",
    "You\u2019re tired \ud800 of it. $5 ^ #1.",
    "Hm",
    "That must hurt. " * 300,
    "You feel " + "tired " * 800,
]


@pytest.fixture(scope="module")
def scored(models: list[tuple[Case, int, str]], labelled_scores: list[tuple[scoring.Score, str]]) -> list[Scored]:
    """Return the score and the rows of every model of the casebook and of each of our own labelled replies."""
    found = [(scoring.score(case.says, reply, case), reply) for case, _, reply in models] + labelled_scores
    return [(score, reply, reasons.rows(score, reply)) for score, reply in found]


def rows(reply: str, client: str = CLIENT) -> list[dict[str, Any]]:
    """Return the rows of a reply."""
    return reasons.rows(scoring.score(client, reply), reply)


def whole(points: float) -> int:
    """Return steps in the unit of the weights; there must be nothing smaller."""
    assert points == round(points * weights.UNIT) / weights.UNIT
    return round(points * weights.UNIT)


def plain(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def test_the_rows_add_up_to_the_level(scored: list[Scored]) -> None:
    assert len(scored) > 1000
    for score, reply, told in scored:
        assert sum(whole(row["points"]) for row in told) == whole(score.level or 0), reply


def test_in_hundredths_they_add_up_to_the_rounded_level(scored: list[Scored]) -> None:
    for score, _, told in scored:
        shown = reasons.in_hundredths(told)
        assert round(sum(row["points"] for row in shown), 2) == round(score.level or 0, 2)
        assert all(row["points"] == round(row["points"], 2) != 0 for row in shown)
        exact = {(row["what"], row["start"]): row["points"] for row in told}
        assert all(abs(row["points"] - exact[row["what"], row["start"]]) <= 0.01001 for row in shown)
    assert reasons.in_hundredths([]) == []


@pytest.mark.parametrize("reply", ODD)
def test_odd_replies_add_up_too(reply: str) -> None:
    score, told = scoring.score(CLIENT, reply), rows(reply)
    assert score.level is not None
    assert sum(whole(row["points"]) for row in told) == whole(score.level)
    assert len(told) <= reasons.MOST_ROWS + 3
    assert all(len(row["quote"]) <= reasons.LONGEST_QUOTE + 2 for row in told)
    assert not re.search("[\u202a-\u202e\ud800-\udfff]", str([(row["quote"], row["most"]) for row in told]))


def test_quotes_are_the_learners_words(scored: list[Scored]) -> None:
    for _, reply, told in scored:
        for row in told:
            assert list(row) == KEYS
            assert (row["start"] is None) == (row["end"] is None) == (not row["quote"])
            if row["quote"]:
                assert plain(reply[row["start"] : row["end"]]).startswith(row["quote"].removesuffix(" …"))
            assert all(most["words"] in plain(reply) for most in row["most"] if most["own"])


def test_no_sign_of_a_run_is_shown(scored: list[Scored]) -> None:
    for _, reply, told in scored:
        if not re.search(r"[$^#]", reply):
            assert not re.search(r"[$^#]", str(told))


def test_every_run_is_named_by_words_or_by_what_it_is(scored: list[Scored]) -> None:
    named = {most["words"] for _, _, told in scored for row in told for most in row["most"]}
    assert {name for name in named if not re.search(r"\w", name)} == set()
    assert reasons.LITTLE_WORDS in named


@pytest.mark.parametrize(
    ("run", "span", "words"),
    [
        (". $", (2, 3), reasons.ENDING),
        ("^", (0, 1), reasons.BEGINNING),
        ("that", (0, 1), reasons.LITTLE_WORDS),
        ("^ that stings", (0, 2), "That stings"),
    ],
)
def test_what_is_no_word_to_learn_from_is_named_by_what_it_is(run: str, span: tuple[int, int], words: str) -> None:
    reply = "That stings."
    score = scoring.score(CLIENT, reply)._replace(level=2.2, shares=(share("start", 200), share(run, 20, span)))
    assert [most["words"] for most in reasons.rows(score, reply)[-1]["most"]] == [words]


def test_what_is_beside_the_point_is_said() -> None:
    told = by_hand("That stings.", 2.0, ("start", 250), ("beside the point", -50))
    assert [(row["what"], row["points"]) for row in told] == [(reasons.START, 2.5), (reasons.BESIDE, -0.5)]


def test_the_order_is_start_then_weight_then_what_holds(scored: list[Scored]) -> None:
    held = beside = 0
    for score, _, (start, *told) in scored:
        assert (start["what"], start["quote"]) == (reasons.START, "")
        if told and told[-1]["what"] == reasons.BESIDE:
            beside += 1
            level = (score.level or 0) - told.pop()["points"]
        else:
            level = score.level or 0
        if told and told[-1]["what"].startswith("Held at"):
            held += 1
            assert f" {round(level, 3)} " in f"{told.pop()['what']} ".replace(",", " ")
        points = [abs(row["points"]) for row in told if row["what"] != reasons.SMALLER]
        assert points == sorted(points, reverse=True)
        assert sum(point < reasons.SMALL / weights.UNIT for point in points) <= 1
    assert held > 10
    assert beside


def share(name: str, points: int, span: tuple[int, int] | None = None) -> weights.Share:
    """Return a share of so many hundredths of a step."""
    return weights.Share(name, span, points * weights.UNIT // 100)


def by_hand(reply: str, level: float, *shares: tuple[str, int]) -> list[dict[str, Any]]:
    """Return the rows of a reply whose level is made of these shares of the whole."""
    made = tuple(share(name, points) for name, points in shares)
    return reasons.rows(scoring.score(CLIENT, reply)._replace(level=level, shares=made), reply)


def test_a_cap_is_said_with_the_words_that_bring_it() -> None:
    reply = "Third time, and everybody knew. You should walk."
    (advice,) = [one for one in scoring.score(CLIENT, reply).findings if one.cue.skill == "advising"]
    told = by_hand(reply, 3.4, ("start", 420), (advice.cue.id, -20), (f"held by {advice.cue.id}", -60))
    assert advice.cue.cap == 3.4
    assert [(row["what"], row["quote"], row["points"]) for row in told] == [
        (reasons.START, "", 4.2),
        ("Advising", "You should walk", -0.2),
        ("Held at 3.4 by advising", "You should walk", -0.6),
    ]


@pytest.mark.parametrize(("level", "start", "name"), [(1.0, 80, "foot of the ladder"), (5.0, 530, "held by top of the ladder")])
def test_the_ends_of_the_ladder_are_said(level: float, start: int, name: str) -> None:
    *_, held = by_hand("That stings.", level, ("start", start), (name, round(level * 100) - start))
    assert held["what"] == f"Held at {level}, the {name.removeprefix('held by ')}"
    assert (held["quote"], held["points"]) == ("", round(level - start / 100, 2))


def test_small_things_are_told_together() -> None:
    reply = "That stings."
    runs = [share("that", 4, (0, 1))]
    score = scoring.score(CLIENT, reply)._replace(level=2.1, shares=(share("start", 203), *runs))
    one = reasons.rows(score, reply)
    two = reasons.rows(score._replace(shares=(*score.shares, share("asks", 3))), reply)
    assert [(row["what"], row["points"]) for row in one] == [(reasons.START, 2.03), (reasons.WORDING, 0.04)]
    assert [(row["what"], row["points"]) for row in two] == [(reasons.START, 2.03), (reasons.SMALLER, 0.07)]


def test_a_run_across_two_sentences_stands_with_the_one_of_its_words() -> None:
    reply = "That stings. Everybody knew."
    score = scoring.score(CLIENT, reply)._replace(level=2.2, shares=(share("start", 200),))
    told = reasons.rows(score._replace(shares=(*score.shares, share(". ^ everybody", 20, (2, 4)))), reply)
    assert [(row["quote"], [one["words"] for one in row["most"]]) for row in told[1:]] == [("Everybody knew.", ["Everybody"])]


def test_a_cue_counts_once_and_says_so() -> None:
    told = rows("You should walk. You should practise more. You should ask them.")
    cue = [row for row in told if row["what"].startswith("Advising")]
    assert [row["what"] for row in cue] == ["Advising, counted once"]


def test_words_stand_with_their_own_sentence(scored: list[Scored]) -> None:
    for _, reply, told in scored:
        for row in told:
            if row["quote"] and not row["quote"].endswith("…"):
                passage = plain(reply[row["start"] : row["end"]])
                assert all(most["words"].split()[0] in passage for most in row["most"] if most["own"])


def test_what_is_not_scored_has_no_rows() -> None:
    assert rows("") == rows("Me siento muy triste por lo que te pasó ayer con tu madre.") == []
    assert feedback.refuse("No.")["points"] == []


def test_the_answer_carries_the_rows() -> None:
    reply = "Third time round, and everybody knew the day. That stings."
    assert feedback.score(CLIENT, reply)["points"] == rows(reply)
    assert [row["most"] for row in rows(reply)] == [row["most"] for row in rows(reply)]


def test_every_feature_of_the_whole_has_plain_words() -> None:
    unnamed = {name for name in weights.load().shapes if name not in reasons.ABOUT}
    assert {name for name in unnamed if not re.fullmatch(r"more than \d+ words", name)} == set()


def test_the_voice_of_what_is_said() -> None:
    said = {cue.skill for cue in cues.every()} | set(reasons.ABOUT.values()) | set(reasons.ENDS_OF_LADDER.values())
    assert [words for words in said if re.search(r"[!_$^#]|\b(?:simply|just|obviously)\b", words)] == []
