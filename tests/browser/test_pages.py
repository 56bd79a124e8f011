"""The pages around the exercises, in a real Chromium: the front page, the host of the exercises, and a connection that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from publish.visiting import Site

from .desk import GOOD, Desk, violations
from .losing import SOCKETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route, WebSocketRoute


TRY = "Write your own reply to Maya"
# The heights between two pieces of the line at which nothing is drawn, and how far it runs past the last number.
LINE = """() => {
  const drawn = (node) => getComputedStyle(node, "::before");
  const pieces = [...document.querySelectorAll(".station, .name")].filter((node) => drawn(node).content !== "none")
    .map((node) => [node, node.getBoundingClientRect().top + parseFloat(drawn(node).top)])
    .map(([node, top]) => [top, top + parseFloat(drawn(node).height)]).sort((a, b) => a[0] - b[0]);
  const last = [...document.querySelectorAll(".number")].at(-1).getBoundingClientRect().bottom;
  const gaps = pieces.slice(1).map(([top], i) => top - pieces[i][1]).filter((gap) => Math.abs(gap) > 1);
  return [gaps, pieces.at(-1)[1] - last];
}"""


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
    expect(page.get_by_role("link", name="Listening & waiting", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("notice when you fill a silence")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Listening")
    page.get_by_role("link", name="Back to all lessons").click()
    expect(page).to_have_url(home)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_path_is_one_line_from_the_first_number_to_the_last(page: Page, course: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(urljoin(course, "/"))
    assert page.locator(".number").all_inner_texts() == [f"{number:02}" for number in range(13)]
    gaps, beyond = page.evaluate(LINE)
    assert gaps == []
    assert beyond <= 0


def test_front_page_is_a_leaflet_on_paper(page: Page, course: str) -> None:
    page.emulate_media(media="print")
    page.goto(urljoin(course, "/"))
    for thing in (page.get_by_role("button", name=TRY), page.get_by_role("navigation"), page.locator("summary").first):
        expect(thing).to_be_hidden()
    expect(page.get_by_role("heading", name="A whole session")).to_be_visible()
    expect(page.get_by_text("How far it agrees with people")).to_be_visible()


def test_one_reply_can_be_written_on_the_front_page_itself(page: Page, home: str) -> None:
    asked: list[str] = []
    page.set_viewport_size({"width": 390, "height": 844})  # where the exercise is far longer than the sample was
    page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    page.goto(home)
    button, place = page.get_by_role("button", name=TRY), page.locator("[data-cell]")
    expect(button).to_be_visible()
    expect(place).to_contain_text("A reply, as one might write it")
    assert not [one for one in asked if one.startswith("POST")]
    button.press("Enter")
    desk = Desk(page)
    expect(button).to_be_hidden()
    expect(place).not_to_contain_text("A reply, as one might write it")
    assert {*asked} == {"GET /", "POST /voila/visit/front"}
    assert page.evaluate("document.querySelector('[data-cell]').contains(document.activeElement)")
    assert 0 <= place.bounding_box()["y"] < 100
    desk.write(GOOD)
    expect(desk.level).to_contain_text("of 5")
    assert violations(page) == ""


def test_pages_can_be_read_without_scripts(chromium: Browser, home: str) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(home)
    expect(page.get_by_text("A reply, as one might write it")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Listening & waiting", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Listening")
    assert "The exercises need JavaScript" in page.locator("noscript").inner_text()
    page.context.close()


def test_a_page_that_did_not_arrive_whole_says_so(chromium: Browser, lesson: str) -> None:
    def cut(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().partition("</main>")[0])

    page = chromium.new_page()
    page.route(lesson, cut, times=1)
    page.goto(lesson)
    expect(page.get_by_text("This page did not arrive whole.")).to_be_visible()
    page.get_by_role("button", name="Reload this page").click()
    expect(page.locator(".toy")).to_be_visible()
    expect(page.get_by_text("This page did not arrive whole.")).to_have_count(0)
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
    page.route_web_socket(SOCKETS, lambda socket: sockets.append(socket) or socket.connect_to_server())
    page.goto(lesson)
    toy, notice = page.locator(".toy"), page.locator("#connection")
    expect(toy).to_be_visible()
    sockets[0].close()
    toy.get_by_role("button").click()
    expect(toy).to_have_attribute("data-log", "count:1 doubled:2 heard:first:7")
    expect(notice).to_be_empty()
    assert len(sockets) == 2


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
