"""Selected-response items in JupyterLab: every choice is saved at once, can be taken back, and is there again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from .desk import violations
from .notebooks import notebook

if TYPE_CHECKING:
    from .lab import Lab

TRIAL = Path(__file__).parents[1] / "data" / "items"
CELLS = [
    f"from attunement import items; items.ITEMS = type(items.ITEMS)({str(TRIAL)!r})",
    'at.choose("said-to-ama")',
    'at.choose("parts-for-ama")',
    'at.choose("order-for-ama")',
    'at.choose("from-memory")',
    'at.choose("a-guess")',
]


@pytest.fixture
def opened(lab: Lab, tmp_path: Path) -> Lab:
    """Open all items of the tests in one notebook."""
    nbformat.write(notebook(CELLS), tmp_path / "items.ipynb")
    lab.open("items.ipynb", tmp_path)
    return lab


def item(lab: Lab, title: str) -> Locator:
    return lab.page.get_by_role("region", name=title, exact=True)


def line(node: Locator, number: int) -> Locator:
    return node.locator(".at-items > li").nth(number)


def radio(node: Locator, number: int, name: str) -> Locator:
    return line(node, number).get_by_role("radio", name=name)


def saved(lab: Lab, name: str) -> dict[str, list[str]]:
    return json.loads((lab.folder / "answers.json").read_text())["answers"][name].get("chosen", {})


def run_again(lab: Lab, node: Locator) -> None:
    old = node.element_handle()
    lab.run()
    lab.page.wait_for_function("node => !node.isConnected", arg=old)


def test_a_choice_is_saved_at_once_taken_back_and_there_again(opened: Lab) -> None:
    said, keyboard = item(opened, "Said to Ama"), opened.page.keyboard
    expect(said).to_contain_text("beyond the first 3 counts")
    expect(line(said, 2).get_by_role("group", name="“That was careless of you.”")).to_be_visible()
    radio(said, 0, "advises").check()
    expect(line(said, 0)).to_contain_text("Saved at ")
    expect(said.get_by_role("status")).to_contain_text("1 of 6 lines answered")
    assert saved(opened, "said-to-ama") == {"0": ["advises"]}
    radio(said, 0, "advises").focus()
    keyboard.press("ArrowDown")
    expect(radio(said, 0, "judges")).to_be_checked()
    for key in ("Tab", "Space"):
        keyboard.press(key)
    expect(radio(said, 1, "stays")).to_be_checked()
    said.get_by_role("button", name="Clear line 1").press("Enter")
    expect(radio(said, 0, "stays")).to_be_focused()
    expect(said).to_contain_text("1 of 6 lines answered")
    parts = item(opened, "What is in it")
    for name in ("sees", "waits"):
        line(parts, 0).get_by_role("checkbox", name=name).check()
    reads_and_orders(opened)
    run_again(opened, said)
    expect(radio(said, 1, "stays")).to_be_checked()
    expect(said.get_by_role("radio", checked=True)).to_have_count(1)
    expect(line(parts, 0).get_by_role("checkbox", checked=True)).to_have_count(2)
    expect(item(opened, "From memory")).to_contain_text("0 of 4 lines answered")
    expect(item(opened, "From memory")).not_to_contain_text("One of them has stopped.")
    sound(opened)
    assert (saved(opened, "said-to-ama"), saved(opened, "parts-for-ama")) == ({"1": ["stays"]}, {"0": ["sees", "waits"]})


def reads_and_orders(lab: Lab) -> None:
    """Read a text, put it away, and give two lines one place."""
    memory, order = item(lab, "From memory"), item(lab, "Nearest first")
    expect(memory).to_contain_text("One of them has stopped.")
    expect(line(memory, 0)).to_be_hidden()
    memory.get_by_role("button", name="I have read it. Put it away").click()
    expect(line(memory, 0)).to_be_visible()
    expect(memory).not_to_contain_text("One of them has stopped.")
    for number in (0, 3):
        radio(order, number, "2").check()
    expect(line(order, 0)).to_contain_text("Line 4 has this place too. You may leave it so.")
    for node in (memory, order):
        expect(node.locator(".at-state")).to_contain_text("Saved at ")


def sound(lab: Lab) -> None:
    """Assert that axe-core finds nothing, light and dark, and that nothing is wider than a phone."""
    for light in ("true", "false"):
        lab.page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
        assert violations(lab.page, ".at-choose") == ""
    lab.page.evaluate("() => { document.body.dataset.jpThemeLight = 'true'; }")
    widths = """nodes => nodes.map((node) => {
        node.style.width = '288px';
        const wide = node.scrollWidth;
        node.style.width = '';
        return wide;
    })"""
    assert set(lab.page.locator(".at-choose").evaluate_all(widths)) == {288}


def test_what_was_not_saved_stays_and_another_window_is_not_written_over(opened: Lab) -> None:
    said, file = item(opened, "Said to Ama"), opened.folder / "answers.json"
    expect(said).to_contain_text("0 of 6 lines answered")
    file.mkdir()  # a disk that refuses
    radio(said, 0, "advises").check()
    expect(said.locator(".at-state")).to_contain_text("Not saved: the disk cannot be written")
    expect(radio(said, 0, "advises")).to_be_checked()
    file.rmdir()
    expect(said.locator(".at-state")).to_contain_text("Saved at ", timeout=15_000)  # by itself, after a while
    held = json.loads(file.read_text())
    held["answers"]["said-to-ama"] |= {"chosen": {"0": ["judges"]}, "saved": "2030-01-01T00:00:00+00:00"}
    file.write_text(json.dumps(held))
    radio(said, 1, "stays").check()
    expect(said.locator(".at-state")).to_contain_text("answered in another window too")
    assert saved(opened, "said-to-ama") == {"0": ["judges"]}
    run_again(opened, said)
    expect(radio(said, 0, "judges")).to_be_checked()
    expect(said).to_contain_text("Line 1: advises")
    expect(said).to_contain_text("Line 2: stays")
    said.get_by_role("button", name="Take what I chose there").click()
    expect(said.locator(".at-state")).to_contain_text("Saved at ")
    expect(said).to_contain_text("2 of 6 lines answered")
    assert saved(opened, "said-to-ama") == {"0": ["advises"], "1": ["stays"]}
