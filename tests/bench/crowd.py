"""A hundred visits at once: does every one get something to read, and how long do those wait for whom there is no place yet?"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from browser.conftest import MODULES, free_port, running

from . import quiet
from .figures import Promise, Section, percentile
from .systems import ours
from .visitor import Visitor

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "/voila/render/03-acceptance.ipynb"
STAY = 2  # s that a visitor goes on after the first score, so that the next one in the queue gets the place
UNTIL = 300  # s in which a place must have come free


def measure(folder: Path, visits: int) -> list[Section]:
    """Let so many visitors come to lesson 3 at the same moment, with Jupyter's own kernels and with forked ones."""
    return [_crowd(folder, visits, *how) for how in ((), ("--forked",))]


def _crowd(folder: Path, visits: int, *how: str) -> Section:
    port = free_port()
    with running(ours(port, MODULES, *how), f"http://127.0.0.1:{port}/", folder / "crowd.log"):
        quiet.settle()
        began = time.monotonic()
        came = asyncio.run(_all(f"http://127.0.0.1:{port}", visits))
        lasted = time.monotonic() - began
    return told(came, lasted, "".join(how))


async def _all(site: str, visits: int) -> list[Visitor]:
    came = [Visitor(site, PAGE) for _ in range(visits)]
    await asyncio.gather(*map(_one, came))
    return came


async def _one(visitor: Visitor) -> None:
    await visitor.come(UNTIL)
    await asyncio.sleep(STAY)
    await visitor.leave()


def told(came: list[Visitor], lasted: float, how: str = "") -> Section:
    """Return the figures of these visits; `lasted` is how many seconds all of them took together, `how` a flag of the server."""
    readable, scored = ([getattr(one, name) for one in came] for name in ("readable", "scored"))
    failed = [one.failed for one in came if one.failed]
    queued = sum(one.waited > 0 for one in came)
    visits = f"{len(came)} visits at once{f', {how}' if how else ''}"
    section = Section(f"{visits}, to lesson 3, this machine also being the visitors", ["p50 s", "p95 s", "last s"])
    section.rows = {"page readable": _spread(readable), "first score": _spread(scored)}
    section.promises = [
        Promise(f"{visits}: failed", len(failed), most=0),
        Promise(f"{visits}: p95 to a readable page", percentile(readable, 0.95), "s", most=2),
    ]
    waiting = [ahead for one in came for ahead in one.ahead]
    section.notes = [
        (f"{queued} waited for a place ({max(waiting, default=0)} ahead at most); each stayed {STAY} s after the first score; "
        f"after {lasted:.1f} s all had been served and had left."),
        *sorted({f"{failed.count(one)} failed: {one}" for one in failed}),
    ]  # fmt: skip
    section.raw = [_plain(one) for one in came]
    return section


def _spread(times: list[float | None]) -> list[float | None]:
    return [percentile(times, share) for share in (0.5, 0.95, 1)]


def _plain(one: Visitor) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("readable", "scored", "waited", "ahead", "failed")}
