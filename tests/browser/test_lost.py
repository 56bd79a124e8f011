"""Nothing is lost: whatever becomes of connection, kernel, server or patience, the learner keeps writing and is scored again."""

from __future__ import annotations

import re
import signal
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import nbformat
import psutil
import pytest
from playwright.sync_api import expect

from .conftest import SERVE, free_port, running
from .desk import GOOD, OWN, Desk
from .notebooks import notebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

MORE = f"{GOOD} I wonder what happens in you when it gets quiet at night."
WAIT = 40_000  # ms for a new kernel on a busy machine
TOLD = """() => { window.told = []; document.querySelectorAll(".at-exercise [role=status]").forEach((node) =>
  new MutationObserver(() => window.told.push(node.textContent)).observe(node, { childList: true })); }"""


class Server:
    """The published app, which can be stopped and started again at the same address."""

    def __init__(self, folder: Path, how: str = "") -> None:
        nbformat.write(notebook(['at.rewrite("maya-01")', 'at.classify("validate-or-affirm")']), folder / "one.ipynb")
        self.folder, self.port, self.how, self.runs = folder, free_port(), how, ExitStack()
        self.address = f"http://127.0.0.1:{self.port}/"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-c", SERVE.removesuffix(")") + self.how + ")", str(self.port), str(self.folder)]
        self.runs.enter_context(running(command, self.address, self.folder / "log"))

    def stop(self) -> None:
        """Stop it, and its kernels."""
        self.runs.close()

    def kill(self, kernel: str) -> None:
        """Let a kernel die as one does that runs out of memory."""
        for process in psutil.process_iter(["cmdline"]):
            if any(kernel in part for part in process.info["cmdline"] or []):
                process.send_signal(signal.SIGKILL)


class Lesson:
    """The lesson as a learner sees it."""

    def __init__(self, page: Page, server: Server) -> None:
        page.goto(f"{server.address}voila/render/one.ipynb")
        self.page, self.desk = page, Desk(page)
        self.classify, self.notice = page.locator(".at-classify"), page.locator("#connection")

    def kernel(self) -> str:
        """Return the kernel's id."""
        return self.page.locator("main").get_attribute("data-kernel")

    def works(self) -> dict[str, str]:
        """Keep a version, answer a question, write on; return what the browser keeps of the work that is done."""
        self.desk.keep(OWN[0])
        self.desk.write(GOOD)
        self.classify.get_by_role("radio").first.check()
        self.classify.get_by_role("button", name=re.compile("^Check this")).first.click()
        expect(self.classify.get_by_role("status")).not_to_be_empty()
        return self.keeps()

    def keeps(self) -> dict[str, str]:
        """Return what the browser keeps of the work that is done; drafts are not."""
        return {name: kept for name, kept in self.page.evaluate("() => ({ ...localStorage })").items() if "draft" not in name}

    def goes_on(self, old: str) -> None:
        """Wait until the page has another kernel, and says nothing of it any more."""
        expect(self.page.locator(f'main[data-kernel]:not([data-kernel="{old}"])')).to_be_visible(timeout=WAIT)
        expect(self.notice).to_be_empty(timeout=WAIT)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a lesson with two exercises."""
    server = Server(tmp_path_factory.mktemp("lost"))
    yield server
    server.stop()


def test_a_dead_kernel_costs_neither_a_word_nor_the_place_in_it(page: Page, server: Server) -> None:
    lesson = Lesson(page, server)
    kept, old, editor = lesson.works(), lesson.kernel(), lesson.desk.editor
    count, read = lesson.classify.get_attribute("data-count"), lesson.desk.read()
    editor.focus()
    editor.evaluate("(area) => area.setSelectionRange(4, 8)")
    page.wait_for_timeout(1000)  # what is announced when the keys rest has been announced
    page.evaluate(TOLD)
    server.kill(old)
    lesson.goes_on(old)
    expect(editor).to_be_focused()
    assert editor.evaluate("(area) => [area.value, area.selectionStart, area.selectionEnd]") == [GOOD, 4, 8]
    assert (lesson.classify.get_attribute("data-count"), lesson.desk.read(), lesson.keeps()) == (count, read, kept)
    assert page.evaluate("() => window.told") == []  # nothing was said a second time
    lesson.desk.write(MORE)
    lesson.desk.keep(OWN[1])  # the second version, not the first one again


def test_what_is_written_while_the_server_is_gone_is_scored_when_it_is_back(chromium: Browser, server: Server) -> None:
    lesson = Lesson(chromium.new_page(), server)  # the browser itself complains of what it cannot reach
    kept, old, read = lesson.works(), lesson.kernel(), lesson.desk.read()
    server.stop()
    expect(lesson.notice).to_contain_text("The connection is interrupted. You can keep writing", timeout=WAIT)
    lesson.desk.editor.fill("At least you have work. You should cut out coffee.")
    server.start()
    lesson.goes_on(old)
    expect(lesson.desk.node).not_to_have_attribute("data-read", read)
    expect(lesson.desk.findings).to_contain_text("cut out coffee")
    assert lesson.keeps() == kept
    lesson.page.close()


def test_an_idle_page_warns_then_rests_and_a_key_wakes_it(page: Page, server: Server) -> None:
    page.clock.install()
    lesson = Lesson(page, server)
    kept, old = lesson.works(), lesson.kernel()
    page.clock.fast_forward("19:00")
    expect(lesson.notice).to_contain_text("In two minutes the exercises rest")
    page.clock.fast_forward("03:00")
    expect(lesson.notice).to_contain_text("The exercises are resting. What you wrote is kept.")
    lesson.desk.editor.focus()
    page.keyboard.press("End")
    lesson.goes_on(old)
    assert lesson.keeps() == kept
    lesson.desk.write(MORE)


def test_who_comes_to_a_full_house_reads_and_is_served_in_turn(page: Page, tmp_path: Path) -> None:
    server = Server(tmp_path, ", visitors=1")
    first = Lesson(page, server)
    first.desk.write(GOOD)
    second = page.context.new_page()
    second.goto(f"{server.address}voila/render/one.ipynb")
    expect(second.locator("#connection")).to_have_text(re.compile("Every place is taken at the moment. You are next."))
    expect(second.locator(".wait").first).to_be_visible()
    page.goto("about:blank")
    Desk(second).write(OWN[1])
    expect(second.locator("#connection")).to_be_empty()
    second.close()
    server.stop()
