"""The claim check in a real Chromium: with the mouse to the pictures, with keys only, after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from .room import Room

STATUS = ["mixed or partly", "supported", "mixed or partly", "mixed or partly", "mixed or partly"]
KNOWN = "r = .28 over 82 samples"


@pytest.fixture
def room(visit: Callable[..., Room]) -> Room:
    return visit("claims", "bond-and-outcome")


def claim(room: Room, number: int) -> Locator:
    return room.node.locator(".at-claimlist > li").nth(number)


def mark(room: Room, number: int, status: str) -> None:
    claim(room, number).get_by_role("radio", name=status).check()
    claim(room, number).get_by_role("button", name="See what is known").click()
    expect(claim(room, number).locator(".at-known")).to_be_visible()


def go_on(room: Room, number: int) -> None:
    claim(room, number).get_by_role("button", name="Next claim").or_(
        claim(room, number).get_by_role("button", name="See how you read them")
    ).click()


def test_one_claim_at_a_time_to_the_pictures(room: Room) -> None:
    room.is_sound()
    expect(claim(room, 1)).to_be_hidden()
    mark(room, 0, "supported")
    expect(room.status).to_contain_text("You said supported; our table says mixed or partly. The link is well supported.")
    expect(claim(room, 0)).to_contain_text(KNOWN)
    expect(claim(room, 0).locator("summary")).to_be_focused()
    picture = room.node.get_by_role("img", name="simulated clients")
    room.node.locator(".at-figure").scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    go_on(room, 0)
    expect(claim(room, 1).locator("h4")).to_be_focused()
    expect(claim(room, 0).get_by_text(KNOWN)).to_be_hidden()
    expect(picture).to_be_hidden()
    claim(room, 0).get_by_text("What is known", exact=True).click()  # it can be looked at again
    expect(claim(room, 0).get_by_text(KNOWN)).to_be_visible()
    for number in range(1, 5):
        mark(room, number, STATUS[number])
        go_on(room, number)
    expect(room.status).to_contain_text("These you believed more than the evidence allows:")
    expect(room.node.get_by_role("heading", name="How you read these claims")).to_be_focused()
    room.node.locator(".at-figure").scroll_into_view_if_needed()
    expect(room.node.get_by_role("img", name="d = 0.55 (11 studies, 1,301 clients)")).to_be_visible()
    room.node.get_by_text("The numbers of the picture").click()
    expect(room.node.get_by_role("row", name="The working alliance, with empathy")).to_contain_text("r = .51")
    room.is_sound()
    room.node.get_by_role("radio", name="What a link of r = .28 looks like").check()
    expect(room.status).to_contain_text("A link of r = .28 shows over many clients.")
    expect(picture).to_be_visible()
    expect(room.node.get_by_role("radio", name="What a link of r = .28 looks like")).to_be_focused()


def test_by_keys_only(room: Room) -> None:
    room.tab_to(claim(room, 0).get_by_role("radio").first)
    room.page.keyboard.press("Space")
    room.page.keyboard.press("ArrowDown")
    expect(claim(room, 0).get_by_role("radio", name="mixed or partly")).to_be_checked()
    room.tab_to(claim(room, 0).get_by_role("button", name="See what is known"))
    room.page.keyboard.press("Enter")
    expect(room.status).to_contain_text("You said mixed or partly, and so does our table.")
    expect(claim(room, 0).locator("summary")).to_be_focused()
    room.tab_to(claim(room, 0).get_by_role("button", name="Next claim"))
    room.page.keyboard.press("Enter")
    expect(claim(room, 1).locator("h4")).to_be_focused()
    room.page.keyboard.press("Tab")
    expect(claim(room, 1).get_by_role("radio").first).to_be_focused()


def test_without_a_mark_nothing_is_shown(room: Room) -> None:
    room.button("See what is known").click()
    expect(room.notice).to_have_text("Choose first how well you think this is known.")
    expect(claim(room, 0).locator(".at-known")).to_be_hidden()


def test_a_reload_goes_on_where_one_was_and_again_begins_anew(room: Room) -> None:
    mark(room, 0, "supported")
    go_on(room, 0)
    mark(room, 1, "supported")
    room = room.reload()
    expect(room.status).to_contain_text("Your work is back.")
    expect(claim(room, 1)).to_contain_text("You said supported, and so does our table.")
    expect(claim(room, 2).get_by_role("radio").first).to_be_visible()
    room.button("Start again").click()
    expect(claim(room, 0).get_by_role("radio").first).to_be_visible()
    expect(claim(room, 1)).to_be_hidden()
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)
    room.forget()
    expect(room.notice).to_contain_text("is deleted")
    room = room.reload()
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('work/'))") == []


@pytest.mark.parametrize("name", ["in-the-room", "training-and-mindfulness"])
def test_other_themes_fit_a_phone(visit: Callable[..., Room], name: str) -> None:
    room = visit("claims", name, width=320)
    for number in range(room.node.locator(".at-claimlist > li").count()):
        mark(room, number, "untested or not known")
        go_on(room, number)
    room.node.locator(".at-figure").scroll_into_view_if_needed()
    expect(room.node.get_by_role("img")).to_be_visible()
    room.is_sound()
