"""Wait until what this benchmark started has nothing left to do, so that one measurement does not pay for the one before."""

from __future__ import annotations

import time
from contextlib import suppress

import psutil

PAUSE, LOOK, IDLE, PATIENCE = 1.3, 0.3, 0.05, 15  # s before the first look, s of a look, cores in use, s at most


def family(process: int | None = None) -> list[psutil.Process]:
    """Return all processes below one; below this one by default."""
    with suppress(psutil.Error):
        return psutil.Process(process).children(recursive=True)
    return []


def _spent() -> float:
    seconds = 0.0
    for one in family():
        with suppress(psutil.Error):
            used = one.cpu_times()
            seconds += used.user + used.system
    return seconds


def settle() -> None:
    """Return when servers and kernels have rested for two looks; a waiting kernel is started a second after it is needed."""
    time.sleep(PAUSE)
    until, rested = time.monotonic() + PATIENCE, 0
    while rested < 2 and time.monotonic() < until:
        before = _spent()
        time.sleep(LOOK)
        rested = rested + 1 if _spent() - before < IDLE * LOOK else 0
