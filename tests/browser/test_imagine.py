"""Imagine in a real Chromium: with the mouse, with keys only, after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from .room import Room

INSIDE = "I keep my coat on, because then I can go. Everyone is tired, and I lie awake, and the boy is there again."


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("imagine", "maya-01")


def write(room: Room) -> None:
    room.node.get_by_label("Be Maya for one paragraph").fill(INSIDE)
    room.node.get_by_role("radio", name="rather sure").check()
    room.button("Look at the voice").click()
    expect(room.status).to_contain_text("Only Maya can.")


def ask(room: Room, words: str) -> None:
    room.node.get_by_role("radio", name=words).check()
    room.button("Say this").click()


def test_from_the_paragraph_to_what_she_says(room: Room) -> None:
    room.is_sound()
    write(room)
    expect(room.node).to_contain_text("the words could be Maya's own")
    ask(room, "Are you blaming yourself")
    expect(room.status).to_contain_text("It hands her your guess to sign.")
    expect(room.node.get_by_role("heading", name="What Maya says when asked")).not_to_be_visible()
    ask(room, "What comes back")
    expect(room.node.get_by_role("heading", name="What Maya says when asked")).to_be_visible()
    room.node.get_by_role("checkbox", name="She keeps the coat on").check()
    room.button("Set them beside each other").click()
    expect(room.status).to_contain_text("1 of 4 stood in your paragraph, and your confidence was 4 of 5.")
    room.node.get_by_text("Your paragraph once more").click()
    room.is_sound()
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node.get_by_label("Be Maya for one paragraph")).to_have_value(INSIDE)
    expect(room.node.get_by_role("checkbox", name="She keeps the coat on")).to_be_checked()
    room.button("Start again").click()
    expect(room.node.get_by_label("Be Maya for one paragraph")).to_have_value("")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")


def test_all_by_keys(room: Room) -> None:
    keys = room.page.keyboard
    room.tab_to(room.node.get_by_label("Be Maya for one paragraph"))
    keys.insert_text(INSIDE)
    keys.press("Tab")
    keys.press("Space")
    room.press("Look at the voice")
    expect(room.status).to_contain_text("Only Maya can.")
    question = room.node.get_by_role("radio", name="If I tried to guess")
    room.tab_to(room.node.get_by_role("radio", name="Are you blaming yourself"))
    keys.press("Space")
    while not question.is_checked():
        keys.press("ArrowDown")
    room.press("Say this")
    expect(room.status).to_contain_text("makes her the one who knows")
    room.press("Set them beside each other")
    expect(room.status).to_contain_text("0 of 4 stood in your paragraph. You were not very sure")


def test_what_was_ticked_on_the_way_stays_and_forgetting_takes_words_that_were_not_looked_at(room: Room) -> None:
    room.node.get_by_label("Be Maya for one paragraph").fill("Nobody has looked at this.")
    room.node.get_by_role("radio", name="a little").check()
    room.forget()
    expect(room.node.get_by_label("Be Maya for one paragraph")).to_have_value("")
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)
    write(room)
    ask(room, "What comes back")
    room.button("Set them beside each other").click()
    expect(room.status).to_contain_text("0 of 4 stood in your paragraph")
    room.node.get_by_role("checkbox", name="She keeps the coat on").check()
    ask(room, "If I tried to guess")
    expect(room.status).to_contain_text("Maya goes on. It stands below.")
    expect(room.node.get_by_role("checkbox", name="She keeps the coat on")).to_be_checked()
