"""Forked kernels (`serve --forked`): one warmed process has all that a lesson needs, and each visitor gets a copy of it.

A copy shares its memory with the first until it writes there, so a kernel costs less than one that starts from nothing, and is
there sooner. Who opts in should know what differs from Jupyter's own kernels:

- All kernels of a server have Python's hash seed and the addresses of its memory in common. Random numbers, keys, ids, working
  folder and environment are each kernel's own.
- What Python and IPython read when they start (warnings, hash seed, IPython's profile and start-up files, `MPLBACKEND`) is what
  the server was started with.
- There is no debugger. What a kernel's subprocess or a library in C writes to the terminal is thrown away; history is not kept.
- When the warmed process dies, its kernels live on, and a new one is warmed in the background. A kernel ends with its server,
  however that ends.

Wherever a kernel cannot be forked, Jupyter's own launch takes its place, see `available` and `provisioner`.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import entry_points
from typing import Any

NAME = "attunement-forked"
LEARN = "from attunement.exercises import warm\nwarm.up()"  # the cell that every kernel runs before its visitor comes
NOT_LINUX = "forked kernels need Linux"
NOT_INSTALLED = "this installation is older than forked kernels: install Attunement again"
OTHER = "this installation's ipykernel lacks what forked kernels need ({error})"


def settings() -> dict[str, Any]:
    """Return what Voila's settings need besides, to fork kernels; nothing where this machine cannot, see `available`.

    With these settings too a kernel is launched Jupyter's own way where the warmed process did not start, died or keeps silent: a
    line in the log says why, and a new one is begun. The same, without a line, where a launch asks for what no fork can give:
    another Python or kernel, arguments of its own, a terminal, other `PYTHON...` variables.
    """
    return {} if available() else {"KernelProvisionerFactory": {"default_provisioner_name": NAME}}


@cache
def available() -> str:
    """Return "" where kernels can be forked, else the reason why not, as half a sentence that a person understands."""
    if sys.platform != "linux":
        return NOT_LINUX
    if not entry_points(group="jupyter_client.kernel_provisioners", name=NAME):
        return NOT_INSTALLED
    try:
        from attunement.publish.forked import kernel
    except ImportError as error:
        return OTHER.format(error=error)
    return kernel.contract()
