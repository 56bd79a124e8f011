"""What is ready to be handed in: what the notebook of an assignment asks for, and what of it is answered.

The notebook is a learner's and may be anything. It is read, never executed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import answers, editors, items, receipts
from attunement.errors import AuthorError, LearnerError
from attunement.judging import story

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from attunement.answers import Answer
    from attunement.receipts import Receipt

ANSWERED, PARTLY, MISSING = "answered", "partly answered", "not answered yet"
NO_NOTEBOOK = (
    "There is no notebook in {folder}. Go into the folder of the assignment, or name it: attunement check-submission FOLDER."
    " If the notebook is gone, fetch it again: nbgrader fetch_assignment {name} --replace"
)
BROKEN = (
    "{name} cannot be read, so nothing can be said of what it asks. Your answers are kept in {file} and are graded from there."
    " To go on writing, delete the notebook and fetch it again: nbgrader fetch_assignment {assignment} --replace"
)
RENAMED = "{name} is not called {wanted} like its folder. Your answers are graded all the same; if you renamed it, name it back."
SEVERAL = "There are several notebooks here: {names}. What was written in them is in {file}, and that is what is graded."


class Task(NamedTuple):
    """One thing that is asked for: its item, its heading, ANSWERED, PARTLY or MISSING, and what is still open, or "".

    What is not `graded` is recorded and earns no points, such as a prediction.
    """

    item: str
    title: str
    state: str
    note: str = ""
    graded: bool = True

    @property
    def told(self) -> str:
        """Say how far it is."""
        kind = "" if self.graded else " (recorded, earns no points)"
        return f"{self.state}{f', {self.note}' if self.note else ''}{kind}"

    def __str__(self) -> str:
        return f"{self.title}: {self.told}"


class Submission(NamedTuple):
    """What stands in a folder before it is handed in; `troubles` are sentences with what to do, `read` tells of the notebook."""

    tasks: list[Task]
    troubles: list[str]
    read: bool
    receipt: Receipt | None  # of the last hand-in
    changed: bool  # whether the answers are others than those of the receipt

    @property
    def open(self) -> list[Task]:
        """Return what is graded and not answered, or not to its end."""
        return [task for task in self.tasks if task.graded and task.state != ANSWERED]

    @property
    def complete(self) -> bool:
        """Tell whether everything that is graded is answered."""
        return self.read and not self.open

    @property
    def summary(self) -> str:
        """Say in one sentence how much is answered."""
        graded = sum(task.graded for task in self.tasks)
        if not self.read:
            return f"What is kept in {answers.FILE} stands here by its name." if self.tasks else "No answer is kept here."
        if self.complete:
            return f"All graded tasks are answered ({graded} of {graded}). You can hand in."
        return f"{graded - len(self.open)} of {graded} graded tasks are answered. You can hand in now and again later."

    @property
    def handed(self) -> str:
        """Say when it was handed in, and whether the answers changed since; "" where there is no receipt."""
        if self.receipt is None:
            return ""
        since = "have changed since. Hand in again, and the new ones count." if self.changed else "have not changed since."
        return f"Handed in on {self.receipt.when}, receipt {self.receipt.number}. Your answers {since}"


def look(folder: Path) -> Submission:
    """Return what a folder asks for and holds; whatever is wrong with its files is one of the `troubles`."""
    folder, troubles = folder.resolve(), []
    kept, receipt = _kept(folder, troubles), _receipt(folder, troubles)
    notebooks = _notebooks(folder, troubles)
    cells = [cell for notebook in notebooks for cell in notebook.cells]
    tasks = _tasks(cells, kept) or [Task(item, item, ANSWERED if one.given else MISSING) for item, one in kept.items()]
    changed = receipt is not None and receipts.answers_changed(receipt, folder)
    return Submission(tasks, troubles, read=bool(editors.asked(cells)), receipt=receipt, changed=changed)


def _kept(folder: Path, troubles: list[str]) -> dict[str, Answer]:
    try:
        return answers.read(folder)
    except LearnerError as error:
        troubles.append(str(error))
        return {}


def _receipt(folder: Path, troubles: list[str]) -> Receipt | None:
    try:
        return receipts.read(folder) if (folder / receipts.FILE).exists() else None
    except LearnerError as error:
        troubles.append(str(error))
        return None


def _notebooks(folder: Path, troubles: list[str]) -> list[NotebookNode]:
    """Return the notebooks that count: the one named like the folder, else all; say what is odd about them."""
    found = sorted(path for path in folder.glob("*.ipynb") if path.is_file())
    wanted = folder / f"{folder.name}.ipynb"
    if not found:
        troubles.append(NO_NOTEBOOK.format(folder=folder, name=folder.name))
    elif len(found) > 1:
        troubles.append(SEVERAL.format(names=", ".join(path.name for path in found), file=answers.FILE))
    elif wanted not in found:
        troubles.append(RENAMED.format(name=found[0].name, wanted=wanted.name))
    read = {path: editors.read(path) for path in ([wanted] if wanted in found else found)}
    for path, notebook in read.items():
        if notebook is None:
            troubles.append(BROKEN.format(name=path.name, file=answers.FILE, assignment=folder.name))
    return [notebook for notebook in read.values() if notebook is not None]


def _tasks(cells: list[NotebookNode], kept: dict[str, Answer]) -> list[Task]:
    marks = [cell.metadata.get("nbgrader") or {} for cell in cells]
    graded = {one.get("grade_id") for one in marks if isinstance(one, dict) and one.get("grade")}
    return [_task(editor, kept.get(item), graded) for item, editor in editors.asked(cells).items()]


def _task(editor: dict[str, str], answer: Answer | None, graded: set[Any]) -> Task:
    """Return one task; a learner's copy may have lost its grade cells, and then everything counts as graded."""
    source = _source(editor)
    prediction = editor["calls"] == "choose" and source is not None and not items.graded(source)
    counts = (editor["item"] in graded or not graded) and not prediction
    state, note = _state(source, answer)
    return Task(editor["item"], editor["title"], state, note, graded=counts)


def _source(editor: dict[str, str]) -> dict[str, Any] | None:
    """Return the file of a selected-response item or a session, None for other tasks and where there is no such file."""
    try:
        if editor["calls"] == "choose":
            return items.load(editor["item"])
        return items.session(editor["session"]) if "session" in editor else None
    except AuthorError:
        return None


def _state(source: dict[str, Any] | None, answer: Answer | None) -> tuple[str, str]:
    """Return how far an answer is, and what is still open."""
    if answer is None or not answer.given:
        return MISSING, ""
    if source is None:
        return ANSWERED, ""
    if "beats" in source:
        ended = not story.told(source, answer.turns)[1]
        return (ANSWERED, "") if ended else (PARTLY, "the session has not come to its end")
    lines = items.known(source, answer.chosen)
    missing = sum(not one for one in lines)
    state = MISSING if missing == len(lines) else PARTLY if missing else ANSWERED
    return state, f"{missing} of {len(lines)} lines are open" if state == PARTLY else ""
