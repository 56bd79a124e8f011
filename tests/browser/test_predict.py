"""Predict in a real Chromium: with the mouse, with keys only, after a reload, over two tries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room

GUESSES = [4, 2, 3, 4, 3, 4]
OWN = "The picture froze, and you were so far away. You joke, and I hear how much that hurt."


def card(room: Room, number: int) -> Locator:
    return room.node.locator(".at-items > li").nth(number)


def guess(room: Room, number: int, level: int) -> None:
    """Guess, and see what was read; the card before it is folded by then."""
    card(room, number).get_by_role("radio").nth(level - 1).check()
    card(room, number).get_by_role("button", name="Guess, then see").click()
    expect(card(room, number).get_by_role("heading", name="Your guess and what was read")).to_be_visible()


def test_given_replies_to_the_picture_and_a_second_try(visit: Callable[..., Room]) -> None:
    room = visit("predict", "joan-01")
    room.is_sound()
    for number, level in enumerate(GUESSES):
        guess(room, number, level)
    expect(room.status).to_contain_text("You guessed higher than the form check reads in 3 of 6.")
    expect(room.node.locator(".at-items details[open] > .at-outcome:visible")).to_have_count(1)
    card(room, 0).get_by_text("guess 4, read 2, 2 steps higher").click()
    expect(card(room, 0).get_by_role("heading", name="Your guess and what was read")).to_be_visible()
    found = room.node.get_by_role("region", name="What your guesses show")
    found.scroll_into_view_if_needed()
    expect(found.get_by_role("img", name="You guessed higher than the form check reads in 3 of 6")).to_be_visible()
    expect(found).to_contain_text("The aim is not to become your own grader.")
    found.get_by_text("The numbers").click()
    room.is_sound()
    room.button("Start again").click()
    expect(card(room, 0).get_by_role("radio", checked=True)).to_have_count(0)
    expect(room.node).to_contain_text("a guess is partly memory now")
    guess(room, 0, 2)
    expect(found).to_contain_text("Earlier tries (6)")
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node.get_by_role("region", name="What your guesses show")).to_contain_text("Earlier tries (6)")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)


def test_an_own_reply_is_not_read_before_the_guess_and_reads_along_after_it(visit: Callable[..., Room]) -> None:
    room = visit("predict", "own-replies")
    desk = card(room, 0).get_by_role("textbox", name="Your reply to Lars")
    desk.fill(OWN)
    room.page.wait_for_timeout(500)
    expect(card(room, 0).locator("mark")).to_have_count(0)
    room = room.reload()
    desk = card(room, 0).get_by_role("textbox", name="Your reply to Lars")
    expect(desk).to_have_value(OWN)
    guess(room, 0, 3)
    expect(card(room, 0)).to_contain_text("Nobody has judged this reply of yours.")
    expect(card(room, 0).locator("mark").first).to_be_visible()
    room.is_sound()
    desk.fill("At least you saw it on the screen.")
    expect(card(room, 0).locator(".at-reading .at-level")).to_have_text("Level 1 of 5")
    room = room.reload()
    expect(card(room, 0).get_by_role("textbox")).to_have_value("At least you saw it on the screen.")
    expect(card(room, 0).locator(".at-outcome")).to_contain_text("Your guess")


def test_all_by_keys(visit: Callable[..., Room]) -> None:
    room = visit("predict", "five-rooms")
    for number in range(5):
        radios = card(room, number).get_by_role("radio")
        room.tab_to(radios.first)
        room.page.keyboard.press("Space")
        room.page.keyboard.press("ArrowDown")
        expect(radios.nth(1)).to_be_checked()
        room.tab_to(card(room, number).get_by_role("button", name="Guess, then see"))
        room.page.keyboard.press("Enter")
        expect(card(room, number).get_by_role("heading", name="Your guess and what was read")).to_be_focused()
    expect(room.notice).to_contain_text("your 5 guesses")
    room.press("Start again")
    expect(room.status).to_contain_text("A new try begins.")
