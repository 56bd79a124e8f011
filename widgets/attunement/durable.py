"""Files that survive: a crash, a full disk or a pulled plug leaves the old file or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PATIENCE = 2.0  # seconds for another writer; then words are written rather than lost
_ONE_AT_A_TIME = Lock()


def write(path: Path, text: str, encoding: str = "utf-8", newline: str | None = None) -> None:
    """Write beside the file, flush to the disk, then rename. Raise OSError where that fails; the old file then stands.

    `encoding` and `newline` are those of `open`. What was being written when the computer stopped is left as `.NAME-….tmp`,
    see `leftover`.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding=encoding, newline=newline) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        flush(path.parent)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def leftover(name: str) -> bool:
    """Tell whether a file of this name is one that `write` had not finished."""
    return name.startswith(".") and name.endswith(".tmp")


def flush(path: Path) -> None:
    """Wait until a file, or the list of names in a folder, is on the disk; a folder that may not be read is passed over."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        if path.is_dir():  # an exchange lets learners write and not read; Windows opens no folder
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Wait until a folder with all that is in it is on the disk."""
    for path in folder.rglob("*"):
        if path.is_dir() or path.is_file():
            flush(path)
    flush(folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one writer at a time into a folder: threads of this process, and other kernels where the platform has such locks.

    Raise OSError where the folder cannot be opened.
    """
    with _ONE_AT_A_TIME:
        handle = os.open(folder, os.O_RDONLY) if fcntl else None
        try:
            if handle is not None:
                _lock(handle)
            yield
        finally:
            if handle is not None:
                os.close(handle)  # which gives the lock back


def _lock(handle: int) -> None:
    """Wait for the lock, for as long as there is patience; a file system without locks has to do without."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:
            return
        else:
            return
