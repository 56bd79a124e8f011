"""Run a lesson's cells in a kernel: all are asked for at once, because waiting for each in turn would cost a visitor time."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from nbformat.v4 import output_from_msg

if TYPE_CHECKING:
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from nbformat import NotebookNode

logger = logging.getLogger("attunement.publish")
LONGEST = 30  # seconds for all cells of a lesson
SHOWN = {"stream", "display_data", "execute_result", "error"}


TELL = "from attunement.exercises import warm\nwarm.tell()"
AFTER = "*"  # the name of the cell behind all others; no cell of a notebook can be called so


async def begin(client: AsyncKernelClient, sources: dict[str, str]) -> tuple[dict[str, list[NotebookNode]], str]:
    """Run a lesson's cells; return cell id → outputs, and the states of their widgets as JSON that may stand in a page.

    The states are "" where the kernel cannot tell them.
    """
    outputs = await run(client, {**sources, AFTER: TELL})
    states = [state for output in outputs.pop(AFTER) for state in output.get("data", {}).values()]
    tell(sources, outputs)
    return outputs, json.dumps(states[0]).replace("<", r"\u003c") if states else ""


async def run(client: AsyncKernelClient, sources: dict[str, str], longest: float = LONGEST) -> dict[str, list[NotebookNode]]:
    """Run the `sources` (cell id → code) in order; return cell id → outputs.

    A cell that fails does not keep the others from running. Raise TimeoutError where that takes longer than `longest` seconds.
    """
    how = {"store_history": False, "allow_stdin": False, "stop_on_error": False}
    asked = {client.execute(code, **how): cell for cell, code in sources.items()}
    outputs: dict[str, list[NotebookNode]] = {cell: [] for cell in sources}
    async with asyncio.timeout(longest):
        while asked:
            message = await client.get_iopub_msg()
            about = message["parent_header"].get("msg_id")
            if about not in asked:
                continue
            if message["msg_type"] in SHOWN:
                outputs[asked[about]].append(output_from_msg(message))
            elif message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                del asked[about]
    return outputs


def tell(sources: dict[str, str], outputs: dict[str, list[NotebookNode]]) -> None:
    """Tell the operator which cells did not run. No learner has written anything when a lesson begins."""
    for number, (cell, shown) in enumerate(outputs.items()):
        for output in shown:
            if output.output_type == "error":
                logger.error("Cell %d of a lesson did not run: %s (%s: %s)", number, sources[cell], output.ename, output.evalue)
