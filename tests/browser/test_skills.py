"""The page of one's own progress: it sees what other pages of this browser have kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from .desk import OWN, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from .room import Room

RIGHT = ["validation", "affirm", "praise", "reassurance", "validation", "praise"]


def finish(room: Room) -> None:
    """Name every sentence."""
    for number, label in enumerate(RIGHT):
        sentence = room.node.locator(".at-items > li").nth(number)
        sentence.locator(f"input[value={label}]").check()
        sentence.get_by_role("button", name="Check this sentence").click()
        expect(sentence.locator(".at-findings")).to_be_visible()


def test_a_finished_exercise_is_seen_on_another_page(visit: Callable[..., Room]) -> None:
    finish(visit("classify", "validate-or-affirm"))
    skills = visit("skills")
    expect(skills.node.locator(".at-due")).to_contain_text("affirmation")
    expect(skills.node.locator(".at-due")).to_contain_text("You practised it today. Take it up again tomorrow.")
    picture = skills.node.locator("img.at-picture")
    expect(picture).to_be_visible()
    assert "affirmation: 83%." in (picture.get_attribute("alt") or "")
    skills.node.get_by_text("The numbers").click()
    expect(skills.node.get_by_role("row", name="affirmation 1 83 %")).to_be_visible()
    skills.is_sound()


def test_a_turned_phone_has_its_picture_drawn_anew_and_a_scroll_bar_has_not(visit: Callable[..., Room], page: Page) -> None:
    finish(visit("classify", "validate-or-affirm"))
    picture = visit("skills").node.locator("img.at-picture")
    expect(picture).to_be_visible()
    wide = drawn(picture)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(picture).not_to_have_attribute("src", wide)
    assert width(picture) < 390
    narrow = drawn(picture)
    page.set_viewport_size({"width": 405, "height": 800})
    page.wait_for_timeout(1_500)
    assert drawn(picture) == narrow
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(picture).not_to_have_attribute("src", narrow)
    assert width(picture) > 500


def drawn(picture: Locator) -> str:
    return picture.get_attribute("src") or ""


def width(picture: Locator) -> float:
    """Return for how many CSS pixels the picture was drawn."""
    points = picture.evaluate(
        "image => image.decode().then(() => image.naturalWidth)"
    )  # as the browser reads them: 4 px are 3 pt
    return 3 * points / 4


def test_replies_of_a_lesson_are_seen_with_their_versions(visit: Callable[..., Room], page: Page, voila_url: str) -> None:
    page.goto(voila_url)
    Desk(page).keep(*OWN)
    kept = page.evaluate("() => localStorage.getItem('attunement/1/kept/maya-01')")
    progress = visit("skills")  # another site in the same browser: it has a store of its own
    page.evaluate("kept => localStorage.setItem('attunement/1/kept/maya-01', kept)", kept)
    progress.reload()
    expect(progress.node.locator(".at-due")).to_contain_text("replies to clients")


def test_what_is_no_json_hurts_nobody(visit: Callable[..., Room]) -> None:
    skills = visit("skills")
    result = '{"results": [{"share": 0.5, "time": "2026-01-01T09:00:00+00:00"}]}'
    skills.page.evaluate(
        """result => { localStorage.setItem('attunement/1/work/classify/validate-or-affirm', result);
                       for (const bad of ['{', '7', 'null']) localStorage.setItem(`attunement/1/work/rank/${bad}`, bad); }""",
        result,
    )
    skills = skills.reload()
    expect(skills.node.locator(".at-due")).to_contain_text("affirmation")
