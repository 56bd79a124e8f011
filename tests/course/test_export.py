"""Grades leave the gradebook whole or not at all, in the form that Canvas, Moodle or a spreadsheet takes."""

from __future__ import annotations

import codecs
import csv
import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from nbgrader.apps import ExportApp

from attunement import cli
from attunement.course import export, folder, spreadsheet
from attunement.errors import AttunementError

from . import pretended

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attunement.course.folder import Course

    from .classroom import Classroom

FORMULA = '=HYPERLINK("https://elsewhere.example","press")'


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return a course of three, of whom the last has handed in nothing."""
    return pretended.course(tmp_path / "course", 3, missing=(2,))


def table(course: Course, form: str, **set_: object) -> list[list[str]]:
    """Return the cells that an export writes."""
    to = course.root / "out.csv"
    with course.gradebook() as gradebook:
        export.FORMATS[form](parent=course.api, to=str(to), **set_).write(gradebook)
    with to.open(newline="", encoding=export.FORMATS[form].encoding) as file:
        return list(csv.reader(file))


def change(course: Course, learner: str, item: str, **marks: object) -> None:
    """Change a learner's marks of an item."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(item, "a1", "a1", learner)
        for name, value in marks.items():
            setattr(grade, name, value)
        gradebook.db.commit()


def test_both_scores_are_kept_and_a_persons_mark_wins(course: Course) -> None:
    change(course, "learner-00", "reply-1", manual_score=4.5)
    heading, first, *_ = table(course, "csv")
    row = dict(zip(heading, first, strict=True))
    assert (row["a1 reply-1 (software)"], row["a1 reply-1 (counts)"]) == ("1", "4.5")
    assert (row["software_score"], row["instructor_score"], row["score"], row["max_score"]) == ("1", "7.5", "7.5", "16")


def test_the_table_for_spreadsheets_says_that_it_is_utf_8_and_the_importers_get_none(course: Course) -> None:
    for form in export.FORMATS:
        table(course, form)
        assert (course.root / "out.csv").read_bytes().startswith(codecs.BOM_UTF8) == (form == "csv")


def test_canvas_finds_learners_assignments_and_points(course: Course) -> None:
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("learner-00", lms_user_id="4711")
        gradebook.update_or_create_student("learner-01", lms_user_id="not Canvas's")
    assert table(course, "canvas", headings={"a1": "The four As (12345)"}) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "The four As (12345)"],
        ["    Points Possible", "", "", "", "", "16"],
        ["Last0, First0", "4711", "", "learner-00", "", "4"],
        ["Last1, First1", "", "", "learner-01", "", "4"],
        ["Last2, First2", "", "", "learner-02", "", ""],
    ]
    assert table(course, "canvas", id_is="sis")[2][2:4] == ["learner-00", ""]


def test_moodle_gets_no_identifying_column_that_is_empty_for_somebody(course: Course) -> None:
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("learner-00", lms_user_id="7")
        gradebook.find_comment("reflection", "a1", "a1", "learner-01").manual_comment = "Quote, and\nstay."
        gradebook.db.commit()
    heading, first, second, third = table(course, "moodle")
    assert heading == ["Username", "Email address", "First name", "Last name", "a1", "a1 (feedback)"]
    assert first[-2:] == ["4", ""]
    assert second == ["learner-01", "learner-01@example.org", "First1", "Last1", "4", "reflection: Quote, and\nstay."]
    assert third[-2:] == ["", ""]


def test_who_handed_in_nothing_is_named_and_gets_0_only_on_request(course: Course) -> None:
    with course.gradebook() as gradebook:
        said = export.Moodle(parent=course.api, to=str(course.root / "out.csv")).write(gradebook)
    assert said[0] == "a1: nothing handed in by learner-02 (the cell is empty)."
    assert table(course, "moodle", missing_as_zero=True)[-1][-2] == "0"


def test_an_assignment_that_nobody_handed_in_is_left_out_and_named(course: Course) -> None:
    with course.gradebook() as gradebook:
        gradebook.add_assignment("a2")
        said = export.Canvas(parent=course.api, to=str(course.root / "out.csv")).write(gradebook)
    assert "a2: nobody has handed in, so it is left out." in said
    assert table(course, "canvas")[0][5:] == ["a1"]
    assert table(course, "canvas", assignment=["a2"])[0][5:] == ["a2"]


def test_names_are_no_formulas_and_come_back_as_they_were(course: Course) -> None:
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("learner-00", first_name='Ana "Nita", O\'Neill', last_name=FORMULA)
    assert table(course, "moodle")[1][2:4] == ['Ana "Nita", O\'Neill', f"'{FORMULA}"]
    assert all(not cell.startswith(("=", "@")) for line in table(course, "canvas") for cell in line)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (FORMULA, f"'{FORMULA}"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("-2.5", "-2.5"),
        ("+1", "+1"),
        ("O'Neill", "O'Neill"),
        (spreadsheet.Key("-ana@example.org"), "-ana@example.org"),
        (spreadsheet.Key("@cmd|' /C calc'!A0"), "'@cmd|' /C calc'!A0"),
        (spreadsheet.Key("=1+1"), "'=1+1"),
    ],
)
def test_a_cell_runs_nothing(cell: str, written: str) -> None:
    assert spreadsheet.inert(cell) == written


# No export with a mark that is missing, old or waiting


def _waits(course: Course) -> None:
    change(course, "learner-01", "reflection", needs_manual_grade=True, manual_score=None)


def _no_points(course: Course) -> None:
    change(course, "learner-01", "reply-1", auto_score=None)


def _cut_off(course: Course) -> None:
    path = course.root / "autograded" / "learner-01" / "a1" / "a1.ipynb"
    path.write_text(path.read_text()[:-20])


def _newer_words(course: Course) -> None:
    (course.root / "submitted" / "learner-01" / "a1" / "answers.json").write_text(
        '{"schema": "attunement-answers/2", "answers": {}}'
    )


def _newer_in_exchange(course: Course) -> None:
    inbound = course.root / "exchange" / "pretended" / "inbound" / "learner-01+a1+2026-01-06 12:00:00 UTC+abc"
    inbound.mkdir(parents=True)
    (inbound / "timestamp.txt").write_text("2026-01-06 12:00:00 UTC")


def _not_in_gradebook(course: Course) -> None:
    with course.gradebook() as gradebook:
        gradebook.remove_submission("a1", "learner-01")


def _late(course: Course) -> None:
    (course.root / "nbgrader_config.py").write_text(f'{pretended.CONFIG}\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("a1", duedate="2026-01-05 13:00:00 UTC")
        gradebook.update_or_create_submission("a1", "learner-01", timestamp="2026-01-05 14:00:00 UTC")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_waits, "Waits for a person: reflection"),
        (_no_points, "no points for reply-1"),
        (_cut_off, "was cut off"),
        (_newer_words, "A newer hand-in has come in"),
        (_newer_in_exchange, "A newer hand-in waits in the exchange (of 2026-01-06 12:00 UTC)"),
        (_not_in_gradebook, "not in the gradebook"),
        (_late, "Handed in late"),
    ],
)
@pytest.mark.parametrize("form", ["csv"])
def test_nothing_is_written_while_a_row_is_not_certain(
    course: Course, spoil: Callable[[Course], None], reason: str, form: str
) -> None:
    (course.root / "out.csv").write_text("before")
    spoil(course)
    with pytest.raises(AttunementError, match="1 row is not certain yet, so nothing was written:\nlearner-01, a1: ") as refused:
        table(folder.find(course.root), form)
    assert reason in str(refused.value)
    assert re.search(r"\nout.csv here is of \d{4}-\d\d-\d\d \d\d:\d\d and out of date.$", str(refused.value))
    assert (course.root / "out.csv").read_text() == "before"
    assert sorted(path.name for path in course.root.iterdir() if path.name.startswith((".out", "grades"))) == []


def test_a_mark_by_hand_makes_up_for_missing_points(course: Course) -> None:
    change(course, "learner-01", "reply-1", auto_score=None, manual_score=2.0)
    assert table(course, "canvas")[3][-1] == "5"


def test_an_assignment_that_is_not_there_is_named(course: Course) -> None:
    with pytest.raises(AttunementError, match="The gradebook has no assignment a9"):
        table(course, "csv", assignment=["a9"])


# By command


def test_nbgraders_own_command_takes_ours_and_refuses_too(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root)
    for words in ([], ["--exporter=attunement.course.export.Canvas"]):
        app = ExportApp()
        app.initialize(words)
        app.start()
    assert (course.root / "grades.csv").is_file()
    assert (course.root / "grades-canvas.csv").read_text().startswith("Student,ID,SIS User ID,SIS Login ID,Section,a1")
    _waits(course)
    app = ExportApp()
    app.initialize(["--to=refused.csv"])
    with pytest.raises(SystemExit, match="learner-01, a1: Waits for a person: reflection"):
        app.start()
    assert not (course.root / "refused.csv").exists()


def test_the_command_says_where_and_who(course: Course, tmp_path: Path) -> None:
    asked = ["export", "--format", "canvas", "--assignment", "a1", "--course", str(course.root), "--to", str(tmp_path / "x.csv")]
    done = CliRunner().invoke(cli.main, asked)
    assert (done.exit_code, done.output.splitlines()[1]) == (0, f"Written: {tmp_path / 'x.csv'}")
    _waits(course)
    refused = CliRunner().invoke(cli.main, asked)
    assert refused.exit_code == 1
    assert "learner-01, a1: Waits for a person: reflection. Open it in Formgrader" in refused.output


@pytest.mark.course
@pytest.mark.xdist_group("course")
def test_a_class_that_was_really_graded_is_refused_by_name(lived: Classroom, tmp_path: Path) -> None:
    course = folder.find(lived.course)
    with course.gradebook() as gradebook, pytest.raises(AttunementError) as refused:
        export.Csv(parent=course.api, to=str(tmp_path / "grades.csv")).write(gradebook)
    told = dict(line.split(", a1: ") for line in str(refused.value).splitlines()[1:])
    assert told["spanish"].startswith("Waits for a person: Reply to Priya (reply-1)")
    assert told["script"].startswith("Waits for a person: ")
    assert told["unreadable"].startswith("unreadable's file of answers is damaged. Ask unreadable to look through the answers")
    assert not (tmp_path / "grades.csv").exists()


def test_told_is_written_as_the_grade_cell_writes_it(course: Course) -> None:
    """The pretended class must not drift from what grading leaves."""
    kept = json.loads((course.root / "autograded" / "learner-00" / "a1" / "a1.ipynb").read_text())
    told = [next(iter(cell["outputs"][0]["data"].values())) for cell in kept["cells"]]
    assert [one["kind"] for one in told] == ["reply", "choice"]
    assert all({"item", "points", "out_of", "person"} <= one.keys() for one in told)
