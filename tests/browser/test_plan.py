"""If-then plans in a real Chromium: with the mouse to the calendar file, with keys only, after a reload."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator

    from .room import Room


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("plan", "take-it-to-the-room")


def half(room: Room, label: str) -> Locator:
    return room.node.get_by_label(label, exact=True)


def look(room: Room, when: str, act: str) -> None:
    half(room, "If").fill(when)
    half(room, "then I").fill(act)
    room.button("Check the form").click()
    expect(room.node.locator(".at-form")).to_contain_text(act)


def keep(room: Room, when: str, act: str) -> None:
    look(room, when, act)
    room.button("Keep this plan").click()
    expect(room.node.get_by_role("listitem").filter(has_text=act)).to_be_visible()


def test_from_a_wish_to_a_plan_and_a_calendar_file(room: Room, tmp_path: Path) -> None:
    room.is_sound()
    look(room, "she sighs, and looks at the door", "try to be more present")
    expect(room.node.locator(".at-form")).to_contain_text("“try to be”")
    expect(room.status).to_contain_text("One next step: Write what your hands, your voice or your breath do in that second.")
    keep(room, "she sighs; and looks at the door", "breathe out once")
    expect(room.status).to_contain_text("Your plan is kept. If she sighs; and looks at the door, then I breathe out once.")
    expect(half(room, "If")).to_have_value("")
    expect(room.node.get_by_role("heading", name="Your plans")).to_be_focused()
    keep(room, "the phone buzzes", "turn it over")
    room.node.get_by_label("Starting from").fill("2026-12-01")
    room.node.get_by_role("radio", name="3", exact=True).check()
    room.button("Set the days").click()
    expect(room.status).to_have_text("Your days: Wednesday 2 December 2026, Friday 4 December 2026, Tuesday 8 December 2026.")
    room.node.get_by_role("checkbox", name=re.compile("^Friday 4 December 2026")).check()
    expect(room.status).to_have_text("You came back 1 of 3 times.")
    with room.page.expect_download() as saved:
        room.button("Save as a calendar file").click()
    assert saved.value.suggested_filename == "attunement-take-it-to-the-room.ics"
    saved.value.save_as(tmp_path / "plan.ics")
    events = Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 6
    assert str(events[0]["summary"]) == "If she sighs; and looks at the door, then I breathe out once."
    expect(room.status).to_contain_text("has saved the file attunement-take-it-to-the-room.ics")
    look(room, "life happens", "do not interrupt")
    room.is_sound()


def test_today_is_the_day_of_the_page(room: Room) -> None:
    keep(room, "she sighs", "wait one breath")
    today = room.page.evaluate("() => new Date().toLocaleDateString('sv')")
    expect(room.node.get_by_label("Starting from")).to_have_value(today)


def test_by_keys_only(room: Room) -> None:
    keys = room.page.keyboard
    room.tab_to(half(room, "If"))
    keys.type("the bell rings")
    keys.press("Tab")
    expect(half(room, "then I")).to_be_focused()
    keys.type("stand up")
    room.press("Check the form")
    expect(room.status).to_contain_text("This can be noticed while it happens.")
    room.press("Keep this plan")
    expect(room.node.get_by_role("heading", name="Your plans")).to_be_focused()
    room.press("Set the days")
    expect(room.node.get_by_role("checkbox")).to_have_count(5)
    room.tab_to(room.node.get_by_role("checkbox").first)
    keys.press("Space")
    expect(room.status).to_have_text("You came back 1 of 5 times.")
    room.tab_to(room.button("Save as a calendar file"))
    with room.page.expect_download():
        keys.press("Enter")


def test_a_plan_can_be_taken_out_and_half_a_plan_is_not_looked_at(room: Room) -> None:
    half(room, "If").fill("she sighs")
    room.button("Check the form").click()
    expect(room.notice).to_have_text("One half is still empty. A plan needs a moment and an act.")
    keep(room, "she sighs", "wait one breath")
    room.button("Take out: If she sighs, then I wait one breath.").click()
    expect(room.status).to_have_text("The plan is taken out.")
    expect(room.node.get_by_role("heading", name="Take it to the room")).to_be_focused()
    expect(room.node.get_by_role("heading", name="Come back to it")).to_be_hidden()


def test_a_reload_brings_back_plans_days_and_words_on_the_way(room: Room) -> None:
    keep(room, "she sighs", "wait one breath")
    room.button("Set the days").click()
    room.node.get_by_role("checkbox").nth(1).check()
    expect(room.status).to_have_text("You came back 1 of 5 times.")
    half(room, "If").fill("on the way to")
    room = room.reload()
    expect(room.status).to_have_text("Your work is back.")
    expect(half(room, "If")).to_have_value("on the way to")
    expect(room.node.get_by_text("If she sighs, then I wait one breath.")).to_be_visible()
    expect(room.node.get_by_role("checkbox").nth(1)).to_be_checked()
    room.button("Start again").click()
    expect(half(room, "If")).to_have_value("")
    expect(room.node.get_by_role("heading", name="Your plans")).to_be_hidden()
    half(room, "If").fill("once more")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    expect(half(room, "If")).to_have_value("")
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []
    room.reload()
    expect(half(room, "If")).to_have_value("")


def test_a_double_click_keeps_a_plan_once(room: Room) -> None:
    look(room, "she sighs", "wait one breath")
    room.button("Keep this plan").dblclick()
    expect(room.node.get_by_role("heading", name="Your plans")).to_be_visible()
    expect(room.notice).to_have_text("Your plan is kept.")
    expect(room.node.locator(".at-plans > li")).to_have_count(1)
