"""The feeling finder in a real Chromium: the wheel by mouse and by keys, the reflection, after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("feelings", "tomasz-01")


def wedge(room: Room, word: str) -> Locator:
    return room.node.get_by_role("radio", name=f"{word} (")


def stage(room: Room, number: int) -> Locator:
    return room.node.locator(".at-stages > li").nth(number)


def choose(room: Room, number: int, word: str) -> None:
    stage(room, number).get_by_role("radio", name=f"{word} (").click()
    stage(room, number).get_by_role("button", name="Check this feeling").click()


def answer(room: Room, number: int, words: str) -> None:
    stage(room, number).get_by_role("radio", name=words).check()
    stage(room, number).get_by_role("button", name="Check this", exact=True).click()


def on(room: Room, name: str) -> None:
    room.node.get_by_role("button", name=name, exact=True).click()


def test_from_the_wheel_to_a_reflection(room: Room) -> None:
    room.is_sound()
    choose(room, 0, "humiliated")
    expect(stage(room, 0)).to_contain_text("Nobody looked down on Tomasz")
    expect(room.status).to_contain_text("Go one ring inwards")
    room.node.get_by_role("button", name="ashamed", exact=True).click()
    stage(room, 0).get_by_role("button", name="Check this feeling").click()
    expect(stage(room, 0)).to_contain_text("These fit here too: guilt.")
    on(room, "On to what is underneath")
    expect(stage(room, 1).get_by_role("heading")).to_be_focused()
    expect(stage(room, 0).get_by_role("radiogroup")).to_be_hidden()
    choose(room, 1, "afraid")
    expect(stage(room, 1)).to_contain_text("has a second meaning")
    room.is_sound()
    on(room, "On to the next question")
    answer(room, 2, "His daughter is afraid of him.")
    expect(stage(room, 2)).to_contain_text("hers to tell")
    answer(room, 2, "He has seen himself")
    on(room, "On to the next question")
    answer(room, 3, "Somebody who hears all of it")
    on(room, "On to your reflection")
    expect(room.node.locator(".at-chosen")).to_have_text("On the surface: ashamedUnderneath, perhaps: afraid")
    room.node.get_by_role("textbox").fill("You are ashamed, and you hold her bracelet.")
    on(room, "Look at my reflection")
    expect(room.status).to_contain_text("is not in your words yet")
    room.node.get_by_role("textbox").fill("I wonder if it frightened you, that you did not stop.")
    on(room, "Look at my reflection")
    expect(stage(room, 4)).to_contain_text("It is offered as a guess.")
    expect(stage(room, 4)).to_contain_text("One way to say it")
    expect(room.node.get_by_role("list", name="What the form check reads in your words")).to_be_visible()
    room.is_sound()


def test_the_wheel_is_one_stop_and_is_walked_with_arrows(room: Room) -> None:
    press = room.page.keyboard.press
    room.tab_to(wedge(room, "happy"))
    press("Space")
    expect(wedge(room, "happy")).to_be_checked()
    for key, word in [
        ("ArrowUp", "overjoyed"),
        ("ArrowUp", "overjoyed"),
        ("Home", "relieved"),
        ("ArrowDown", "relieved"),
        ("End", "overjoyed"),
    ]:
        press(key)
        expect(wedge(room, word)).to_be_focused()
        expect(wedge(room, word)).to_be_checked()
    press("ArrowLeft")
    expect(wedge(room, "exhausted")).to_be_focused()
    press("ArrowRight")
    press("ArrowRight")
    expect(wedge(room, "triumphant")).to_be_focused()
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(1)
    press("Tab")
    expect(stage(room, 0).get_by_role("button", name="Check this feeling")).to_be_focused()
    press("Enter")
    expect(room.status).to_contain_text("Nothing in his words or in his hands shows this.")
    press("Shift+Tab")
    expect(wedge(room, "triumphant")).to_be_focused()


def test_all_by_keys_to_the_end(visit: Callable[..., Room]) -> None:
    room = visit("feelings", "maya-01")
    press = room.page.keyboard.press
    room.tab_to(wedge(room, "happy"))
    press("ArrowRight")
    expect(wedge(room, "happy")).to_be_checked()
    press("ArrowLeft")
    expect(wedge(room, "worn out")).to_be_checked()
    press("Tab")
    press("Enter")
    expect(stage(room, 0)).to_contain_text("It is her own word")
    room.tab_to(room.button("On to what is underneath"))
    press("Enter")
    room.tab_to(stage(room, 1).get_by_role("radio", name="happy ("))
    press("Space")
    for _ in range(5):
        press("ArrowLeft")
    expect(stage(room, 1).get_by_role("radio", name="ashamed (")).to_be_checked()
    press("Tab")
    press("Enter")
    expect(stage(room, 1)).to_contain_text("no right to sit here")
    room.tab_to(room.button("On to your reflection"))
    press("Enter")
    room.tab_to(room.node.get_by_role("textbox"))
    room.page.keyboard.type("Maybe you are a little ashamed of needing anyone.")
    room.tab_to(room.button("Look at my reflection"))
    press("Enter")
    expect(room.status).to_contain_text("It is offered as a guess.")
    room.tab_to(room.button("Start again"))
    press("Enter")
    expect(room.status).to_contain_text("You can start again.")
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)
    expect(room.node.get_by_role("textbox")).to_be_hidden()


def test_a_reload_brings_back_the_work_and_the_words(visit: Callable[..., Room]) -> None:
    room = visit("feelings", "maya-01")
    choose(room, 0, "tired")
    on(room, "On to what is underneath")
    choose(room, 1, "ashamed")
    on(room, "On to your reflection")
    room.node.get_by_role("textbox").fill("Maybe you are ashamed")
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node.get_by_role("textbox")).to_have_value("Maybe you are ashamed")
    expect(stage(room, 0)).to_contain_text("tired")
    room.node.get_by_role("button", name="Change: On the surface").click()
    expect(wedge(room, "tired").first).to_be_checked()
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []


def test_on_a_phone_the_families_are_named_and_the_words_stand_below(visit: Callable[..., Room]) -> None:
    room = visit("feelings", "maya-01", width=320)
    expect(room.node.get_by_text("shame", exact=True).first).to_be_visible()
    box = wedge(room, "sheepish").first.locator("path").bounding_box()
    assert min(box["width"], box["height"]) >= 24
    wedge(room, "sheepish").first.click()
    expect(room.node.locator(".at-felt").first).to_have_text("sheepish · shame, mild")
    room.node.get_by_role("button", name="humiliated", exact=True).click()
    expect(wedge(room, "humiliated").first).to_be_checked()
    room.is_sound()


def test_forgetting_takes_what_was_chosen_and_not_checked(room: Room) -> None:
    stage(room, 0).get_by_role("radio", name="humiliated (").click()
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)
