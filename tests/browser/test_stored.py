"""What the browser keeps of the course: all of it in one list, in a file, and gone when it is deleted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .desk import violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

WAIT = 40_000
DAY = "2026-03-01T10:00:00+00:00"
LATER = "2026-03-02T10:00:00+00:00"
CLASSIFY, JOURNAL = "work/classify/validate-or-affirm", "journal"
ATTEMPT = {"text": "You have not slept since that night.", "time": DAY, "note": ""}
ENTRY = {"id": "e1", "time": DAY, "title": "A check-in", "family": "", "word": "", "intensity": 3, "text": "Only mine: heron."}
HELD = {
    "draft/maya-01": {"draft": "A draft for Maya: plover."},
    "kept/maya-01": {"attempts": [ATTEMPT]},
    CLASSIFY: {
        "steps": [{"do": "label", "time": DAY, "sentence": 0, "label": "praise"}],
        "results": [{"share": 0.5, "time": DAY}],
    },
    "work/plan/take-it-to-the-room": {"drafts": {"if": "she looks at the door"}},
    JOURNAL: {"entries": [ENTRY], "drafts": {}},
}
PUT = (
    "held => { for (const [key, one] of Object.entries(held)) localStorage.setItem(`attunement/1/${key}`, JSON.stringify(one)); }"
)
SENT = """() => { window.sent = ""; const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) { window.sent += new TextDecoder().decode(data);
  return send.call(this, data); }; }"""


class Store:
    """The list on the page of one's own progress."""

    def __init__(self, page: Page, course: str) -> None:
        page.add_init_script(f"({SENT})()")
        page.goto(f"{course}progress.ipynb")
        self.page, self.node = page, page.get_by_role("region", name="What this browser keeps")
        expect(self.node).to_be_visible(timeout=WAIT)

    def holds(self, held: dict[str, object]) -> None:
        """Let the browser keep these as well, as if another tab had written them."""
        self.page.evaluate(PUT, held)
        self.page.evaluate("() => dispatchEvent(new StorageEvent('storage'))")

    def keeps(self) -> dict[str, dict[str, object]]:
        """Return what the browser keeps now."""
        held = self.page.evaluate("() => ({ ...localStorage })")
        return {
            key.removeprefix("attunement/1/"): json.loads(text) for key, text in held.items() if key.startswith("attunement/1/")
        }

    def button(self, name: str) -> Locator:
        """Return the button of that name, one that can be seen."""
        return self.node.get_by_role("button", name=name, exact=True).filter(visible=True)

    def press(self, *names: str) -> None:
        """Press these buttons by keys, one after the other."""
        for name in names:
            self.button(name).focus()
            self.page.keyboard.press("Enter")

    def saved(self) -> dict[str, object]:
        """Save a file; return what is in it."""
        with self.page.expect_download() as caught:
            self.press("Download all as a file")
        return json.loads(caught.value.path().read_text(encoding="utf-8"))

    def put_back(self, path: Path, told: str) -> None:
        """Choose a file, and wait until the page says what came of it."""
        with self.page.expect_file_chooser() as chooser:
            self.press("Put a file back")
        chooser.value.set_files(path)
        expect(self.node.locator(".at-notice")).to_contain_text(told)
        expect(self.page.locator(".at-stored [role=status]")).to_contain_text(told)


@pytest.fixture
def store(page: Page, course: str) -> Store:
    """Open one's own progress in a browser that keeps some work."""
    store = Store(page, course)
    expect(store.node).to_contain_text("This browser keeps nothing of the course at the moment.")
    store.holds(HELD)
    return store


def test_everything_that_is_kept_stands_in_the_list_and_can_be_deleted(store: Store) -> None:
    store.node.get_by_text("What it is, lesson by lesson").click()
    rows = store.node.get_by_role("listitem")
    expect(rows).to_have_count(4)
    expect(rows.filter(has_text="Maya: your replies")).to_contain_text("1 KB · last on 1 March 2026")
    expect(rows.filter(has_text="Validation or affirm?")).to_be_visible()
    expect(rows.filter(has_text="Your journal")).to_be_visible()
    for width in (1280, 320):
        store.page.set_viewport_size({"width": width, "height": 800})
        assert store.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert violations(store.page, ".at-stored") == ""
    store.press("Delete: Maya: your replies")
    expect(store.button("Keep everything")).to_be_focused()
    store.press("Delete")
    expect(store.node.get_by_role("heading", name="What this browser keeps")).to_be_focused()
    expect(rows).to_have_count(3)
    assert [key for key in store.keeps() if "maya" in key] == []
    store.press("Delete all", "Keep everything", "Delete all", "Delete")
    expect(store.node).to_contain_text("This browser keeps nothing of the course at the moment.")
    assert store.keeps() == {}


def test_a_file_brings_back_what_is_gone_and_overwrites_nothing_newer(store: Store, tmp_path: Path) -> None:
    assert JOURNAL not in store.saved()["kept"]
    store.node.get_by_label("Put my journal into the file too").check()
    file = store.saved()
    assert file["kept"] == HELD
    newer = {
        "steps": [{"do": "label", "time": LATER, "sentence": 1, "label": "affirm"}],
        "results": [{"share": 1, "time": LATER}],
    }
    store.page.evaluate("() => localStorage.clear()")
    store.holds({"draft/maya-01": {"draft": "Newer words."}, CLASSIFY: newer})
    (tmp_path / "work.json").write_text(json.dumps(file), encoding="utf-8")
    (tmp_path / "other.json").write_text('{"a": "<img src=x onerror=alert(1)>"}', encoding="utf-8")
    store.put_back(tmp_path / "other.json", "This is not a file that was saved here. Nothing was changed.")
    store.put_back(tmp_path / "work.json", "4 pieces of your work came back.")
    now = store.keeps()
    assert now["draft/maya-01"] == {"draft": "Newer words."}
    assert now[CLASSIFY]["steps"] == newer["steps"]
    assert [one["time"] for one in now[CLASSIFY]["results"]] == [DAY, LATER]
    assert [now[key]["attempts"][0]["text"] for key in ["kept/maya-01"]] == [ATTEMPT["text"]]
    assert now[JOURNAL]["entries"] == [ENTRY]
    store.put_back(tmp_path / "work.json", "Everything in this file stands here already.")
    sent = store.page.evaluate("() => window.sent")
    assert "gather" in sent
    assert [word for word in ("heron", "plover", "the door") if word in sent] == []
