"""The pages around the exercises, in a real Chromium: the front page, the host of the exercises, and a connection that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from publish.visiting import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, WebSocketRoute


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a running site with one lesson and its toy exercise."""
    site = Site(tmp_path_factory.mktemp("pages"))
    yield site
    site.close()


@pytest.fixture
def home(site: Site) -> str:
    """Return the address of the front page."""
    return f"http://127.0.0.1:{site.port}/"


@pytest.fixture
def lesson(home: str) -> str:
    """Return the address of the lesson."""
    return f"{home}voila/render/07-listening.ipynb"


def test_front_page_is_walked_by_keyboard_to_the_lesson(page: Page, home: str) -> None:
    page.goto(home)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the lessons")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Listening & waiting")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Listening")
    page.get_by_role("link", name="Back to all lessons").click()
    expect(page).to_have_url(home)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_front_page_has_no_barrier_that_axe_knows_and_fits(page: Page, home: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(home)
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_pages_can_be_read_without_scripts(chromium: Browser, home: str) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(home)
    page.get_by_role("link", name="Listening & waiting").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Listening")
    assert "The exercises need JavaScript" in page.locator("noscript").inner_text()
    page.context.close()


def test_an_exercise_and_its_python_keep_in_step(page: Page, lesson: str) -> None:
    page.goto(lesson)
    toy = page.locator(".toy")
    expect(toy).to_have_attribute("data-first", "ready 1,2 true")
    expect(toy).to_have_css("border-top-width", "3px")
    toy.get_by_role("button").click()
    expect(toy).to_have_attribute("data-log", "count:1 doubled:2 heard:first:7")
    toy.get_by_role("button").click()
    expect(toy).to_have_attribute("data-log", "count:1 doubled:2 heard:first:7 count:2 doubled:4")


def test_what_is_done_while_the_connection_is_down_arrives(page: Page, lesson: str) -> None:
    sockets: list[WebSocketRoute] = []
    page.route_web_socket("**/channels*", lambda socket: sockets.append(socket) or socket.connect_to_server())
    page.goto(lesson)
    toy, notice = page.locator(".toy"), page.locator("#connection")
    expect(toy).to_be_visible()
    sockets[0].close()
    toy.get_by_role("button").click()
    expect(toy).to_have_attribute("data-log", "count:1 doubled:2 heard:first:7")
    expect(notice).to_be_empty()
    assert len(sockets) == 2


def test_a_dead_kernel_is_said_and_a_reload_helps(page: Page, site: Site, lesson: str) -> None:
    page.goto(lesson)
    expect(page.locator(".toy")).to_be_visible()
    site.kill(page.locator("main").get_attribute("data-kernel"))
    expect(page.get_by_role("status")).to_contain_text("The exercises on this page have stopped.", timeout=15_000)
    page.get_by_role("button", name="Reload this page").click()
    expect(page.locator(".toy")).to_be_visible()
    expect(page.get_by_role("status")).to_be_empty()


def test_a_page_that_closes_lets_its_kernel_go(page: Page, site: Site, lesson: str) -> None:
    page.goto(lesson)
    expect(page.locator(".toy")).to_be_visible()
    kernel = page.locator("main").get_attribute("data-kernel")
    assert kernel in site.in_force()["kernels"]
    page.goto("about:blank")
    for _ in range(50):
        if kernel not in site.in_force()["kernels"]:
            break
        page.wait_for_timeout(100)
    assert kernel not in site.in_force()["kernels"]
