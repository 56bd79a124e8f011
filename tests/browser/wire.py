"""What a page costs on the wire: requests and bytes, those of the kernel's socket among them."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

OPCODE_BINARY = 2


class Wire:
    """Counts from now on. Chromium tells messages of a socket unpacked, so they are packed again as the server packs them."""

    def __init__(self, page: Page) -> None:
        self.requests, self.waited, self.bytes = 0, 0, 0
        self._visits = 0
        self._pack = zlib.compressobj(6, zlib.DEFLATED, -15, 8)
        heard = page.context.new_cdp_session(page)
        heard.send("Network.enable")
        heard.on("Network.requestWillBeSent", lambda event: self._asked(event["request"]["url"]))
        heard.on("Network.webSocketCreated", lambda event: self._asked(event["url"]))
        heard.on("Network.loadingFinished", lambda event: self._got(event["encodedDataLength"]))
        heard.on("Network.webSocketFrameReceived", lambda event: self._heard(event["response"]))

    def _asked(self, address: str) -> None:
        self.requests += not address.startswith(("data:", "blob:"))
        self._visits += "/voila/visit/" in address
        self.waited = max(0, self._visits - 1)  # asked again in the queue, on a machine that has much to do

    def _got(self, size: int) -> None:
        self.bytes += size

    def _heard(self, frame: dict[str, Any]) -> None:
        data = frame["payloadData"]
        message = base64.b64decode(data) if frame["opcode"] == OPCODE_BINARY else data.encode()
        self.bytes += len(self._pack.compress(message) + self._pack.flush(zlib.Z_SYNC_FLUSH))
