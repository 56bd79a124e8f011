"""The rewriting exercise as a visitor sees it: by roles, labels and words, not by the page's inner names where words will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

POOR = "At least you have work to go to. You should cut out coffee."
GOOD = "You tell me that you are fine, Maya, and you sit there ready to go. Perhaps it is that boy who will not let you sleep."
OWN = [
    "You are worn out, and sleep has not come since that boy.",
    "You say you are fine. Maybe that boy keeps you awake at night.",
]
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},  # 2.5.8, the one rule of WCAG 2.2; axe-core leaves it off unless asked
    "resultTypes": ["violations"],
}


class Desk:
    """One client's exercise on a page."""

    def __init__(self, page: Page, name: str = "Maya", number: int = 0) -> None:
        self.page = page
        self.node = page.get_by_role("region", name=f"{name}: rewrite a reply").nth(number)
        self.editor = self.node.get_by_role("textbox", name="Your reply")
        self.status = self.node.get_by_role("status")
        self.findings = self.node.get_by_role("list", name="What the form check reads in your words")
        self.level = self.node.locator(".at-level")
        self.marks = self.node.locator("mark")
        self.notice = self.node.locator(".at-notice")
        expect(self.editor).to_be_visible(timeout=40_000)

    def button(self, name: str) -> Locator:
        """Return the button of that name."""
        return self.node.get_by_role("button", name=name, exact=True)

    def write(self, text: str) -> None:
        """Write a reply and wait until exactly these words were read."""
        before = self.read()
        self.editor.fill(text)
        self.page.wait_for_function(
            "([node, before]) => (node.dataset.read ?? '') !== before", arg=[self.node.element_handle(), before]
        )

    def read(self) -> str:
        """Return the number of the last check that was painted."""
        return self.node.get_attribute("data-read") or ""

    def keep(self, *texts: str) -> None:
        """Keep each text as a version."""
        for text in texts:
            self.write(text)
            number = self.node.locator(".at-main").inner_text().split()[-1]
            self.node.locator(".at-main").click()
            expect(self.notice).to_contain_text(f"Kept as version {number}.")

    def meters(self) -> list[str]:
        """Return the four A's in words."""
        return self.node.locator(".at-meter").all_inner_texts()


def violations(page: Page, place: str | None = None) -> str:
    """Return what axe-core finds against WCAG 2.2 AA on a page or under the selector `place`, '' where there is nothing."""
    results = Axe().run(page, context=place, options=WCAG)
    return results.generate_report() if results.violations_count else ""
