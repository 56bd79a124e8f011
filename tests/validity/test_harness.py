"""Each measure on small invented files: the figures are those that one counts by hand, in every form that a file may have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml
from scipy import stats
from sklearn import metrics

from attunement import scoring
from attunement.errors import LearnerError
from attunement.scoring import Score
from attunement.validity import contrasts, corpora, fit, harness, heldout, keywords, ladders, materials, replies, speed
from attunement.weights import BEHAVIOURS, load
from validity.conftest import SAID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLIENT = "I failed my driving test for the third time."
LADDER = ["You are lazy.", "You should book lessons.", "Third time round, and you are bitterly disappointed."]
ROW = {"name", "n", "value", "low", "high", "majority", "keywords", "people", "sure"}


def row(measured: dict, name: str) -> dict:
    return next(one for one in measured["rows"] if one["name"] == name)


def levels(client: str, *said: str) -> list[float]:
    return [scoring.score(client, reply).level for reply in said]


# AnnoMI


def test_annomi_is_what_scikit_learn_counts(annomi: Callable[..., Path]) -> None:
    path = annomi()
    measured = harness.annomi(path)
    heard = corpora.annomi(path)
    truth = [one.behaviour for one in heard]
    ours = [scoring.score(one.client, one.words).behaviour for one in heard]
    assert (measured["n"], measured["groups"]) == (12, 3)
    assert set(measured["rows"][0]) == ROW
    assert row(measured, "macro-F1")["value"] == round(metrics.f1_score(truth, ours, average="macro"), 3)
    assert row(measured, "F1 reflection")["value"] == round(
        metrics.f1_score(truth, ours, labels=["reflection"], average=None)[0], 3
    )
    assert row(measured, "accuracy")["majority"] == 0.25
    assert row(measured, "macro-F1")["people"] is None
    assert measured["abstained"] >= 0.25, "`Okay.` is too little to be sure of"
    json.dumps(measured, allow_nan=False)


def test_people_are_measured_against_the_majority_of_the_others(annomi: Callable[..., Path]) -> None:
    votes = {"1": {}, "2": {}, "3": {"question": "other"}}
    measured = harness.annomi(annomi(votes))
    # Against the other two, 1 and 2 are never wrong (of a tie the first vote counts), 3 is in one of four.
    truth, third = ["question", "reflection", "input", "other"], ["other", "reflection", "input", "other"]
    macro = metrics.f1_score(truth, third, average="macro", zero_division=0)
    assert row(measured, "accuracy")["people"] == round(np.mean([1, 1, 0.75]), 3)
    assert row(measured, "macro-F1")["people"] == round(np.mean([1, 1, macro]), 3)


def test_judgements_of_other_weights_take_the_place_of_ours(annomi: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heldout, "behaviours", lambda path: [one.behaviour for one in corpora.annomi(path)])
    measured = harness.annomi(annomi(), held_out=True)
    assert row(measured, "macro-F1")["value"] == 1
    assert "has not seen" in measured["says"]


def test_a_video_is_judged_by_weights_that_have_not_seen_it(annomi: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[set[str]] = []
    shipped = {name: getattr(load(), name) for name in ("about", "start", "cues", "shapes", "words")}

    def learn(public: list[corpora.Utterance], *, only_behaviour: bool) -> dict:
        assert only_behaviour
        learned.append({one.video for one in public})
        return shipped

    monkeypatch.setattr(fit, "learn", learn)
    path = annomi()
    guessed = heldout.behaviours(path, folds=3)
    assert learned == [{"video 1", "video 2"}, {"video 0", "video 2"}, {"video 0", "video 1"}]
    assert guessed == [scoring.score(one.client, one.words).behaviour for one in corpora.annomi(path)]


# Lend an Ear


def test_signals_are_the_mean_of_the_turns_against_each_expert(lend_an_ear: Path) -> None:
    measured = harness.lend_an_ear(lend_an_ear)
    talks = corpora.lend_an_ear(lend_an_ear)
    ours = [np.mean([scoring.score(*turn).signals["advice"] for turn in talk.turns]) for talk in talks]
    advice = [[talk.ratings[expert]["advice"] for talk in talks] for expert in ("expert1", "expert2")]
    expected = np.mean([stats.spearmanr(ours, one).statistic for one in advice])
    assert [one["name"] for one in measured["rows"]] == [
        *("validating", "elaboration", "understanding", "advice", "self-focus", "dismissing")
    ]
    assert row(measured, "advice")["value"] == round(expected, 3)
    assert row(measured, "advice")["people"] == 1
    assert row(measured, "self-focus")["people"] is None, "one expert always says the same: that is no agreement"
    json.dumps(measured, allow_nan=False)


# Levels

FORMS = {
    "yaml, texts in order": yaml.safe_dump([{"client": CLIENT, "replies": LADDER}]),
    "yaml, a level for each": yaml.safe_dump(
        [{"says": CLIENT, "replies": [{"reply": text, "level": level} for level, text in enumerate(LADDER, 1)]}]
    ),
    "json, a ladder by level": json.dumps([{"prompt": CLIENT, "ladder": {"1": LADDER[0], "2": LADDER[1], "3": LADDER[2]}}]),
    "json, under one key": json.dumps({"clients": [{"client": CLIENT, "responses": LADDER}]}, indent=2),
    "json, a key for each level": json.dumps([{"client": CLIENT, **{f"level_{n}": text for n, text in enumerate(LADDER, 1)}}]),
    "json, under one key beside others": json.dumps({"about": "cats", "items": [{"client": CLIENT, "replies": LADDER}]}),
    "json, one entry": json.dumps({"client": CLIENT, "replies": LADDER}),
    "json lines, flat": "\n".join(
        json.dumps({"client": CLIENT, "response": text, "level": level}) for level, text in enumerate(LADDER, 1)
    ),
    "json lines, one ladder": json.dumps({"client": CLIENT, "replies": LADDER}) + "\n\n",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_graded_replies_are_read_in_every_form(written: Callable[..., Path], text: str) -> None:
    found = materials.graded(written(text))
    assert [(one.client, one.reply, one.level) for one in found] == [(CLIENT, text, n) for n, text in enumerate(LADDER, 1)]


def test_pairs_of_a_ladder_are_counted(written: Callable[..., Path]) -> None:
    measured = harness.levels(written(FORMS["yaml, texts in order"]))
    low, middle, high = levels(CLIENT, *LADDER)
    assert row(measured, "pairs in order")["value"] == round(np.mean([low < middle, low < high, middle < high]), 3)
    assert len(measured["rows"]) == 3, "an order alone says nothing about rungs"
    assert measured["source"] == "given.txt"


def test_labels_are_compared_where_there_are_any(written: Callable[..., Path]) -> None:
    measured = harness.levels(written(FORMS["yaml, a level for each"]))
    ours = [round(level * 2 + 1e-9) for level in levels(CLIENT, *LADDER)]
    kappa = metrics.cohen_kappa_score([2, 4, 6], ours, labels=list(range(2, 11)), weights="quadratic")
    assert row(measured, "kappa with the label (quadratic)")["value"] == round(kappa, 3)
    assert [one["name"] for one in measured["means"]] == ["label 1", "label 2", "label 3"]


@pytest.mark.usefixtures("few")
def test_our_own_replies_are_measured_in_two_parts() -> None:
    measured = harness.levels()
    assert (measured["n"], measured["fit"]["n"]) == (60, 60)
    assert "part check" in measured["source"]
    assert "part fit" in measured["fit"]["source"]
    assert measured["means"]
    json.dumps(measured, allow_nan=False)


def test_our_own_files_and_their_folder_are_read() -> None:
    paths = sorted(replies.REPLIES.glob("maya-*.yaml"))
    assert paths
    ours = {(one.reply, one.level) for one in replies.every() if one.client == paths[0].stem}
    assert {(one.reply, one.level) for one in materials.graded(paths[0])} == ours
    assert len(materials.graded(replies.REPLIES)) == len(replies.every())


def test_a_second_coding_is_compared_with_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    first = replies.of("check")[:40]
    monkeypatch.setattr(replies, "second", lambda: [(one, one.level, one.behaviour) for one in first])
    same = ladders.second()
    assert (same["n"], [one["value"] for one in same["rows"]]) == (40, [1, 1, 1])
    monkeypatch.setattr(replies, "second", lambda: [(one, 3.0, one.behaviour) for one in first])
    assert ladders.second()["rows"][0]["value"] == 0, "who always says 3 agrees by chance alone"


def test_no_reply_of_the_second_coding_stood_where_its_place_tells_the_level() -> None:
    coded = replies.second()
    assert len(coded) >= len(replies.every()) / 6
    assert {one.style for one, _, _ in coded}.isdisjoint({replies.MODEL, "ladder"})


# Pairs and changes


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the scorer know the two replies and nothing else, so that these tests count and do not judge it."""
    known = {SAID["good"]: 3.5, SAID["bad"]: 1.0}
    monkeypatch.setattr(scoring, "score", lambda _, reply: Score("scored", None, known[reply]))


@pytest.mark.usefixtures("known")
def test_contrast_pairs_are_counted_by_name(written: Callable[..., Path]) -> None:
    pair = {"client": SAID["client"], "better": SAID["good"], "worse": SAID["bad"], "name": "minimising"}
    wrong = {"client": SAID["client"], "good_reply": SAID["bad"], "bad_reply": SAID["good"], "kind": "upside down"}
    tie = {"client": SAID["client"], "higher": SAID["bad"], "lower": SAID["bad"]}
    measured = harness.pairs(written(json.dumps([pair, wrong, tie])))
    assert measured["n"] == 3
    assert measured["rows"][0]["value"] == 0.333
    assert {one["name"]: one["value"] for one in measured["kinds"]} == {"not named": 0, "upside down": 0, "minimising": 1}
    assert measured["failed"] == [2, 3]


@pytest.mark.usefixtures("known")
def test_one_part_can_be_measured(written: Callable[..., Path]) -> None:
    pair = {"client": SAID["client"], "better": SAID["good"], "worse": SAID["bad"]}
    path = written("\n".join(json.dumps({**pair, "part": part}) for part in ("fit", "check", "check")))
    assert [(one["name"], one["n"]) for one in harness.pairs(path)["rows"]] == [
        *(("better stands above worse", 3), ("part fit", 1), ("part check", 2))
    ]
    assert harness.pairs(path, "check")["n"] == 2


@pytest.mark.parametrize(
    "entry",
    [
        {"client": SAID["client"], "reply": SAID["good"], "variants": [SAID["bad"]]},
        {"client": SAID["client"], "response": SAID["good"], "variants": [{"response": SAID["bad"], "kind": "k"}]},
        {"client": SAID["client"], "reply": SAID["good"], "variants": {"k": SAID["bad"]}},
        {"client": SAID["client"], "a": SAID["good"], "b": SAID["bad"], "kind": "k"},
        {"a": {"client": SAID["client"], "reply": SAID["good"]}, "b": {"client": SAID["client"], "reply": SAID["bad"]}},
    ],
)
def test_changes_are_read_in_every_form(written: Callable[..., Path], entry: dict) -> None:
    (change,) = materials.changes(written(yaml.safe_dump([entry])))
    assert change.before == (SAID["client"], SAID["good"])
    assert change.after == (SAID["client"], SAID["bad"])
    assert change.kind in {"k", "not named"}


@pytest.mark.usefixtures("known")
def test_changes_of_level_are_measured_by_kind(written: Callable[..., Path]) -> None:
    variants = [
        {"reply": SAID["good"], "kind": "none"},
        {"reply": SAID["bad"], "kind": "all"},
        {"client": "My cat died.", "kind": "none"},
    ]
    measured = harness.invariant(written(json.dumps([{"client": SAID["client"], "reply": SAID["good"], "variants": variants}])))
    assert (measured["n"], measured["groups"]) == (3, 1)
    assert row(measured, "largest change")["value"] == 2.5
    assert measured["failed"] == [2]
    assert {one["name"] for one in measured["kinds"]} == {"none", "all"}
    assert measured["rows"][2]["value"] == 0.333


def test_a_lost_level_is_the_whole_ladder() -> None:
    moved = contrasts._moved(np.array([3.0, 3.0, np.nan, 3.2]), np.array([np.nan, 3.0, np.nan, 2.8]))
    assert moved.tolist() == [4, 0, 0, 0.4]


# Files in another form

GRADED, PAIRS = materials.graded, materials.contrasts


@pytest.mark.parametrize(
    ("read", "text", "told"),
    [
        (
            PAIRS,
            '{"client": "a", "better": "b", "worse": "c"}\n{"client": "a"}\n',
            "given.txt, line 2: expected is `client`, `better`",
        ),
        (
            PAIRS,
            '{"client": "a", "better": "b", "worse": "c"}\n{"client": \n',
            "given.txt, line 2: expected is a list of entries",
        ),
        (PAIRS, "- {client: a, better: b, worst: c}", "given.txt, entry 1: .* found: `client`, `better`, `worst`"),
        (PAIRS, "- just a text", "given.txt, entry 1: expected is an entry with keys; found: a text"),
        (PAIRS, "a: b: c", "given.txt, line 1: expected is a list of entries"),
        (PAIRS, "just a text", "given.txt: expected is a list .* found: a text"),
        (PAIRS, "", "given.txt: expected is a list .* found: nothing"),
        (PAIRS, "[]", "given.txt: expected is a list .* found: none"),
        (GRADED, "- {client: a, replies: [b, {reply: c}]}", "entry 1: .* found: the keys `reply` as reply 2"),
        (GRADED, "- {client: a, reply: b, level: high}", "entry 1: .* found: `client`, `reply`, `level`"),
        (GRADED, "- {replies: [b, c]}", "entry 1: expected is `client`"),
        (GRADED, "- {client: a, replies: b}", "found: a text in place of the replies"),
        (materials.changes, "- {client: a, reply: b}", "entry 1: expected is `client`, `reply` and `variants`"),
        (materials.changes, "- {client: a, reply: b, variants: [c, {answer: d}]}", "the keys `answer` as variant 2"),
    ],
)
def test_another_form_is_told_with_its_place(written: Callable[..., Path], read: Callable, text: str, told: str) -> None:
    with pytest.raises(LearnerError, match=told) as error:
        read(written(text))
    assert "\n" not in str(error.value)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LearnerError, match="bytes that are not UTF-8"):
        materials.contrasts(tmp_path)


def test_one_reply_has_no_order(written: Callable[..., Path]) -> None:
    with pytest.raises(LearnerError, match="no order to measure"):
        harness.levels(written("- {client: a cat, reply: You miss it., level: 3}"))


# Cues, speed, keywords


@pytest.mark.usefixtures("few")
def test_alarms_name_the_cues_that_are_wrong_more_often_than_right() -> None:
    measured = harness.false_alarms()
    assert measured["n"] == 60
    assert measured["wrong"] == [one["name"] for one in measured["rows"] if one["akin"] * 2 < one["n"]]
    assert all(0 <= one["false_alarms"] <= 1 for one in measured["rows"])


@pytest.mark.usefixtures("few")
def test_speed_is_told_in_milliseconds() -> None:
    measured = speed.speed(rounds=1, starts=1)
    figures = {one["name"]: (one["value"], one["unit"]) for one in measured["rows"]}
    assert 0 < figures["one reply, median"][0] <= figures["one reply, 95th percentile"][0]
    assert figures["a text twice as long"][1] == "times"
    assert figures["import ipywidgets"][0] > 1


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("How are you?", "question"),
        ("It sounds like you should rest.", "reflection"),
        ("You should rest.", "input"),
        ("Mm-hmm.", "other"),
        ("Country music.", "other"),
    ],
)
def test_keyword_rules_see_words_and_nothing_else(reply: str, expected: str) -> None:
    assert keywords.behaviour(reply) == expected
    assert expected in BEHAVIOURS


def test_keyword_rules_count() -> None:
    assert keywords.signals("You should try. You should.")["advice"] == 3
    assert keywords.level("It sounds like you’re feeling sad.") == 3.5
    assert keywords.level("You should move on, at least try.") == 1
    assert keywords.level("Mm.") == 2
