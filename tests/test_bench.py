"""The benchmark measures on whatever machine it runs; its arithmetic, targets, table and wire are right on every machine."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

import pytest

from apart import apart
from bench import crowd, figures, installing, keystroke, table, wire
from bench.figures import Promise, Section
from bench.visitor import Visitor
from browser.conftest import free_port

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("promise", "target", "verdict"),
    [
        (Promise("a", 250, "ms", most=250), "≤ 250 ms", "met"),
        (Promise("a", 375, "ms", most=250), "≤ 250 ms", "missed by 125 ms (50 %)"),
        (Promise("a", 2.4, "×", least=3), "≥ 3 ×", "missed by 0.60 × (20 %)"),
        (Promise("a", 3.01, "×", least=3), "≥ 3 ×", "met"),
        (Promise("a", 2, most=0), "≤ 0", "missed by 2"),
        (Promise("a", None, "ms", most=250), "≤ 250 ms", "not measured"),
    ],
)
def test_a_promise_is_met_or_says_by_how_much_it_is_missed(promise: Promise, target: str, verdict: str) -> None:
    assert (promise.target, promise.verdict) == (target, verdict)


def test_what_was_not_measured_counts_for_nothing() -> None:
    assert figures.median([3, None, 1, 100]) == 3
    assert figures.median([None]) is None
    assert figures.percentile([None, *range(1, 101)], 0.95) == 95
    assert figures.percentile([7], 0.5) == 7
    assert figures.percentile([], 0.95) is None
    assert figures.ratio(6, 2) == 3
    assert figures.ratio(None, 2) is None
    assert figures.ratio(6, 0) is None


def test_the_fastest_peer_is_none_of_ours() -> None:
    assert figures.fastest({"ours": 1, "slow": 9, "quick": 4, "broken": None}, but="ours") == 4
    assert figures.fastest({"ours": 1, "broken": None}, but="ours") is None


def test_the_table_says_figure_target_and_verdict(tmp_path: Path) -> None:
    section = Section("Speed", ["ms"], {"ours": [12.34], "gone": [None]}, [Promise("speed", 12.34, "ms", most=10)], ["A note."])
    text = table.write([section], {"when": "today"}, tmp_path / "bench")
    assert "| speed  | 12.3 ms  | ≤ 10 ms | missed by 2.34 ms (23 %) |" in text
    assert "| gone | –    |" in text
    assert text == (tmp_path / "bench" / "results.md").read_text(encoding="utf-8")
    kept = json.loads((tmp_path / "bench" / "results.json").read_text(encoding="utf-8"))
    assert kept["sections"][0]["promises"][0]["verdict"] == "missed by 2.34 ms (23 %)"


def test_every_peer_has_one_pinned_version() -> None:
    assert installing.pinned().keys() == {"voila", "panel", "streamlit", "gradio", "lighthouse"}


def test_a_keystroke_that_was_never_answered_is_no_figure() -> None:
    found = [{"left": 10, "arrived": 14}, {"arrived": 3}]
    assert keystroke._since(found, "left", "arrived") == [4, None]


def test_a_crowd_counts_who_failed_and_who_waited() -> None:
    served, waited, lost = (Visitor("http://x", "/") for _ in range(3))
    served.readable, served.scored = 0.2, 0.5
    waited.readable, waited.scored, waited.waited, waited.ahead = 3.0, 9.0, 2, [7, 3]
    lost.failed = "RuntimeError: status 500"
    section = crowd.told([served, waited, lost], 12.0)
    assert [promise.value for promise in section.promises] == [1, 3.0]
    assert section.rows["first score"] == [0.5, 9.0, 9.0]
    assert section.notes[0].startswith("1 waited for a place (7 ahead at most)")
    assert section.notes[1] == "1 failed: RuntimeError: status 500"


def test_the_wire_is_as_long_and_as_thin_as_it_says() -> None:
    lane = wire.Lane()
    assert lane.arrives(0, 12_500) == pytest.approx(0.010 + 0.025)
    assert lane.arrives(0, 12_500) == pytest.approx(0.020 + 0.025)  # it waits for what left before it
    assert lane.arrives(5, 0) == pytest.approx(5.025)


def test_bytes_come_through_the_wire_whole_and_late() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.read())
        writer.close()

    async def there_and_back() -> tuple[bytes, float]:
        near, far = free_port(), free_port()
        async with await asyncio.start_server(echo, "127.0.0.1", far):
            line = asyncio.create_task(wire.serve(near, far))
            await asyncio.sleep(0.05)
            began = time.monotonic()
            reader, writer = await asyncio.open_connection("127.0.0.1", near)
            writer.write(b"words" * 100)
            writer.write_eof()
            came = await reader.read()
            lasted = time.monotonic() - began
            writer.close()
            line.cancel()
            return came, lasted

    came, lasted = apart(there_and_back())
    assert came == b"words" * 100
    assert lasted >= 4 * wire.ONE_WAY  # one round trip to be connected, one for the words
