"""Repair in a real Chromium: lines are marked and said anew; with the mouse, with keys only, after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room

LINES = ["You could ask your union", "Next time you could take", "So let's make a plan"]
GOOD = [
    "He meant it kindly, and that hurt more than the letter, I imagine. You could not look at him.",
    "They called you about your brother, and you drove on through the rain, worried and alone with it.",
    "You were worried sick that night, and now you are the abrupt one. No wonder that stings.",
]


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("repair", "useful-things")


def line(room: Room, words: str) -> Locator:
    return room.node.locator(".at-transcript > li.at-by-therapist").filter(has_text=words)


def find(room: Room, *lines: str) -> None:
    for words in lines:
        line(room, words).get_by_role("checkbox").check()
    room.button("Check the lines I marked").click()


def mend(room: Room, number: int, text: str) -> None:
    place = line(room, LINES[number])
    place.get_by_label("What would you say here?").fill(text)
    expect(place.locator(".at-level")).to_be_visible()
    place.get_by_role("button", name="Hand in this line").click()
    expect(place).to_contain_text("How Ilir might have gone on")


def test_lines_are_found_in_two_looks(room: Room) -> None:
    room.is_sound()
    room.button("Check the lines I marked").click()
    expect(room.notice).to_contain_text("Mark at least one line")
    find(room, LINES[0], "You remember the evening")
    expect(line(room, LINES[0])).to_contain_text("You found it.")
    expect(line(room, "You remember the evening")).to_contain_text("Not this line.")
    expect(room.node.locator(".at-closing").first).to_contain_text("2 more lines got in the way.")
    expect(room.status).to_contain_text("Some of his own words")
    line(room, "You remember the evening").get_by_role("checkbox").uncheck()
    find(room, LINES[1])
    expect(line(room, LINES[2])).to_contain_text("This line went by.")
    expect(line(room, LINES[0]).get_by_role("heading", name="Say it anew")).to_be_focused()
    expect(room.node).to_contain_text("Found at the first look: 1 of 3. Marked besides: 1.")


def test_each_line_is_named_and_said_anew_and_both_are_told(room: Room) -> None:
    find(room, LINES[0])
    room.button("Show me the lines that went by").click()
    first = line(room, LINES[0])
    room.button("Check what I chose").click()
    expect(room.notice).to_contain_text("Choose what went wrong first")
    first.get_by_role("radio", name="probing").check()
    room.button("Check what I chose").click()
    expect(first).to_contain_text("The union came first.")
    expect(line(room, LINES[1]).get_by_label("What would you say here?")).to_be_hidden()
    mend(room, 0, "So how was the weekend?")
    expect(first).to_contain_text("It's in writing, yes.")
    for number, text in enumerate(GOOD):
        mend(room, number, text)
    expect(first).to_contain_text("I trained him. Eight years ago.")
    expect(room.status).to_contain_text("You have said all of these lines anew.")
    expect(room.node).to_contain_text("Found at the first look: 1 of 3. Marked besides: 0.")
    expect(room.node).to_contain_text("Now taking up what Ilir had said: 3 of 3.")
    expect(room.node.locator(".at-closing:visible")).to_contain_text("You have said all of these lines anew.")
    first.get_by_text("What you handed in before").click()
    first.get_by_text("How others said it").click()
    room.is_sound()


def test_a_double_click_opens_nothing_and_marks_come_back_before_they_are_checked(room: Room) -> None:
    line(room, LINES[0]).get_by_role("checkbox").check()
    room.button("Check the lines I marked").dblclick()
    expect(room.notice).to_contain_text("These are the lines of your last check.")
    expect(room.node.get_by_role("heading", name="Say it anew")).to_have_count(0)
    line(room, LINES[1]).get_by_role("checkbox").check()
    line(room, LINES[0]).get_by_role("checkbox").uncheck()
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node).to_contain_text("2 more lines got in the way.")
    expect(line(room, LINES[1]).get_by_role("checkbox")).to_be_checked()
    expect(line(room, LINES[0]).get_by_role("checkbox")).not_to_be_checked()
    room.start_again()
    expect(room.node.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_all_by_keys_and_again(room: Room) -> None:
    keys = room.page.keyboard
    for words in LINES:
        room.tab_to(line(room, words).get_by_role("checkbox"))
        keys.press("Space")
    room.press("Check the lines I marked")
    expect(line(room, LINES[0]).get_by_role("heading", name="Say it anew")).to_be_focused()
    for words, text in zip(LINES, GOOD, strict=True):
        room.tab_to(line(room, words).get_by_label("What would you say here?"))
        keys.type(text)
        expect(line(room, words).locator(".at-level")).to_be_visible()
        room.tab_to(line(room, words).get_by_role("button", name="Hand in this line"))
        keys.press("Enter")
        expect(line(room, words)).to_contain_text("How Ilir might have gone on")
    expect(room.node).to_contain_text("Found at the first look: 3 of 3.")
    room.start_again()
    expect(room.node.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(room.node.get_by_label("What would you say here?")).to_have_count(0)


def test_a_reload_brings_back_marks_rewritings_and_what_was_not_handed_in_yet(room: Room) -> None:
    find(room, *LINES)
    mend(room, 0, GOOD[0])
    line(room, LINES[1]).get_by_label("What would you say here?").fill("They called you")
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(line(room, LINES[0]).get_by_label("What would you say here?")).to_have_value(GOOD[0])
    expect(line(room, LINES[0])).to_contain_text("I trained him. Eight years ago.")
    expect(line(room, LINES[1]).get_by_label("What would you say here?")).to_have_value("They called you")


def test_what_is_kept_can_be_deleted(room: Room) -> None:
    find(room, LINES[0])
    expect(line(room, LINES[0])).to_contain_text("You found it.")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    room = room.reload()
    expect(room.node.get_by_role("checkbox", checked=True)).to_have_count(0)
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []
