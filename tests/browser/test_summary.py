"""Summary in a real Chromium: a summary is written, handed in, mended; with the mouse, with keys only, after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from .room import Room

LABEL = "Your summary for Bilal"
HALF = "You're giving up the bakery in Bradford. You lie awake early on Sundays, listening."
GOOD = (
    "Your bakery is closing at Easter, and people get flour as the explanation. You console your customers and nobody consoles "
    "you. You're relieved for your son. Still, you wake at three on Sundays and listen. And your dad upstairs says nothing. "
    "Did I get that right?"
)


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("summary", "three-in-the-morning")


def hand_in(room: Room, text: str) -> None:
    room.node.get_by_label(LABEL).fill(text)
    room.button("Hand in this summary").click()


def test_a_summary_is_handed_in_and_mended(room: Room) -> None:
    room.is_sound()
    expect(room.node).to_contain_text("belong neither to Friday nor to the twins")
    room.button("Hand in this summary").click()
    expect(room.notice).to_contain_text("There is no summary here yet.")
    hand_in(room, HALF)
    expect(room.node).to_contain_text("2 of 5 points that Bilal brought are found in your words.")
    expect(room.node.get_by_role("button", name="“Bradford”")).to_be_visible()
    expect(room.node.locator("mark.at-way")).to_have_text("Bradford")
    expect(room.status).to_contain_text("Nobody has said this name.")
    expect(room.node.get_by_text("How others summed it up")).to_be_hidden()
    hand_in(room, GOOD)
    expect(room.node).to_contain_text("5 of 5 points that Bilal brought are found in your words.")
    expect(room.node).to_contain_text("You're giving up the bakery, and flour is the answer that everyone gets.")
    room.node.get_by_text("What Bilal brought", exact=True).click()
    room.node.get_by_text("What you handed in before").click()
    expect(room.node.locator(".at-came")).to_contain_text(HALF)
    room.is_sound()


def test_the_conversation_can_be_closed(room: Room) -> None:
    room.node.get_by_text("The conversation with Bilal", exact=True).click()
    expect(room.node.get_by_text("Flour, gas, rent")).to_be_hidden()
    hand_in(room, HALF)
    expect(room.node).to_contain_text("2 of 5 points")
    expect(room.node.get_by_text("Flour, gas, rent")).to_be_hidden()


def test_all_by_keys_and_again(room: Room) -> None:
    keys = room.page.keyboard
    room.tab_to(room.node.get_by_label(LABEL))
    keys.type(GOOD)
    room.tab_to(room.button("Hand in this summary"))
    keys.press("Enter")
    expect(room.status).to_contain_text("5 of 5 points that Bilal brought are found in your words.")
    expect(room.button("Hand in this summary")).to_be_focused()
    room.tab_to(room.node.get_by_role("button", name="“You're relieved for your son”"))
    keys.press("Enter")
    expect(room.node.get_by_label(LABEL)).to_be_focused()
    room.tab_to(room.button("Start again"))
    keys.press("Enter")
    expect(room.status).to_contain_text("You can start again.")
    expect(room.node.get_by_label(LABEL)).to_have_value("")
    expect(room.node.locator("mark")).to_have_count(0)
    expect(room.node.get_by_role("heading", name="What came of it")).to_be_hidden()


def test_a_reload_brings_back_the_summary_and_what_was_not_handed_in_yet(room: Room) -> None:
    hand_in(room, f" {HALF} ")
    expect(room.node.locator("mark.at-way")).to_have_text("Bradford")
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node.locator("mark.at-way")).to_have_text("Bradford")
    room.node.get_by_label(LABEL).fill("You're giving up")
    room = room.reload()
    expect(room.node).to_contain_text("2 of 5 points")
    expect(room.node.get_by_label(LABEL)).to_have_value("You're giving up")
    expect(room.node.locator("mark")).to_have_count(0)


def test_what_is_kept_can_be_deleted(room: Room) -> None:
    hand_in(room, HALF)
    expect(room.node).to_contain_text("2 of 5 points")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    room = room.reload()
    expect(room.node.get_by_label(LABEL)).to_have_value("")
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []
