"""Spot in a real Chromium: with the mouse, with keys only, after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room

FINE, EVERYONE, ROTA, DOOR = "I'm fine.", "Everyone at work is tired.", "The new rota", "She looks at the door."
COAT, BOY, FAST = "She sits down on the edge", "I just haven't slept", "The last sentence"
ANYWAY, KEY = "Yes. Anyway.", "She laughs"


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("spot", "maya-01")


def phrase(room: Room, words: str) -> Locator:
    return room.node.get_by_role("button", name=words)


def mark(room: Room, *words: str) -> None:
    for one in words:
        phrase(room, one).click()
        expect(phrase(room, one)).to_have_attribute("aria-pressed", "true")


def test_marks_are_told_in_words_and_what_went_by_can_be_asked_for(room: Room) -> None:
    expect(room.button("Show what went by")).to_be_hidden()
    room.is_sound()
    mark(room, FINE, EVERYONE, ROTA, DOOR)
    expect(room.node).to_contain_text("4 places are marked.")
    room.button("Show what I found").click()
    expect(room.node.locator(".at-told")).to_contain_text("You marked four places; two of them say something about how Maya is.")
    expect(room.status).to_contain_text("She hides in a crowd.")
    expect(room.node.get_by_role("listitem").filter(has_text="Left open.")).to_contain_text("never a proof")
    expect(phrase(room, FINE)).to_have_attribute("aria-description", "A cue")
    room.button("Show what went by").click()
    expect(room.node.get_by_role("heading", name="What went by")).to_be_focused()
    expect(room.status).to_contain_text("Neither is a lie.")
    expect(phrase(room, BOY)).to_have_attribute("aria-description", "A cue that went by")
    expect(room.node.get_by_role("heading", name="With this in mind")).to_be_visible()
    expect(room.button("Show what went by")).to_be_hidden()
    room.is_sound()


def test_a_second_look_shows_what_went_by_and_a_third_can_follow(room: Room) -> None:
    mark(room, FINE, BOY)
    room.button("Show what I found").click()
    expect(room.status).to_contain_text("Five cues went by.")
    room.button("Show what I found").click()
    expect(room.notice).to_contain_text("Nothing has changed since your last look.")
    mark(room, COAT)
    room.button("Show what I found").click()
    expect(room.status).to_contain_text("Neither is a lie.")
    expect(room.node.get_by_role("heading", name="What went by")).to_be_visible()
    mark(room, EVERYONE, FAST, ANYWAY, KEY)
    room.button("Show what I found").click()
    expect(room.status).to_contain_text("No cue went by.")
    expect(room.node.get_by_role("heading", name="What went by")).to_be_hidden()


def test_all_by_keys_to_the_end_and_again(room: Room) -> None:
    room.button("Show what I found").focus()
    room.page.keyboard.press("Enter")
    expect(room.notice).to_contain_text("Mark at least one place first.")
    room.node.get_by_role("heading", name="The coat stays on").focus()
    for key, words in enumerate([COAT, FINE, EVERYONE, BOY, FAST, ANYWAY, KEY]):
        room.tab_to(phrase(room, words))
        room.page.keyboard.press(["Enter", " "][key % 2])
        expect(phrase(room, words)).to_have_attribute("aria-pressed", "true")
        expect(phrase(room, words)).to_be_focused()
    room.press("Show what I found")
    expect(room.status).to_contain_text("You marked seven places, and each says something about how Maya is. No cue went by.")
    room.start_again()
    expect(room.node.locator("[aria-pressed=true]")).to_have_count(0)


def test_a_reload_brings_back_looks_and_marks_on_the_way(room: Room) -> None:
    mark(room, FINE)
    room.button("Show what I found").click()
    expect(room.status).to_contain_text("You marked one place")
    mark(room, BOY)
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node.locator(".at-told")).to_contain_text("You marked one place")
    expect(phrase(room, FINE)).to_have_attribute("aria-pressed", "true")
    expect(phrase(room, BOY)).to_have_attribute("aria-pressed", "true")


def test_what_is_kept_can_be_deleted(room: Room) -> None:
    mark(room, FINE)
    room.button("Show what I found").click()
    expect(room.status).to_contain_text("You marked one place")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    expect(room.node.locator("[aria-pressed=true]")).to_have_count(0)
    room = room.reload()
    expect(room.node.locator("[aria-pressed=true]")).to_have_count(0)
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []


def test_a_double_click_marks_once_and_looks_once(room: Room) -> None:
    phrase(room, FINE).dblclick()
    expect(phrase(room, FINE)).to_have_attribute("aria-pressed", "true")
    room.button("Show what I found").dblclick()
    expect(room.node.locator(".at-told")).to_contain_text("You marked one place")
    expect(room.notice).to_be_hidden()


def test_marks_that_were_taken_away_stay_away_and_forgetting_takes_those_on_the_way(room: Room) -> None:
    mark(room, FINE)
    room.button("Show what I found").click()
    expect(room.status).to_contain_text("You marked one place")
    phrase(room, FINE).click()
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node.locator("[aria-pressed=true]")).to_have_count(0)
    room.forget()
    mark(room, BOY)
    room.node.get_by_text("What is kept", exact=True).click()
    room.forget()
    expect(room.node.locator("[aria-pressed=true]")).to_have_count(0)
