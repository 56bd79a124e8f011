"""The journal in a real Chromium: written, drawn, exported and deleted in the page; nothing of it is ever sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .room import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from .lab import Lab

CANARY = "the heron on the canary yellow roof"


@pytest.fixture
def sent(page: Page) -> Iterator[list[str]]:
    """All that the page sends, over sockets and by requests."""
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(repr(frame))))
    page.on("request", lambda request: frames.append(f"{request.url} {request.post_data_buffer or ''}"))
    return frames


@pytest.fixture
def room(sent: list[str], visit: Callable[..., Room]) -> Room:  # noqa: ARG001 (it listens before the page is opened)
    return visit("journal", "trigger-check-in")


def keep(room: Room, text: str, word: str = "", strength: int | None = None) -> None:
    if word:
        room.node.get_by_role("radio", name=f"{word} (").click()
    if strength is not None:
        room.node.get_by_role("slider").fill(str(strength))
    room.node.get_by_role("textbox").fill(text)
    room.button("Keep this entry").click()


def test_nothing_that_is_written_is_ever_sent(room: Room, sent: list[str], tmp_path: Path) -> None:
    keep(room, f"{CANARY} one", "furious", 7)
    keep(room, f"{CANARY} two", "uneasy", 3)
    expect(room.notice).to_contain_text("Kept, in this browser only.")
    room.node.get_by_role("textbox").fill(f"{CANARY} on the way")
    room = room.reload()
    expect(room.node.get_by_role("textbox")).to_have_value(f"{CANARY} on the way")
    expect(room.node.get_by_role("img")).to_be_visible()
    with room.page.expect_download() as waited:
        room.button("Save as a text file").click()
    waited.value.save_as(tmp_path / "journal.txt")
    room.node.locator(".at-entries summary").first.click()
    room.button("Delete this entry").click()
    room.button("Delete it").click()
    room.forget()
    expect(room.notice).to_contain_text("Your journal is deleted.")
    room.page.evaluate("() => dispatchEvent(new Event('online'))")  # the page asks whether its kernel is still there
    room.page.wait_for_timeout(1500)
    assert any("kernel_info_request" in frame for frame in sent)  # it did talk, of other things
    asked = " ".join(sent)
    assert [one for one in ("heron", "furious", "intensity", "uneasy", "strength") if one in asked] == []


def test_a_check_in_is_listed_drawn_and_told(room: Room) -> None:
    room.is_sound()
    room.button("Keep this entry").click()
    expect(room.status).to_contain_text("There is nothing to keep yet.")
    keep(room, "He laughed at me.", "furious", 8)
    expect(room.node).to_contain_text("With the next one a line begins.")
    keep(room, "", "uneasy", 4)
    keep(room, "Third.", "afraid", 5)
    finding = "3 check-ins, from 8 at first to 5 now. The strongest was 8 of 10"
    expect(room.node).to_contain_text(finding)
    expect(room.node).to_contain_text("Most often: fear, 2 times.")
    assert finding in (room.node.get_by_role("img").get_attribute("aria-label") or "")
    room.node.get_by_text("The numbers behind the line").click()
    expect(room.node.get_by_role("row")).to_have_count(4)
    expect(room.node.get_by_role("textbox")).to_have_value("")
    expect(room.node.get_by_role("radio", checked=True)).to_have_count(0)
    room.node.locator(".at-entries summary").first.click()
    expect(room.node.locator(".at-entry").first).to_have_text("Third.")
    room.is_sound()


def test_the_file_holds_every_entry_with_its_date(room: Room, tmp_path: Path) -> None:
    keep(room, "First line.\nSecond line.", "sad", 6)
    keep(room, "Later.")
    with room.page.expect_download() as waited:
        room.button("Save as a text file").click()
    waited.value.save_as(tmp_path / "journal.txt")
    told = (tmp_path / "journal.txt").read_text(encoding="utf-8")
    assert waited.value.suggested_filename == "my-journal.txt"
    assert told.index("First line.\nSecond line.") < told.index("Later.")
    assert "sad · 6 of 10 · A trigger, looked at" in told
    assert room.page.evaluate("() => new Date().getFullYear().toString()") in told


def test_one_entry_is_deleted_and_the_others_stay(room: Room) -> None:
    keep(room, "Keep me.")
    keep(room, "Delete me.")
    room.node.locator(".at-entries summary").first.click()
    room.button("Delete this entry").click()
    expect(room.button("Keep it")).to_be_focused()
    room.button("Delete it").click()
    expect(room.status).to_have_text("The entry is deleted.")
    expect(room.node.get_by_role("heading", name="Your journal")).to_be_focused()
    expect(room.node.locator(".at-entries > li")).to_have_count(1)
    room = room.reload()
    expect(room.node.locator(".at-entry")).to_have_text("Keep me.")
    room.forget()
    room = room.reload()
    expect(room.node.locator(".at-entries > li")).to_have_count(0)
    assert room.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('journal'))") == []


def test_all_by_keys(room: Room) -> None:
    press = room.page.keyboard.press
    room.tab_to(room.node.get_by_role("radio", name="happy ("))
    press("Space")
    press("ArrowDown")
    room.tab_to(room.node.get_by_role("slider"))
    press("ArrowRight")
    expect(room.node).to_contain_text("6 of 10")
    room.tab_to(room.button("Leave the check-in out"))
    press("Enter")
    expect(room.status).to_have_text("The check-in is left out.")
    room.tab_to(room.node.get_by_role("textbox"))
    room.page.keyboard.type("A line.")
    room.tab_to(room.button("Keep this entry"))
    press("Enter")
    expect(room.node.locator(".at-entry")).to_have_text("A line.")
    expect(room.node.locator(".at-entries summary")).not_to_contain_text("of 10")


@pytest.mark.parametrize(
    "words", ["Some days I want to die.", "I keep HURTING myself", "I don’t want to be here any more.", "suicidal again"]
)
def test_words_of_danger_show_where_to_find_help_and_writing_goes_on(room: Room, sent: list[str], words: str) -> None:
    box, notice = room.node.get_by_role("textbox"), room.node.get_by_role("region", name="If you need help now")
    box.fill(words)
    expect(notice).to_be_visible()
    expect(room.status).to_contain_text("No person reads this page and nothing is sent")
    link = notice.get_by_role("link", name="Find A Helpline")
    assert "noopener" in (link.get_attribute("rel") or "")
    box.press_sequentially(" And then.")
    expect(box).to_be_focused()
    room.is_sound()
    room.button("Keep this entry").click()
    expect(room.notice).to_contain_text("Kept")
    assert words not in " ".join(sent)


@pytest.mark.parametrize(
    "words", ["I am dying to see her again.", "I wanted to die of embarrassment!", "I cut myself some slack.", "My laptop died."]
)
def test_sayings_are_no_danger(room: Room, words: str) -> None:
    room.node.get_by_role("textbox").fill(words)
    room.button("Keep this entry").click()
    expect(room.notice).to_contain_text("Kept")
    expect(room.node.get_by_role("region", name="If you need help now")).to_be_hidden()


def test_a_full_browser_is_said_and_the_words_stay(room: Room) -> None:
    room.page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }")
    keep(room, "No room for this.")
    expect(room.notice).to_contain_text("This browser has no room left")
    expect(room.node.get_by_role("textbox")).to_have_value("No room for this.")


def test_a_browser_that_keeps_nothing_is_said(page: Page, visit: Callable[..., Room]) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('refused', 'SecurityError'); };")
    room = visit("journal", "trigger-check-in")
    expect(room.node).to_contain_text("This browser does not let the page keep anything.")
    keep(room, "For now only.")
    expect(room.notice).to_contain_text("until you close or reload the page")
    expect(room.node.locator(".at-entry")).to_have_text("For now only.")


def test_what_another_page_wrote_there_does_no_harm(room: Room) -> None:
    strange = {
        "entries": [None, 5, "x", {"time": "never"}, {"time": "2026-01-01", "intensity": 99, "text": ["<b>"], "word": "<i>"}],
        "drafts": 7,
    }
    room.page.evaluate("(held) => localStorage.setItem('attunement/1/journal', held)", json.dumps(strange))
    room = room.reload()
    expect(room.node.locator(".at-entries > li")).to_have_count(1)
    expect(room.node.locator(".at-entries")).to_contain_text("<i>")
    expect(room.node.get_by_role("img")).to_have_count(0)


def test_a_quiet_minute_passes_and_can_be_left(page: Page, visit: Callable[..., Room]) -> None:
    room = visit("journal", "one-minute")
    begin = room.button("Begin 60 quiet seconds")
    begin.click()
    expect(room.status).to_contain_text("Sit or stand as you are.")
    room.button("Stop here").click()
    expect(room.status).to_contain_text("You stopped, and that is fine.")
    page.clock.install()
    begin.click()
    page.clock.run_for(11_000)
    expect(room.node.locator(".at-cue")).to_contain_text("What touches you?")
    page.clock.run_for(50_000)
    expect(room.node.locator(".at-cue")).to_contain_text("The time is over.")
    room.is_sound()


def test_two_journals_of_one_page_show_the_same(room: Room) -> None:
    keep(room, "Written here.")
    other = room.page.context.new_page()
    other.set_default_timeout(20_000)
    other.goto(room.page.url)
    there = Room(other, "journal")
    expect(there.node.locator(".at-entry")).to_have_text("Written here.")
    keep(room, "And this.")
    expect(there.node.locator(".at-entries > li")).to_have_count(2)
    other.locator(".at-entries summary").first.click()
    expect(other.locator(".at-entry").first).to_be_visible()
    room.node.get_by_role("textbox").fill(CANARY)
    expect(there.node.get_by_role("textbox")).to_have_value(CANARY)
    expect(other.locator(".at-entry").first).to_be_visible()  # what is being read there is not folded
    room.forget()
    expect(there.node.get_by_role("textbox")).to_have_value("")
    expect(there.node.locator(".at-entries > li")).to_have_count(0)
    assert "heron" not in other.content()
    assert "heron" not in room.page.content()
    other.reload()
    there = Room(other, "journal")
    assert room.page.evaluate("() => JSON.stringify(localStorage)").count("heron") == 0


def test_helpers_of_the_browser_are_asked_to_stay_out(room: Room) -> None:
    box = room.node.get_by_role("textbox")
    for name, value in {"spellcheck": "false", "autocomplete": "off", "writingsuggestions": "false", "translate": "no"}.items():
        expect(box).to_have_attribute(name, value)
    keep(room, "One.")
    expect(room.node.locator("section[translate=no] .at-entry")).to_have_count(1)


def test_a_double_click_keeps_once_and_is_no_mistake(room: Room) -> None:
    room.node.get_by_role("textbox").fill("Once.")
    room.button("Keep this entry").dblclick()
    expect(room.node.locator(".at-entries > li")).to_have_count(1)
    expect(room.notice).to_contain_text("Kept, in this browser only.")


def test_the_last_entry_that_is_deleted_leaves_the_focus_on_the_page(room: Room) -> None:
    keep(room, "The only one.")
    room.node.locator(".at-entries summary").first.click()
    room.button("Delete this entry").click()
    room.button("Delete it").click()
    expect(room.status).to_have_text("The entry is deleted.")
    expect(room.node.get_by_role("textbox")).to_be_focused()


def test_an_entry_without_an_id_can_be_deleted_and_a_refusal_is_said(room: Room) -> None:
    strange = {"entries": [{"time": "2026-01-01", "text": "No id."}, {"time": "2026-01-02", "text": "Nor here."}]}
    room.page.evaluate("(held) => localStorage.setItem('attunement/1/journal', held)", json.dumps(strange))
    room = room.reload()
    room.node.locator(".at-entries summary").nth(1).click()
    room.button("Delete this entry").click()
    room.button("Delete it").click()
    expect(room.node.locator(".at-entry")).to_have_text("Nor here.")
    room.page.evaluate(
        "() => { Storage.prototype.setItem = Storage.prototype.removeItem = () => { throw new Error('refused'); }; }"
    )
    room.node.locator(".at-entries summary").first.click()
    room.button("Delete this entry").click()
    room.button("Delete it").click()
    expect(room.notice).to_contain_text("This browser did not let the page delete it.")
    room.forget()
    expect(room.notice).to_contain_text("This browser did not let the page delete it.")


def test_words_of_danger_that_are_kept_at_once_are_answered_aloud(room: Room) -> None:
    keep(room, "I want to die.")
    expect(room.status).to_contain_text("Kept, in this browser only.")
    expect(room.status).to_contain_text("Please tell a person today.")


def test_steps_that_someone_put_there_are_not_sent(room: Room, sent: list[str]) -> None:
    planted = json.dumps({"steps": [{"do": "entry", "text": CANARY}], "results": [{"share": 1, "time": CANARY}]})
    room.page.evaluate("(held) => localStorage.setItem('attunement/1/work/journal/trigger-check-in', held)", planted)
    room = room.reload()
    keep(room, "One.")
    assert [one for one in sent if "heron" in one] == []


def test_no_word_is_saved_with_the_notebook(sent: list[str], lab: Lab) -> None:
    lab.open("journal.ipynb")
    room = Room(lab.page, "journal")
    keep(room, f"{CANARY} one", "furious", 7)
    room.node.get_by_role("textbox").fill(f"{CANARY} two")
    room.page.keyboard.press("Control+s")
    old = room.node.element_handle()
    lab.run()
    room.page.wait_for_function("node => !node.isConnected", arg=old)
    expect(room.node.get_by_role("textbox")).to_have_value(f"{CANARY} two")
    expect(room.node.locator(".at-entry")).to_have_text(f"{CANARY} one")
    room.page.keyboard.press("Control+s")
    room.page.wait_for_timeout(1500)
    saved = [path.read_text(encoding="utf-8") for path in lab.folder.rglob("*") if path.is_file()]
    assert saved
    assert [text for text in [*saved, *sent] if "heron" in text] == []
    assert "heron" not in room.page.title() + room.page.url
