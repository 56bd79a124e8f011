"""How quick the form check is: one reply in process, a text of twice the length, and a fresh start beside `import ipywidgets`."""

from __future__ import annotations

import subprocess
import sys
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any

import attunement
from attunement.validity import replies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 200  # words
ROUNDS, STARTS, WARM_UP = 3, 5, 200
_WORDS = 300  # words of the shorter text; twice as many still keep below the limit of the form check
_ONCE = "attunement.score('I failed my driving test.', 'You had hoped so much. That stings.')"
_STARTS = {"bare": "pass", "attunement": f"import attunement; {_ONCE}", "ipywidgets": "import ipywidgets"}
_CLOCK = "import time; t = time.perf_counter(); {}; print(time.perf_counter() - t)"


def speed(rounds: int = ROUNDS, starts: int = STARTS) -> dict[str, Any]:
    """Measure in milliseconds, on one core; every row is {name, value, unit}. Figures differ from machine to machine."""
    said = [(one.says, one.reply) for one in replies.of("check") if len(one.reply.split()) <= LONGEST]
    for client, reply in said[:WARM_UP]:
        attunement.score(client, reply)
    times = [_timed(client, reply) for _ in range(rounds) for client, reply in said]
    figures = {
        "one reply, median": median(times),
        "one reply, 95th percentile": quantiles(times, n=20)[-1],
        "a text twice as long": _growth(said),
        **_started(starts),
    }
    return {
        "measure": "speed",
        "n": len(said),
        "groups": len({client for client, _ in said}),
        "rows": [{"name": name, "value": round(value, 2), "unit": _unit(name)} for name, value in figures.items()],
    }


def _unit(name: str) -> str:
    return "times" if "over" in name or "twice" in name else "ms"


def _timed(client: str, reply: str) -> float:
    started = perf_counter()
    attunement.score(client, reply)
    return (perf_counter() - started) * 1000


def _growth(said: Sequence[tuple[str, str]]) -> float:
    """Return the time for a text of 2n different words over that for n, in the median of many rounds."""
    words = " ".join(reply for _, reply in said).split()
    short, long = (" ".join(words[:size]) for size in (_WORDS, 2 * _WORDS))
    return _middle(lambda: _timed("", long)) / _middle(lambda: _timed("", short))


def _middle(measured: Callable[[], float], times: int = 15) -> float:
    return median(measured() for _ in range(times))


def _started(times: int) -> dict[str, float]:
    """Time fresh processes by turns, because other programs share the machine; in each, the work and the whole process."""
    if not times:
        return {}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in _STARTS}
    for _ in range(times):
        for name, code in _STARTS.items():
            found[name].append(_process(code))
    inside, whole = ({name: median(run[side] for run in runs) for name, runs in found.items()} for side in (0, 1))
    return {
        "import attunement and first score": inside["attunement"],
        "import ipywidgets": inside["ipywidgets"],
        "the first over the second": inside["attunement"] / inside["ipywidgets"],
        "the whole process: nothing": whole["bare"],
        "the whole process: attunement and first score": whole["attunement"],
        "the whole process: ipywidgets": whole["ipywidgets"],
        "the whole process: attunement over ipywidgets": whole["attunement"] / whole["ipywidgets"],
    }


def _process(code: str) -> tuple[float, float]:
    started = perf_counter()
    command = [sys.executable, "-c", _CLOCK.format(code)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 (our own words)
    return float(told) * 1000, (perf_counter() - started) * 1000
