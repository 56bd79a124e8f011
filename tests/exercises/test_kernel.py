"""In a real kernel: whatever a visitor's page sends to an exercise, the kernel writes no error anywhere, and goes on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import start_new_kernel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = 'import attunement as at; w = at.rewrite("maya-01"); p = at.progress(); w.layout.model_id, w.model_id, p.model_id'
VALUES = ["x" * 5_000_000, "<img src=x onerror=alert(1)>", "\x00", None, True, -1, [], {}, {"do": "check"}]
KEYS = ["words", "client", "check", "versions", "said", "_esm", "layout", "width", "border", "picture", "summary"]


class Kernel:
    """A kernel, all that it publishes, and all that it writes into its log."""

    def __init__(self, log: Path) -> None:
        self.log = log
        with log.open("wb") as file:
            self.manager, self.client = start_new_kernel(kernel_name="python3", stdout=file, stderr=file)

    def run(self, code: str) -> Any:
        """Run an expression; return its value. Raise if anything that is no value was published since the last run."""
        asked, found = self.client.execute(code), None
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            kind, content = message["msg_type"], message["content"]
            assert kind not in ("error", "stream"), content
            mine = message["parent_header"].get("msg_id") == asked
            if mine and kind == "execute_result":
                found = ast.literal_eval(content["data"]["text/plain"])
            if mine and kind == "status" and content["execution_state"] == "idle":
                return found

    def send(self, comm: str, data: Any) -> None:
        """Send one comm message, as a page does."""
        self.client.shell_channel.send(self.client.session.msg("comm_msg", {"comm_id": comm, "data": data}))

    def troubles(self) -> list[str]:
        """Return the lines of the log that tell of something that went wrong."""
        return [
            line for line in self.log.read_text().splitlines() if "Traceback" in line or "Exception" in line or "Error" in line
        ]

    def close(self) -> None:
        """Stop the kernel."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[Kernel]:
    """Start a kernel."""
    kernel = Kernel(tmp_path / "log")
    yield kernel
    kernel.close()


def test_nothing_that_a_page_sends_reaches_a_log(kernel: Kernel) -> None:
    for comm in kernel.run(CODE):
        for value in VALUES:
            kernel.send(comm, {"method": "update", "state": dict.fromkeys(KEYS, value), "buffer_paths": []})
            kernel.send(comm, {"method": "custom", "content": value})
            kernel.send(comm, {"method": "custom", "content": {"do": "keep", "text": value, "prediction": value}})
            kernel.send(comm, {"method": value})
            kernel.send(comm, value)
    assert kernel.run('len(w.versions), w.client["name"], w.layout.width') == (0, "Maya", None)
    assert kernel.troubles() == []


def test_an_ordinary_widget_would_have_raised(kernel: Kernel) -> None:
    comm = kernel.run("import ipywidgets; i = ipywidgets.IntSlider(); i.model_id")
    kernel.send(comm, {"method": "update", "state": {"value": "many"}, "buffer_paths": []})
    with pytest.raises(AssertionError, match="TraitError"):
        kernel.run("1")


def test_half_a_character_from_a_page_is_answered_kindly(kernel: Kernel) -> None:
    kernel.run(CODE)
    kernel.run('w._handle_msg({"content": {"data": {"method": "custom", "content": {"do": "check", "text": "\\ud800 I hear"}}}})')
    assert "cannot be read" in kernel.run('w.check["reason"]')
