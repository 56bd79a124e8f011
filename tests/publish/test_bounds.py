"""Nobody takes more of the server than a page needs, and what somebody holds on to comes back; tried with 256 open files."""

from __future__ import annotations

import json
import re
import resource
import socket
import struct
import threading
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psutil
import pytest
import websocket

from attunement.publish import bounds, config

from .visiting import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.xdist_group("publish")
FILES, VISITORS = 256, 8  # 8 = (256 - 64 - 64) // 16
SHORT = {
    "files": FILES,
    "limits": {"IDLE": 3, "SLOW": 1, "SILENT": 2, "FORGOTTEN": 2},
    "config": {"MappingKernelManager": {"cull_idle_timeout": 2, "cull_interval": 1}},
    "tornado": {"ws_ping_interval": 2000, "ws_ping_timeout": 2500},
}
HEAD = b"HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site with few files and short times."""
    site = Site(tmp_path_factory.mktemp("narrow"), (json.dumps(SHORT),), "publish.bounded")
    yield site
    site.close()


@pytest.fixture
def kernel(narrow: Site) -> str:
    """Return the kernel of a new visit."""
    return narrow.lesson()


def until(holds: Callable[[], Any], seconds: float = 20) -> Any:
    """Wait until something holds; return it."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.1)
    return found


def raw(site: Site, sent: bytes, room: int = 0) -> socket.socket:
    """Open a connection and send these bytes; `room` is how much the receiver takes in."""
    opened = socket.socket()
    if room:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    opened.settimeout(10)
    opened.connect(("127.0.0.1", site.port))
    opened.sendall(sent)
    return opened


def server(site: Site) -> psutil.Process:
    """Return the server's process."""
    return psutil.Process(site.process.pid)


def memory(site: Site) -> float:
    """Return the server's memory in MB."""
    return server(site).memory_info().rss / 2**20


def test_figures_in_force() -> None:
    names = {"max_header_size": 16_384, "max_body_size": 1024, "idle_connection_timeout": 75, "body_timeout": 10}
    assert bounds.limits() == {**names, "max_buffer_size": bounds.MESSAGE + 16_384}
    tornado = config.settings(None, {})["Voila"]["tornado_settings"]
    assert tornado["websocket_max_message_size"] == bounds.MESSAGE == 6_291_456
    assert "ws_ping_interval" not in tornado  # Jupyter Server's own: 30 s
    assert tornado["ws_ping_timeout"] == 30_000


def test_visitors_are_as_many_as_have_files(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    held = [256, 1024]
    monkeypatch.setattr(resource, "getrlimit", lambda _: tuple(held))
    monkeypatch.setattr(resource, "setrlimit", lambda _, wanted: held.__setitem__(0, wanted[0]))
    assert (bounds.places(40), held) == (40, [1024, 1024])
    assert caplog.messages == []
    held[:] = [100, 512]
    assert bounds.places(40) == 24
    assert "enough for 24 visitors at once instead of 40" in caplog.text
    held[:] = [1024, resource.RLIM_INFINITY]
    assert (bounds.files(), held[0]) == (65_536, 65_536)


def test_five_hundred_idle_connections_do_not_end_the_server(narrow: Site, kernel: str) -> None:
    assert (narrow.in_force()["visitors"], narrow.in_force()["files"]) == (VISITORS, FILES)
    with narrow.talk(kernel) as talk:
        talk.answered()
        idle = [raw(narrow, b"") for _ in range(500)]
        assert talk.answered()  # who is here goes on
        assert server(narrow).num_fds() <= FILES - bounds.KEPT + 20
        assert idle[-1].recv(100).startswith(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\n")
        until(lambda: narrow.ask("/").status == 200 and server(narrow).num_fds() < FILES / 2)  # though none of them has gone
        for one in idle:
            one.close()
    assert narrow.lesson()


@pytest.mark.parametrize(("begun", "more", "seconds"), [
    (b"GET / " + HEAD, b"X-Slow: x\r\n", (2, 6)),
    (b"POST /voila/visit/front " + HEAD + b"Content-Length: 900\r\n\r\n", b"x", (0.5, 4)),
    (b"POST /voila/visit/front " + HEAD + b"Content-Length: 2000\r\n\r\n", b"x", (0, 1)),
    (b"POST /voila/visit/front " + HEAD + b"Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + b"x" * 2000 + b"\r\n", b"", (0, 1)),
    (b"GET / " + HEAD + b"X-Long: " + b"x" * 20_000 + b"\r\n\r\n", b"x", (0, 1)),
], ids=["slow head", "slow body", "long body", "long body in parts", "long head"])  # fmt: skip
def test_a_slow_or_endless_request_is_hung_up_on(narrow: Site, begun: bytes, more: bytes, seconds: tuple[float, float]) -> None:
    started = time.monotonic()
    with raw(narrow, begun) as opened, suppress(ConnectionError):
        opened.settimeout(0.2)
        while time.monotonic() - started < 10:
            opened.sendall(more)
            with suppress(TimeoutError):
                if opened.recv(1000) in (b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"):
                    break
    assert seconds[0] <= time.monotonic() - started <= seconds[1] + 1
    assert narrow.ask("/").status == 200


def test_who_reads_nothing_is_given_up(narrow: Site) -> None:
    with raw(narrow, (b"GET / " + HEAD + b"\r\n") * 300, room=2048) as opened:
        mine = opened.getsockname()
        assert until(lambda: mine in _peers(narrow))
        until(lambda: mine not in _peers(narrow))


def _peers(site: Site) -> list[Any]:
    return [tuple(one.raddr) for one in server(site).net_connections() if one.raddr]


def test_a_page_that_is_no_more_there_loses_its_socket(narrow: Site, kernel: str) -> None:
    gone = narrow.talk(kernel)
    gone.answered()
    assert len(narrow.in_force()["nodelay"]) == 1
    until(lambda: narrow.in_force()["nodelay"] == [])  # it answered no ping
    gone.socket.shutdown()


def test_a_page_that_asks_and_does_not_read_costs_little(narrow: Site, kernel: str) -> None:
    deaf, before = narrow.talk(kernel), memory(narrow)
    deaf.say("comm_open", {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}})
    with pytest.raises((ConnectionError, websocket.WebSocketException)):
        _ask(deaf, time.monotonic() + 15)
    deaf.socket.shutdown()
    assert memory(narrow) - before < 80
    assert until(lambda: narrow.in_force()["nodelay"] == []) is True
    assert "error" not in narrow.log.read_text(encoding="utf-8")


def _ask(talk: Any, end: float) -> None:
    while time.monotonic() < end:
        talk.say("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}, "more": "x" * 5000})


def test_a_bomb_is_not_unpacked(narrow: Site, kernel: str) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = [packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)][1]
    bomb, before = part * 1024, memory(narrow)
    with narrow.talk(kernel, header=["Sec-WebSocket-Extensions: permessage-deflate"]) as talk:
        talk.socket.sock.sendall(struct.pack("!BBQ", 0xC2, 0x80 | 127, len(bomb)) + bytes(4) + bomb)
        heard = b""
        with suppress(ConnectionError):
            while part := talk.socket.sock.recv(10_000):
                heard += part
    assert struct.pack("!H", 1009) + b"message too big after decompression" in heard
    assert memory(narrow) - before < 40


def test_a_message_of_any_length_is_not_listened_to(narrow: Site, kernel: str) -> None:
    with narrow.talk(kernel) as talk:
        talk.socket.sock.sendall(struct.pack("!BBQ", 0x82, 0x80 | 127, bounds.MESSAGE + 1) + bytes(4))
        while (frame := talk.socket.recv_frame()).opcode != websocket.ABNF.OPCODE_CLOSE:
            pass
    assert frame.data.startswith(struct.pack("!H", 1009))


def test_a_kernel_has_four_sockets_at_most(narrow: Site, kernel: str) -> None:
    four = [narrow.talk(kernel) for _ in range(4)]
    assert all(talk.answered() for talk in four)
    with pytest.raises(websocket.WebSocketBadStatusException, match="429"):
        narrow.talk(kernel)
    for talk in four:
        talk.socket.close()
    with until(lambda: _talks(narrow, kernel)) as talk:
        assert talk.answered()


def _talks(site: Site, kernel: str) -> Any:
    with suppress(websocket.WebSocketBadStatusException):
        return site.talk(kernel)


def test_visits_without_a_browser_leave_the_warm_kernels_only(narrow: Site) -> None:
    until(lambda: narrow.in_force()["given"] == [])
    got: list[int] = []
    visits = [threading.Thread(target=lambda: got.append(narrow.visit().status)) for _ in range(30)]
    for visit in visits:
        visit.start()
    most = 0
    while any(visit.is_alive() for visit in visits):
        most = max(most, len(narrow.in_force()["kernels"]))
        time.sleep(0.2)
    assert set(got) <= {200, 202}
    assert most <= VISITORS + 2  # two may be starting
    until(lambda: (now := narrow.in_force())["given"] == [] and len(now["kernels"]) <= 2 and now["tickets"] == 0, 60)
    assert until(lambda: narrow.in_force()["ready"] == 2)
    families = [child for child in server(narrow).children() if re.search("kernel-.*json", " ".join(child.cmdline()))]
    assert len(families) == 2


def test_a_kernel_that_died_with_nobody_there_holds_no_place(narrow: Site, kernel: str) -> None:
    assert kernel in narrow.in_force()["given"]
    narrow.kill(kernel)
    until(lambda: kernel not in narrow.in_force()["kernels"])
    assert kernel not in narrow.in_force()["given"]


def test_the_log_has_no_error(narrow: Site) -> None:
    said = [line for line in narrow.log.read_text(encoding="utf-8").splitlines() if not line.startswith('{"kernels"')]
    known = ("Attunement is open", "To stop it", "This machine allows 256 open files", "Cell 1 of a lesson did not run")
    assert [line for line in said if not line.startswith(known)] == []
