"""Hand-ins broken in every way that a class finds. Each function spoils a folder with the released notebook and WEAK answers."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

from attunement import answers

if TYPE_CHECKING:
    from pathlib import Path


def corrupt_json(folder: Path) -> None:
    (folder / "a1.ipynb").write_text('{"cells": [{"cell_type": "code", "sou')


def emptied(folder: Path) -> None:
    (folder / "a1.ipynb").write_bytes(b"")


def no_text(folder: Path) -> None:
    (folder / "a1.ipynb").write_bytes(b'\xff\xfe{"cells": \x00')


def every_cell_twice(folder: Path) -> None:
    notebook = _read(folder)
    notebook["cells"] += notebook["cells"]  # the same grade ids and cell ids again: this stopped plain nbgrader's batch
    _write(folder, notebook)


def cells_deleted(folder: Path) -> None:
    _write(folder, {**_read(folder), "cells": []})


def metadata_changed(folder: Path) -> None:
    notebook = _read(folder)
    notebook["metadata"] = {"kernelspec": {"name": "none"}, "attunement": {"sealed": True, "points": 21}}
    for cell in notebook["cells"]:
        cell["metadata"] = {"nbgrader": {"schema_version": 99, "grade": "yes", "points": "all", "grade_id": 5}}
    _write(folder, notebook)


def renamed(folder: Path) -> None:
    (folder / "a1.ipynb").rename(folder / "a1 (1).ipynb")


def two_copies(folder: Path) -> None:
    shutil.copy(folder / "a1.ipynb", folder / "a1-Copy1.ipynb")


def no_notebook(folder: Path) -> None:
    (folder / "a1.ipynb").unlink()


def twenty_megabytes(folder: Path) -> None:
    with (folder / "a1.ipynb").open("a") as file:
        file.truncate(20_000_000)


def endless_output(folder: Path) -> None:
    notebook = _read(folder)
    stream = {"output_type": "stream", "name": "stdout", "text": ["and on\n"] * 200_000}
    next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")["outputs"] = [stream]
    _write(folder, notebook)


def a_folder_for_a_notebook(folder: Path) -> None:
    (folder / "a1.ipynb").unlink()
    (folder / "a1.ipynb").mkdir()
    (folder / "a1.ipynb" / "inside.txt").write_text("x")


def notebook_is_a_link(folder: Path) -> None:
    (folder / "a1.ipynb").unlink()
    (folder / "a1.ipynb").symlink_to("/etc/passwd")


def links_beside(folder: Path) -> None:
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "endless").symlink_to("/dev/zero")  # copying this one would never end
    os.mkfifo(folder / "pipe")


def answers_are_anothers(folder: Path) -> None:
    _instead(folder).symlink_to(folder.parents[1] / "honest-0" / "a1" / answers.FILE)


def answers_are_a_pipe(folder: Path) -> None:
    os.mkfifo(_instead(folder))


def time_is_a_pipe(folder: Path) -> None:
    (folder / "timestamp.txt").unlink()
    os.mkfifo(folder / "timestamp.txt")


def answers_cut_off(folder: Path) -> None:
    (folder / answers.FILE).write_text('{"schema": "attunement-answers/2", "answers": ')


def answers_renamed(folder: Path) -> None:
    (folder / answers.FILE).rename(folder / "answers (1).json")


def anothers_hand_in(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parents[1] / "honest-0" / "a1")


GRADED = (  # from the answers, as if nothing had happened
    *(corrupt_json, emptied, no_text, every_cell_twice, cells_deleted, metadata_changed, renamed, two_copies, no_notebook),
    *(twenty_megabytes, endless_output, a_folder_for_a_notebook, notebook_is_a_link, links_beside),
)
NAMED = {  # cannot be graded: what is said of it
    answers_are_anothers: "answers.json cannot be read: it is a link, and links are not followed.",
    answers_are_a_pipe: "answers.json cannot be read: it is no regular file.",
    time_is_a_pipe: "timestamp.txt cannot be read: it is no regular file.",
    answers_cut_off: "answers_cut_off's file of answers is damaged. Ask answers_cut_off",
    answers_renamed: "There is no answers.json, but answers (1).json.",
    anothers_hand_in: "is a link, and links are not followed. Put the hand-in itself there.",
}


def _read(folder: Path) -> dict:
    return json.loads((folder / "a1.ipynb").read_text())


def _write(folder: Path, notebook: dict) -> None:
    (folder / "a1.ipynb").write_text(json.dumps(notebook))


def _instead(folder: Path) -> Path:
    """Take the answers away and return their place."""
    (folder / answers.FILE).unlink()
    return folder / answers.FILE
