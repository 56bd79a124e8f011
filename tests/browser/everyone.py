"""What every page must grant everyone, beyond what axe-core can tell: by key, by size, by colour, at rest and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("everyone.js").read_text(encoding="utf-8")
LOST = "The connection is interrupted. You can keep writing; it is tried again by itself."
DESK, ZOOMED, PHONE = ({"width": wide, "height": high} for wide, high in ((1280, 900), (640, 450), (320, 800)))
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"  # WCAG 1.4.12
SIZES = [(PHONE, ""), (PHONE, SPACED), (ZOOMED, ""), (DESK, SPACED), (DESK, ":root { font-size: 200% !important }")]


def faults(page: Page) -> list[str]:
    """Return what is at fault on a page that is open and at rest, in sentences; the page looks afterwards as before."""
    page.evaluate(SCRIPT)
    return [*by_keys(page), *by_size(page), *_ask(page, "moving()"), *by_system_colours(page), *on_paper(page)]


def by_keys(page: Page) -> list[str]:
    """Tab from the top to the end and back, while the notice of a lost connection stands in the way."""
    page.evaluate("said => document.getElementById('connection')?.replaceChildren(said)", LOST)
    count = page.evaluate("everyone.walking()")
    found = [*_pressed(page, "Tab", count, "walked(false)"), *_pressed(page, "Shift+Tab", count - 1, "walked(true)")]
    page.evaluate("document.getElementById('connection')?.replaceChildren()")
    return found


def by_size(page: Page) -> list[str]:
    """Look at it on a phone of 320 pixels, zoomed, with larger text, with wider spacing: nothing scrolls sideways or is cut."""
    found = []
    for size, css in SIZES:
        page.set_viewport_size(size)
        page.evaluate("css => everyone.wear(css)", css)
        found += [f"{one} ({size['width']} px {css[:30]})" for one in _ask(page, "lost()")]
    page.set_viewport_size(DESK)
    page.evaluate("everyone.wear('')")
    return found


def by_system_colours(page: Page) -> list[str]:
    """Look at it with the colours of a reader's system."""
    page.emulate_media(forced_colors="active")
    found = _ask(page, "flat()")
    page.emulate_media(forced_colors="none")
    return found


def on_paper(page: Page) -> list[str]:
    """Look at what a dark page prints."""
    page.emulate_media(media="print", color_scheme="dark")
    found = _ask(page, "printed()")
    page.emulate_media(media="screen", color_scheme="light")
    return found


def _ask(page: Page, call: str) -> list[str]:
    return page.evaluate(f"everyone.{call}")


def _pressed(page: Page, key: str, times: int, call: str) -> list[str]:
    for _ in range(times):
        page.keyboard.press(key)
    return _ask(page, call)
