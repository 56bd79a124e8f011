"""Peer in a real Chromium: with the mouse to the printed sheet, with keys only, after a reload, with a kept version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room

OWN = "You say you're fine, and that boy keeps you awake at night."
NEXT = "A friend asks, and there is nothing you can point to. No wonder that stung, when nobody sees what you do."
HELD = {"attempts": [{"text": OWN, "time": "2026-11-20T10:00:00+00:00", "prediction": None, "note": ""}]}


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("peer", "callum-01")


def stage(room: Room) -> Locator:
    """Return the part that is open."""
    return room.node.locator("details.at-stage[open]").first


def rate(room: Room, *picks: int) -> None:
    for number, pick in enumerate(picks):
        stage(room).locator("fieldset").nth(number).get_by_role("radio").nth(pick).check()
    stage(room).get_by_role("button", name="Keep this rating").click()


def note(room: Room, reached: str, way: str = "") -> None:
    passages = stage(room).get_by_label("The words of the reply that show it, copied exactly")
    stage(room).get_by_label("What reached").fill("It stays with what was said.")
    passages.nth(0).fill(reached)
    stage(room).get_by_label("What got in the way?").fill("It turns away here." if way else "")
    passages.nth(1).fill(way)
    stage(room).get_by_label("One question").fill("What did you want to be heard first?")
    stage(room).get_by_role("button", name="Keep these sentences").click()


def bring(room: Room) -> None:
    stage(room).get_by_label("What happened?").fill("A joke, and then a sentence with nothing funny in it.")
    stage(room).get_by_label("What did I try?").fill("I joked back.")
    stage(room).get_by_label("What do I want to know?").fill("How do I stay after a joke?")
    stage(room).get_by_role("checkbox").first.check()
    stage(room).get_by_role("button", name="Keep this question").click()


def test_an_example_to_the_printed_sheet(room: Room) -> None:
    room.is_sound()
    expect(room.node.locator("mark")).to_have_count(0)
    rate(room, 1, 2, 1, 1, 0)
    expect(room.status).to_contain_text("The rating is kept.")
    note(room, "nothing of the kind")
    expect(room.status).to_contain_text("does not stand in the reply")
    note(room, "You keep the whole house running", "Maybe he didn't mean it badly")
    compared = room.node.get_by_role("table", name="The ratings beside each other").first
    expect(compared).to_contain_text("Ines, who wrote it")
    expect(room.node.get_by_role("heading", name="Three readings of the same words")).to_be_focused()
    expect(room.node).to_contain_text("None of the three is right by rank.")
    bring(room)
    stage(room).get_by_role("radio", name="Affirmation").check()
    room.node.get_by_label("Your next version for Callum").fill(NEXT)
    room.button("Keep this version").click()
    expect(room.status).to_contain_text("The version changed on what was criticised.")
    sheet = room.node.get_by_role("region", name="Sheet for peers and supervision")
    expect(sheet).to_contain_text("Notes by hand")
    room.is_sound()
    room.page.evaluate("() => { window.print = () => { window.seen = document.querySelectorAll('.at-printing').length; }; }")
    room.button("Print the sheet").click()
    assert room.page.evaluate("() => window.seen") == 1
    room.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(room.node.locator(".at-printing")).to_have_count(0)
    room.page.wait_for_timeout(2_200)  # the page comes back by itself, too
    sheet.evaluate("node => node.classList.add('at-printing')")
    room.page.emulate_media(media="print", color_scheme="dark")
    expect(sheet).to_be_visible()
    expect(room.node.locator("h3")).not_to_be_visible()
    expect(room.button("Print the sheet")).not_to_be_visible()
    expect(room.page.get_by_text("If you need help now")).not_to_be_visible()
    assert sheet.evaluate("node => getComputedStyle(node.querySelector('h5')).color") == "rgb(0, 0, 0)"


def test_a_kept_version_is_brought_and_comes_back_after_a_reload(visit: Callable[..., Room]) -> None:
    room = visit("peer", "own-maya-01")
    room.page.evaluate("held => localStorage.setItem('attunement/1/kept/maya-01', held)", json.dumps(HELD))
    room = room.reload()
    expect(room.node).to_contain_text("Never type or paste what a real client said")
    room.button("Take this one").click()
    expect(room.node.get_by_label("You answer:")).to_have_value(OWN)
    stage(room).get_by_role("radio").nth(3).check()
    room = room.reload()
    expect(stage(room).get_by_role("radio").nth(3)).to_be_checked()  # chosen, and not kept as a rating yet
    rate(room, 3, 3, 2, 1, 1)
    room.button("The rating is not there yet").click()
    note(room, "that boy")
    expect(room.node.get_by_role("table").first).to_contain_text("no rating")
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(room.node.get_by_label("You answer:")).to_have_value(OWN)
    expect(room.node.get_by_role("table").first).to_contain_text("no rating")
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    expect(room.node.get_by_role("table")).to_have_count(0)
    assert room.page.evaluate("() => localStorage.getItem('attunement/1/kept/maya-01')")


def test_all_by_keys_to_the_comparison(room: Room) -> None:
    keys = room.page.keyboard
    for fieldset in stage(room).locator("fieldset").all():
        room.tab_to(fieldset.get_by_role("radio").first)
        keys.press("Space")
        keys.press("ArrowDown")
    room.tab_to(stage(room).get_by_role("button", name="Keep this rating"))
    keys.press("Enter")
    expect(room.node.locator("summary", has_text="What reached Callum")).to_be_focused()
    for text in ("It stays.", "You keep the whole house running", "", "", "Why did you stop there?"):
        keys.press("Tab")
        keys.insert_text(text)
    keys.press("Tab")
    expect(room.button("Keep these sentences")).to_be_focused()
    keys.press("Enter")
    expect(room.node.get_by_role("heading", name="Three readings of the same words")).to_be_focused()
    expect(
        stage(room).get_by_text("begins with why, and can sound like a trial")
    ).to_be_visible()  # beside the question it is about
    room.node.get_by_label("What did I try?").fill("I joked back.")
    room.start_again()
    expect(room.node.get_by_label("What did I try?")).to_have_value("")
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)
