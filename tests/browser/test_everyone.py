"""The pages around the lessons, a lesson as a handout, and the colours; each lesson is measured in test_lessons.py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from attunement import front

from .desk import violations
from .everyone import faults

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Route

GROUNDS = ["paper", "card", "teal-bg", "rust-bg"]
LEAST = {"ink": 4.5, "soft": 4.5, "teal": 4.5, "rust": 4.5, "edge": 3.0, "focus": 3.0}  # WCAG 1.4.3 words, 1.4.11 controls


def luminance(colour: str) -> float:
    """Return the relative luminance (0.0 to 1.0) of a colour such as "#176b66", as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast (1.0 to 21.0) of two colours."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_colour_stands_out_from_every_ground(dark: bool) -> None:  # noqa: FBT001
    palette = front.palette(dark=dark)
    pairs = [(name, ground) for name in LEAST for ground in GROUNDS] + [("teal", "card")]
    assert [pair for pair in pairs if contrast(palette[pair[0]], palette[pair[1]]) < LEAST[pair[0]]] == []


@pytest.mark.parametrize("path", ["", "nowhere"], ids=["front", "error"])
def test_pages_around_the_lessons_are_for_everyone(page: Page, course: str, path: str) -> None:
    page.route(re.compile("/nowhere$"), as_found)
    page.goto(course.removesuffix("voila/render/") + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == ""
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == ""


def as_found(route: Route) -> None:
    """Answer with the page, and not with the 404 that a browser's console takes for an error of ours."""
    route.fulfill(response=route.fetch(), status=200)


def test_a_lesson_prints_as_a_handout_with_what_the_learner_wrote(page: Page, course: str, tmp_path: Path) -> None:
    page.goto(f"{course}08-reflecting.ipynb")
    desk = page.locator(".at-rewrite").first.get_by_label("Your reply", exact=True)
    expect(desk).to_be_visible(timeout=40_000)
    desk.fill("You shouted, and it was about a bowl of cereal. " * 12)
    page.emulate_media(media="print", color_scheme="dark")
    for shown in (page.locator(".at-says").first, desk, page.locator(".at-classify .at-items > li").last, page.locator("#help")):
        expect(shown).to_be_visible()
    assert desk.evaluate("node => node.clientHeight >= node.scrollHeight")  # all of it, not the part that fitted on the screen
    outside = page.locator("#help a[href^='http']").first
    assert "http" in outside.evaluate("node => getComputedStyle(node, '::after').content")
    printed = page.pdf(path=tmp_path / "lesson.pdf", format="A4")
    assert 8 <= len(re.findall(rb"/Type /Page\b", printed)) <= 24


def test_the_focus_is_not_hidden_under_the_notice_of_a_lost_connection(page: Page, course: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{course}progress.ipynb")
    notice = page.locator("#connection")
    expect(page.locator(".at-exercise").last).to_be_visible()  # the page has said what it had to say
    expect(notice).to_be_empty()
    told = "node.textContent = 'The connection is interrupted. '.repeat(40);"
    assert notice.evaluate(
        f"node => {{ {told} return node.clientHeight <= innerHeight / 2 && node.scrollHeight > node.clientHeight; }}"
    )
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024, zoomed to 400 %
    expect(notice).to_have_css("position", "static")
