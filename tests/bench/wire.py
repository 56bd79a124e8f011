"""A long, thin wire: a proxy that delays every byte of every connection, in both directions, websockets included.

Run `python -m bench.wire LISTEN TARGET`. Chromium's own emulation adds its delay to a request's answer and to the opening of a
websocket, and its bandwidth to everything, but lets the messages of an open websocket pass at once; real distance does not.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

ONE_WAY = 0.025  # s; a round trip takes 50 ms
RATE = 10_000_000 / 8  # bytes a second, for all connections of one direction together
PIECE = 16_384


class Lane:
    """One direction of the wire: what is sent waits for what was sent before it, and then for the distance."""

    def __init__(self) -> None:
        self.free = 0.0

    def arrives(self, now: float, size: int, distance: float = ONE_WAY) -> float:
        """Return when `size` bytes that are sent now are there; the lane is taken as long as they leave."""
        self.free = max(now, self.free) + size / RATE
        return self.free + distance


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lane: Lane, first: float) -> None:
    """Carry one direction of a connection; `first` is how much later its first bytes leave."""
    loop, on_the_way = asyncio.get_running_loop(), asyncio.Queue()

    async def deliver() -> None:
        while (one := await on_the_way.get()) is not None:
            at, piece = one
            await asyncio.sleep(at - loop.time())
            writer.write(piece)
            await writer.drain()
        with suppress(OSError):
            writer.write_eof()

    delivery = asyncio.create_task(deliver())
    opened = loop.time() + first
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            on_the_way.put_nowait((lane.arrives(max(loop.time(), opened), len(piece)), piece))
    on_the_way.put_nowait(None)
    with suppress(OSError):
        await delivery


async def serve(listen: int, target: int) -> None:
    """Pass everything that comes to `listen` on to `target`, until the process ends."""
    out, back = Lane(), Lane()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, gone = await asyncio.open_connection("127.0.0.1", target)
        # A browser here is connected at once; from afar that alone takes a round trip.
        await asyncio.gather(carry(reader, gone, out, 2 * ONE_WAY), carry(there, writer, back, 0))
        for end in (writer, gone):
            end.close()

    async with await asyncio.start_server(connected, "127.0.0.1", listen) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
