"""While a class is graded: nobody else grades it, and nbgrader's own reports go into a file instead of across the screen."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from attunement import record
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".grading.lock"  # in the course's folder; the system frees it when its process ends, however it ends
LOG = "grading.log"  # what nbgrader said in the last run


@contextmanager
def alone(root: Path) -> Iterator[bool]:
    """Grade alone; give whether the run before was cut off. Raise AttunementError while another one is under way."""
    with (root / LOCK).open("a+", encoding="utf-8") as file:
        _lock(file)
        file.seek(0)
        cut_off = bool(file.read())
        _write(file, f"process {os.getpid()}, since {record.now()[11:16]} UTC")
        yield cut_off
        _write(file, "")  # only a run that came to its end clears what it wrote


def _lock(file: IO[str]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two runs would do the same work twice, and arrive at the same grades
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        whose = file.read().strip() or "it has just begun"
        message = f"a grading run is under way in this course ({whose}). Wait for its end, then try again. Nothing was changed."
        raise AttunementError(message) from error


def _write(file: IO[str], text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()


@contextmanager
def quietly(log: logging.Logger, path: Path) -> Iterator[None]:
    """Let `log`, and Python's warnings, speak into the file `path` and nowhere else."""
    handler = logging.FileHandler(path, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    warnings = logging.getLogger("py.warnings")
    kept, level, upwards = log.handlers[:], log.level, log.propagate
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    warnings.addHandler(handler)
    try:
        yield
    finally:
        warnings.removeHandler(handler)
        logging.captureWarnings(capture=False)
        log.handlers, log.propagate = kept, upwards
        log.setLevel(level)
        handler.close()
