"""A visitor without a browser, who does what a page does: read, ask for a visit, speak with the kernel, leave."""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
PATIENCE, GOOD, NO_PLACE = 120, 200, {202, 503}  # s; 202 is a place in the queue, 503 none
REPLY = "You are worn out, and sleep has not come since that boy."
AsyncHTTPClient.configure("tornado.simple_httpclient.SimpleAsyncHTTPClient", max_clients=1000)


@dataclass
class Visitor:
    """One visit to one page; moments in seconds since it began. `waited` counts how often there was no place."""

    site: str
    path: str
    ticket: str = field(default_factory=lambda: str(uuid.uuid4()))
    began: float = field(default_factory=time.monotonic)
    readable: float | None = None
    scored: float | None = None
    waited: int = 0
    ahead: list[int] = field(default_factory=list)
    kernel: str = ""
    failed: str = ""
    socket: WebSocketClientConnection | None = None

    @property
    def now(self) -> float:
        """Return the seconds since the visit began."""
        return time.monotonic() - self.began

    async def come(self, until: float) -> None:
        """Read the page, get a kernel and a first score; wait `until` so many seconds for a place; `failed` says what failed."""
        try:
            page = await self._page(until)
            # A page of before had its kernel at once; now it is another question.
            told = re.search(r'data-visit="([^"]+)"', page)
            answer = await self._visit(told[1], until) if told else page
            self.kernel = re.search(r'data-kernel="([^"]+)"', answer)[1]
            await self._score(set(re.findall(r'data-model="([^"]+)"', answer)))
        except Exception as error:  # noqa: BLE001 (whatever it was, it is one failed visit)
            self.failed = f"{type(error).__name__}: {error}"

    async def _page(self, until: float) -> str:
        """Return the page. A page that is refused is not readable, and is asked for again as the refusal says."""
        while True:
            answer = await self._ask(self.path)
            if answer.code == GOOD:
                self.readable = self.now
                return answer.body.decode()
            await self._wait(answer, until)

    async def _visit(self, path: str, until: float) -> str:
        while True:
            answer = await self._ask(path, method="POST", body=b"", headers={"X-Attunement-Ticket": self.ticket})
            if answer.code == GOOD:
                return answer.body.decode()
            await self._wait(answer, until)

    async def _wait(self, answer: HTTPResponse, until: float) -> None:
        """Wait as long as a full house asks for; raise for every other answer, and when time is up."""
        if answer.code not in NO_PLACE:
            raise RuntimeError(f"status {answer.code}")
        self.waited += 1
        self.ahead += map(int, re.findall(rb'data-ahead="(\d+)"', answer.body or b""))
        pause = float(answer.headers.get("Retry-After", "5"))
        if self.now + pause > until:
            raise TimeoutError("no place came free in time")
        await asyncio.sleep(pause)

    async def _ask(self, path: str, headers: dict[str, str] | None = None, **options: Any) -> HTTPResponse:
        same = {"Origin": self.site, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        patience = {"connect_timeout": PATIENCE, "request_timeout": PATIENCE}
        request = HTTPRequest(self.site + path, headers=same, decompress_response=True, **patience, **options)
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def _score(self, models: set[str]) -> None:
        """Open the socket, fetch the state of all widgets, and have a reply read by the first place for one."""
        address = f"{self.site.replace('http', 'ws', 1)}/api/kernels/{self.kernel}/channels?session_id={uuid.uuid4().hex}"
        request = HTTPRequest(address, headers={"Origin": self.site}, connect_timeout=PATIENCE, request_timeout=PATIENCE)
        self.socket = await asyncio.wait_for(websocket_connect(request, subprotocols=[PROTOCOL]), PATIENCE)
        await self._say("comm_open", {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}})
        await self._say("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}})
        states = (await self._heard(lambda data: data.get("method") == "update_states"))["states"]
        place = next(one for one, held in states.items() if "versions" in held["state"] and (one in models or not models))
        asked = {"do": "check", "text": REPLY, "seq": 1, "view": "bench", "part": 0, "prediction": None}
        await self._say("comm_msg", {"comm_id": place, "data": {"method": "custom", "content": asked}})
        await self._heard(lambda data: data.get("state", {}).get("check", {}).get("seq") == 1)
        self.scored = self.now

    async def _say(self, kind: str, content: dict[str, Any]) -> None:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "bench", "username": "", "date": "", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {"version": "1.0.0"}, "content": content}
        await self.socket.write_message(
            serialize_msg_to_ws_v1(message, "shell", lambda part: json.dumps(part).encode()), binary=True
        )

    async def _heard(self, wanted: Any) -> dict[str, Any]:
        """Return the data of the first comm message that is wanted."""
        while True:
            frame = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
            if frame is None:
                raise ConnectionError("the socket was closed")
            data = json.loads(deserialize_msg_from_ws_v1(frame)[1][3]).get("data", {})
            if wanted(data):
                return data

    async def leave(self) -> None:
        """Say goodbye as a page does that is closed."""
        if self.kernel:
            await self._ask(f"/voila/api/shutdown/{self.kernel}", method="POST", body=b"")
        if self.socket:
            self.socket.close()
