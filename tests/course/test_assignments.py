"""The course's own assignments: made from their solutions, and graded to the last item."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from attunement import answers, editors, items
from attunement.course import folder, grade

from . import classroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("grading")]
NAMES = sorted(path.name for path in (classroom.REPOSITORY / "solutions").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """Return a class in which all assignments of the course are ready."""
    root = tmp_path_factory.mktemp("real")
    room = classroom.open_course(root, classroom.REPOSITORY / "solutions")
    for name in NAMES:
        room.teach("generate_assignment", name)
    with classroom.as_user(root):
        yield room


def contents(where: Path) -> dict[str, bytes]:
    """Return the path below a folder and the bytes of every file in it that learners could receive."""
    files = [path for path in where.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts]
    return {str(path.relative_to(where)): path.read_bytes() for path in files}


def test_what_learners_receive_is_what_the_command_makes_today(real: Classroom) -> None:
    made, kept = contents(real.course / "assignments"), contents(classroom.REPOSITORY / "assignments")
    assert made.keys() == kept.keys() == contents(classroom.REPOSITORY / "solutions").keys()
    assert [name for name in made if made[name] != kept[name]] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_item_is_graded_and_the_key_earns_all_its_points(real: Classroom, name: str) -> None:
    hand_in = real.course / "submitted" / "ana" / name
    shutil.copytree(real.course / "assignments" / name, hand_in)
    (hand_in / "timestamp.txt").write_text("2026-01-01 12:00:00 UTC")
    keyed = answer_all(hand_in)
    outcome = grade.run(folder.find(real.course), name, print)
    assert (outcome.graded, outcome.failed) == (["ana"], {})
    with real.gradebook() as gradebook:
        rows = classroom.grades(gradebook.find_submission(name, "ana"))
        earned = {row.name: row.auto_score for row in rows}
        assert {item: earned[item] for item in keyed} == {row.name: row.max_score for row in rows if row.name in keyed}
        assert all(row.auto_score is not None for row in rows if row.cell_type == "code")
        assert set(outcome.waits.get("ana", ())) >= {row.name for row in rows if row.cell_type == "markdown"}


def answer_all(hand_in: Path) -> list[str]:
    """Answer every item; return those that have a key, which were answered by it."""
    keyed = []
    for item, asked in editors.asked(editors.read(next(hand_in.glob("*.ipynb"))).cells).items():
        if asked["calls"] == "converse":
            answers.save(hand_in, item, case=asked["session"], turns=("You sound worn out.",))
        elif asked["calls"] == "answer":
            answers.save(hand_in, item, "You sound worn out and alone with it.", asked.get("case"))
        elif items.graded(items.load(item)):
            keyed.append(item)
            answers.save(hand_in, item, chosen=key(items.load(item)))
    return keyed


def key(source: dict) -> dict[str, list[str]]:
    """Return the answer that is right in every line."""
    return {str(number): line.get("fits") or [str(line["place"])] for number, line in enumerate(source["lines"])}
