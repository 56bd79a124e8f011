"""What a kernel costs when it is forked, and what Jupyter's own costs: milliseconds, starts a second, MB.

Run `python tests/bench_forked.py [KERNELS]`. Time is measured from the launch to the kernel's first reply; memory as the share
of each process in what all of them hold together (PSS), with KERNELS kernels that show an exercise each, 50 unless told.
"""

from __future__ import annotations

import asyncio
import logging
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from attunement.publish.forked import NAME
from attunement.publish.forked.provisioner import WARMED

TIMES, TOGETHER = 15, 8
LESSON = "import attunement as at\nat.rewrite('maya-01')"


async def start(folder: Path) -> tuple[AsyncKernelManager, float]:
    """Start a kernel; return it and the milliseconds until its first reply."""
    began = time.perf_counter()
    kernel = AsyncKernelManager(transport="ipc", connection_file=str(folder / f"{uuid.uuid4().hex[:8]}.json"))
    await kernel.start_kernel()
    await ask(kernel, "kernel_info")
    return kernel, (time.perf_counter() - began) * 1000


async def ask(kernel: AsyncKernelManager, what: str, **said: Any) -> None:
    """Send one request and wait for its reply."""
    client = kernel.client()
    client.start_channels(iopub=False, stdin=False, hb=False)
    getattr(client, what)(**said)
    await client.get_shell_msg(timeout=60)
    client.stop_channels()


async def stop(kernels: list[AsyncKernelManager]) -> None:
    """End all of these kernels."""
    await asyncio.gather(*(kernel.shutdown_kernel(now=True) for kernel in kernels))


def share(pid: int) -> float:
    """Return the MB that a process has for itself, and its share of what it has with others."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


async def measure(name: str, folder: Path, number: int) -> str:
    """Return one row of the table."""
    KernelProvisionerFactory.instance().default_provisioner_name = name
    await stop([(await start(folder))[0]])  # the first one waits until the process is warm
    waits = []
    for _ in range(TIMES):
        kernel, wait = await start(folder)
        waits.append(wait)
        await stop([kernel])
    kernels, began = [], time.perf_counter()
    while len(kernels) < number:
        more = await asyncio.gather(*(start(folder) for _ in range(min(TOGETHER, number - len(kernels)))))
        kernels += [kernel for kernel, _ in more]
    rate = number / (time.perf_counter() - began)
    new = statistics.mean(share(kernel.provisioner.pid) for kernel in kernels)
    for kernel in kernels:
        await ask(kernel, "execute", code=LESSON)
    shown = statistics.mean(share(kernel.provisioner.pid) for kernel in kernels)
    await stop(kernels)
    return f"{name:18} {statistics.median(waits):8.0f} {max(waits):8.0f} {rate:8.1f} {new:9.1f} {shown:9.1f}"


async def main() -> None:
    """Print a row for each way to launch."""
    logging.basicConfig(level=logging.WARNING)
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    print(f"{number} kernels{'':8} median ms   worst   a second  MB: new  exercise")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        for name in (NAME, "local-provisioner"):
            print(await measure(name, Path(folder), number))
    WARMED.end()


if __name__ == "__main__":
    asyncio.run(main())
