"""The bounds of the kernel that runs the grade cells, set from inside as it starts; it needs nothing but the standard library.

They keep a released cell that misbehaves from taking the instructor's machine with it. They are no prison: a learner's code is
kept out by never being run (carrier.py), not by these.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

MEMORY = 2 * 1024**3  # bytes of address space; a kernel with this package uses less than half
FILE = 50 * 1024**2  # bytes; a grade cell writes no files
LINE = "__import__('attunement.course.limits', fromlist=['hold']).hold()"  # what the kernel runs first


def hold() -> None:
    """Bound memory and the size of files, where the platform can (not on Windows), and refuse every connection elsewhere."""
    sys.addaudithook(refuse)
    with suppress(ImportError):
        import resource

        for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILE), (resource.RLIMIT_CORE, 0)):
            with suppress(OSError, ValueError):  # macOS knows some of them by name only
                resource.setrlimit(kind, (most, most))


def refuse(event: str, details: tuple[Any, ...]) -> None:
    """Raise PermissionError when Python is about to look up or call another machine; the kernel's sockets are not Python's."""
    host = {"socket.getaddrinfo": details[:1], "socket.connect": details[1:2]}.get(event)
    if host is not None and not _here(host[0]):
        raise PermissionError("Grade cells reach no other machine.")


def _here(address: Any) -> bool:
    """Tell whether an address is this machine; a path is a socket of this machine too."""
    host = address[0] if isinstance(address, tuple) else address
    return (isinstance(address, str) and "/" in address) or host in ("127.0.0.1", "::1", "localhost", "", None)
