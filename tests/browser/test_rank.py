"""Rank in a real Chromium: with the mouse, with keys only, after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room

SHOP, MM, SAD, KNOW, WRITE = "No, thank you.", "Mm.", "That must be so sad", "I understand.", "You could write"
RIGHT = [SHOP, MM, SAD, KNOW, WRITE]


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("rank", "a-heavy-moment")


def rung(room: Room, words: str) -> Locator:
    return room.node.locator(".at-rung", has_text=words)


def arrow(room: Room, words: str, way: str) -> Locator:
    return room.node.get_by_role("button", name=f"Move {way}: {words}")


def order(room: Room) -> list[str]:
    texts = room.node.locator(".at-rung .at-reply > .at-words").all_inner_texts()
    return [next(one for one in RIGHT if one in text) for text in texts]


def put(room: Room, wanted: list[str]) -> None:
    """Put the replies in this order, from the top down, with the mouse on the arrows."""
    for place, words in enumerate(wanted):
        while order(room).index(words) > place:
            arrow(room, words, "up").click()


def test_a_swapped_pair_has_its_reason_and_a_right_order_tells_them_all(room: Room) -> None:
    room.is_sound()
    put(room, [SHOP, MM, KNOW, SAD, WRITE])
    room.button("Look at my order").click()
    expect(room.node).to_contain_text("One pair stands the other way round.")
    expect(room.status).to_contain_text("leaves him nothing to put right.")
    put(room, [MM, SHOP, SAD, KNOW, WRITE])
    room.button("Look at my order").click()
    expect(room.status).to_contain_text("Your order fits.")
    expect(rung(room, WRITE)).to_contain_text("An idea for some other day.")
    expect(room.node).to_contain_text("These are level with each other")
    room.is_sound()


def test_after_two_looks_an_order_that_fits_can_be_shown(room: Room) -> None:
    put(room, RIGHT[::-1])
    room.button("Look at my order").click()
    expect(room.status).to_contain_text("Much of this stands the other way round.")
    expect(room.button("Show an order that fits")).to_be_hidden()
    room.button("Look at my order").click()
    expect(room.notice).to_contain_text("Move one reply, then look again.")
    put(room, [KNOW, WRITE, SAD, MM, SHOP])
    room.button("Look at my order").click()
    room.node.get_by_text("more pairs to compare").click()
    room.is_sound()
    room.button("Show an order that fits").click()
    expect(room.status).to_contain_text("This order fits.")
    expect(room.node.locator(".at-told")).to_be_focused()
    assert order(room) == [MM, SHOP, SAD, KNOW, WRITE]


def test_all_by_keys_and_the_focus_stays_with_the_moved_reply(room: Room) -> None:
    for place, words in enumerate(RIGHT):
        up = arrow(room, words, "up")
        while order(room).index(words) > place:
            room.tab_to(up)
            room.page.keyboard.press("Enter")
            expect(up).to_be_focused()
            expect(room.status).to_have_text(f"Now {['first', 'second', 'third', 'fourth'][order(room).index(words)]} of five.")
    arrow(room, SHOP, "up").focus()
    room.page.keyboard.press("Enter")
    expect(room.status).to_have_text("It is already first of five.")
    room.press("Look at my order")
    expect(room.status).to_contain_text("Your order fits.")
    room.start_again()
    assert order(room) != RIGHT


def test_a_reply_can_be_dragged(room: Room) -> None:
    room.page.set_viewport_size({"width": 1280, "height": 1500})  # both ends in sight
    first, last = order(room)[0], order(room)[-1]
    rung(room, first).drag_to(rung(room, last), target_position={"x": 200, "y": 50})
    expect(room.status).to_have_text("Now fifth of five.")
    assert order(room)[-2:] == [last, first]


def test_a_reload_brings_back_looks_and_moves_on_the_way(room: Room) -> None:
    put(room, RIGHT[::-1])
    room.button("Look at my order").click()
    expect(room.status).to_contain_text("Much of this")
    put(room, [MM, *[one for one in RIGHT[::-1] if one != MM]])
    before = order(room)
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node).to_contain_text("Much of this")
    assert order(room) == before


def test_what_is_kept_can_be_deleted(room: Room) -> None:
    start = order(room)
    put(room, RIGHT[::-1])
    room.button("Look at my order").click()
    expect(room.status).to_contain_text("Much of this")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    assert order(room) == start
    room = room.reload()
    assert order(room) == start
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []


def test_two_clients_may_need_two_orders(visit: Callable[..., Room]) -> None:
    room = visit("rank", "two-clients-one-sentence")
    wanted = ["You belong to them", "There is your mother", "And you?", "You're allowed"]
    for place, words in enumerate(wanted):
        while words not in room.node.locator(".at-rung").nth(place).inner_text():
            arrow(room, words, "up").click()
    room.button("Look at my order").click()
    expect(room.status).to_contain_text("Your order fits Marit.")
    expect(room.node.get_by_role("heading", name="Farida would need another order")).to_be_visible()
    room.is_sound()
