"""What a visitor costs in memory: the proportional set size (PSS) of server and kernels, with and without forked kernels."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil

from browser.conftest import MODULES, free_port, running

from . import quiet
from .figures import Promise, Section
from .systems import flags, ours, write_notebook
from .visitor import Visitor

if TYPE_CHECKING:
    from pathlib import Path

COUNTS = (10, 50)
PAGES = {"one exercise": "bench.ipynb", "lesson 3": "03-acceptance.ipynb"}
AT_ONCE = 4  # visitors who come at the same time
MB = 1e6


def measure(folder: Path, _rounds: int) -> list[Section]:
    """Open so many visits, and divide what the server and all its kernels grew by."""
    section = Section(
        "Memory of a visitor (PSS, growth of server and kernels divided by visitors)",
        ["nobody there, MB", *(f"MB each, {n} visitors" for n in COUNTS)],
    )
    write_notebook(folder)
    kinds = {"stock kernels": (), **({"--forked": ("--forked",)} if "--forked" in flags() else {})}
    for kind, also in kinds.items():
        for page, file in PAGES.items():
            name = f"{kind}, {page}"
            section.rows[name] = _grown(folder, file, also, section.notes)
            print(f"  memory, {name}: {section.rows[name]}", file=sys.stderr)
    forked = section.rows.get("--forked, one exercise")
    section.promises = [Promise("memory a visitor at 50, --forked", forked[-1] if forked else None, "MB", most=15)]
    if not forked:
        section.notes.append("`attunement serve` knows no --forked yet.")
    return [section]


def _grown(folder: Path, file: str, also: tuple[str, ...], notes: list[str]) -> list[float | None]:
    port, lessons = free_port(), MODULES if file.startswith("03") else folder
    room = ("--visitors", str(COUNTS[-1] + 5)) if "--visitors" in flags() else ()
    with running(ours(port, lessons, *also, *room), f"http://127.0.0.1:{port}/", folder / f"memory-{file}.log"):
        quiet.settle()
        return asyncio.run(_visited(f"http://127.0.0.1:{port}", f"/voila/render/{file}", notes))


async def _visited(site: str, path: str, notes: list[str]) -> list[float | None]:
    empty, came, found = pss(), [], []
    for count in COUNTS:
        turn = asyncio.Semaphore(AT_ONCE)
        new = [Visitor(site, path) for _ in range(count - len(came))]
        await asyncio.gather(*(_come(one, turn) for one in new))
        came += new
        failed = [one.failed for one in came if one.failed]
        notes += [f"{path}: {failed.count(one)} of {count} visits failed: {one}" for one in sorted(set(failed))]
        await asyncio.sleep(2)  # until the kernels that wait for the next visitors stand too, as at the beginning
        quiet.settle()
        found.append((pss() - empty) / (len(came) - len(failed)) if len(failed) < len(came) else None)
    await asyncio.gather(*(one.leave() for one in came))
    return [empty, *found]


async def _come(visitor: Visitor, turn: asyncio.Semaphore) -> None:
    async with turn:
        await visitor.come(60)


def pss() -> float:
    """Return the PSS of all that this process started, in MB; pages that processes share are divided among them."""
    total = 0
    for one in quiet.family():
        with suppress(psutil.Error):
            total += one.memory_full_info().pss
    return total / MB
