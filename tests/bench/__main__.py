"""Measure and print the one table: `python -m bench [--quick] [--only NAME …]` in tests/; `make bench` does it.

All of it takes about half an hour, and --quick some minutes, with figures that are good for a first look only. The result is
also written to .bench/results.json, with every single measurement, and .bench/results.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
import traceback
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import psutil

from . import installing, table
from .figures import Section

# Section → how often, or how many: in full, and with --quick.
SECTIONS = {
    "visits": (7, 2),
    "keystroke": (3, 1),
    "crowd": (100, 20),
    "memory": (1, 1),
    "forked": (50, 10),
    "lighthouse": (3, 1),
    "grading": (100, 5),
}


def main() -> None:
    """Measure what is asked for. A section that breaks is named in the table, and the others are measured all the same."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--only", action="append", choices=SECTIONS, metavar="NAME", help=f"one of {', '.join(SECTIONS)}")
    asked = parser.parse_args()
    about, sections = machine(), []
    for name in asked.only or SECTIONS:
        print(f"{name} …", file=sys.stderr, flush=True)
        sections += _measured(name, SECTIONS[name][asked.quick])
        about["load at the end"] = _load()
        text = table.write(sections, about, installing.BENCH)  # after each section, so that nothing is lost
    print(text)


def _measured(name: str, count: int) -> list[Section]:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            sections = import_module(f"bench.{name}").measure(Path(folder), count)
        except Exception as error:  # noqa: BLE001 (the others are still worth measuring)
            traceback.print_exc()
            return [Section(name, [], notes=[f"This section could not be measured: {type(error).__name__}: {error}"])]
    sections[-1].notes.append(f"Measured in {time.monotonic() - began:.0f} s.")
    return sections


def machine() -> dict[str, str]:
    """Say what was measured, where and when; other programs that run at the same time make every figure worse."""
    versions = ", ".join(f"{name} {version}" for name, version in installing.pinned().items())
    return {
        "when": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB, {platform.system()}",
        "Python": platform.python_version(),
        "measured against": versions,
        "load at the beginning": _load(),
    }  # fmt: skip


def _load() -> str:
    """Return how many programs wanted a core in the last minute; more than there are cores means that the machine was busy."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"


if __name__ == "__main__":
    main()
