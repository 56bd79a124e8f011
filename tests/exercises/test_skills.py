"""The look at one's own skills: the trend of each, and what to practise next."""

from __future__ import annotations

import json
from typing import Any

import pytest
from matplotlib.text import Text

from attunement import front, record
from attunement.exercises.pictures import trend
from attunement.exercises.progress import Progress
from attunement.exercises.skills import Skills

from .conftest import sendable, tell
from .test_progress import svg

KEY = "classify/validate-or-affirm"
DAY = "2026-03-10"
REPLY = {"text": "You are worn out, and sleep has not come since that boy.", "time": "2026-03-08T09:00:00+00:00", "note": ""}


def held(*shares: float | None, month: str = "2026-03") -> list[dict[str, Any]]:
    """Return what a browser keeps of one exercise, one try a day."""
    return [
        {"key": KEY, "results": [{"share": share, "time": f"{month}-{n:02}T09:00:00+00:00"} for n, share in enumerate(shares, 1)]}
    ]


@pytest.fixture
def skills() -> Skills:
    return Skills()


def test_before_the_first_result_there_is_a_kind_sentence_and_no_picture(skills: Skills) -> None:
    tell(skills, do="gather", held=[], today=DAY)
    tell(skills, do="draw", width=500)
    assert (skills.title, skills.due, skills.table, skills.picture) == (skills.word("skills_none"), [], [], {})


def test_what_other_pages_kept_is_shown_with_what_is_due(skills: Skills) -> None:
    tell(skills, do="gather", held=held(0.5, 1.0), today="2026-03-02")
    assert skills.title == skills.word("skills_grown", skill="affirmation")
    assert [row["share"] for row in skills.table] == [50, 100]
    assert skills.due == [{"skill": "affirmation", "why": "You practised it today. Take it up again tomorrow."}]
    tell(skills, do="gather", held=held(0.5, 1.0), today="2026-03-09")
    assert skills.due[0]["why"] == "You practised it 7 days ago. It is time to take it up again."
    assert "affirmation: 50%, 100%." in skills.caption["alt"]


@pytest.mark.parametrize(
    ("ahead", "today", "day"), [(0, "2026-03-02", "2026-03-02"), (-480, "2026-03-01", "2026-03-01"), (780, DAY, "2026-03-02")]
)
def test_a_day_is_a_day_where_the_learner_is(skills: Skills, ahead: int, today: str, day: str) -> None:
    result = {"share": 0.5, "time": "2026-03-02T03:00:00+00:00"}
    tell(skills, do="gather", held=[{"key": KEY, "results": [result]}], today=today, ahead=ahead)
    assert skills.table[0]["day"] == day
    assert skills.due[0]["why"].startswith("You practised it today." if today != DAY else "You practised it 8 days ago.")


@pytest.mark.parametrize("ahead", [None, "x", 1e9, float("nan"), float("inf"), [], {}])
def test_a_clock_that_cannot_be_is_passed_over(skills: Skills, ahead: Any) -> None:
    tell(skills, do="gather", held=held(0.5), today="2026-03-01", ahead=ahead)
    assert skills.table[0]["day"] == "2026-03-01"


def test_a_result_of_this_page_joins_and_the_picture_is_drawn_anew(skills: Skills) -> None:
    record.current().finish(record.Result(KEY, "affirmation", 0.2, f"{DAY}T10:00:00+00:00"))
    assert skills.title == skills.word("skills_first")
    tell(skills, do="draw", width=500)
    assert ">affirmation<" in svg(skills)
    stamp = skills.caption["stamp"]
    record.current().finish(record.Result(KEY, "affirmation", 0.1, f"{DAY}T11:00:00+00:00"))
    assert skills.title == skills.word("skills_fallen")
    record.current().finish(record.Result(KEY, "affirmation", 0.2, f"{DAY}T12:00:00+00:00"))
    assert skills.title == skills.word("skills_level")
    assert skills.caption["stamp"] > stamp


LINES = {"affirmation": [0.4, 0.9], "replies to clients": [0.1, 0.5], "listening": [0.9, 0.5], "what is not said": [0.0, 1.0]}


@pytest.mark.parametrize("width", [260, 358, 450, 520, 600, 736, 760])
def test_names_and_values_stand_apart_and_every_column_has_its_tries(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trend, "svg", lambda made: made)
    half = {0: "none", 0.5: "half", 1: "all"}
    made: Any = trend.draw(LINES, trend.Scale("Try", "Found", half, half, "{:.0%}"), front.palette(dark=False), width)
    made.draw_without_rendering()
    plots = [axes for axes in made.axes if axes.get_visible()]
    for axes, name in zip(plots, LINES, strict=True):
        (own,) = axes.findobj(lambda one, name=name: isinstance(one, Text) and one.get_text() == name)
        (values,) = axes.findobj(lambda one: isinstance(one, Text) and "→" in one.get_text())
        assert own.get_window_extent().x1 < values.get_window_extent().x0
    columns = {round(axes.get_position().x0, 3) for axes in plots}
    labelled = {round(axes.get_position().x0, 3) for axes in plots if axes.xaxis.get_tick_params()["labelbottom"]}
    assert labelled == columns


def test_what_is_not_judged_has_no_trend(skills: Skills) -> None:
    tell(skills, do="gather", held=held(None, None), today=DAY)
    assert skills.table == []


def test_replies_are_scored_again_and_gathered_in_no_other_exercise(skills: Skills) -> None:
    page, everywhere = Progress(), Progress(everywhere=True)
    for look in (skills, everywhere):
        tell(look, do="gather", held=[{"key": "maya-01", "attempts": [REPLY]}], today=DAY)
    assert [row["skill"] for row in skills.table] == ["replies to clients"]
    assert [client["name"] for client in everywhere.clients] == ["Maya"]
    assert everywhere.clients[0]["versions"][0]["text"] == REPLY["text"]
    assert page.table == []
    assert record.current().attempts == []


HOSTILE = [
    None,
    "x",
    [None, 1, "x", {}],
    [{"key": 1}],
    [{"key": "../maya-01", "attempts": [REPLY]}],
    [{"key": "journal/x", "results": [{"share": 1, "time": DAY}]}],
    [{"key": KEY, "results": [{"share": 2}, {"share": True}, {"share": "1"}, {"share": -1}, {"share": float("nan")}, 7, None]}],
    [{"key": "maya-01", "attempts": [{"text": "x" * 10_000}, {"text": 1}, None, {"text": "  "}, {"text": "a\x00b"}]}],
]


@pytest.mark.parametrize("value", HOSTILE, ids=[repr(value)[:30] for value in HOSTILE])
def test_what_cannot_have_been_kept_by_us_is_passed_over(skills: Skills, value: Any) -> None:
    tell(skills, do="gather", held=value, today=value)
    assert skills.table == []
    assert len(json.dumps(sendable(skills)["title"])) < 200


def test_a_great_many_are_shown_in_good_time(skills: Skills) -> None:
    tell(skills, do="gather", held=[{"key": KEY, "results": held(*[0.5] * 28)[0]["results"] * 500}], today=DAY)
    assert len(skills.table) == 28
