"""Warm kernels for whoever comes next, whatever the lesson, and a queue for those who come when every place is taken."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from traitlets import Integer

from attunement.publish import forked, running
from attunement.publish.kernels import QuietKernels

if TYPE_CHECKING:
    from jupyter_client.asynchronous.client import AsyncKernelClient

logger = logging.getLogger("attunement.publish")
SERVED = "/exercise/"  # how the addresses of exercises begin that a page brings itself, see `front.address`
TICKET = r"[0-9a-f-]{8,64}"  # what a page's visit is known by; the page makes it up and keeps it
WARMING = 120.0  # seconds that a kernel may take to be ready, on a machine that has much to do
LATER = 1.0  # seconds until the place of a warm kernel that was taken is filled: its visitor comes first
PATIENCE = 2.0  # seconds for which a visitor's question is held before it is answered with a place in the queue
FORGOTTEN = 20.0  # seconds after which a place in the queue is given up by one who no longer asks
MOST_TICKETS = 2000  # places in the queue; who comes later still may read, and ask again
REST_AFTER, REST_WARN = 1200, 120  # seconds without a sign of life: a page lets its kernel go, and says so so long before
GRACE = 300  # seconds more for a page to do so itself; what is then still there is culled


class Ready(NamedTuple):
    """A warm kernel: its id, and a client whose channels are open."""

    kernel: str
    client: AsyncKernelClient


class WarmKernels(QuietKernels):
    """Kernels that have imported all exercises before their visitor comes. `take` gives one, or a place in the queue."""

    visitors = Integer(40, min=1, help="Kernels that visitors hold at once; who comes then waits in a queue.").tag(config=True)
    waiting = Integer(2, min=0, help="Warm kernels kept for whoever comes next.").tag(config=True)
    at_once = Integer(2, min=1, help="Kernels that start at the same time.").tag(config=True)

    def __init__(self, **traits: Any) -> None:
        """Begin with nobody here."""
        super().__init__(**traits)
        self.given: set[str] = set()
        self.ready: deque[Ready] = deque()
        self.tickets: dict[str, float] = {}  # ticket → when it was last shown, in the order of arrival
        self._starting = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._begun: dict[str, asyncio.Future[str]] = {}  # ticket → its kernel, once the lesson has run in it

    def fill(self) -> None:
        """Start as many kernels as are wanted now: one for each who waits and a few more, within the limit."""
        self._forget()
        wanted = min(self.waiting + len(self.tickets), self.visitors - len(self.given))
        while len(self.ready) + self._starting < wanted and self._starting < self.at_once:
            self._starting += 1
            task = asyncio.ensure_future(self._warmed())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    @property
    def full(self) -> bool:
        """Tell whether every place is taken."""
        return len(self.given) >= self.visitors

    async def _warmed(self) -> None:
        try:
            self.ready.append(await self._start())
        except Exception as error:  # noqa: BLE001 (whatever kept it from starting, another one is started after a pause)
            logger.error("A kernel did not start (%s). Another one is tried.", error or type(error).__name__)  # noqa: TRY400
            await asyncio.sleep(1)
        finally:
            self._starting -= 1
            self._tell()

    async def _start(self) -> Ready:
        kernel = await self.start_kernel(kernel_name=self.default_kernel_name, path="")
        client = self.get_kernel(kernel).client()
        try:
            client.start_channels()
            await client.wait_for_ready(timeout=WARMING)
            await running.run(client, {"learn": forked.LEARN}, WARMING)
        except BaseException:
            client.stop_channels()
            await self.shutdown_kernel(kernel, now=True)
            raise
        return Ready(kernel, client)

    async def take(self, ticket: str) -> Ready | int:
        """Return a warm kernel when it is this ticket's turn, or the number of those who are before it."""
        self._show(ticket)
        until = asyncio.get_running_loop().time() + PATIENCE
        while (place := self._place(ticket)) >= len(self.ready):
            self.fill()
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), until - asyncio.get_running_loop().time())
            except TimeoutError:
                return place
        taken = self.ready.popleft()
        self.tickets.pop(ticket, None)
        self.given.add(taken.kernel)
        asyncio.get_running_loop().call_later(LATER, self.fill)
        return taken if await self._lives(taken) else await self.take(ticket)

    def begun(self, ticket: str, kernel: str) -> None:
        """Say that the lesson has run in this ticket's kernel, to the socket that its page may have opened meanwhile."""
        asyncio.get_running_loop().call_later(PATIENCE, self._begun.pop, ticket, None)
        begun = self._begun.setdefault(ticket, asyncio.get_running_loop().create_future())
        if not begun.done():
            begun.set_result(kernel)

    def queued(self, ticket: str) -> None:
        """Say that this ticket waits in the queue, to the socket that its page may have opened meanwhile."""
        if (begun := self._begun.pop(ticket, None)) and not begun.done():
            begun.set_exception(TimeoutError())

    async def kernel_of(self, ticket: str) -> str:
        """Return this ticket's kernel once the lesson has run in it; raise TimeoutError where it is queued or that takes long."""
        begun = self._begun.setdefault(ticket, asyncio.get_running_loop().create_future())
        try:
            return await asyncio.wait_for(asyncio.shield(begun), running.LONGEST)
        finally:
            self._begun.pop(ticket, None)

    async def _lives(self, taken: Ready) -> bool:
        with suppress(KeyError):
            if await self.get_kernel(taken.kernel).is_alive():
                return True
            await self.shutdown_kernel(taken.kernel, now=True)
        self.given.discard(taken.kernel)
        return False

    def _show(self, ticket: str) -> None:
        self._forget()
        if ticket in self.tickets or len(self.tickets) < MOST_TICKETS:
            self.tickets[ticket] = asyncio.get_running_loop().time()

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        for other in [other for other, shown in self.tickets.items() if now - shown > FORGOTTEN]:
            del self.tickets[other]

    def _place(self, ticket: str) -> int:
        return next((place for place, other in enumerate(self.tickets) if other == ticket), len(self.tickets))

    def _tell(self) -> None:
        self.fill()
        self._news.set()

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **kwargs: Any) -> None:
        """Let a kernel go, and its place with it; one that has died and is being started again is awaited first."""
        self.given.discard(kernel_id)
        try:
            while True:
                with suppress(asyncio.InvalidStateError):  # so says Jupyter Client of one that is on its way
                    return await super().shutdown_kernel(kernel_id, *args, **kwargs)
                await asyncio.sleep(0.1)
        finally:
            self._tell()

    async def shutdown_all(self, *args: Any, **kwargs: Any) -> None:
        """Let every kernel go and start none any more."""
        self.fill = self._tell = lambda: None  # type: ignore[method-assign]
        for task in self._tasks:
            task.cancel()
        for ready in self.ready:
            ready.client.stop_channels()
        await super().shutdown_all(*args, **kwargs)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Cull what no page is connected to after `cull_idle_timeout`, what one is connected to when it has long been silent."""
        if kernel_id not in self.given:
            return await self._spare(kernel_id)
        silent = (datetime.now(UTC) - self.get_kernel(kernel_id).last_activity).total_seconds()
        if silent > REST_AFTER + GRACE:
            return await self.shutdown_kernel(kernel_id)
        return await super().cull_kernel_if_idle(kernel_id)

    async def _spare(self, kernel_id: str) -> None:
        """Let a warm kernel go that was started for one who did not wait."""
        self._forget()
        spare = [ready for ready in self.ready if ready.kernel == kernel_id]
        if spare and len(self.ready) > self.waiting + len(self.tickets):
            self.ready.remove(spare[0])
            spare[0].client.stop_channels()
            await self.shutdown_kernel(kernel_id, now=True)
