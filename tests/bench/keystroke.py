"""How long from a keystroke to the painted score? On warm pages, by turns, beside a widget that sends the words back unread.

The clock starts when the words leave the page, and in the last column when the key is pressed. Each reply here is the second of
two keys in a row, since some pages wait until the keys rest.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .figures import Promise, Section, fastest, median, percentile, ratio
from .systems import EVERY, LESSON_03, OURS, PROMISED, browser, serving, write_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from .systems import System

TIMES, WARM_UP = 25, 5  # replies a turn, of which the first are not counted
REPLIES = [
    "You are worn out, and sleep has not come since that boy.",
    "You say you are fine, and your coat is still on. I wonder whether the boy comes back when it gets quiet at night.",
    "At least you have work to go to. You should cut out coffee, and maybe talk to your supervisor about it.",
]
TWO_KEYS = "async ([first, one, text, mark]) => { await window.bench.type(first, one); return window.bench.type(text, mark); }"
BARE = "a bare comm echo"
COLUMNS = ["in the page ms", "p95", "frame shown ms", "p95", "from the last key to the frame ms"]


def measure(folder: Path, rounds: int) -> list[Section]:
    """Type TIMES replies into every system, `rounds` times."""
    with (
        serving(write_notebook(folder), [one for one in EVERY if one.name != LESSON_03]) as (systems, missing),
        browser() as chromium,
    ):
        mine = [one for one in systems if one.name == PROMISED]
        echo = [replace(one, name=BARE, path="/voila/render/echo.ipynb", area=".echo textarea", read=".echo") for one in mine]
        pages = {one.name: opened(chromium, one) for one in [*echo, *systems]}
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in pages}
        for _ in range(rounds):
            for name, page in pages.items():
                page.bring_to_front()  # a page behind another one draws no frames
                rows[name] += typed(page)[WARM_UP:]
                print(f"  keystroke, {name}", file=sys.stderr)
    return [_told(rows, missing)]


def opened(chromium: Browser, system: System) -> Page:
    """Open a system's page and wait until it takes words."""
    page = chromium.new_context().new_page()
    page.set_default_timeout(60_000)
    page.add_init_script(system.script())
    page.goto(system.address, wait_until="commit")
    page.wait_for_function("() => window.bench.isOpen()")
    page.wait_for_timeout(1500)  # all that it still loads behind the text area
    return page


def typed(page: Page) -> list[dict[str, Any]]:
    """Type TIMES replies; return the moments of each."""
    found = []
    for number in range(TIMES):
        mark = str(random.randrange(10**8, 10**9))
        reply = f"{REPLIES[number % len(REPLIES)]} {mark}"
        found.append(page.evaluate(TWO_KEYS, [f"{reply[:-9]}0{mark}", f"0{mark}", reply, mark]))
        page.wait_for_timeout(random.uniform(0, 50))
    return found


def _told(rows: dict[str, list[dict[str, Any]]], missing: list[str]) -> Section:
    section = Section("A keystroke, from the words leaving the page to the painted score, warm page", COLUMNS, raw=rows)
    arrived, shown = ({name: _since(found, "left", until) for name, found in rows.items()} for until in ("arrived", "shown"))
    for name, found in rows.items():
        whole = median(_since(found, "typed", "shown"))
        times = [measure(spans[name]) for spans in (arrived, shown) for measure in (median, _p95)]
        section.rows[name] = [*times, whole]
    peers = {name: median(times) for name, times in arrived.items() if name != BARE}
    mine = peers.get(OURS.name)
    section.promises = [
        Promise("keystroke to score in the page / bare echo", ratio(mine, median(arrived.get(BARE, []))), "×", most=2),
        Promise("keystroke to score in the page: fastest peer / ours", ratio(fastest(peers, PROMISED), mine), "×", least=5),
    ]
    section.notes = [
        "In the page: the answer is in the document. Frame shown: the frame that paints it is done.",
        "Streamlit answers to Ctrl+Enter, and not while one writes.",
        *missing,
    ]
    return section


def _p95(times: list[float | None]) -> float | None:
    return percentile(times, 0.95)


def _since(found: list[dict[str, Any]], start: str, end: str) -> list[float | None]:
    return [one[end] - one[start] if start in one and end in one else None for one in found]
