"""A kernel of ipykernel in two halves: what can be built before the fork, and what each copy needs of its own.

Everything that we know of ipykernel's inside stands in this file, and `FACTS` is what we lean on. `contract` looks whether it is
still so; where it is not, no kernel is forked.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
import uuid
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel
from ipykernel.zmqshell import ZMQInteractiveShell

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS = ["--HistoryManager.enabled=False", "--IPKernelApp.capture_fd_output=False"]
EARLY = ("init_pdb", "init_path", "init_extensions", "init_code")  # steps that need no thread, no socket and no key
LATE = (
    *("init_blackhole", "init_connection_file", "init_poller", "init_sockets", "init_heartbeat", "write_connection_file"),
    *("log_connection_info", "init_io", "init_signal", "init_kernel", "init_shell", "init_gui_pylab"),
)
HANDED = (  # what `init_kernel` hands to a new kernel
    *("parent", "session", "control_stream", "debugpy_stream", "debug_shell_socket", "shell_stream", "control_thread"),
    *("shell_channel_thread", "iopub_thread", "iopub_socket", "stdin_socket", "log", "profile_dir", "user_ns"),
)
SAYS = ("displayhook.session", "displayhook.pub_socket", "displayhook.topic", "display_pub.session", "display_pub.pub_socket")
BUILT = (  # what a new kernel sets in itself: all but the first two may stand before the fork
    *("_stdout", "_stderr", "shell_handlers", "control_handlers", "_do_exec_accepted_params", "_control_parent"),
    *("_control_parent_ident", "_shell_parent", "_shell_parent_ident", "_shell_context", "_parent_ident", "_main_asyncio_lock"),
)
FACTS: tuple[tuple[str, Callable[..., Any], str, tuple[str, ...]], ...] = (
    ("the steps of a start", IPKernelApp.initialize, r"\bself\.(\w+)\(", (*EARLY, *LATE)),
    ("what a kernel is given", IPKernelApp.init_kernel, r"\b(\w+)=[\w.]+,\n", HANDED),
    ("what a kernel sets", Kernel.__init__, r"\bself\.(\w+)(?:: [^=\n]+)? = ", BUILT),
    ("what its shell says through", IPythonKernel.__init__, r"\bself\.shell\.(\w+\.\w+) = ", SAYS),
    ("where its shell comes from", IPythonKernel.__init__, r"self\.shell = (\S+)\(", ("self.shell_class.instance",)),
)
CHANGED = "this version of ipykernel differs from the one that is known here ({what})"


class ForkedKernel(IPythonKernel):
    """A kernel that was built before the fork. The copy's app asks for a new one and gets this, with what is the copy's own."""

    @classmethod
    def instance(cls, **given: Any) -> ForkedKernel:
        """Return the one kernel; put into it what is given, and into its shell what follows from that."""
        kernel = super().instance(**given)
        for name, value in given.items():
            if value is not None:
                setattr(kernel, name, value)
        kernel.ident = str(uuid.uuid4())
        kernel._stdout, kernel._stderr = sys.stdout, sys.stderr  # noqa: SLF001 (of our own class)
        for part in (kernel.shell.displayhook, kernel.shell.display_pub):
            part.session, part.pub_socket = kernel.session, kernel.iopub_socket
        kernel.shell.displayhook.topic = f"kernel.{kernel.ident}.execute_result".encode()
        if "JPY_SESSION_NAME" in os.environ:
            kernel.shell.user_ns["__session__"] = os.environ["JPY_SESSION_NAME"]
        return kernel


def contract() -> str:
    """Return "" where ipykernel is as this file knows it, else what differs."""
    try:
        texts = {source: inspect.getsource(source) for _, source, _, _ in FACTS}
    except OSError as error:
        return CHANGED.format(what=error)
    different = [name for name, source, pattern, known in FACTS if {*re.findall(pattern, texts[source])} != {*known}]
    return CHANGED.format(what=", ".join(different)) if different else ""


def begin() -> IPKernelApp:
    """Return a kernel's app with a shell: widgets look for one when they are loaded."""
    sys.modules["debugpy"] = None  # nobody debugs a published lesson, and the debugger is slow to load
    for name in ("ipykernel.debugger", "tornado.platform.asyncio"):
        import_module(name)  # else each copy would

    app = IPKernelApp.instance(kernel_class=ForkedKernel)
    super(IPKernelApp, app).initialize(SETTINGS)
    app.shell = ZMQInteractiveShell.instance(parent=app, profile_dir=app.profile_dir, compiler_class=XCachingCompiler)
    for step in EARLY:
        getattr(app, step)()
    return app


def complete(app: IPKernelApp) -> None:
    """Build the kernel, as far as it can be before the fork. From now on a widget would try to speak to someone."""
    app.shell.kernel = app.shell.parent = ForkedKernel.instance(parent=app, log=app.log, profile_dir=app.profile_dir)


def finish(app: IPKernelApp, connection_file: str) -> None:
    """Build the rest, in the copy: sockets, threads and keys of its own. Its environment is in force already."""
    app.connection_file = connection_file
    sys.argv = ["ipykernel_launcher", "-f", connection_file]
    app.shell.init_environment()
    for step in LATE:
        getattr(app, step)()
    sys.stdout.flush()
    sys.stderr.flush()
