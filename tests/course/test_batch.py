"""A class of 25 with 20 broken hand-ins, graded by `attunement grade`: a bad one hurts nobody else, and nobody is passed over."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from attunement import grading
from attunement.cli import main
from attunement.course import folder, handed_in, seal

from . import attacks, broken, classroom
from .conftest import ANA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("grading")]
HONEST = [f"honest-{number}" for number in range(5)]
BROKEN = [spoil.__name__ for spoil in broken.GRADED]
NAMED = {spoil.__name__: words for spoil, words in broken.NAMED.items()}


@pytest.fixture(scope="module")
def batch(generated: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Classroom, Result]]:
    """Return the class and what `attunement grade a1` said."""
    root = tmp_path_factory.mktemp("batch")
    room = classroom.copy(generated, root / "room")
    for learner in HONEST:
        attacks.write_answers(room.hand_in(learner), {**ANA, "reflection": ""})
    for spoil in (*broken.GRADED, *broken.NAMED):
        hand_in = room.hand_in(spoil.__name__)
        attacks.write_answers(hand_in, attacks.WEAK)
        spoil(hand_in)
    with classroom.as_user(root):
        yield room, grade(room)


def grade(room: Classroom, *options: str) -> Result:
    """Run `attunement grade a1` in this process."""
    return CliRunner().invoke(main, ["grade", "a1", "--course", str(room.course), *options])


def worth(words: dict[str, str], where: Path) -> dict[str, float]:
    """Return the points that words are worth, scored here and now."""
    where.mkdir()
    attacks.write_answers(where, words)
    cases = attacks.REPLIES
    return {item: grading.mark(item, cases.get(item), most, folder=where).points for item, most in attacks.GRADED.items()}


def test_all_who_handed_in_are_in_the_batch(batch: tuple[Classroom, Result]) -> None:
    assert len(list((batch[0].course / "submitted").iterdir())) == 25


def test_the_others_are_all_graded(batch: tuple[Classroom, Result], tmp_path: Path) -> None:
    room, _ = batch
    expected = {**worth(ANA, tmp_path / "honest"), "reflection": 0.0}
    assert [room.scores(learner) for learner in HONEST] == [expected] * 5
    assert expected["reply-1"] > 2


def test_broken_hand_ins_are_graded_from_their_answers(batch: tuple[Classroom, Result], tmp_path: Path) -> None:
    room, _ = batch
    expected = {**worth(attacks.WEAK, tmp_path / "weak"), "reflection": 0.0}
    assert {learner: room.scores(learner) for learner in BROKEN} == dict.fromkeys(BROKEN, expected)
    assert expected["small-words"] == 2


def test_who_cannot_be_graded_is_named_with_the_reason(batch: tuple[Classroom, Result]) -> None:
    _, done = batch
    assert done.exit_code == 1
    told = dict(re.findall(r"^  (\w+): (.*)$", done.output.split("Could not be graded: 6.")[1], flags=re.MULTILINE))
    assert set(told) == set(NAMED)
    assert [learner for learner, words in NAMED.items() if words not in told[learner]] == []
    assert "25 handed in a1: 25 to be graded" in done.output
    assert f"Graded now: {len(HONEST) + len(BROKEN)}. Graded before: 0." in done.output


def test_who_is_named_waits_for_a_person_and_is_no_zero(batch: tuple[Classroom, Result]) -> None:
    room, _ = batch
    with room.gradebook() as gradebook:
        rows = {
            learner: classroom.grades(gradebook.find_submission("a1", learner)) for learner in set(NAMED) - {"anothers_hand_in"}
        }
    assert all(row.needs_manual_grade for grades in rows.values() for row in grades)


def test_nothing_but_answers_and_receipts_came_along(batch: tuple[Classroom, Result]) -> None:
    room, _ = batch
    ours = {"a1.ipynb", "answers.json", "timestamp.txt", "submission_secret.txt"}
    found = {path.name for path in (room.course / "autograded").glob("*/a1/**/*")}
    assert found == ours
    assert not any(path.is_symlink() for path in (room.course / "autograded").rglob("*"))
    assert not (room.course / "autograded" / "anothers_hand_in").exists()


def test_the_screen_shows_plain_words_and_the_log_the_rest(batch: tuple[Classroom, Result]) -> None:
    room, done = batch
    assert "no_notebook: there is no notebook; the answers beside it are all that counts" in done.output
    assert re.findall(r"INFO|Warning|Traceback|Kernel", done.output) == []
    assert "Converting notebook" in (room.course / "grading.log").read_text()


def test_running_it_again_changes_nothing_and_names_the_same(batch: tuple[Classroom, Result]) -> None:
    room, done = batch
    again = grade(room, "--no-collect")
    assert again.exit_code == 1
    assert again.output.split("Could not be graded")[1] == done.output.split("Could not be graded")[1]
    assert "1 to be graded, 24 already graded" in again.output


def test_what_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    attacks.write_answers(tmp_path, attacks.WEAK)
    monkeypatch.setattr(handed_in.os, "open", forbidden)
    assert "answers.json cannot be read: Permission denied. Ask for a new hand-in" in handed_in.look(tmp_path).problem
    monkeypatch.setattr(handed_in.os, "access", lambda *_: False)
    assert "may not be read. Change its permissions" in handed_in.refused(tmp_path)


def test_a_file_instead_of_a_folder_is_named(room: Classroom) -> None:
    (room.course / "submitted" / "eve").mkdir(parents=True)
    (room.course / "submitted" / "eve" / "a1").write_text("my answers")
    assert "is no folder" in seal.state(folder.find(room.course).coursedir, "a1", "eve")
