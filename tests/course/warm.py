"""A process that has imported nbgrader, and grades in forks of itself: so a grader can be killed again and again at little cost.

It reads the folder of a course from each line, grades a1 there, and writes the grader's process id, and then how it ended.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

from attunement.course import folder, grade, settings


class Warm:
    """The test's end of such a process; use it as a context."""

    def __enter__(self) -> Self:
        """Start it."""
        pipe = subprocess.PIPE
        command = [sys.executable, "-W", "ignore", __file__]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=60)

    def start(self, course: Path) -> int:
        """Let a fork of it grade a1 of this course; return the fork's process id."""
        self.process.stdin.write(f"{course}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def ended(self) -> int:
        """Wait for the fork; return 0 where it came to its end, -9 where it was killed, else what went wrong."""
        return os.waitstatus_to_exitcode(int(self.process.stdout.readline()))

    def run(self, course: Path) -> int:
        """Grade to the end; return as `ended`."""
        self.start(course)
        return self.ended()

    def kill(self, grader: int) -> int:
        """Kill the fork and all that belongs to it, as a machine that loses its power does; return as `ended`."""
        with suppress(ProcessLookupError):  # it may have come to its end
            os.kill(grader, signal.SIGKILL)
        return self.ended()


def main() -> None:
    """Grade wherever a line says."""
    assert settings.WAITS  # all of nbgrader that grading needs is imported with it
    print("ready", flush=True)
    for line in sys.stdin:
        grader = os.fork()
        if grader == 0:
            _grade(Path(line.strip()))
        print(grader, flush=True)
        print(os.waitpid(grader, 0)[1], flush=True)


def _grade(course: Path) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        grade.run(folder.find(course), "a1", print)
    except BaseException as error:  # noqa: BLE001 (whatever it is, the test reads it)
        (course / "error.txt").write_text(repr(error))
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
