"""The sockets between pages and their kernels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_server.auth.decorator import ws_authenticated
from tornado.web import HTTPError
from tornado.websocket import WebSocketHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from attunement.publish.kernels import PROTOCOL, TRY_LATER

if TYPE_CHECKING:
    from attunement.publish.kernels import ClosedConnection


class KernelSocket(VoilaKernelWebsocketHandler):
    """The socket between a page and its kernel; Voila lets comm messages through and no request to run code."""

    def get_compression_options(self) -> dict[str, int]:
        """Compress messages: the words of the exercises are many and alike."""
        return {"compression_level": 6, "mem_level": 8}

    async def get(self, kernel_id: str) -> None:
        """Refuse who speaks another protocol."""
        self.agree()
        await super().get(kernel_id)

    def agree(self) -> None:
        """Speak the current protocol only: one binary state in the older one keeps Voila 0.5 busy until its memory is full."""
        if PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            raise HTTPError(400)

    def on_message(self, message: str | bytes) -> Any:
        """Pass a message on; hear the next one when the kernel has kept up."""
        return self.connection.handle_incoming_message(message)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 (the base class hands them over)
        """Refuse without a page: nobody would see it."""
        self.finish()


class EarlySocket(KernelSocket):
    """The socket of a page that knows its ticket and not yet its kernel: it is open before the exercises are there."""

    connection: ClosedConnection | None = None

    @ws_authenticated
    async def get(self, ticket: str) -> None:
        """Open, whatever kernel it will be."""
        self.agree()
        await WebSocketHandler.get(self, ticket)

    def select_subprotocol(self, _: list[str]) -> str:
        """Speak what was agreed on; the kernel's own connection, which is asked elsewhere, is not there yet."""
        return PROTOCOL

    async def open(self, ticket: str) -> None:
        """Connect to the kernel of this ticket as soon as the lesson has run in it; hang up where that takes long."""
        try:
            self.kernel_id = await self.kernel_manager.kernel_of(ticket)
            await self.pre_get()
        except (TimeoutError, HTTPError):  # the page comes again, by the kernel's own name
            return self.close(TRY_LATER)
        return await super().open(self.kernel_id)

    def on_close(self) -> None:
        """Let the kernel go, if there is one."""
        if self.connection:
            super().on_close()
