"""Handing in and collecting in this process: one exchange, one course, and children that can be killed."""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeSubmit
from traitlets.config import Config

from attunement import answers
from attunement.course.collect import Collect
from attunement.course.exchange import Submit

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]
LITTLE = Path(__file__).parent / "little" / "solutions" / "a1" / "a1.ipynb"


@dataclass(frozen=True)
class Desk:
    """An exchange in `root/exchange`, the instructor's course in `root/course`, the folders of learners in `root/<name>`."""

    root: Path

    @property
    def inbound(self) -> Path:
        """Return where hand-ins arrive."""
        return self.root / "exchange" / "attunement" / "inbound"

    def folder(self, student: str = "ana") -> Path:
        """Return a learner's folder of the assignment, fetched when it is first asked for."""
        folder = self.root / student / "a1"
        if not folder.is_dir():
            shutil.copytree(self.inbound.parent / "outbound" / "a1", folder)
        return folder

    def submitted(self, student: str = "ana") -> Path:
        """Return where the course keeps what was collected."""
        return self.root / "course" / "submitted" / student / "a1"

    def words(self, student: str = "ana") -> str:
        """Return the reply that was collected."""
        return answers.read(self.submitted(student))["reply-1"].text

    def seen(self, student: str = "ana") -> list[Path]:
        """Return the hand-ins that nbgrader sees, the last one last."""
        return sorted(self.inbound.glob(f"{student}+a1+*"))

    def hidden(self) -> list[str]:
        """Return what was begun and never got its name."""
        return [path.name for path in self.inbound.iterdir() if path.name.startswith(".")]

    def hand_in(self, words: str = "", student: str = "ana", kind: type = Submit, **traits: Any) -> str:
        """Write a reply and hand in; return what was said. Raise ExchangeError as nbgrader does."""
        if words:
            answers.save(self.folder(student), "reply-1", words, "priya-01")
        return self._run(kind, student, assignment_dir=str(self.root / student), cache=str(self.root / "cache"), **traits)

    def hand_in_plainly(self, words: str = "", student: str = "ana") -> Path:
        """Hand in as plain nbgrader does; return the folder in the exchange."""
        self.hand_in(words, student, ExchangeSubmit)
        return self.seen(student)[-1]

    def collect(self, **traits: Any) -> str:
        """Collect as the instructor does, what is newer too; return what was said."""
        return self._run(Collect, "", **{"update": True, "check_owner": False, **traits})

    def _run(self, kind: type, student: str, **traits: Any) -> str:
        config = Config()
        config.CourseDirectory.update(course_id="attunement", assignment_id="a1", root=str(self.root / "course"))
        config.CourseDirectory.update(release_directory="assignments", **({"student_id": student} if student else {}))
        said = StringIO()
        log = logging.Logger("handing")  # noqa: LOG001 (one for each run, which nobody else hears)
        log.addHandler(logging.StreamHandler(said))
        coursedir = CourseDirectory(config=config, log=log)
        action = kind(coursedir=coursedir, authenticator=Authenticator(config=config), log=log, config=config)
        action.set_trait("root", str(self.root / "exchange"))
        for name, value in traits.items():
            action.set_trait(name, value)
        try:
            action.start()
        except Exception as error:
            error.add_note(said.getvalue())
            raise
        return said.getvalue()


def open_desk(root: Path, notebook: Path = LITTLE) -> Desk:
    """Return a desk where the notebook is released as a1, with a gradebook that knows it."""
    desk = Desk(root)
    for folder in (desk.inbound, desk.inbound.parent / "outbound" / "a1", root / "course"):
        folder.mkdir(parents=True)
    shutil.copy(notebook, desk.inbound.parent / "outbound" / "a1" / "a1.ipynb")
    with Gradebook(f"sqlite:///{root / 'course' / 'gradebook.db'}", "attunement") as gradebook:
        gradebook.add_assignment("a1")
    return desk


def child(action: Callable[[], Any], kill_after: float | None = None, begun: Callable[[], bool] = lambda: True) -> Any:
    """Do `action` in a process forked from this one; return what it returned or raised.

    With `kill_after` it is killed (-9) so many seconds after it was `begun`, if it has not ended before.
    """
    reader, writer = os.pipe()
    with warnings.catch_warnings(action="ignore"):  # of Python 3.12 and later: this process may have other threads
        pid = os.fork()
    if pid == 0:
        os.close(reader)
        _answer(writer, action)
    os.close(writer)
    if kill_after is not None:
        while not begun() and not os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            time.sleep(0.001)
        time.sleep(kill_after)
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    return pickle.loads(said) if said else None


def _answer(writer: int, action: Callable[[], Any]) -> None:
    try:
        result = action()
    except BaseException as error:  # noqa: BLE001 (the parent looks at it)
        result = error
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(pickle.dumps(result))
    os._exit(0)
