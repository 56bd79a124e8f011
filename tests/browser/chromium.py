"""Find a Chromium for the browser tests, or install one, or say in one sentence how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
HOW = "The browser tests need Chromium: install it with your system's package manager, or set CHROMIUM to its executable."


def find() -> str | None:
    """Return the path of a Chromium: CHROMIUM, one on the PATH, or the one that Playwright keeps; None without one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None) or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def launched(*arguments: str) -> Iterator[Browser]:
    """Run a headless Chromium until the block ends, with further arguments; raise LookupError, which says how to get one."""
    from playwright.sync_api import sync_playwright

    path = find()
    if not path:
        raise LookupError(HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *arguments])
        yield browser
        browser.close()


def install() -> None:
    """Try Playwright's own download, then the package manager where we may use it; silent, since `find` tells the outcome."""
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        ways += [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]]
    for way in ways:
        if not find():
            subprocess.run(way, check=False, capture_output=True, timeout=600)


if __name__ == "__main__":
    if not find():
        install()
    if not find():
        sys.exit(HOW)
