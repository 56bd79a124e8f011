"""Session in a real Chromium: with the mouse to the open end, with keys only, taking back, after a reload, on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from attunement import workbook, yamlfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room

REPLIES = yamlfile.read(Path(__file__).parents[1] / "data" / "beats.yaml")["maya-01"]
BEATS = workbook.load("session", "maya-01")["beats"]


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("session", "maya-01")


def editor(room: Room) -> Locator:
    return room.node.get_by_role("textbox", name="What do you say to Maya?")


def now(room: Room) -> str:
    """Return the name of the beat that Maya is at."""
    said = room.node.locator(".at-by-client").last.locator(".at-words").inner_text().strip("“”")
    return next((name for name, beat in BEATS.items() if " ".join(beat["says"].split()) == said), "end")


def say(room: Room, text: str) -> None:
    count = room.node.get_attribute("data-count")
    editor(room).fill(text)
    room.button("Say it").click()
    expect(room.node).not_to_have_attribute("data-count", count or "")


def to_the_end(room: Room) -> None:
    while (beat := now(room)) != "end":
        say(room, REPLIES[beat])


def test_good_replies_open_maya_up_and_the_arc_shows_how(room: Room) -> None:
    room.is_sound()
    editor(room).fill(REPLIES["fine"])
    expect(room.node.locator(".at-level")).to_have_text("Level 4 of 5")
    say(room, REPLIES["fine"])
    expect(room.node.locator(".at-thought")).to_contain_text("I said it so fast.")
    expect(room.status).to_contain_text("Maya's trust: testing, a step up.")
    expect(room.node.get_by_role("img", name="3 of 6")).to_be_visible()
    expect(editor(room)).to_have_value("")
    to_the_end(room)
    expect(room.node.get_by_role("heading", name="How it went")).to_be_focused()
    expect(room.node).to_contain_text("Maya opens up: from wary to open.")
    expect(room.node).to_contain_text("There's more about him.")
    expect(room.node.get_by_role("img", name="Trust at the start: wary.")).to_be_visible()
    room.node.get_by_text("All turns", exact=True).click()
    room.node.get_by_text("What moves trust here", exact=True).click()
    room.node.get_by_text("Earlier in this session").click()
    expect(room.node.get_by_role("row", name="+ met").first).to_be_visible()
    room.is_sound()


def test_a_miss_closes_is_marked_and_can_be_mended(room: Room) -> None:
    say(room, "I understand.")
    say(room, "I understand.")
    expect(room.node.locator(".at-repair")).to_have_text("Something went wrong a moment ago. It can be mended.")
    expect(room.node.locator(".at-landed").last).to_have_text("− missed, said before")
    expect(room.status).to_contain_text("You said that before.")
    say(room, "I'm sorry. I asked you things off a list, and you wanted to be heard. Perhaps you feel a bit alone in here.")
    expect(room.status).to_contain_text("Maya's trust: wary, 2 steps up.")
    room.is_sound()


def test_by_keys_alone_one_can_speak_take_it_back_and_begin_again(room: Room) -> None:
    keys = room.page.keyboard
    room.tab_to(editor(room))
    keys.type("I understand.")
    keys.press("Control+Enter")
    expect(room.status).to_contain_text("Maya's trust: guarded, a step down.")
    expect(editor(room)).to_be_focused()
    room.press("Take it back")
    expect(room.status).to_contain_text("Maya has not heard it.")
    expect(editor(room)).to_be_focused()
    expect(editor(room)).to_have_value("I understand.")
    keys.press("Control+A")
    while (beat := now(room)) != "end":
        keys.insert_text(REPLIES[beat])
        keys.press("Control+Enter")
        expect(room.node.locator(".at-by-therapist .at-words").last).to_contain_text(REPLIES[beat])
    expect(room.node.get_by_role("heading", name="How it went")).to_be_focused()
    room.start_again()
    assert now(room) == "fine"


def test_what_cannot_be_read_is_not_said(room: Room) -> None:
    room.button("Say it").click()
    expect(room.notice).to_contain_text("Maya waits; nothing has been said yet.")
    say(room, "I understand.")
    assert now(room) == "clock"


def test_a_reload_brings_back_the_session_and_the_words_on_the_way(room: Room) -> None:
    say(room, REPLIES["fine"])
    editor(room).fill("So the whole street sleeps")
    expect(room.node.locator(".at-level")).to_be_visible()
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    assert now(room) == "midnight"
    expect(editor(room)).to_have_value("So the whole street sleeps")
    to_the_end(room)
    room = room.reload()
    expect(room.node).to_contain_text("Maya opens up: from wary to open.")
    room.node.locator(".at-end").get_by_role("button", name="Take it back").click()
    expect(editor(room)).to_be_focused()
    expect(editor(room)).to_have_value(REPLIES["known"])
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    assert now(room) == "fine"
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []
