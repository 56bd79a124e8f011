"""Pause in a real Chromium: step by step with mouse and keys, and in real time."""

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
    return visit("pause", "after-something-heavy")


def onward(room: Room) -> Locator:
    """Return the one button that goes on listening: its name changes, its place does not."""
    return room.node.locator(".at-actions button:visible").nth(1)


def listen(room: Room, clauses: int, waits: int) -> None:
    for _ in range(clauses + waits):
        onward(room).click()


def test_step_by_step_to_the_end(room: Room) -> None:
    expect(room.node.get_by_role("radio", name="At your own pace")).to_be_checked()
    room.is_sound()
    room.button("Begin").click()
    expect(room.status).to_have_text("My brother died in March.")
    expect(onward(room)).to_be_focused()
    listen(room, 3, 0)
    expect(room.status).to_have_text(
        "Teodora stops. The cap goes round once in her hands. It has been quiet for about 2 seconds."
    )
    listen(room, 0, 2)
    expect(room.status).to_contain_text("the next sentence came of its own accord")
    expect(room.node.get_by_role("heading", name="What this did")).to_be_focused()
    room.button("Go on").click()
    room.button("“Mm-hm”").click()
    expect(room.status).to_contain_text("She can hear that you are following")
    expect(room.button("“Mm-hm”")).to_be_disabled()
    room.button("Listen on").click()
    room.button("Speak").click()
    expect(room.status).to_contain_text("It stopped among the people")
    expect(room.node.locator(".at-transcript")).to_contain_text("Everyone was at the funeral. His whole …")
    room.is_sound()
    room.button("Go on").click()
    listen(room, 3, 0)
    room.button("Speak").click()
    expect(room.node.locator(".at-outcome")).to_contain_text("what lay beneath it went back")
    room.button("Go on").click()
    listen(room, 2, 1)
    room.button("Speak").click()
    expect(room.node.get_by_role("heading", name="What was said")).to_be_focused()
    rows = room.node.locator(".at-rows > li")
    expect(rows).to_have_count(5)
    expect(rows.nth(3)).to_contain_text("I sat in the engine room with the light off.")
    expect(room.node).to_contain_text("No universal number of seconds is known")
    expect(room.status).to_contain_text("Some of what Teodora was about to say was never said")
    room.is_sound()


def test_all_by_keys_and_again(room: Room) -> None:
    room.tab_to(room.button("Begin"))
    for passage in range(5):
        room.page.keyboard.press("Enter")
        expect(onward(room)).to_be_focused()
        while onward(room).is_visible() and not room.node.get_attribute("data-count").startswith(str(passage + 1)):
            room.page.keyboard.press("Enter")
            room.page.wait_for_timeout(60)
        if passage < 4:
            expect(room.node.locator(".at-outcome")).to_be_visible()
            room.tab_to(room.button("Go on"))
    expect(room.node.locator(".at-review")).to_contain_text("she is alone in it")
    room.start_again()
    expect(room.button("Begin")).to_be_visible()


def test_in_real_time_a_word_over_hers_breaks_the_sentence_and_the_clock_can_be_held(room: Room) -> None:
    room.node.get_by_role("radio", name="In real time").check()
    room.button("Begin").click()
    expect(room.button("Speak")).to_be_focused()
    room.button("Hold the clock").click()
    expect(room.notice).to_contain_text("The clock is held.")
    held = room.node.locator(".at-live").text_content()
    room.is_sound()
    room.page.wait_for_timeout(2_500)
    assert room.node.locator(".at-live").text_content() == held
    room.button("Let the clock run").click()
    room.button("Speak").focus()
    room.page.keyboard.press("Space")
    expect(room.node.locator(".at-transcript")).to_contain_text("…”")
    expect(room.status).to_contain_text("gives her a way out of it")


def test_a_small_sound_keeps_the_focus_and_a_second_one_is_answered(room: Room) -> None:
    room.press("Begin")
    room.press("“Mm-hm”")
    expect(room.status).to_contain_text("The small sound says that you remember.")
    expect(room.button("“Mm-hm”")).to_be_focused()
    expect(room.button("“Mm-hm”")).to_have_attribute("aria-disabled", "true")
    room.page.keyboard.press("Enter")
    expect(room.status).to_contain_text("One small sound is enough in this passage.")
    room.is_sound()
    room.press("Listen on")
    expect(room.node.locator(".at-live")).to_contain_text("You know that,")


def test_in_real_time_waiting_lets_the_next_words_come(room: Room) -> None:
    room.node.get_by_role("radio", name="In real time").check()
    room.button("Begin").click()
    expect(room.node.locator(".at-live")).to_contain_text("Everyone was at the funeral.", timeout=15_000)
    expect(room.node.locator(".at-transcript")).to_contain_text("She goes on by herself.")
    expect(room.button("Speak")).to_be_focused()


def test_those_who_want_less_motion_are_not_asked_to_hurry_and_others_begin_in_real_time(visit: Callable[..., Room]) -> None:
    room = visit("pause", "a-silence-that-judges")
    room.page.emulate_media(reduced_motion="no-preference")
    room = room.reload()
    expect(room.node.get_by_role("radio", name="In real time")).to_be_checked()
    room.node.get_by_role("radio", name="At your own pace").check()
    room = room.reload()
    expect(room.node.get_by_role("radio", name="At your own pace")).to_be_checked()


def test_a_reload_brings_back_what_was_done_and_it_can_be_deleted(room: Room) -> None:
    room.button("Begin").click()
    room.button("Speak").click()
    expect(room.node.locator(".at-outcome")).to_be_visible()
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node.locator(".at-outcome")).to_contain_text("She was laying the ground")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    expect(room.button("Begin")).to_be_visible()
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []


def test_a_double_click_on_a_phone_does_not_speak_over_the_client(visit: Callable[..., Room]) -> None:
    room = visit("pause", "a-silence-that-judges", width=320)
    room.button("Begin").dblclick()
    listen(room, 3, 3)
    room.button("Go on").dblclick()  # "Speak" comes to stand where it stood
    expect(room.button("Speak")).to_be_visible()
    expect(room.node.locator(".at-live")).to_contain_text("With an organ I know what to do.")
    room.page.wait_for_timeout(500)
    assert room.node.get_attribute("data-count") == "1"
