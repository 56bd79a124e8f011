"""A published app that can be stopped, killed and cut off, and a lesson on it as a learner sees it."""

from __future__ import annotations

import json
import re
import signal
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import nbformat
import psutil
from playwright.sync_api import expect

from .conftest import SERVE, free_port, running
from .desk import GOOD, OWN, Desk
from .notebooks import notebook

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, WebSocketRoute

SOCKETS = re.compile("/channels|/voila/socket/")  # of a page to its kernel
WAIT = 40_000  # ms for a new kernel on a busy machine


class Wires:
    """The sockets of a page, which can fall silent without being closed."""

    def __init__(self, page: Page) -> None:
        self.open: list[dict[str, bool]] = []
        page.route_web_socket(SOCKETS, self._lay)

    def cut(self) -> None:
        """Let nothing through any more, either way, on what is connected now."""
        for wire in self.open:
            wire["cut"] = True

    def _lay(self, near: WebSocketRoute) -> None:
        wire, far = {"cut": False}, near.connect_to_server()
        self.open.append(wire)
        near.on_message(lambda message: wire["cut"] or far.send(message))
        far.on_message(lambda message: wire["cut"] or near.send(message))


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

    def __init__(self, page: Page, server: Server, name: str = "one") -> None:
        page.goto(f"{server.address}voila/render/{name}.ipynb")
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

    def steps(self) -> list[dict[str, str]]:
        """Return the steps of the second exercise, as the browser keeps them."""
        return json.loads(self.keeps()["attunement/1/work/classify/validate-or-affirm"])["steps"]

    def begins_again(self, kind: str) -> bool:
        """Begin a new try of the exercise of this kind; return False where it has no button for that."""
        node = self.page.locator(f".at-exercise.at-{kind}")
        button = node.get_by_role("button", name="Start again", exact=True).filter(visible=True)
        if not button.count():
            return False
        count = int(node.get_attribute("data-count"))
        button.click()
        expect(node).to_have_attribute("data-count", str(count + 1))
        return True

    def goes_on(self, old: str) -> None:
        """Wait until the page has another kernel, and says nothing of it any more."""
        expect(self.page.locator(f'main[data-kernel]:not([data-kernel="{old}"])')).to_be_visible(timeout=WAIT)
        expect(self.notice).to_be_empty(timeout=WAIT)
