"""Classify in a real Chromium: with the mouse, with keys only, after a reload."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .room import Room

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator

RIGHT = ["validation", "affirm", "praise", "reassurance", "validation", "affirm"]


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("classify", "validate-or-affirm")


def sentence(room: Room, number: int) -> Locator:
    return room.node.locator(".at-items > li").nth(number)


def choose(room: Room, number: int, label: str) -> None:
    sentence(room, number).get_by_role("radio", name=re.compile(f"^{label}")).check()
    room.button("Check this sentence", number).click()


def test_a_near_miss_has_its_reason_and_can_be_mended(room: Room) -> None:
    choose(room, 0, "affirm")
    expect(sentence(room, 0)).to_contain_text("Nothing here is named as his doing.")
    expect(room.status).to_contain_text("Look again at this sentence.")
    choose(room, 0, "validation")
    expect(room.status).to_contain_text("That fits.")
    expect(sentence(room, 0)).to_contain_text("gives his own reason")
    room.is_sound()


def test_on_a_phone_who_uses_keys_sees_what_a_check_says(chromium: Browser, course: str) -> None:
    page = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True).new_page()
    page.goto(f"{course}03-acceptance.ipynb")
    room = Room(page, "classify")
    for number in range(3):
        room.tab_to(sentence(room, number).get_by_role("radio").first)
        page.keyboard.press("Space")
        room.press("Check this sentence", number)
        expect(sentence(room, number).locator(".at-findings li").first).to_be_in_viewport(ratio=0.9)
    page.context.close()


def test_all_by_keys_to_the_end_and_again(room: Room) -> None:
    for number, label in enumerate(RIGHT):
        radios = sentence(room, number).get_by_role("radio")
        room.tab_to(radios.first)
        room.page.keyboard.press("Space")
        wanted = sentence(room, number).get_by_role("radio", name=re.compile(f"^{label}"))
        while not wanted.is_checked():
            room.page.keyboard.press("ArrowDown")
        room.press("Check this sentence", number)
        expect(sentence(room, number)).to_contain_text("Fits")
    expect(room.status).to_contain_text("all 6 sentences, and each fitted at first sight")
    room = room.reload()
    expect(room.node.locator(".at-closing")).to_contain_text("all 6 sentences")
    room.start_again()
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)


def test_a_choice_that_was_not_checked_stays_when_an_earlier_sentence_is_looked_at_again(room: Room) -> None:
    choose(room, 0, "validation")
    wanted = sentence(room, 1).get_by_role("radio", name=re.compile("^affirm"))
    wanted.check()
    choose(room, 0, "affirm")
    expect(sentence(room, 0)).to_contain_text("Nothing here is named as his doing.")
    expect(wanted).to_be_checked()


def test_a_double_click_takes_nothing_away(room: Room) -> None:
    for number, label in enumerate(RIGHT[:-1]):
        choose(room, number, label)
    sentence(room, 5).get_by_role("radio", name=re.compile("^affirm")).check()
    room.button("Check this sentence", 5).dblclick()
    expect(room.node).to_have_attribute("data-count", "7")
    expect(room.node).to_contain_text("each fitted at first sight")


def test_a_reload_brings_back_what_was_chosen(room: Room) -> None:
    choose(room, 0, "validation")
    choose(room, 1, "praise")
    expect(sentence(room, 1)).to_contain_text("Praise would be")
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(sentence(room, 1).get_by_role("radio", name=re.compile("^praise"))).to_be_checked()
    expect(sentence(room, 1)).to_contain_text("Praise would be")


def test_what_is_kept_can_be_deleted(room: Room) -> None:
    choose(room, 0, "affirm")
    expect(sentence(room, 0)).to_contain_text("Nothing here is named as his doing.")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    room = room.reload()
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []


def test_what_came_of_a_try_in_another_tab_is_kept_too(room: Room) -> None:
    other = '{"results": [{"share": 0.5, "time": "2026-01-01T09:00:00+00:00"}]}'
    key = "attunement/1/work/classify/validate-or-affirm"
    room.page.evaluate("([key, other]) => localStorage.setItem(key, other)", [key, other])
    choose(room, 0, "affirm")
    expect(sentence(room, 0)).to_contain_text("Nothing here is named as his doing.")
    kept = room.page.evaluate("key => JSON.parse(localStorage.getItem(key))", key)
    assert (len(kept["steps"]), kept["results"][0]["share"]) == (1, 0.5)


def test_two_tabs_stay_together(room: Room) -> None:
    second = room.page.context.new_page()
    second.goto(room.page.url)
    other = Room(second, "classify")
    choose(room, 0, "affirm")
    expect(sentence(other, 0)).to_contain_text("Nothing here is named as his doing.")
    expect(other.status).to_contain_text("in another tab")
    choose(other, 0, "validation")
    expect(sentence(room, 0)).to_contain_text("gives his own reason")
    kept = "() => JSON.parse(localStorage.getItem('attunement/1/work/classify/validate-or-affirm')).steps.length"
    assert room.page.evaluate(kept) == 2
    other.forget()
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)
    expect(room.notice).to_contain_text("is deleted")
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []


def test_acts_stand_without_quotation_marks_and_are_asked_about_as_acts(visit: Callable[..., Room]) -> None:
    room = visit("classify", "said-with-the-body")
    expect(sentence(room, 0).locator(".at-sentence")).to_have_text(
        "She turns her chair a little, so that she too can see the window."
    )
    expect(sentence(room, 0).get_by_role("group", name="What may this tell Halvard?")).to_be_visible()
    sentence(room, 0).get_by_role("radio", name=re.compile("^turns away")).check()
    room.button("Check this one").click()
    expect(room.status).to_contain_text("Look again at this one.")
    room.is_sound()
