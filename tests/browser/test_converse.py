"""Converse in JupyterLab: a whole session by keys, each reply saved beside the notebook, back after the kernel restarts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import expect

from attunement import answers, workbook, yamlfile

from .desk import violations
from .notebooks import notebook
from .room import Room

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from .lab import Lab

REPLIES = yamlfile.read(Path(__file__).parents[1] / "data" / "beats.yaml")["maya-01"]
BEATS = workbook.load("session", "maya-01")["beats"]
LESSONS = "from attunement import items, workbook\nitems.ITEMS = workbook.WORKBOOK"  # their sessions for graded ones
NARROW = "node => { node.style.width = '288px'; const fits = node.scrollWidth <= 288; node.style.width = ''; return fits; }"


@pytest.fixture
def room(lab: Lab, tmp_path: Path) -> Room:
    """Open the session in JupyterLab."""
    nbformat.write(notebook([LESSONS, 'at.converse("session", session="maya-01")']), tmp_path / "session.ipynb")
    lab.open("session.ipynb", tmp_path)
    return Room(lab.page, "converse")


def editor(room: Room) -> Locator:
    return room.node.get_by_role("textbox", name="What do you say to Maya?")


def saved(room: Room, count: int) -> None:
    """Wait until so many replies stand on the page as said and saved."""
    expect(room.node.locator(".at-where")).to_contain_text(f"Said and saved so far: {count}.")


def now(room: Room) -> str:
    """Return the name of the beat that Maya is at."""
    said = room.node.locator(".at-by-client").last.locator(".at-words").inner_text().strip("“”")
    return next(name for name, beat in BEATS.items() if " ".join(beat["says"].split()) == said)


def is_sound(room: Room) -> None:
    """Assert that axe-core finds nothing in light and dark, and that all fits on a phone of 320 CSS pixels."""
    for light in ("false", "true"):
        room.page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
        assert violations(room.page, ".at-converse") == ""
    assert room.node.evaluate(NARROW)


def start_again(room: Room) -> Room:
    """Start the kernel again and run all cells, as a learner is told to where it does not answer."""
    page, old = room.page, room.node.element_handle()
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Restart Kernel and Run All Cells…", exact=True).click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_function("node => !node.isConnected", arg=old)
    return Room(page, "converse")


def test_a_session_is_said_by_keys_saved_and_there_again(room: Room, lab: Lab) -> None:
    keys = lab.page.keyboard
    expect(room.node.locator(".at-rule")).to_contain_text("cannot be taken back")
    editor(room).focus()
    keys.press("Control+Enter")
    expect(room.notice).to_contain_text("Maya waits; nothing has been said yet.")
    keys.insert_text(REPLIES["fine"])
    keys.press("Control+Enter")
    saved(room, 1)
    expect(room.status).to_contain_text("Maya says: “It's mostly after midnight.")
    expect(room.status).to_contain_text("Reply 2. A session has at least 8.")
    expect(editor(room)).to_be_focused()
    expect(editor(room)).to_have_value("")
    assert answers.read(lab.folder)["session"].turns == (REPLIES["fine"],)
    editor(room).fill("So the whole street sleeps")
    is_sound(room)
    room = start_again(room)
    expect(room.notice).to_contain_text("The words you had not said yet are back.")
    expect(editor(room)).to_have_value("So the whole street sleeps")
    saved(room, 1)
    expect(room.node.locator(".at-rule")).to_be_hidden()
    answers.save(lab.folder, "session", turns=[REPLIES["fine"], "I understand."])
    room.button("Say it").click()
    expect(room.notice).to_contain_text("This session went on in another window")
    expect(editor(room)).to_have_value("So the whole street sleeps")
    to_the_end(room)
    assert len(answers.read(lab.folder)["session"].turns) == room.node.locator(".at-by-therapist").count()


def to_the_end(room: Room) -> None:
    """Say what fits to the end; nothing then tells how it went."""
    saved(room, count := 2)
    while editor(room).is_visible():
        editor(room).fill(REPLIES[now(room)])
        room.button("Say it").click()
        saved(room, count := count + 1)
    expect(room.node.get_by_role("heading", name="This session is over")).to_be_focused()
    expect(room.node).to_contain_text("Maya's thoughts and the arc of the session come with your feedback")
    room.node.get_by_text("Earlier in this session").click()
    assert not any(word in room.node.inner_text().casefold() for word in ("level", "trust", "leaning in"))
    is_sound(room)
