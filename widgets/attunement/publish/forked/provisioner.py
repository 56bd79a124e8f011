"""What jupyter_client calls to launch a kernel: a forked one where possible, else one of its own kind."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from subprocess import DEVNULL
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning import LocalProvisioner

from attunement.publish.forked.parent import Warmed

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo

WARMED = Warmed()
STOCK = re.compile(r"\S+\0(-Xfrozen_modules=off\0)?-m\0ipykernel_launcher\0-f\0[^\0]+")  # how Jupyter starts a Python kernel
KNOWN = {"env", "cwd", "stdin", "stdout", "stderr", "independent", "extra_arguments", "kernel_id"}
QUIET = {None, DEVNULL}


class ForkedProvisioner(LocalProvisioner):
    """Jupyter's own provisioner of local kernels, with another way to make the process and to know that it lives."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel from the warmed process; launch what cannot be forked as Jupyter does."""
        asked = request(cmd, kwargs)
        self.process = await WARMED.fork(asked) if asked else None
        if not self.process:
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = asked["cwd"]
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to a kernel and what it has started; none to one that has ended, whose number may be another's by now."""
        if self.process and self.process.poll() is None:
            await super().send_signal(signum)


def request(cmd: list[str], launch: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the warmed process has to know of a launch: {file, cwd, env}; None where a fork cannot be what is asked for."""
    env = launch.get("env") or dict(os.environ)
    plain = not launch.keys() - KNOWN and not launch.get("independent")
    quiet = all(launch.get(stream) in QUIET for stream in ("stdin", "stdout", "stderr"))
    same = _python(env) == _python(os.environ)  # what Python reads when it starts cannot be changed after that
    if not (plain and quiet and same and STOCK.fullmatch("\0".join(cmd)) and _is_this_python(cmd[0])):
        return None
    return {"file": cmd[-1], "cwd": str(Path(launch.get("cwd") or ".").resolve()), "env": dict(env)}


def _python(env: Any) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith("PYTHON")}


def _is_this_python(command: str) -> bool:
    """Tell whether a command is the Python that runs here, in the same environment: there the names of one Python differ."""
    there, here = Path(command), Path(sys.executable)
    return there.parent == here.parent and there.exists() and there.samefile(here)
