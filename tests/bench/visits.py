"""Cold visits, by turns: when there is something to read, when a typed reply is read, what came over the network."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from browser.conftest import free_port, running

from . import quiet
from .figures import Promise, Section, fastest, median, ratio
from .systems import EVERY, LESSON_03, PROMISED, browser, serving, write_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession

    from .systems import System

TEXT = "You are worn out, and sleep has not come since that boy."
FAR = {"offline": False, "latency": 50, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
HERE, EMULATED, WIRE = "localhost", "DevTools 50 ms, 10 Mbit/s", "wire 50 ms, 10 Mbit/s"
COLUMNS = {
    "paint": "first paint ms",
    "prose": "prose ms",
    "words": "client's words ms",
    "typed": "can type ms",
    "shown": "interactive ms",
}
NOTES = [
    "Medians of cold visits in fresh browser contexts, all systems by turns, warm servers, kernels waiting.",
    (
        "Milliseconds since the navigation began. Interactive: a reply that is typed as soon as it can be is scored, "
        "and the frame that shows it is done."
    ),
    "The reply comes as one key; what typing on costs is in the last column of the keystrokes.",
    "Panel and Gradio send with every keystroke. Streamlit sends when Ctrl+Enter is pressed, which is done for it at once.",
    (
        f"{EMULATED}: Chromium's emulation. It delays each answer and the opening of a websocket, and narrows everything, but "
        "lets the messages of an open websocket pass at once."
    ),
    f"{WIRE}: a proxy before each system delays every byte 25 ms each way, websockets and connecting included.",
    "Requests to other hosts (fonts, for instance) fail at once here, which flatters those who make them.",
]


@dataclass
class Traffic:
    """What a page's visit moves: requests (a websocket is one), bytes as they travel, websocket messages, other hosts."""

    requests: int = 0
    received: float = 0
    frames: int = 0
    strangers: set[str] = field(default_factory=set)

    def watch(self, session: CDPSession) -> None:
        """Begin to count."""
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", lambda event: self._got(event["encodedDataLength"]))
        session.on("Network.webSocketCreated", lambda _: self._count())
        for event in ("Network.webSocketFrameReceived", "Network.webSocketFrameSent"):
            session.on(event, self._framed)
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        if address.startswith("http://127.0.0.1:"):
            self._count()
        elif address.startswith("http"):
            self.strangers.add(address.split("/")[2])

    def _count(self) -> None:
        self.requests += 1

    def _got(self, size: float) -> None:
        self.received += size

    def _framed(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        self.frames += 1
        # Binary frames come to us as base64, four signs for three bytes.
        self.received += len(frame["payloadData"]) * (0.75 if frame["opcode"] == 2 else 1)


def visit(chromium: Browser, system: System, mark: str, *, emulate: bool = False) -> dict[str, Any]:
    """Make one cold visit; return all its moments in ms, and its traffic until the reply was scored."""
    context, traffic = chromium.new_context(viewport={"width": 1280, "height": 900}), Traffic()
    try:
        page = context.new_page()
        page.set_default_timeout(60_000)
        session = context.new_cdp_session(page)
        traffic.watch(session)
        if emulate:
            session.send("Network.emulateNetworkConditions", FAR)
        page.add_init_script(system.script(f"{TEXT} {mark}", mark))
        page.goto(system.address, wait_until="commit", timeout=60_000)
        moments = page.evaluate("() => window.bench.seen")
        moved = {"requests": traffic.requests, "kB": traffic.received / 1000, "frames": traffic.frames}
        page.goto("about:blank")  # so that the page can say goodbye to its kernel
        return moments | moved | {"strangers": sorted(traffic.strangers)}
    finally:
        context.close()


@contextmanager
def wired(systems: list[System], folder: Path) -> Iterator[dict[str, System]]:
    """Put a long wire before each system; yield the systems at their far ends, by name."""
    with ExitStack() as stack:
        far = {}
        for system in systems:
            far[system.name] = replace(system, port=free_port())
            command = [sys.executable, "-m", "bench.wire", str(far[system.name].port), str(system.port)]
            log, path = folder / f"wire-{system.name}.log", {"PYTHONPATH": ":".join(sys.path)}
            stack.enter_context(running(command, f"http://127.0.0.1:{far[system.name].port}/", log, path))
        yield far


def measure(folder: Path, rounds: int) -> list[Section]:
    """Visit every system `rounds` times under each condition; the first round of all is not counted."""
    with serving(write_notebook(folder), EVERY) as (systems, missing), wired(systems, folder) as far, browser() as chromium:
        rows = {kind: {system.name: [] for system in systems} for kind in (HERE, EMULATED, WIRE)}
        for turn in range(-1, rounds):
            for kind, by_name in rows.items():
                for system in systems if turn >= 0 or kind == HERE else []:
                    quiet.settle()
                    at = far[system.name] if kind == WIRE else system
                    found = _tried(chromium, at, str(100_000 + turn), emulate=kind == EMULATED)
                    if turn >= 0:
                        by_name[system.name].append(found)
                    print(f"  {kind}, {system.name}: {found.get('shown', 0):.0f} ms {found.get('error', '')}", file=sys.stderr)
    return [*(_times(kind, by_name) for kind, by_name in rows.items()), _weight(rows[HERE], missing)]


def _tried(chromium: Browser, system: System, mark: str, *, emulate: bool) -> dict[str, Any]:
    """Visit; a visit that fails is a figure that is missing, and says why."""
    from playwright.sync_api import Error

    try:
        return visit(chromium, system, mark, emulate=emulate)
    except Error as error:
        return {"error": str(error).splitlines()[0]}


def _medians(visits: list[dict[str, Any]], key: str) -> float | None:
    return median([one.get(key) for one in visits])


def _times(kind: str, by_name: dict[str, list[dict[str, Any]]]) -> Section:
    section = Section(f"A cold visit: {kind}", [*COLUMNS.values(), "failed"], raw=by_name)
    for name, visits in by_name.items():
        failed = sum("error" in one for one in visits)
        section.rows[name] = [*(_medians(visits, key) for key in COLUMNS), failed]
    ready = {name: _medians(visits, "shown") for name, visits in by_name.items() if name != LESSON_03}
    mine, bound = ready.get(PROMISED), 250 if kind == HERE else 400
    section.promises = [
        Promise(f"interactive, {kind}", mine, "ms", most=bound),
        Promise(f"interactive, {kind}: fastest peer / ours", ratio(fastest(ready, PROMISED), mine), "×", least=3),
    ]
    return section


def _weight(by_name: dict[str, list[dict[str, Any]]], missing: list[str]) -> Section:
    """Say what a visit moves; it belongs to the visits without delay."""
    section = Section(
        "What a cold visit moves, until the reply is scored", ["requests", "kB", "websocket messages", "other hosts asked"]
    )
    for name, visits in by_name.items():
        strangers = ", ".join(sorted({host for one in visits for host in one.get("strangers", [])})) or "none"
        section.rows[name] = [*(_medians(visits, key) for key in ("requests", "kB", "frames")), strangers]
    for name in (PROMISED, LESSON_03):
        if name in section.rows:
            requests, weight = section.rows[name][:2]
            section.promises += [
                Promise(f"requests a page, {name}", requests, most=4),
                Promise(f"kB a page, {name}", weight, "kB", most=60),
            ]
    section.notes = [*NOTES, *missing]
    return section
