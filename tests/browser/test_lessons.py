"""Every lesson as a visitor takes it by keys alone: a step of every exercise, nothing in anybody's way, and the way on."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from attunement.publish import lessons

from .desk import violations
from .everyone import faults
from .steps import KINDS, tab_to, take
from .wire import Wire

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WAIT = 40_000
REQUESTS, BYTES = 3, 60_000  # of a lesson page with all its exercises: page, visit, socket
COURSE = lessons.listed(Path(__file__).parents[2] / "modules")


def kind_of(node: Locator) -> str:
    """Return which exercise a node is."""
    return next(
        kind for kind in [*KINDS, "progress", "skills", "stored"] if f"at-{kind}" in (node.get_attribute("class") or "").split()
    )


@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.file)
def test_is_walked_by_keys_from_the_first_exercise_to_the_way_on(page: Page, course: str, lesson: lessons.Lesson) -> None:
    wire = Wire(page)
    page.goto(f"{course}{lesson.file}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(lesson.title)
    exercises = page.locator(".at-exercise")
    expect(exercises.first).to_be_visible(timeout=WAIT)
    calls = (Path(__file__).parents[2] / "modules" / lesson.file).read_text(encoding="utf-8").count('"at.')
    expect(exercises).to_have_count(calls)
    assert not lesson.number or (wire.requests <= REQUESTS + wire.waited and wire.bytes <= BYTES), vars(wire)
    for node in exercises.all():
        if (kind := kind_of(node)) in KINDS:
            take(node, kind, tab_to)
    assert violations(page) == ""
    assert faults(page) == []
    if way_on := _way_on(lesson):
        tab_to(page.get_by_role("main").get_by_role("link", name=way_on.title).last)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(re.escape(way_on.file)))
        expect(page.get_by_role("heading", level=1)).to_contain_text(way_on.title)


def _way_on(lesson: lessons.Lesson) -> lessons.Lesson | None:
    """Return the lesson after this one; other pages, and the last lesson, have none."""
    numbered = [one for one in COURSE if one.number]
    return dict(pairwise(numbered)).get(lesson)
