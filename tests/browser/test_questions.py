"""Questions in a real Chromium: sorted, spotted and turned; with the mouse, with keys only, after a reload."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room

OPEN = "Your house is so tidy and quiet now. What are the evenings like?"
TURNS = [OPEN, "What went through you when he patted your arm?", "What was it like in the kitchen after that?"]


@pytest.fixture
def doors(visit: Callable[..., Room]) -> Room:
    return visit("questions", "doors")


def card(room: Room, number: int) -> Locator:
    return room.node.locator(".at-items > li").nth(number)


def button(room: Room, number: int, name: str) -> Locator:
    return card(room, number).get_by_role("button", name=name, exact=True)


def spot(room: Room) -> None:
    card(room, 0).get_by_role("radio", name=re.compile("Will you let me see")).check()
    button(room, 0, "Check this question").click()
    expect(card(room, 1)).to_be_visible()


def turn(room: Room, number: int, text: str) -> None:
    card(room, number).get_by_label("Ask it in your own way").fill(text)
    button(room, number, "Hand in this question").click()


def test_form_and_function_with_the_mouse(visit: Callable[..., Room]) -> None:
    room = visit("questions", "form-and-function")
    room.is_sound()
    expect(card(room, 1)).to_be_hidden()
    button(room, 0, "Check this question").click()
    expect(room.notice).to_contain_text("Choose one for the form and one for the function.")
    for number, (form, function) in enumerate([("open", "open"), ("open", "open")]):
        for aspect, chosen in (("In form", form), ("In function", function)):
            group = card(room, number).get_by_role("group", name=re.compile(aspect))
            group.get_by_role("radio", name=re.compile(f"^{chosen}")).check()
        button(room, number, "Check this question").click()
        expect(card(room, number + 1)).to_be_visible()
    expect(room.status).to_contain_text("Look again.")
    expect(card(room, 1)).to_contain_text("Those who count questions by their form")
    room.is_sound()


def test_a_question_is_turned_until_the_answer_is_left_to_the_client(doors: Room) -> None:
    spot(doors)
    turn(doors, 1, "How often does he ring you?")
    expect(card(doors, 1)).to_contain_text("Osman could answer this with one name, day or number and be right.")
    expect(card(doors, 2)).to_be_hidden()
    turn(doors, 1, OPEN)
    expect(card(doors, 1)).to_contain_text("It leaves the answer to Osman.")
    expect(doors.status).to_contain_text("That fits.")
    card(doors, 1).get_by_text("What you handed in before").click()
    card(doors, 1).get_by_text("How others turned it").click()
    expect(card(doors, 1)).to_contain_text("What is the house like in the evening now?")
    for number, text in enumerate(TURNS[1:], 2):
        turn(doors, number, text)
        expect(card(doors, number)).to_contain_text("It leaves the answer to")
    expect(doors.node).to_contain_text("leave the answer to the client: 3 of 3.")
    button(doors, 3, "Hand in this question").click()
    expect(doors.notice).to_contain_text("You handed in the same words before.")
    expect(doors.node.locator(".at-closing")).to_contain_text("3 of 3.")
    doors.is_sound()


def test_all_by_keys_and_again(doors: Room) -> None:
    keys = doors.page.keyboard
    doors.tab_to(card(doors, 0).get_by_role("radio").first)
    keys.press("Space")
    for _ in range(2):
        keys.press("ArrowDown")
    doors.tab_to(button(doors, 0, "Check this question"))
    keys.press("Enter")
    expect(card(doors, 1)).to_be_visible()
    for number, text in enumerate(TURNS, 1):
        doors.tab_to(card(doors, number).get_by_label("Ask it in your own way"))
        keys.type(text)
        doors.tab_to(button(doors, number, "Hand in this question"))
        keys.press("Enter")
        expect(card(doors, number)).to_contain_text("It leaves the answer to")
    expect(doors.status).to_contain_text("You told the one question apart at first sight.")
    doors.start_again()
    expect(card(doors, 1)).to_be_hidden()
    expect(doors.node.get_by_role("radio", checked=True)).to_have_count(0)
    assert card(doors, 1).locator("textarea").input_value() == ""


def test_a_reload_brings_back_what_was_handed_in_and_what_was_not_yet(doors: Room) -> None:
    spot(doors)
    turn(doors, 1, OPEN)
    expect(card(doors, 2)).to_be_visible()
    card(doors, 2).get_by_label("Ask it in your own way").fill("What went through")
    doors = doors.reload()
    expect(doors.status).to_contain_text("Your work is back.")
    expect(card(doors, 1)).to_contain_text("It leaves the answer to Osman.")
    expect(card(doors, 1).get_by_label("Ask it in your own way")).to_have_value(OPEN)
    expect(card(doors, 2).get_by_label("Ask it in your own way")).to_have_value("What went through")
    expect(card(doors, 0).get_by_role("radio", checked=True)).to_have_count(1)


def test_what_is_kept_can_be_deleted(doors: Room) -> None:
    spot(doors)
    doors.forget()
    expect(doors.notice).to_contain_text("is deleted")
    doors = doors.reload()
    expect(card(doors, 1)).to_be_hidden()
    assert doors.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []
