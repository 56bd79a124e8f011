"""The list before handing in, in a real Chromium: below the tasks, it knows what was written above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
from playwright.sync_api import expect

from attunement import answers

from .desk import violations
from .notebooks import notebook

if TYPE_CHECKING:
    from pathlib import Path

    from .lab import Lab

CALLS = ['at.answer("reply-1", case="priya-01")', 'at.answer("reflection", prompt="What did you notice?")', "at.checklist()"]


def test_the_list_follows_the_writing_and_says_so(lab: Lab, tmp_path: Path) -> None:
    name, page = f"{lab.folder.name}.ipynb", lab.page
    nbformat.write(notebook(CALLS), tmp_path / name)
    lab.open(name, tmp_path)
    node = page.locator(".at-exercise.at-checklist")
    tasks, again = node.locator(".at-tasks li"), node.get_by_role("button", name="Check again")
    again.scroll_into_view_if_needed()
    expect(tasks).to_have_text(["○A clientnot answered yet"] * 2)
    assert violations(page, ".at-checklist") == ""
    page.get_by_label("Your reply").fill("You sound alone with it.")
    expect(page.get_by_text("Saved at").first).to_be_visible()
    again.focus()
    page.keyboard.press("Enter")
    expect(tasks.first).to_have_text("✓A clientanswered")
    expect(node.get_by_role("status")).to_contain_text("A client: answered. A client: not answered yet.")
    expect(node.locator(".at-sofar")).to_contain_text("1 of 2 graded tasks are answered.")
    answers.save(lab.folder, "reflection", "That I passed it by.")
    page.get_by_label("Your reply").scroll_into_view_if_needed()
    page.set_viewport_size({"width": 1280, "height": 300})  # the list goes out of view, and comes back
    again.scroll_into_view_if_needed()
    expect(tasks.last).to_have_text("✓A clientanswered")
    expect(node.locator(".at-sofar")).to_contain_text("All graded tasks are answered (2 of 2).")
    (lab.folder / "receipt.json").write_text("{}")
    again.click()
    expect(node.locator(".at-troubles")).to_contain_text("is no receipt of a hand-in")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    node.evaluate("node => { node.style.width = '288px'; }")  # what a phone of 320 leaves
    assert node.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert violations(page, ".at-checklist") == ""
