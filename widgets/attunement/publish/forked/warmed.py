"""The warmed process: learns once all that a lesson needs, then does nothing but fork. Each copy becomes a kernel.

The server passes it one end of a fresh pair of sockets for every kernel: the kernel's line. What kind of kernel it shall be comes
over the line and is read by the copy; there is no address that anyone else could connect to. A line is open as long as both ends
live: so the server learns that a kernel has ended, and a kernel that its server has.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import socket
import sys
import threading
import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from ipykernel.kernelapp import IPKernelApp

WARM = b"warm"
THREADS = "something that lessons load has started a thread, and only a process without threads can be forked"
GAPS: list[bytes] = []  # what fills the gaps
EMPTY = sys.getsizeof(b"")
FILLING = {range(48, 80, 16): 6000, range(80, 176, 16): 1000, range(176, 528, 16): 300}  # sizes of gaps → more than there are
LONGEST = 200_000  # bytes in a message, which is about what a socket takes at once; an environment is a few thousand


def main() -> None:
    """Warm up, fork a copy for every line that the server passes, and be a kernel in each; say why where that fails."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl+C is for the server, which then lets every kernel go
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries kernels that have ended
    try:
        from attunement.publish.forked import kernel

        app = kernel.begin()
        learn(app)
        kernel.complete(app)
        settle()
        control.send(WARM)
        line = copies(control)
    except Exception as error:  # noqa: BLE001 (whatever it is, the operator reads it, and lessons open without us)
        control.send(f"{type(error).__name__}: {error}"[:1000].encode())
        os._exit(1)
    become(app, line)


def learn(app: IPKernelApp) -> None:
    """Load what lessons use and draw one picture; nothing of it is left open, and nothing is learned of anyone."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    from attunement.publish.forked import LEARN

    app.shell.run_cell(LEARN).raise_error()
    picture = Figure(figsize=(1, 1), layout="constrained")
    picture.subplots().set_title("Attunement")
    FigureCanvasSVG(picture).print_svg(BytesIO())


def settle() -> None:
    """Put all that is there now out of the collector's reach: looking through it, it would write on every shared page.

    Before that, fill the gaps that are left between things, so that what a copy makes lies together on pages of its own.
    """
    gc.collect()
    GAPS.extend(bytes(size - EMPTY) for sizes, count in FILLING.items() for size in sizes for _ in range(count))
    gc.disable()
    gc.freeze()


def copies(control: socket.socket) -> socket.socket:
    """Fork a copy for every line; return the line, in the copy only. End when the server is gone."""
    while True:
        _, passed, _, _ = socket.recv_fds(control, 1, 1, socket.MSG_CMSG_CLOEXEC)
        if not passed:
            os._exit(0)
        line = socket.socket(fileno=passed[0])
        if threads() > 1:  # what another thread holds at the fork, a lock perhaps, is held in the copy for ever
            raise RuntimeError(THREADS)
        if os.fork() == 0:
            control.close()
            return line
        line.close()


def threads() -> int:
    """Return how many threads this process has, those of libraries in C among them."""
    return len([*Path("/proc/self/task").iterdir()])


def become(app: IPKernelApp, line: socket.socket) -> NoReturn:
    """Be the kernel that the server asks for: {file, cwd, env}. Answer {pid} when it stands, {refused} where it cannot."""
    from attunement.publish.forked import kernel

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    try:
        asked = json.loads(line.recv(LONGEST))
        move(asked["env"], asked["cwd"])
        threading.Thread(target=end_with, args=[line], name="end-with-the-server", daemon=True).start()
        kernel.finish(app, asked["file"])
        line.send(json.dumps({"pid": os.getpid()}).encode())
    except BaseException as error:  # noqa: BLE001 (the server launches this kernel in another way, whatever it is)
        line.send(json.dumps({"refused": f"{type(error).__name__}: {error}"[:1000]}).encode())
        os._exit(1)
    gc.enable()
    app.start()
    sys.exit()


def move(env: dict[str, str], cwd: str) -> None:
    """Take over the environment and working folder of the launch, and draw random numbers of one's own."""
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    packages = (number for number, path in enumerate(sys.path) if Path(path).name in ("site-packages", "dist-packages"))
    sys.path.insert(next(packages, len(sys.path)), "")  # modules of the working folder, where IPython too would put them
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


def end_with(line: socket.socket) -> NoReturn:
    """Wait until the server's end of the line closes, on purpose or because the server died, and end at once."""
    line.recv(1)
    os._exit(1)


if __name__ == "__main__":
    main()
