"""The list of learners, as spreadsheets really save it: read with care, written whole or not at all."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from nbgrader.api import InvalidEntry

from attunement.cli import main
from attunement.course import begin, learners
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attunement.course.folder import Course

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("learners")]
HEADER = ["id", "first_name", "last_name", "email", "lms_user_id"]
AROHA = ["aroha", "Aroha", "Ngata", "aroha@school.example", "40117"]
ZOE = ["zoe", "Zoë", "Müller", "", ""]
PEOPLE = {one[0]: {column: text or None for column, text in zip(HEADER[1:], one[1:], strict=True)} for one in (AROHA, ZOE)}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """Return a course without assignments."""
    place = tmp_path_factory.mktemp("courses")
    (place / "none").mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(begin, "solutions", lambda: place / "none")
        made = begin.begin(place / "empathy-27")
    yield made
    made.gradebook().close()


@pytest.fixture
def empty(course: Course) -> Course:
    """Return that course with nobody in its gradebook."""
    with course.gradebook() as gradebook:
        for student in gradebook.students:
            gradebook.remove_student(student.id)
    return course


def _saved(folder: Path, *rows: list[str] | str, encoding: str = "utf-8", delimiter: str = ",", end: str = "\r\n") -> Path:
    lines = [row if isinstance(row, str) else delimiter.join(row) for row in rows]
    path = folder / "roster.csv"
    path.write_bytes(end.join([*lines, ""]).encode(encoding))
    return path


def _told(path: Path) -> str:
    with pytest.raises(AttunementError) as caught:
        learners.read(path)
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    found = learners.read(_saved(tmp_path, HEADER, AROHA, ZOE, encoding=encoding, delimiter=delimiter, end=end))
    assert found.people == PEOPLE
    assert ("older Excel" in found.note) == (encoding == "cp1252")


@pytest.mark.parametrize("blank", ["", ",,,,", " , ,,, ", ",,,,,,"])
def test_empty_rows_spaces_and_empty_ends_are_no_learners(tmp_path: Path, blank: str) -> None:
    spaced = [f"\u00a0 {one} " for one in AROHA]
    path = _saved(
        tmp_path, blank, ["ID", "First name", " last_name ", "Email", "LMS user ID", "", ""], blank, spaced, "zoe,Zoë,Müller"
    )
    assert learners.read(path).people == PEOPLE


def test_names_with_commas_stand_in_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADER, ["sam", 'Sam "Sammy"', "Okafor, Jr.", "", ""]])
    assert learners.read(path).people["sam"]["last_name"] == "Okafor, Jr."
    assert learners.read(path).people["sam"]["first_name"] == 'Sam "Sammy"'


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("sam,Sam,Okafor, Jr.,sam@school.example,7", "line 3: 6 fields, and 5 are expected. Put quotation marks around a name"),
        ("sam,Sam,Okafor, Jr.,sam@school.example", "line 3: “Jr.” is no e-mail address. Put quotation marks"),
        (",Sam,Okafor,,", "line 3: the id is missing."),
        ("sam okafor,Sam,Okafor,,", "line 3: 'sam okafor' cannot be a learner's id. Letters, digits"),
        ("../sam,Sam,Okafor,,", "line 3: '../sam' cannot be a learner's id."),
        ("..,Sam,Okafor,,", "line 3: '..' cannot be a learner's id."),
        ("aroha ,Other,Person,,", "line 3: aroha stands on line 2 already."),
        ('sam,"Sam,Okafor,,', "line 3: a quotation mark is in the wrong place"),
        ('sam,"Sam,Okafor,,\r\nzoe,Zoë",Müller,,', "line 3: a quotation mark is in the wrong place"),
        ('sam,"Sam" S,Okafor,,', "line 3: a quotation mark is in the wrong place"),
    ],
)
def test_a_row_that_is_not_in_order_is_named(tmp_path: Path, row: str, told: str) -> None:
    assert f"roster.csv, {told}" in _told(_saved(tmp_path, HEADER, AROHA, row))


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("aroha,Aroha,Ngata", "line 1: there is no column “id”. The first line names the columns: id, first_name"),
        ("id,first_name,Group", "line 1: there is no column “Group” in the gradebook. Take it out."),
        ("id,email,Email", "line 1: a column is named twice."),
        ("id,,email", "line 1: there is no column “” in the gradebook."),
    ],
)
def test_a_first_line_that_names_other_columns_is_refused(tmp_path: Path, header: str, told: str) -> None:
    assert f"roster.csv, {told}" in _told(_saved(tmp_path, header, "sam,Sam"))


def test_files_that_are_no_list_are_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    for content, told in (
        (b"", "is empty"),
        (b"\n,,\n", "is empty"),
        (b"id,email\n", "names nobody yet"),
        (b"PK\x03\x04 a spreadsheet", "no text but a spreadsheet's own file"),
        (b"id\n\x00\x00", "no text but"),
        (b"id,first_name\nzoe,Zo\x81", "letters of roster.csv cannot be read"),
        (b"\xff\xfei", "letters of roster.csv cannot be read"),
    ):
        path.write_bytes(content)
        assert told in _told(path)
    assert "cannot be read" in _told(tmp_path)


def test_many_faults_are_counted(tmp_path: Path) -> None:
    told = _told(_saved(tmp_path, HEADER, *(f"no id {number}" for number in range(12))))
    assert told.count("cannot be a learner's id") == learners.MOST
    assert "… and 2 more lines.\nNothing was changed." in told


def _ask(course: Course, path: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["course", "learners", str(path), "--course", str(course.root)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def _held(course: Course) -> dict[str, tuple[str | None, ...]]:
    with course.gradebook() as gradebook:
        return {one.id: tuple(getattr(one, column) for column in learners.KNOWN_BY) for one in gradebook.students}


def test_a_list_is_written_and_written_again(empty: Course, tmp_path: Path) -> None:
    assert _ask(empty, _saved(tmp_path, HEADER, AROHA, ZOE)) == (0, "2 learners: 2 new.\n")
    assert _held(empty) == {one: tuple(told.values()) for one, told in PEOPLE.items()}
    with empty.gradebook() as gradebook:
        gradebook.add_student("bram", first_name="Bram")
    path = _saved(tmp_path, ["id", "last_name"], ["aroha", "Ngata-Li"], ["zoe", "Müller"], ["cleo", ""])
    code, said = _ask(empty, path)
    assert (code, said.splitlines()[0]) == (0, "3 learners: 1 new, 1 brought up to date, 1 as before.")
    assert "In the gradebook and not in the file: bram. They stay there." in said
    assert _held(empty) == {
        "aroha": ("Aroha", "Ngata-Li", "aroha@school.example", "40117"),  # a column that is not in the file stays as it was
        "zoe": ("Zoë", "Müller", None, None),
        "bram": ("Bram", None, None, None),
        "cleo": (None, None, None, None),
    }


def test_one_fault_keeps_everybody_out(empty: Course, tmp_path: Path) -> None:
    code, said = _ask(empty, _saved(tmp_path, HEADER, AROHA, "sam okafor,Sam,Okafor,,"))
    assert (code, _held(empty)) == (1, {})
    assert said.startswith("Error: roster.csv, line 3: 'sam okafor'")


def test_a_gradebook_that_cannot_be_written_is_said(empty: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise InvalidEntry("database is locked")

    monkeypatch.setattr("nbgrader.api.Gradebook.update_or_create_student", locked)
    with pytest.raises(AttunementError, match=r"could not be written: database is locked"):
        learners.write(empty, learners.Roster(PEOPLE))


def test_who_hands_in_and_is_on_no_list_is_found(empty: Course) -> None:
    with empty.gradebook() as gradebook:
        for learner in ("aroha", "Aroha"):
            gradebook.add_student(learner)
    assert learners.strangers(empty, ["Aroha", "aroha", "new"]) == []  # no list was read
    learners.write(empty, learners.Roster({"aroha": {"email": "aroha@school.example"}}))
    assert learners.strangers(empty, ["Aroha", "aroha", "new"]) == ["Aroha", "new"]
