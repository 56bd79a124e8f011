"""JupyterLab as a learner meets it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Lab:
    """A JupyterLab and a folder of its own in it, so that each test has its own kernel and its own answers."""

    def __init__(self, page: Page, address: str, lessons: Path) -> None:
        self.page = page
        self.folder = Path(tempfile.mkdtemp(dir=lessons, prefix="learner-"))
        self.lessons, self.address = lessons, f"{address}{self.folder.name}/"
        page.set_default_timeout(40_000)

    def open(self, name: str, source: Path | None = None) -> None:
        """Open a notebook (of the tests, or of the folder `source`) alone, and run it as a learner is told to."""
        shutil.copy((source or self.lessons) / name, self.folder)
        self.page.goto(f"{self.address}{name}?reset")
        self.run()

    def run(self) -> None:
        """Run all cells of the open notebook."""
        expect(self.page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible(timeout=40_000)
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
