"""An exercise of the workbook as a visitor sees it, on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
from playwright.sync_api import expect

from .desk import violations
from .notebooks import notebook

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

WAIT = 40_000  # ms until a kernel has started on a busy machine


class Workroom:
    """A running site, to whose folder notebooks are added."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address

    def open(self, page: Page, kind: str, name: str = "", *, width: int = 1280) -> Room:
        """Open the exercise on a page of so many CSS pixels."""
        file = self.folder / f"{kind}-{name or 'one'}.ipynb"
        if not file.exists():
            nbformat.write(notebook([f"at.{kind}({name!r})" if name else f"at.{kind}()"]), file)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(self.address + file.name)
        return Room(page, kind)


class Room:
    """One exercise on a page: found by its kind; what is in it is found by roles and words."""

    def __init__(self, page: Page, kind: str) -> None:
        self.page, self.kind = page, kind
        self.node = page.locator(f".at-exercise.at-{kind}")
        expect(self.node).to_be_visible(timeout=WAIT)
        self.status = self.node.get_by_role("status")
        self.notice = self.node.locator(".at-notice")

    def button(self, name: str, number: int = 0) -> Locator:
        """Return the button of that name."""
        return self.node.get_by_role("button", name=name, exact=True).nth(number)

    def tab_to(self, wanted: Locator, most: int = 150) -> None:
        """Press Tab until the wanted control has the focus, as one without a mouse must."""
        for _ in range(most):
            if wanted.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        expect(wanted).to_be_focused()

    def press(self, name: str, number: int = 0) -> None:
        """Go to the button of that name with Tab, and press Enter."""
        self.tab_to(self.button(name, number))
        self.page.keyboard.press("Enter")

    def start_again(self) -> None:
        """Begin a new try by keys."""
        self.press("Start again")
        expect(self.status).to_contain_text("You can start again.")

    def reload(self) -> Room:
        """Load the page again, in the same browser."""
        self.page.reload()
        return Room(self.page, self.kind)

    def forget(self) -> None:
        """Delete what the browser keeps of this exercise."""
        self.node.get_by_text("What is kept", exact=True).click()
        self.button("Delete what is kept").click()
        self.button("Delete").click()

    def is_sound(self) -> None:
        """Assert that axe-core finds nothing in light and dark, and that nothing is wider than a phone of 320 CSS pixels."""
        before = self.page.viewport_size
        for scheme in ("dark", "light"):
            self.page.emulate_media(color_scheme=scheme)
            assert violations(self.page, f".at-{self.kind}") == ""
        self.page.set_viewport_size({"width": 320, "height": 800})
        assert self.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert violations(self.page, f".at-{self.kind}") == ""
        self.page.set_viewport_size(before)
