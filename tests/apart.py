"""Run a coroutine although Playwright's own loop may be running in this thread."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine


def apart(what: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own; return what it returns, raise what it raises."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, what).result()
