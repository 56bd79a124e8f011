"""The built book: no dead link, no broken picture, no request to anyone else, and open to everybody."""

from __future__ import annotations

import posixpath
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from attunement import helplines
from browser.conftest import MODULES
from browser.desk import WCAG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page as Tab

    from .site import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("book")]
READ = ["index.html", "pages/lessons/03-acceptance.html", "pages/rubric.html", "pages/casebook.html", "glossary.html"]
LOADED = (
    "Array.from(document.images).filter((image) => !image.naturalWidth && image.loading !== 'lazy').map((image) => image.src)"
)


def led(name: str, link: str) -> tuple[str, str]:
    """Return the path inside the book and the anchor to which a page's link leads."""
    path, anchor = urlsplit(link).path, urlsplit(link).fragment
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name, unquote(anchor)


def outward(pages: dict[str, Page]) -> Iterator[str]:
    """Yield every link that leaves the book, without its anchor."""
    for page in pages.values():
        yield from (urldefrag(link)[0] for link in page.links if urlsplit(link).scheme)


def test_every_lesson_and_every_page_of_the_contents_is_there(pages: dict[str, Page]) -> None:
    assert {f"pages/lessons/{number:02}" for number in range(13)} <= {name[:16] for name in pages}
    assert {*READ, "safety.html", "model-card.html", "contributors.html", "pages/coverage.html"} <= set(pages)


def test_each_page_has_one_title(pages: dict[str, Page]) -> None:
    assert {name: page.titles for name, page in pages.items() if page.titles != 1} == {}


def test_no_link_inside_the_book_is_dead(pages: dict[str, Page], built: Path) -> None:
    dead = []
    for name, page in pages.items():
        for link in page.links + page.files:
            if urlsplit(link).scheme or link == "#":
                continue
            path, anchor = led(name, link)
            if not (built / path).is_file() or (anchor and path in pages and anchor not in pages[path].ids):
                dead.append(f"{name}: {link}")
    assert dead == []


def test_links_to_the_live_course_are_answered(pages: dict[str, Page], course: str) -> None:
    links = {link for link in outward(pages) if link.startswith(course)}
    assert len(links) > 13, "each lesson has one, and so has the page with all exercises"
    for link in links:
        with urllib.request.urlopen(link, timeout=30) as answer:
            assert answer.status == 200


def test_other_links_lead_to_helplines_only(pages: dict[str, Page], course: str) -> None:
    places = {place["link"] for place in helplines.read(MODULES)["places"]}
    assert {link.rstrip("/") for link in outward(pages) if not link.startswith(course)} <= places


def test_all_pages_open_with_all_pictures_fit_a_phone_and_ask_nobody_else(
    pages: dict[str, Page], page: Tab, book_url: str
) -> None:
    """The tab itself minds strangers and errors in the console."""
    page.set_viewport_size({"width": 320, "height": 800})
    broken, wide = {}, []
    for name in pages:
        page.goto(book_url + name, wait_until="load")
        broken |= {name: images} if (images := page.evaluate(LOADED)) else {}
        wide += [name] if page.evaluate("document.documentElement.scrollWidth") > 320 else []
    assert broken == {}
    assert wide == []


@pytest.mark.parametrize("name", READ)
def test_a_page_has_no_barrier_that_axe_knows_and_fits(page: Tab, book_url: str, name: str) -> None:
    for width, scheme in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.goto(book_url + name)
        page.evaluate("Array.from(document.querySelectorAll('details')).slice(0, 8).forEach((fold) => { fold.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=WCAG | {"preload": False})  # it would look for the theme's imports in the wrong place
        assert found.violations_count == 0, found.generate_report()


def test_answers_can_be_opened_with_the_keyboard(page: Tab, book_url: str) -> None:
    page.goto(book_url + "pages/lessons/03-acceptance.html")
    fold = page.locator(".exercise details").first
    assert fold.get_attribute("open") is None
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None
