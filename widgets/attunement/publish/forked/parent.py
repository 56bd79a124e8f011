"""The server's side: start the warmed process, ask it for kernels, begin a new one when it is gone."""

from __future__ import annotations

import asyncio
import atexit
import json
import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from subprocess import DEVNULL, Popen
from typing import Any

from attunement.publish import forked
from attunement.publish.forked.warmed import LONGEST, WARM

logger = logging.getLogger("attunement.publish")
PATIENCE = 15.0  # seconds until an answer; the first one takes as long as the warming up
ENOUGH = 3  # warmed processes in a row that gave no kernel
GONE = 1  # how a kernel ended is not known here; Jupyter asks only whether it has
COMMAND = ["-P", "-m", "attunement.publish.forked.warmed"]  # -P: no module of the folder where the server happens to run
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # else numpy starts threads, which no fork survives
INLINE = "module://matplotlib_inline.backend_inline"  # as ipykernel sets it, but before matplotlib is imported
INSTEAD = "A lesson's kernel was not forked but launched Jupyter's own way, which takes more memory and time: %s."
SILENT = "the warmed process does not answer"
LONG = "the environment is too long to be passed on"
DIED = "the warmed process has ended"
WARMING = "the warmed process is not warm yet"
GIVEN_UP = f"the warmed process did not start {ENOUGH} times in a row, and is not tried again"


class Kernel:
    """A kernel that was forked, as `subprocess.Popen` would show it."""

    stdin = stdout = stderr = None

    def __init__(self, line: socket.socket, pid: int) -> None:
        """Hold the line to the kernel, which is open as long as it lives, and the number of its process."""
        self.line, self.pid = line, pid

    def poll(self) -> int | None:
        """Return None while it lives."""
        try:
            self.line.recv(1, socket.MSG_PEEK)  # nothing is ever sent, so that what can be read is the end
        except BlockingIOError:
            return None
        except OSError:
            pass  # the line was closed from here
        return GONE

    def wait(self) -> int:
        """Close the line of a kernel that has ended; one that has not ends now."""
        self.line.close()
        return GONE

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless it has ended: its number may be another's by now."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class Warmed:
    """The one warmed process of a server."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self.process: Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.missed, self.told, self.warm = 0, "", False

    async def fork(self, asked: dict[str, Any]) -> Kernel | None:
        """Return a kernel as asked ({file, cwd, env}), ready to answer; None where there is none, after a line in the log."""
        reason = forked.available() or (self.missed >= ENOUGH and GIVEN_UP)
        if reason:
            return self._tell(reason)
        told = json.dumps(asked).encode()
        if len(told) > LONGEST:
            return self._tell(LONG)
        self.begin()
        process = self.process
        line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                line.settimeout(0)
                line.send(told)
                socket.send_fds(self.control, [b"."], [theirs.fileno()])
            answer = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(line, LONGEST), PATIENCE)
        except BaseException as error:
            line.close()
            if not isinstance(error, OSError):
                raise
            return self._tell(self._replace(process, SILENT if isinstance(error, TimeoutError) else DIED))
        return self._answered(process, line, json.loads(answer or "{}"))

    def _answered(self, process: Popen[bytes] | None, line: socket.socket, answer: dict[str, Any]) -> Kernel | None:
        if "pid" in answer:
            self.missed, self.told, self.warm = 0, "", True
            return Kernel(line, answer["pid"])
        line.close()
        return self._tell(answer.get("refused") or self._replace(process, DIED))

    def begin(self) -> None:
        """Start the process, where there is none; it takes a second or two to warm up, and questions wait that long."""
        if self.process:
            return
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.settimeout(0)
        env = {"MPLBACKEND": INLINE, **os.environ, **ALONE}
        env.pop("JPY_PARENT_PID", None)  # the server may have a parent; a kernel that watched for that one would end at once
        command = [sys.executable, *COMMAND, str(theirs.fileno())]
        quiet = {"stdin": DEVNULL, "stdout": DEVNULL, "stderr": DEVNULL}
        with theirs:
            # A session of its own, so that Ctrl+C reaches the server alone. No file of the server's is open in it.
            self.process = Popen(command, env=env, pass_fds=[theirs.fileno()], start_new_session=True, **quiet)  # noqa: S603
        atexit.register(self.end)

    def _replace(self, process: Popen[bytes] | None, reason: str) -> str:
        """Begin a new one in the place of `process`, unless someone has; return what it says of its end, else the reason.

        One that is still warming up, on a busy machine, is left in peace.
        """
        if self.process is not process or process is None:
            return reason
        said = self._heard()
        if reason == SILENT and not self.warm:
            return WARMING
        self.end()
        self.missed += 1
        if self.missed < ENOUGH:
            self.begin()
        return said or reason

    def _heard(self) -> str:
        """Return what the process says of its end, "" if nothing; remember that it is warm when it says that."""
        said = b""
        for _ in range(3):  # that it is warm, that it ended with questions unread, and why
            with suppress(OSError):
                said = (self.control and self.control.recv(LONGEST)) or said
            self.warm = self.warm or said == WARM
        return "" if said == WARM else said.decode()

    def end(self) -> None:
        """End it. Its kernels live on."""
        atexit.unregister(self.end)
        if self.process and self.control:
            self.control.close()
            self.process.kill()
            self.process.wait()
        self.process, self.control, self.warm = None, None, False

    def _tell(self, reason: str) -> None:
        """Say a reason once, until a kernel is forked again."""
        if reason != self.told:
            logger.warning(INSTEAD, reason)
        self.told = reason
