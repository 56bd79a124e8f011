"""Handing in is all or nothing, with a receipt; collecting takes the last complete hand-in, whoever made it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import tomllib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from nbgrader.apps import NbGrader
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.server_extensions.assignment_list.handlers import AssignmentList
from nbgrader.utils import get_username

from attunement import cli, receipts
from attunement.course.collect import Collect
from attunement.course.exchange import Submit
from attunement.course.handed_in import SECRET, TIME

from . import handing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from traitlets.config import Config

    from .handing import Desk

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("handin")]  # one gradebook for all of these


@pytest.fixture
def desk(tmp_path: Path, blank: Path) -> Desk:
    """Return a desk of its own for each test."""
    shutil.copytree(blank, tmp_path / "all", symlinks=True)
    return handing.Desk(tmp_path / "all")


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a gradebook once: nbgrader takes seconds for it."""
    return handing.open_desk(tmp_path_factory.mktemp("handin") / "all").root


# The receipt


def test_the_learner_gets_a_receipt_that_verifies(desk: Desk) -> None:
    said = desk.hand_in("First.")
    receipt = receipts.read(desk.folder())
    [handed] = desk.seen()
    assert receipt == receipts.read(handed)
    assert receipts.changed(receipt, handed) == []
    assert set(receipt.files) == {"a1.ipynb", "answers.json", TIME, SECRET}
    assert (receipt.course, receipt.assignment, receipt.student) == ("attunement", "a1", "ana")
    assert f"a1 is handed in, on {receipt.when}. Receipt {receipt.number}, sha256 {receipt.sha256}" in said
    assert not receipts.answers_changed(receipt, desk.folder())


def test_the_copy_for_feedback_is_the_same_hand_in(desk: Desk) -> None:
    desk.hand_in("First.")
    [cached] = (desk.root / "cache" / "attunement").iterdir()
    [handed] = desk.seen()
    assert handed.name.startswith(cached.name + "+")
    assert {path.name: path.read_bytes() for path in cached.iterdir()} == {
        path.name: path.read_bytes() for path in handed.iterdir()
    }


def test_unfinished_work_is_handed_in_and_named(desk: Desk) -> None:
    said = desk.hand_in("First.")
    assert "You hand in what is there" in said
    assert "2. Reply to Callum: not answered yet" in said
    assert "1. Reply to Priya" not in said


# Odd folders


def test_odd_files_are_left_out_and_the_rest_is_handed_in(desk: Desk, tmp_path: Path) -> None:
    folder = desk.folder()
    (tmp_path / "secret.txt").write_text("of somebody else")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "round").symlink_to(folder)
    (folder / "nowhere").symlink_to("gone")
    os.mkfifo(folder / "pipe")
    ear = socket.socket(socket.AF_UNIX)
    ear.bind(str(folder / "ear"))
    ear.close()
    (folder / ".answers-abc.tmp").write_text("half")
    (folder / TIME).write_text("1999-01-01 00:00:00 UTC")
    (folder / receipts.FILE).write_text("{")
    (folder / "two\nlines \udcff.txt").write_text("odd name")
    (folder / "/".join(["deep"] * 30)).mkdir(parents=True)
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("kept")
    said = desk.hand_in("First.")
    [handed] = desk.seen()
    kept = {path.relative_to(handed).as_posix() for path in handed.rglob("*") if path.is_file()}
    assert kept == {"a1.ipynb", "answers.json", TIME, SECRET, receipts.FILE, "two\nlines \udcff.txt", "notes/mine.txt"}
    assert [path for path in handed.rglob("*") if path.is_symlink() or path.is_fifo() or path.is_socket()] == []
    assert "1999" not in (handed / TIME).read_text()
    assert said.count("no ordinary file") == 6
    desk.collect()
    assert receipts.changed(receipts.read(desk.submitted()), desk.submitted()) == []


def test_a_folder_that_is_too_large_is_said_in_a_sentence(desk: Desk) -> None:
    desk.hand_in("First.")
    with (desk.folder() / "film.bin").open("wb") as film:
        film.truncate(99_000_000)
    with (desk.folder() / "more.bin").open("wb") as film:
        film.truncate(99_000_000)
    with pytest.raises(ExchangeError, match=r"Nothing was handed in: the folder holds more than 100 MB.*earlier hand-in still"):
        desk.hand_in("Second.")
    assert (len(desk.seen()), desk.hidden()) == (1, [])


@pytest.mark.parametrize("broken", ["", "{", "\x00\xff", "[]"])
def test_a_broken_notebook_is_handed_in_with_the_answers(desk: Desk, broken: str) -> None:
    (desk.folder() / "a1.ipynb").write_text(broken, encoding="latin-1")
    assert "a1.ipynb cannot be read" in desk.hand_in("First.")
    desk.collect()
    assert desk.words() == "First."


def test_a_renamed_notebook_is_graded_from_its_answers(desk: Desk) -> None:
    (desk.folder() / "a1.ipynb").rename(desk.folder() / "mine.ipynb")
    assert "mine.ipynb is not called a1.ipynb" in desk.hand_in("First.")
    assert "the released one is put beside the answers" in desk.collect()
    assert (desk.submitted() / "a1.ipynb").read_bytes() == handing.LITTLE.read_bytes()


def test_what_jupyterlab_keeps_for_itself_is_no_notebook_of_the_hand_in(desk: Desk) -> None:
    kept = desk.folder() / ".ipynb_checkpoints" / "a1-checkpoint.ipynb"
    kept.parent.mkdir()
    shutil.copy(desk.folder() / "a1.ipynb", kept)
    said = desk.hand_in("First.")
    assert "EXTRA" not in said
    assert "several notebooks" not in said
    assert not (desk.seen()[0] / kept.parent.name).exists()


def test_a_strict_course_takes_no_hand_in_without_its_notebook(desk: Desk) -> None:
    (desk.folder() / "a1.ipynb").unlink()
    assert "There is no notebook" in desk.hand_in("First.")
    with pytest.raises(ExchangeError, match=r"Nothing was handed in: a1\.ipynb is missing\."):
        desk.hand_in("Second.", strict=True)
    assert len(desk.seen()) == 1


# Collecting


def test_the_last_complete_hand_in_is_taken(desk: Desk) -> None:
    desk.hand_in("First.")
    assert "Collecting submission: ana a1" in desk.collect()
    desk.hand_in("Second.")
    assert "Updating submission: ana a1" in desk.collect()
    assert desk.words() == "Second."
    assert "Nothing newer" in desk.collect()
    assert sorted(path.name for path in desk.submitted().parent.iterdir()) == ["a1"]


def test_who_hands_in_for_others_is_named_in_one_line(desk: Desk) -> None:
    desk.hand_in("Hers.", get_username())
    assert "another account" not in desk.collect(check_owner=True)
    for student in ("bob", "ana"):
        desk.hand_in("Somebody's.", student)
    said = desk.collect(check_owner=True)
    assert said.count("another account") == 1
    told = f"2 hand-ins name one learner and come from another account ({get_username()}): ana, bob. That is fine where you tried"
    assert said.splitlines()[-1].startswith(told)


def half_copied(folder: Path) -> None:
    (folder / SECRET).unlink()
    (folder / TIME).unlink()


def secret_missing(folder: Path) -> None:
    (folder / SECRET).unlink()


def secret_empty(folder: Path) -> None:
    (folder / SECRET).write_text("")


def emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def no_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("I am a file.")


def a_link(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to("/etc")


@pytest.mark.parametrize("spoil", [half_copied, secret_missing, secret_empty, emptied, no_folder, a_link])
def test_a_partial_hand_in_of_plain_nbgrader_does_not_hide_the_complete_one(desk: Desk, spoil: object) -> None:
    desk.hand_in_plainly("First.")
    later = desk.hand_in_plainly("Second.")
    spoil(later)
    said = desk.collect()
    assert f"Passed over, because it is not complete: {later.name}" in said
    assert desk.words() == "First."


def test_what_is_incomplete_and_alone_is_named_and_the_others_are_collected(desk: Desk) -> None:
    half_copied(desk.hand_in_plainly("Half.", "bob"))
    desk.hand_in("Whole.")
    (desk.inbound / "eve+a1+no time").mkdir()
    (desk.inbound / "eve+a1+9999999999999-01-01 00:00:00 UTC+x").mkdir()
    said = desk.collect()
    assert "timestamp.txt is missing" in said
    assert "its name has no time" in said
    assert desk.words() == "Whole."
    assert [desk.submitted(name).exists() for name in ("bob", "eve")] == [False, False]


def test_plain_nbgrader_and_an_older_receipt_in_the_folder(desk: Desk) -> None:
    desk.hand_in("First.")
    desk.hand_in_plainly("Second.")
    desk.collect()
    assert desk.words() == "Second."


@pytest.mark.parametrize("name", ["answers.json", "a1.ipynb", TIME, receipts.FILE])
def test_a_hand_in_that_was_changed_afterwards_is_passed_over(desk: Desk, name: str) -> None:
    desk.hand_in("First.")
    desk.hand_in("Second.")
    later = desk.seen()[-1] / name
    later.write_text(later.read_text().replace("2", "3"))
    assert "Passed over" in desk.collect()
    assert desk.words() == "First."


def test_a_forged_time_is_passed_over(desk: Desk) -> None:
    handed = desk.hand_in_plainly("First.")
    (handed / TIME).write_text("2020-01-01 00:00:00.000000 UTC")
    assert "says another time than its name" in desk.collect()
    assert not desk.submitted().exists()


def test_of_the_hand_ins_before_the_deadline_the_last_complete_one_counts(desk: Desk) -> None:
    desk.hand_in("First.")
    spoilt = desk.hand_in_plainly("Second.")
    secret_missing(spoilt)
    with Gradebook(f"sqlite:///{desk.root / 'course' / 'gradebook.db'}", "attunement") as gradebook:
        now = datetime.now(UTC).replace(tzinfo=None) + timedelta(milliseconds=1)
        gradebook.update_or_create_assignment("a1", duedate=now)
    desk.hand_in("Too late.")
    desk.collect(before_duedate=True)
    assert desk.words() == "First."


# Other courses


def test_an_assignment_of_another_kind_goes_nbgraders_own_way(desk: Desk, tmp_path: Path) -> None:
    plain = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    nbformat.write(plain, desk.inbound.parent / "outbound" / "a1" / "a1.ipynb")
    (tmp_path / "data.csv").write_text("a,b")
    (desk.folder() / "data.csv").symlink_to(tmp_path / "data.csv")
    said = desk.hand_in()
    [handed] = desk.seen()
    assert (handed / "data.csv").read_text() == "a,b"
    assert not (handed / receipts.FILE).exists()
    assert "eceipt" not in said
    desk.collect()
    assert (desk.submitted() / "data.csv").read_text() == "a,b"


def test_a_receipt_says_so_where_the_folder_cannot_keep_it(desk: Desk) -> None:
    (desk.folder() / receipts.FILE).mkdir()
    said = desk.hand_in("First.")
    assert "a1 is handed in" in said
    assert "could not be written" in said
    assert json.loads((desk.seen()[0] / receipts.FILE).read_text())["student"] == "ana"


# Switched on, without anybody editing a file


def test_pip_installs_the_file_that_switches_it_on() -> None:
    project = tomllib.loads((handing.REPOSITORY / "pyproject.toml").read_text())
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared["deploy/jupyter/nbgrader_config.json"] == "etc/jupyter/nbgrader_config.json"


def of_a_command() -> Config:
    """Return what `nbgrader submit` and `nbgrader collect` read."""
    app = NbGrader()
    app.load_config_file()
    return app.config


@pytest.mark.parametrize("read", [of_a_command, lambda: AssignmentList().load_config()], ids=["command", "assignment list"])
def test_learners_hand_in_and_instructors_collect_through_it(
    read: Callable[[], Config], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(handing.REPOSITORY / "deploy" / "jupyter"))
    factory = ExchangeFactory(config=read())
    assert (factory.submit, factory.collect) == (Submit, Collect)


def test_the_button_of_the_assignment_list_hands_in_with_a_receipt(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk.folder()
    places = f"c.Exchange.root = {str(desk.root / 'exchange')!r}\nc.Exchange.cache = {str(desk.root / 'cache')!r}\n"
    (folder.parent / "nbgrader_config.py").write_text(places)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(desk.root / "none"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(handing.REPOSITORY / "deploy" / "jupyter"))
    monkeypatch.chdir(folder.parent)  # where JupyterLab was started
    button = AssignmentList()
    button.root_dir = str(folder.parent)
    assert button.submit_assignment("attunement", "a1") == {"success": True}
    [handed] = desk.seen(get_username())
    assert receipts.read(handed) == receipts.read(folder)


def test_a_file_of_the_course_or_the_learner_has_the_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(handing.REPOSITORY / "deploy" / "jupyter"))
    (tmp_path / "nbgrader_config.py").write_text('c.ExchangeFactory.submit = "nbgrader.exchange.default.ExchangeSubmit"')
    assert ExchangeFactory(config=of_a_command()).submit is ExchangeSubmit


# The receipt in the instructor's hands


def test_the_instructor_finds_the_hand_in_of_a_receipt(desk: Desk) -> None:
    config = f"c.CourseDirectory.course_id = 'attunement'\nc.Exchange.root = {str(desk.root / 'exchange')!r}\n"
    (desk.root / "course" / "nbgrader_config.py").write_text(config)
    desk.hand_in("First.")
    desk.collect()
    command = ["receipt", str(desk.folder()), "--course", str(desk.root / "course")]
    done = CliRunner().invoke(cli.main, command)
    assert (done.exit_code, done.output.count("all files are as the receipt says.")) == (0, 2)
    desk.hand_in("Second.")
    number = receipts.read(desk.folder()).number
    desk.collect()
    assert receipts.read(desk.folder()).number == number
    shutil.copy(desk.seen()[0] / receipts.FILE, desk.folder())
    done = CliRunner().invoke(cli.main, command)
    assert (done.exit_code, f"collected is the hand-in with receipt {number}" in done.output) == (0, True)
    (desk.seen()[0] / "answers.json").write_text("{}")
    done = CliRunner().invoke(cli.main, command)
    assert (done.exit_code, "has other answers.json" in done.output) == (1, True)
    for folder in (desk.submitted(), desk.seen()[0]):
        shutil.rmtree(folder)
    done = CliRunner().invoke(cli.main, command)
    assert (done.exit_code, "There is no hand-in with this receipt" in done.output) == (1, True)
