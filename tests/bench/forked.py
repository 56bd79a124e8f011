"""What a kernel costs when it is forked, and what Jupyter's own costs: milliseconds, starts a second, MB.

Time is measured from the launch to the kernel's first reply; memory as the share of each process in what all of them hold
together (PSS), the process that is copied left out.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from attunement.publish.forked import NAME
from attunement.publish.forked.provisioner import WARMED

from .figures import Section

TIMES, TOGETHER = 15, 8
LESSON = "import attunement as at\nat.rewrite('maya-01')"
COLUMNS = ["first reply ms", "longest ms", "starts a second", "MB new", "MB with an exercise"]
WAYS = {"forked": NAME, "Jupyter's own": "local-provisioner"}
MB = 1e6


def measure(_: Path, number: int) -> list[Section]:
    """Start `number` kernels of each kind and show an exercise in each."""
    section = Section(f"A kernel ({number} of each kind)", COLUMNS)
    with tempfile.TemporaryDirectory(dir="/tmp") as short:  # a socket's path may have 103 letters
        for name, way in WAYS.items():
            section.rows[name] = asyncio.run(_row(way, Path(short), number))
            print(f"  kernels, {name}: {section.rows[name]}", file=sys.stderr)
    WARMED.end()
    return [section]


async def _row(way: str, folder: Path, number: int) -> list[float | None]:
    KernelProvisionerFactory.instance().default_provisioner_name = way
    await _stop([(await _start(folder))[0]])  # the first one waits until the process is warm
    waits = []
    for _ in range(TIMES):
        kernel, wait = await _start(folder)
        waits.append(wait)
        await _stop([kernel])
    kernels, began = [], time.perf_counter()
    while len(kernels) < number:
        more = await asyncio.gather(*(_start(folder) for _ in range(min(TOGETHER, number - len(kernels)))))
        kernels += [kernel for kernel, _ in more]
    rate = number / (time.perf_counter() - began)
    new = _share(kernels)
    for kernel in kernels:
        await _ask(kernel, "execute", code=LESSON)
    shown = _share(kernels)
    await _stop(kernels)
    return [statistics.median(waits), max(waits), rate, new, shown]


async def _start(folder: Path) -> tuple[AsyncKernelManager, float]:
    """Start a kernel; return it and the milliseconds until its first reply."""
    began = time.perf_counter()
    kernel = AsyncKernelManager(transport="ipc", connection_file=str(folder / f"{uuid.uuid4().hex[:8]}.json"))
    await kernel.start_kernel()
    await _ask(kernel, "kernel_info")
    return kernel, (time.perf_counter() - began) * 1000


async def _ask(kernel: AsyncKernelManager, what: str, **said: Any) -> None:
    """Send one request and wait for its reply."""
    client = kernel.client()
    client.start_channels(iopub=False, stdin=False, hb=False)
    getattr(client, what)(**said)
    await client.get_shell_msg(timeout=60)
    client.stop_channels()


async def _stop(kernels: list[AsyncKernelManager]) -> None:
    await asyncio.gather(*(kernel.shutdown_kernel(now=True) for kernel in kernels))


def _share(kernels: list[AsyncKernelManager]) -> float:
    """Return the MB that one of these processes has for itself and as its share of what it has with others, on average."""
    return statistics.mean(psutil.Process(kernel.provisioner.pid).memory_full_info().pss for kernel in kernels) / MB
