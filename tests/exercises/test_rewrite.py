"""The rewriting exercise, as its page speaks with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from attunement import cases, feedback, record
from attunement.errors import AuthorError
from attunement.exercises.rewrite import LONGEST_KEPT, MOST_KEPT, Rewrite

from .conftest import sendable, tell

MAYA = cases.load("maya-01")
OWN = [
    "You are worn out, and sleep has not come since that boy.",
    "You say you are fine. Something about that boy keeps you awake.",
]
ODD = [
    "a\x00b",
    "\ud800 I hear you",
    "I hear you \x1b[31m",
    "x" * 20_001,
    "y" * 5_000_000,
    None,
    7,
    ["I hear you"],
    {"text": "I"},
]


@pytest.fixture
def maya() -> Rewrite:
    """Open Maya's exercise."""
    return Rewrite("maya-01")


def keep(widget: Rewrite, *texts: str) -> None:
    """Keep each text as a version."""
    for text in texts:
        tell(widget, do="keep", text=text)


def test_an_unknown_client_is_an_authors_mistake() -> None:
    with pytest.raises(AuthorError, match="there is no client"):
        Rewrite("nobody-01")


def test_what_a_learner_should_find_is_not_on_the_page(maya: Rewrite) -> None:
    page = json.dumps({key: value for key, value in sendable(maya).items() if key not in ("_esm", "_css", "words")})
    assert MAYA.says in page
    for hidden in [*MAYA.beneath, *MAYA.strengths, *(model.reply for model in MAYA.models), MAYA.lands[5].says]:
        assert hidden not in page


def test_a_check_is_the_form_check_and_comes_back_with_its_number(maya: Rewrite) -> None:
    tell(maya, do="check", text=OWN[1], seq=7, view="at1x")
    expected = feedback.respond(MAYA, OWN[1])
    assert (maya.check["seq"], maya.check["view"], maya.check["text"]) == (7, "at1x", OWN[1])
    assert maya.check["level"] == cases.rung(expected["level"])
    assert maya.check["summary"] == expected["summary"]
    assert [finding["why"] for finding in maya.check["findings"]] == [finding["why"] for finding in expected["findings"]]
    assert maya.check["findings"]


def test_a_check_carries_what_the_level_is_the_sum_of(maya: Rewrite) -> None:
    tell(maya, do="check", text=OWN[1], seq=1)
    told = feedback.respond(MAYA, OWN[1])
    assert [row["what"] for row in maya.check["points"]] == [row["what"] for row in told["points"]]
    assert round(sum(row["points"] for row in maya.check["points"]), 2) == round(told["level"], 2)
    tell(maya, do="check", text="", seq=2)
    assert maya.check["points"] == []


def test_a_better_reply_lands_otherwise(maya: Rewrite) -> None:
    tell(maya, do="check", text=MAYA.poor_reply, seq=1)
    poor = maya.check
    tell(maya, do="check", text=OWN[1], seq=2)
    assert poor["level"] < maya.check["level"]
    assert poor["landing"] != maya.check["landing"]
    assert maya.check["landing"]["says"] == MAYA.landing(feedback.respond(MAYA, OWN[1])["level"]).says


@pytest.mark.parametrize("text", ["", "  \n", "Me siento muy triste por lo que te pasó ayer con tu madre."])
def test_what_is_not_scored_has_a_reason_and_no_number(maya: Rewrite, text: str) -> None:
    tell(maya, do="check", text=text, seq=1)
    assert maya.check["verdict"] == "not_scored"
    assert maya.check["level"] is None
    assert maya.check["landing"] == {}
    assert set(maya.check["four_as"].values()) == {None}
    assert maya.check["reason"].endswith(".")


@pytest.mark.parametrize("text", ODD, ids=[repr(text)[:12] for text in ODD])
def test_what_cannot_be_read_is_refused_kindly_and_does_not_travel_back(maya: Rewrite, text: Any) -> None:
    tell(maya, do="check", text=text, seq=3, view="a")
    assert (maya.check["verdict"], maya.check["text"], maya.check["seq"]) == ("not_scored", None, 3)
    assert maya.check["reason"] in {
        maya.word("odd_characters"),
        maya.word("too_long", most="20,000"),
        maya.word("not_understood"),
    }
    for do in ("keep", "disagree"):
        tell(maya, do=do, text=text, note="It misses the pause.")
        assert maya.said["trouble"]
    assert record.current().attempts == []


def test_markup_is_only_words(maya: Rewrite) -> None:
    text = "<img src=x onerror=alert(1)> You are worn out since that boy."
    keep(maya, text)
    assert maya.versions[0]["text"] == text


def test_an_emoji_counts_as_one_in_the_places_of_findings(maya: Rewrite) -> None:
    tell(maya, do="check", text=f"🌧️ {OWN[1]}", seq=1)
    quotes = {maya.check["text"][finding["start"] : finding["end"]] for finding in maya.check["findings"]}
    assert quotes
    assert all(quote in OWN[1] for quote in quotes)


@pytest.mark.parametrize(("expected", "key"), [(1, "gap_more"), (5, "gap_less")])
def test_the_gap_to_the_expectation_is_said_in_one_sentence(maya: Rewrite, expected: int, key: str) -> None:
    tell(maya, do="check", text=OWN[1], seq=1, prediction=expected)
    assert maya.check["gap"] == maya.word(key, expected=expected, level=maya.check["level"])


def test_an_expectation_that_is_met_is_said_too(maya: Rewrite) -> None:
    level = cases.rung(feedback.respond(MAYA, OWN[1])["level"])
    tell(maya, do="check", text=OWN[1], seq=1, prediction=level)
    assert maya.check["gap"] == maya.word("gap_same", expected=level)
    tell(maya, do="check", text=OWN[1], seq=2)
    assert maya.check["gap"] == ""


@pytest.mark.parametrize("prediction", [0, 6, 2.5, True, "3", [3]])
def test_an_expectation_is_one_of_five_or_none(maya: Rewrite, prediction: Any) -> None:
    tell(maya, do="keep", text=OWN[0], prediction=prediction)
    assert (maya.said["text"], maya.said["trouble"]) == (maya.word("not_understood"), True)
    assert maya.versions == []


def test_a_kept_version_is_in_the_record_with_its_words(maya: Rewrite) -> None:
    tell(maya, do="keep", text=OWN[0], prediction=4)
    attempt = record.current().attempts[0]
    assert (attempt.case, attempt.text, attempt.prediction, attempt.note) == ("maya-01", OWN[0], 4, "")
    assert attempt.level == feedback.respond(MAYA, OWN[0])["level"]
    assert maya.said["text"] == "Kept as version 1."
    assert (maya.versions[0]["number"], maya.versions[0]["prediction"]) == (1, 4)


def test_the_same_words_are_not_kept_twice_in_a_row(maya: Rewrite) -> None:
    keep(maya, OWN[0], f"  {OWN[0].upper()}")
    assert len(maya.versions) == 1
    assert maya.said["text"] == maya.word("kept_already", number=1)
    keep(maya, " ")
    assert maya.said["text"] == maya.word("keep_nothing")


def test_versions_say_what_changed(maya: Rewrite) -> None:
    keep(maya, OWN[0], OWN[0].replace("worn out", "so worn out"))
    assert maya.versions[1]["changes"] == [["=", "You are"], ["+", " so"], ["=", OWN[0].removeprefix("You are")]]


def test_thirty_versions_and_no_more(maya: Rewrite) -> None:
    keep(maya, *(f"{OWN[0]} {number}" for number in range(MOST_KEPT + 1)))
    assert len(maya.versions) == MOST_KEPT
    assert maya.said["text"] == maya.word("keep_full")


def test_other_replies_open_after_two_honest_tries(maya: Rewrite) -> None:
    tell(maya, do="models")
    assert (maya.models, maya.said["text"]) == ([], maya.word("models_closed"))
    keep(maya, OWN[0])
    tell(maya, do="models")
    assert maya.models == []
    keep(maya, OWN[1])
    assert maya.word("models_open") in maya.said["text"]
    tell(maya, do="models")
    assert [model["level"] for model in maya.models] == sorted(model.level for model in MAYA.models)
    assert {model["reply"] for model in maya.models} == {model.reply for model in MAYA.models}
    assert all(model["note"] for model in maya.models)


COPIES = [MAYA.says, MAYA.poor_reply, MAYA.models[2].reply, MAYA.models[4].reply.upper().replace(",", ""), "ok", "<<<>>>"]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_no_honest_try(maya: Rewrite, copy: str) -> None:
    keep(maya, copy)
    assert (len(maya.versions), maya.tries["done"]) == (1, 0)


def test_the_same_reply_again_is_no_second_try(maya: Rewrite) -> None:
    keep(maya, OWN[0], OWN[1], OWN[0].replace(".", "!"))
    assert (len(maya.versions), maya.tries["done"]) == (3, 2)


def test_a_disagreement_is_kept_as_a_note_and_not_as_a_version(maya: Rewrite) -> None:
    tell(maya, do="disagree", text=OWN[0], note="  The pause is the point.  ")
    assert record.current().attempts[0].note == "The pause is the point."
    assert maya.notes[0]["text"] == OWN[0]
    assert (maya.versions, maya.tries["done"]) == ([], 0)
    assert "in this browser only" in maya.said["text"]
    tell(maya, do="disagree", text=OWN[0], note="  ")
    assert maya.said["text"] == maya.word("disagree_empty")
    tell(maya, do="disagree", text=OWN[0], note="n" * 2001)
    assert len(maya.notes) == 1


def test_what_the_browser_kept_is_scored_again(maya: Rewrite) -> None:
    kept = [
        {"text": text, "time": f"2026-03-0{day}T10:00:00+00:00", "prediction": 2, "level": 5, "verdict": "scored", "rubric": "x"}
        for day, text in enumerate(reversed(OWN), 1)
    ]
    tell(
        maya, do="restore", attempts=[*kept, {"text": OWN[0], "note": "No.", "time": "2026-03-03"}], draft=OWN[1], seq=1, view="a"
    )
    assert [version["text"] for version in maya.versions] == [OWN[1], OWN[0]]
    levels = [feedback.respond(MAYA, text)["level"] for text in (OWN[1], OWN[0])]
    assert [one.level for one in record.current().attempts if not one.note] == levels
    assert maya.versions[0]["time"] == "2026-03-01T10:00:00+00:00"
    assert maya.notes[0]["note"] == "No."
    assert maya.tries["done"] == 2
    assert maya.check["text"] == OWN[1]
    assert maya.said["text"] == maya.word("restored")


def test_restoring_twice_keeps_once(maya: Rewrite) -> None:
    kept = [{"text": OWN[0], "time": "2026-03-01T10:00:00+00:00", "prediction": None, "note": ""}]
    tell(maya, do="restore", attempts=kept)
    tell(maya, do="restore", attempts=kept)
    assert len(record.current().attempts) == 1


LONG = "x" * (LONGEST_KEPT + 1)
BAD = [7, None, [], {}, {"text": 3}, {"text": " "}, {"text": LONG}, {"text": "ok", "note": 3}, {"text": "ok", "prediction": 9}]


@pytest.mark.parametrize("bad", BAD, ids=[repr(bad)[:16] for bad in BAD])
def test_what_cannot_be_restored_is_left_out_and_said(maya: Rewrite, bad: Any) -> None:
    tell(maya, do="restore", attempts=[{"text": OWN[0], "time": None}, bad])
    assert [version["text"] for version in maya.versions] == [OWN[0]]
    assert maya.said["text"] == maya.word("restored_some")


NO_TIMES = [None, 5, "soon", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2999-01-01T00:00:00+00:00"]


@pytest.mark.parametrize("time", NO_TIMES)
def test_a_time_that_cannot_be_is_now(maya: Rewrite, time: Any) -> None:
    tell(maya, do="restore", attempts=[{"text": OWN[0], "time": time}])
    kept = datetime.fromisoformat(record.current().attempts[0].time)
    assert abs(datetime.now(UTC) - kept) < timedelta(minutes=1)


def test_more_than_the_browser_may_keep_is_not_taken(maya: Rewrite) -> None:
    tell(maya, do="restore", attempts=[{"text": f"{OWN[0]} {n}", "time": "2026-03-01T10:00:00"} for n in range(500)])
    assert len(maya.versions) == MOST_KEPT


def test_forgetting_forgets_this_client_only(maya: Rewrite) -> None:
    other = Rewrite(next(case_id for case_id in cases.ids() if case_id != "maya-01"))
    keep(maya, *OWN)
    keep(other, OWN[0])
    tell(maya, do="models")
    tell(maya, do="forget")
    assert (maya.versions, maya.models, maya.check, maya.tries["done"]) == ([], [], {}, 0)
    assert len(other.versions) == 1
    assert maya.said["text"] == maya.word("forgotten", name="Maya")


def test_a_cell_that_runs_again_shows_what_was_kept(maya: Rewrite) -> None:
    keep(maya, *OWN)
    again = Rewrite("maya-01")
    assert again.versions == maya.versions
    keep(again, "You came in today although part of you wanted to cancel.")
    assert len(maya.versions) == 3
