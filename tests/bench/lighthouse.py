"""What Lighthouse says of our pages: its default, a phone on a slow network, against the running server and no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from browser.chromium import HOW, find
from browser.conftest import MODULES, free_port, running

from . import installing, quiet
from .figures import Promise, Section, median
from .systems import ours

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    "front page": "/",
    "lesson 3": "/voila/render/03-acceptance.ipynb",
    "more practice": "/voila/render/more-practice.ipynb",
}
KINDS = ("performance", "accessibility", "best-practices")
PATIENCE = 180  # s for one page


def measure(folder: Path, rounds: int) -> list[Section]:
    """Return the medians of `rounds` runs a page."""
    try:
        program = installing.lighthouse()
    except LookupError as error:
        return [Section("Lighthouse", [], notes=[str(error)])]
    port, section = (
        free_port(),
        Section("Lighthouse (mobile, simulated slow network)", [*KINDS, "largest paint ms", "blocked ms"]),
    )
    with running(ours(port, MODULES), f"http://127.0.0.1:{port}/", folder / "lighthouse.log"):
        for name, path in PAGES.items():
            runs = []
            for _ in range(rounds):
                quiet.settle()
                runs.append(_run(program, f"http://127.0.0.1:{port}{path}", folder / "lighthouse.json", section.notes))
            section.rows[name] = [median([run.get(kind) for run in runs]) for kind in (*KINDS, "largest", "blocked")]
            section.promises += [
                Promise(f"Lighthouse {kind}, {name}", value, least=95)
                for kind, value in zip(KINDS, section.rows[name], strict=False)
            ]
            print(f"  Lighthouse, {name}: {section.rows[name]}", file=sys.stderr)
    return [section]


def _run(program: Path, address: str, result: Path, notes: list[str]) -> dict[str, float]:
    """Run it once; return the scores (0 to 100) and two of its times in ms. A run that fails adds a note."""
    chromium = find()
    if not chromium:
        raise LookupError(HOW)
    command = [
        str(program),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={result}",
        f"--only-categories={','.join(KINDS)}",
    ]
    done = subprocess.run(
        [*command, "--chrome-flags=--headless=new --no-sandbox"],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"CHROME_PATH": chromium},
        timeout=PATIENCE,
    )
    if done.returncode:
        notes.append(f"{address} failed: {(done.stderr.strip() or 'no reason given').splitlines()[-1]}")
        return {}
    said = json.loads(result.read_text(encoding="utf-8"))
    lost = [audit["title"] for audit in said["audits"].values() if audit["score"] == 0 and audit["scoreDisplayMode"] == "binary"]
    notes += [note for title in lost if (note := f"{address.rpartition('/')[2] or 'front page'}: {title}") not in notes]
    times = {"largest": "largest-contentful-paint", "blocked": "total-blocking-time"}
    scores = {kind: 100 * said["categories"][kind]["score"] for kind in KINDS if said["categories"][kind]["score"] is not None}
    return scores | {name: said["audits"][audit].get("numericValue") for name, audit in times.items()}
