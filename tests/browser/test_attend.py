"""Attend in a real Chromium: a story through its interruptions, recalled with mouse and with keys; two stories side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from .room import Room

SORTED = ["Said", "Almost said", "Not said", "Said", "Almost said", "Not said"]
ASIDES = ["Put it in the drawer", None, "Let the praise wait", None, None]
SECOND = ["Zip the bag shut", None, "Let the question wait", None, None]


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("attend", "two-nights")


def listen(room: Room, asides: list[str | None], begin: int = 1) -> None:
    for number, aside in enumerate(asides, start=begin):
        expect(room.node).to_contain_text(f"Part {number} of 5")  # a click on the part before would be told that it moved on
        room.button("Listen on").click()
        if aside:
            room.button(aside).click()


def statement(room: Room, number: int) -> Locator:
    return room.node.locator(".at-items").nth(0).locator("> li").nth(number)


def question(room: Room, number: int) -> Locator:
    return room.node.locator(".at-items").nth(1).locator("> li").nth(number)


def sort(room: Room, number: int, choice: str) -> None:
    statement(room, number).get_by_role("radio", name=choice, exact=True).check()
    statement(room, number).get_by_role("button", name="Check").click()
    expect(statement(room, number).locator(".at-findings")).to_be_visible()


def write(room: Room, number: int, words: str) -> None:
    question(room, number).get_by_role("textbox").fill(words)
    question(room, number).get_by_role("button", name="Look at my words").click()
    expect(question(room, number).locator(".at-findings")).to_be_visible()


def test_two_stories_with_a_minute_that_can_be_left(room: Room) -> None:
    room.is_sound()
    room.button("Listen on").click()
    expect(room.status).to_contain_text("Your phone. Your phone buzzes once")
    expect(room.node.get_by_role("heading", name="Your phone")).to_be_focused()
    expect(room.node.get_by_role("blockquote")).to_be_hidden()
    room.is_sound()
    room.button("Put it in the drawer").click()
    expect(room.status).to_contain_text("The drawer is shut. In his bakery it is still ten past three. I rang the owner.")
    listen(room, ASIDES[1:], begin=2)
    expect(room.node.get_by_role("heading", name="What did Oriol say?")).to_be_focused()
    sort(room, 0, "Not said")
    expect(room.status).to_contain_text('Look again. You chose "Not said".')
    for number, choice in enumerate(SORTED):
        sort(room, number, choice)
    write(room, 0, "a thermometer")
    expect(room.status).to_contain_text("She needed no thermometer.")
    write(room, 0, "counting, with her hand")
    expect(room.status).to_contain_text("It is what he inherited")
    write(room, 1, "sacks")
    question(room, 2).get_by_role("button", name="I cannot bring it back").click()
    expect(room.status).to_contain_text("asked who had paid for the wood")
    room.button("Begin one minute").click()
    expect(room.status).to_contain_text("One minute begins.")
    room.is_sound()
    room.button("End it here").click()
    expect(room.status).to_contain_text("You have ended it.")
    room.button("Go on to the second story").click()
    expect(room.node).to_contain_text("Story 2 of 2")
    listen(room, SECOND)
    for number, choice in enumerate(SORTED):
        sort(room, number, choice)
    for number, words in enumerate(["he told stories", "lipstick", "no box"]):
        write(room, number, words)
    expect(room.node.locator(".at-two")).to_contain_text("5 of 6 statements told apart at first sight")
    expect(room.node.locator(".at-two")).to_contain_text("second story, without a pause")
    expect(room.node).to_contain_text("they cannot show whether the minute did anything")
    expect(room.notice).to_contain_text("You have brought back 16 of 18 facts.")
    room.is_sound()


def test_a_double_click_is_one_step(room: Room) -> None:
    room.button("Listen on").dblclick()
    expect(room.node.get_by_role("heading", name="Your phone")).to_be_visible()
    room.button("Put it in the drawer").dblclick()
    expect(room.node).to_contain_text("Part 2 of 5")
    room.page.wait_for_timeout(500)
    expect(room.node).to_contain_text("Part 2 of 5")
    expect(room.notice).to_be_hidden()


VOICES = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voices = [{ localService: LOCAL, lang: "en-GB" }];
const speech = new EventTarget();
Object.assign(speech, { getVoices: () => voices, speak: (words) => window.spoken.push(words.text), cancel() {} });
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""


@pytest.mark.parametrize("local", [True, False])
def test_only_a_voice_of_this_device_reads_aloud(page: Page, visit: Callable[..., Room], *, local: bool) -> None:
    page.add_init_script(VOICES.replace("LOCAL", str(local).lower()))
    room = visit("attend", "two-nights")
    if local:
        room.button("Have it read aloud").click()
        expect(room.button("Stop reading")).to_be_visible()
        assert page.evaluate("() => window.spoken[0]").startswith("On Tuesday the big oven")
        room.button("Listen on").click()
        expect(room.node.get_by_role("heading", name="Your phone")).to_be_visible()
    expect(room.button("Have it read aloud")).to_be_hidden()


def test_one_story_by_keys(visit: Callable[..., Room]) -> None:
    room = visit("attend", "the-missing-word")
    press = room.page.keyboard.press
    asides = ["Leave the actor where he is", "Keep it in your mouth", "Slip the watch into the drawer", None, None]
    for part, aside in enumerate(asides, start=1):
        expect(room.node).to_contain_text(f"Part {part} of 5")  # or the next key falls on the part before
        room.tab_to(room.button("Listen on"))
        press("Enter")
        if aside:
            room.tab_to(room.button(aside))
            press("Enter")
            expect(room.node.get_by_role("heading", name="Part ")).to_be_focused()
    for number in range(6):
        room.tab_to(statement(room, number).get_by_role("radio").first)
        press("Space")
        room.tab_to(statement(room, number).get_by_role("button", name="Check"))
        press("Enter")
        expect(statement(room, number).locator(".at-findings")).to_be_visible()
    for number, words in enumerate(["boat", "signs in the tram", "the hearing aids"]):
        room.tab_to(question(room, number).get_by_role("textbox"))
        room.page.keyboard.type(words)
        press("Enter")
        expect(question(room, number)).to_contain_text("It is there:")
    expect(room.notice).to_contain_text("You have brought back 5 of 9 facts.")
    room.tab_to(room.node.locator("summary").first)
    press("Enter")
    expect(
        room.node.locator("details").get_by_text("Your watch taps your wrist.")
    ).to_be_visible()  # it can be seen what called one away
    room.tab_to(room.button("Start again"))
    press("Enter")
    expect(room.node).to_contain_text("Part 1 of 5")
    expect(room.status).to_contain_text("You can start again.")


def test_a_reload_brings_back_the_place_and_the_words_and_they_can_be_deleted(room: Room) -> None:
    listen(room, ASIDES)
    for number, choice in enumerate(SORTED):
        sort(room, number, choice)
    question(room, 0).get_by_role("textbox").fill("her hand, I th")
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(statement(room, 1).get_by_role("radio", name="Almost said")).to_be_checked()
    expect(question(room, 0).get_by_role("textbox")).to_have_value("her hand, I th")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    expect(room.node).to_contain_text("Part 1 of 5")
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []


def test_words_of_a_second_look_and_a_new_choice_stay_while_something_else_is_checked(room: Room) -> None:
    listen(room, ASIDES)
    for number, choice in enumerate(SORTED):
        sort(room, number, choice)
    write(room, 0, "a thermometer")
    box = question(room, 0).get_by_role("textbox")
    box.fill("with her own")
    statement(room, 1).get_by_role("radio", name="Said", exact=True).check()
    sort(room, 0, "Not said")
    expect(room.status).to_contain_text('You chose "Not said".')
    expect(box).to_have_value("with her own")
    expect(statement(room, 1).get_by_role("radio", name="Said", exact=True)).to_be_checked()
    room = room.reload()
    expect(room.status).to_have_text("Your work is back.")
    expect(question(room, 0).get_by_role("textbox")).to_have_value("with her own")
