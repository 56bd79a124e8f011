"""The kernels behind the lessons: prompt to answer, silent about what learners write, gone when the learner is."""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from contextlib import suppress
from subprocess import DEVNULL
from typing import TYPE_CHECKING, Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.iostream import StreamBufferFullError
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError

from attunement.publish import bounds

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Awaitable

PROTOCOL = "v1.kernel.websocket.jupyter.org"
# All that a page of ours says, or Voila's own front end: it asks for the widgets' states, and speaks to those that are there.
WANTED = {
    (b"shell", "comm_open"), (b"shell", "comm_msg"), (b"shell", "comm_info_request"), (b"shell", "kernel_info_request"),
    (b"control", "kernel_info_request"),
}  # fmt: skip
TARGET = "jupyter.widget.control"  # any other target would make widgets of a visitor's choice in the kernel
SHORTEST, LONGEST = 6, 70  # offsets in a message: channel, header, parent, metadata, content, the end, and up to 64 buffers
SESSION = re.compile(r"[\w-]{0,64}", re.ASCII)  # by this name the kernel's answers find their way back
SOCKETS = 4  # of one kernel: its page's, and those of the same page that were lost and are not given up yet
TRY_LATER = 1013  # a socket's word for: the server has much to do
ASKED = 100  # messages of one page that its kernel has not heard yet, and bytes of them; then the server listens no further


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A kernel socket that does not wait to fill a packet: a keystroke's round trip falls from 47 ms to 6 ms.

    It stands in JupyterLab too (deploy/jupyter), where people run code, so it refuses nothing.
    """

    def connect(self) -> Future[None] | None:
        """Set TCP_NODELAY, then connect."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


class ClosedConnection(PromptConnection):
    """The socket of a published page: it passes on what a page of ours may say and nothing else.

    Nor does it pass on more than the kernel keeps up with and the page reads.
    """

    def __init__(self, **traits: Any) -> None:
        """Refuse a name for the session that no kernel could be told."""
        super().__init__(**traits)
        self._asked: deque[tuple[str, int]] = deque()  # id and size of the messages that the kernel has not heard yet
        self._room = asyncio.Event()
        if not SESSION.fullmatch(self.websocket_handler.get_argument("session_id", "")):
            raise HTTPError(400)

    async def prepare(self) -> None:
        """Refuse a socket more than a page could need."""
        if sum(other.kernel_id == self.kernel_id for other in self._open_sockets) >= SOCKETS:
            raise HTTPError(429)
        await super().prepare()

    def connect(self) -> Future[None] | None:
        """Connect; hang up where the last open files would go into it."""
        if bounds.no_room():
            self.websocket_handler.close(TRY_LATER)
            return asyncio.sleep(0)
        self.websocket_handler.ws_connection.stream.max_write_buffer_size = bounds.UNREAD
        return super().connect()

    def handle_incoming_message(self, incoming_msg: str | bytes) -> Awaitable[None] | None:
        """Pass on what a page may say, drop all else; return what to wait for before the next message is heard, if anything."""
        if not (message := read(incoming_msg)) or self.subprotocol != PROTOCOL:  # the server forgets it when a page hangs up
            return None
        self.websocket_handler.on_pong(b"")  # a sign of life
        super().handle_incoming_message(incoming_msg)
        self._asked.append((message, len(incoming_msg)))
        return self._heard() if self._busy() else None

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass on what the kernel says; hang up on a page that does not read it."""
        try:
            super().handle_outgoing_message(stream, outgoing_msg)
        except StreamBufferFullError:
            with suppress(OSError):  # the other end may have reset the connection in this moment
                self.websocket_handler.ws_connection.stream.close()
        except WebSocketClosedError:
            return
        header, parent, _, content = self.session.feed_identities(outgoing_msg)[1][1:5]
        if b'"idle"' in bytes(content) and b'"status"' in bytes(header):
            self._forget(json.loads(bytes(parent)).get("msg_id"))

    def _forget(self, message: str) -> None:
        found = next((one for one in self._asked if one[0] == message), None)
        if found:
            self._asked.remove(found)
            self._room.set()

    def _busy(self) -> bool:
        return len(self._asked) > ASKED or sum(size for _, size in self._asked) > bounds.MESSAGE

    async def _heard(self) -> None:
        stream = self.websocket_handler.ws_connection.stream
        while self._busy() and not stream.closed():
            self._room.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._room.wait(), 1)  # nothing else says that the page has hung up


def read(frame: str | bytes) -> str:
    """Return the id of a message that a page may send; "" for all else.

    A frame of the v1 protocol has: number of offsets, offsets, channel, header, three parts, buffers. The server would count
    through a wrong table of contents for ever.
    """
    count = 0 if isinstance(frame, str) else int.from_bytes(frame[:8], "little")
    if not SHORTEST <= count <= LONGEST:
        return ""
    ends = [int.from_bytes(frame[at : at + 8], "little") for at in range(8, 8 * (count + 1), 8)]
    if ends != sorted(ends) or ends[0] != 8 * (count + 1) or ends[-1] != len(frame):
        return ""
    channel, header, content = frame[ends[0] : ends[1]], _dict(frame[ends[1] : ends[2]]), frame[ends[4] : ends[5]]
    known = all(isinstance(header.get(name), str) for name in ("msg_id", "msg_type", "session", "username", "date", "version"))
    if not known or (channel, header["msg_type"]) not in WANTED:
        return ""
    wanted = header["msg_type"] != "comm_open" or _dict(content).get("target_name") == TARGET
    return header["msg_id"] if wanted else ""


def _dict(part: bytes) -> dict[str, Any]:
    try:
        found = json.loads(part)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class QuietKernels(AsyncMappingKernelManager):
    """Kernels that write nothing to the server's terminal or log: an error message can quote a learner's words."""

    async def start_kernel(self, **kwargs: Any) -> str:
        """Start a kernel and return its id."""
        return await super().start_kernel(stdout=DEVNULL, stderr=DEVNULL, **kwargs)
