"""What is kept of a learner's practice: attempts at replies, and what came of exercises."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record

ATTEMPT = record.Attempt("joan-01", "That stings.", "scored", 3.0, "0123abcd", "2026-01-01T00:00:00+00:00")
TIME = "2026-01-01T00:00:00+00:00"


def test_a_record_keeps_each_attempt_once_and_tells() -> None:
    kept, heard = record.Record(), []
    kept.listen(lambda: heard.append(len(kept.attempts)))
    kept.add(ATTEMPT)
    kept.add(ATTEMPT)
    kept.forget("maya-01")
    kept.forget("joan-01")
    assert heard == [1, 1, 0]
    assert kept.attempts == []


def test_a_result_of_the_same_second_takes_the_place_of_the_older() -> None:
    kept = record.Record()
    first, again, later = (
        record.Result("rank/x", "attention", share, time)
        for share, time in [(0.2, TIME), (0.4, TIME), (0.4, TIME.replace("00+", "01+"))]
    )
    for one in (first, again, later, later):
        kept.finish(one)
    assert kept.results == [again, later]
    kept.forget("rank/x")
    assert kept.results == []


def test_a_process_has_one_record() -> None:
    assert record.current() is record.current()


@pytest.mark.parametrize("share", [0, 1, 0.5, None])
def test_a_result_that_a_browser_kept_is_taken_back(share: float | None) -> None:
    assert record.result("rank/x", "attention", {"share": share, "time": TIME}) == record.Result(
        "rank/x", "attention", share, TIME
    )


@pytest.mark.parametrize(
    "held", [None, 1, [], {}, {"share": True}, {"share": "1"}, {"share": 1.1}, {"share": -0.1}, {"share": [0]}]
)
def test_what_is_no_result_is_none(held: Any) -> None:
    assert record.result("rank/x", "attention", held) is None


@pytest.mark.parametrize("text", [None, 7, "", "yesterday", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+23:59"])
def test_a_time_that_cannot_have_been_is_now(text: Any) -> None:
    before = record.now()
    assert before <= record.moment(text) <= record.now()
