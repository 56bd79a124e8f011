"""A small site of lessons, the server that shows it, and a visitor who asks for addresses and speaks to a kernel."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self

import nbformat
import psutil
import websocket
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

LESSON = {
    "number": "07",
    "title": "Listening & waiting",
    "minutes": 12,
    "summary": "Leave room <for> the client.",
    "aims": ["wait one breath before you answer", "notice when you fill a silence"],
}
PROTOCOL = "v1.kernel.websocket.jupyter.org"
LIKE_A_PAGE = {"session": "visitor", "username": "", "date": "", "version": "5.3"}


def write_lessons(folder: Path) -> Path:
    """Write one lesson, its toy exercise and much that is nobody's business into `folder`; return `folder`."""
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    lab = text("ONLY-FOR-LAB", metadata={"tags": ["lab-only"]})
    cells = [text("# Listening"), lab, code("from toy import Toy\nToy()"), code("1 / 0"), text("AFTER-THE-FAULT")]
    metadata = {"attunement": LESSON, "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), folder / "07-listening.ipynb")
    nbformat.write(nbformat.v4.new_notebook(cells=[code("2 + 2")]), folder / "draft.ipynb")
    (folder / "toy.py").write_bytes(Path(__file__).with_name("toy.py").read_bytes())
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for other in ("solutions", ".git", ".ipynb_checkpoints"):
        (folder / other).mkdir()
        (folder / other / "config.ipynb").write_bytes((folder / "07-listening.ipynb").read_bytes())
    return folder


@dataclass
class Site:
    """A running server: where it is, what it writes, and the folder that holds everything it may store."""

    home: Path
    limit: tuple[str, ...] = ()
    module: str = "publish.running"
    process: subprocess.Popen[bytes] = field(init=False)
    port: int = field(init=False)

    def __post_init__(self) -> None:
        """Start it on a free port, with a machine-wide configuration that tries to open what we closed."""
        (self.home / "lessons").mkdir()
        write_lessons(self.home / "lessons")
        (self.home / "config").mkdir()
        opened = {"VoilaConfiguration": {"allow_template_override": "YES", "template": "lab", "file_allowlist": [".*"]}}
        (self.home / "config" / "voila.json").write_text(json.dumps(opened), encoding="utf-8")
        argv = [sys.executable, "-m", self.module, str(self.home / "lessons"), *self.limit]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(argv, stdout=log, stderr=log, env=self._environment(), cwd=self.home)
        self.port = int(self.waited(r"127\.0\.0\.1:(\d+)").group(1))

    @property
    def log(self) -> Path:
        """Return the file that holds all the server and its kernels print."""
        return self.home / "log.txt"

    def _environment(self) -> dict[str, str]:
        rooms = {"CONFIG": "config", "DATA": "data", "RUNTIME": "runtime"}
        own = {f"JUPYTER_{name}_DIR": str(self.home / room) for name, room in rooms.items()}
        (self.home / "tmp").mkdir()
        homes = {"HOME": str(self.home), "IPYTHONDIR": str(self.home / "ipython"), "TMPDIR": str(self.home / "tmp")}
        return {**os.environ, **own, **homes, "PYTHONPATH": str(Path(__file__).parents[1])}

    def waited(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        """Return the last match of `pattern` in the log, waiting for the first one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            found = list(re.finditer(pattern, self.log.read_text(encoding="utf-8")))
            if found:
                return found[-1]
            time.sleep(0.02)
        self.process.kill()
        self.process.wait()
        raise AssertionError(f"{pattern} is not in the log:\n{self.log.read_text(encoding='utf-8')}")

    def in_force(self) -> dict[str, Any]:
        """Ask the running server what is in force in it."""
        before = len(self.log.read_bytes())
        for _ in range(5):
            self.process.send_signal(signal.SIGUSR1)
            until = time.monotonic() + 4
            while time.monotonic() < until:
                # The signal may come in the middle of a line of the log.
                if told := re.search(rb'\{"kernels".*\}\n', self.log.read_bytes()[before:]):
                    return json.loads(told[0])
                time.sleep(0.02)
        raise AssertionError("the server did not answer")

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Return the answer for a path, which is sent as it stands, dots included."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        got = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode("utf-8"))
        connection.close()
        return got

    def visit(self, ticket: str = "", name: str = "07-listening.ipynb", **headers: str) -> Answer:
        """Ask for a visit once, as a page with this ticket does."""
        return self.ask(f"/voila/visit/{name}", "POST", **{"X-Attunement-Ticket": ticket or uuid.uuid4().hex, **headers})

    def begun(self, ticket: str = "") -> Answer:
        """Visit the lesson; wait in the queue, if there is one, until the exercises have begun."""
        ticket, until = ticket or uuid.uuid4().hex, time.monotonic() + 60
        while (answer := self.visit(ticket)).status == 202 and time.monotonic() < until:
            pass  # the server holds the question for a while
        assert answer.status == 200, answer
        return answer

    def lesson(self) -> str:
        """Visit the lesson; return the id of the kernel that its page got."""
        return re.search(r'data-kernel="([\w-]+)"', self.begun().body).group(1)

    def kill(self, kernel: str) -> None:
        """Let a kernel die as one does that runs out of memory."""
        family = psutil.Process(self.process.pid).children()
        next(child for child in family if f"kernel-{kernel}.json" in _command(child)).kill()

    def talk(self, kernel: str, **options: Any) -> Talk:
        """Open a kernel's socket as a page does."""
        return self.dial(f"/api/kernels/{kernel}/channels", **options)

    def dial(self, path: str, **options: Any) -> Talk:
        """Open a socket."""
        address = f"ws://127.0.0.1:{self.port}{path}"
        return Talk(websocket.create_connection(address, timeout=20, **{"subprotocols": [PROTOCOL], **options}))

    def close(self) -> int:
        """Stop it as Ctrl+C does; return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(20)
        finally:
            self.process.kill()


@dataclass(frozen=True)
class Answer:
    """What the server sent back; header names in small letters."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass
class Talk:
    """An open kernel socket."""

    socket: websocket.WebSocket

    def __enter__(self) -> Self:
        """Be open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self.socket.close()

    def say(self, kind: str, content: dict[str, Any], channel: str = "shell") -> str:
        """Send a message; return its id."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, **LIKE_A_PAGE}
        message = {"header": header, "parent_header": {}, "metadata": {"version": "1.0.0"}, "content": content}
        self.socket.send_binary(serialize_msg_to_ws_v1(message, channel, lambda part: json.dumps(part).encode()))
        return header["msg_id"]

    def until(self, wanted: Any) -> list[dict[str, Any]]:
        """Return all messages up to the one for which `wanted(message)` holds."""
        heard: list[dict[str, Any]] = []
        while not heard or not wanted(heard[-1]):
            _, parts = deserialize_msg_from_ws_v1(self.socket.recv())
            header, parent, _, content = (json.loads(part) for part in parts[:4])
            heard.append({"msg_type": header["msg_type"], "parent_header": parent, "content": content})
        return heard

    def answered(self, channel: str = "shell") -> list[dict[str, Any]]:
        """Ask for something harmless; return all messages up to its answer, which comes after all that was asked before."""
        last = self.say("kernel_info_request", {}, channel)
        return self.until(
            lambda message: message["msg_type"] == "kernel_info_reply" and message["parent_header"]["msg_id"] == last
        )

    def states(self) -> dict[str, Any]:
        """Return the state of every widget in the kernel, by id."""
        self.say("comm_open", {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}})
        self.say("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}})
        last = self.until(lambda message: message["content"].get("data", {}).get("method") == "update_states")[-1]
        return {name: value["state"] for name, value in last["content"]["data"]["states"].items()}


def _command(child: psutil.Process) -> str:
    """Return a process's command line, "" for one that has just ended."""
    try:
        return " ".join(child.cmdline())
    except psutil.Error:
        return ""
