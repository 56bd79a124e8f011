"""Assignment a1 from release to the exported grades, with nbgrader's own commands."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from attunement import grading, notebooks
from attunement.course import pages, settings

from . import attacks, classroom, conftest

if TYPE_CHECKING:
    from pathlib import Path

    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("course")]  # one class for all of these
SOURCE = classroom.LITTLE / "a1" / "a1.ipynb"


def earned(folder: Path, item: str) -> float:
    """Return the points that the words in a hand-in are worth, scored here and now."""
    return grading.mark(item, attacks.REPLIES.get(item), attacks.GRADED[item], folder=folder).points


def feedback(room: Classroom, student: str) -> str:
    """Return a student's feedback page."""
    return (room.course / "feedback" / student / "a1" / "a1.html").read_text()


def test_the_source_is_in_normal_form() -> None:
    notebook = nbformat.read(SOURCE, as_version=4)
    text = SOURCE.read_text(encoding="utf-8")
    assert text == notebooks.normal(text)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", cell.id) for cell in notebook.cells)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count is None and cell.outputs == [] and cell.metadata.jupyter.source_hidden for cell in code)


def test_learners_do_not_receive_the_marking_notes(lived: Classroom) -> None:
    released = (lived.course / "assignments" / "a1" / "a1.ipynb").read_text()
    assert "an answer that earns 5 points" in SOURCE.read_text()
    assert "an answer that earns" not in released
    assert pages.STUB in released


def test_the_points_in_the_instructions_are_those_of_grading() -> None:
    table = re.findall(r"^\| ([1-5])(?: or \d)? \|.*\| ([\d.]+) \|$", _cell("points"), flags=re.MULTILINE)
    assert [(float(points)) for _, points in table] == [grading.points(float(level), 5) for level, _ in table] == [0, 1.5, 3.5, 5]


def _cell(cell_id: str) -> str:
    return next(cell.source for cell in nbformat.read(SOURCE, as_version=4).cells if cell.id == cell_id)


def test_the_assignment_is_listed_for_the_learner(lived: Classroom) -> None:
    assert "attunement a1" in (lived.root / "list.txt").read_text()


def test_an_honest_hand_in_earns_what_its_words_are_worth(lived: Classroom) -> None:
    words = lived.desk / "a1"
    assert lived.scores("ana") == {item: earned(words, item) for item in attacks.GRADED} | {"reflection": None}
    assert earned(words, "small-words") == 2


def test_the_grade_cell_says_why(lived: Classroom) -> None:
    cell = next(cell for cell in lived.graded("ana").cells if cell.id == "grade-reply-2")
    said = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    assert "of 5 points" in said
    assert all(output.get("name") != "stderr" for output in cell.outputs)
    assert [output.output_type for output in cell.outputs] == ["stream", "display_data", "execute_result"]
    told = cell.outputs[1].data[grading.MIME]
    assert (told["item"], told["points"]) == ("reply-2", lived.scores("ana")["reply-2"])
    assert all(told["text"][one["start"] : one["end"]] in conftest.ANA["reply-2"] and one["why"] for one in told["findings"])
    assert told["findings"]


def test_the_instructor_reads_the_words_beside_the_client(lived: Classroom) -> None:
    cells = {cell.id: cell for cell in lived.graded("ana").cells}
    assert "sold her half of the garage" in cells["editor-reply-1"].source
    assert "Eleven years together" in cells["editor-reply-1"].source
    assert "he had told me about a gap" in cells["reflection"].source
    assert "he had told me" not in cells["editor-reflection"].source
    assert pages.STUB not in cells["reflection"].source


@pytest.mark.parametrize("attack", [attack.__name__ for attack in attacks.ATTACKS])
def test_tricks_earn_what_the_words_are_worth(lived: Classroom, attack: str) -> None:
    folder = lived.course / "autograded" / attack / "a1"
    honest = {item: earned(folder, item) for item in attacks.GRADED}
    assert lived.scores(attack) == {**honest, "reflection": 0.0}
    assert all(points < attacks.GRADED[item] for item, points in honest.items())
    with lived.gradebook() as gradebook:
        assert gradebook.find_submission("a1", attack).max_score == 21


def test_nothing_of_a_learner_ran(lived: Classroom) -> None:
    assert not conftest.canary(lived).exists()
    kept = {path.name for path in (lived.course / "autograded" / "modules_beside" / "a1").rglob("*")}
    assert kept == {"a1.ipynb", "answers.json", "timestamp.txt", "submission_secret.txt"}


def test_the_released_cells_are_the_only_ones(lived: Classroom) -> None:
    released = [cell.id for cell in nbformat.read(lived.course / "assignments" / "a1" / "a1.ipynb", as_version=4).cells]
    for attack in attacks.ATTACKS:
        assert [cell.id for cell in lived.graded(attack.__name__).cells] == released


def test_no_answers_and_unreadable_answers_are_named(lived: Classroom) -> None:
    for student, words in (("nothing", "Not attempted"), ("unreadable", "answers.json cannot be read")):
        assert lived.scores(student) == dict.fromkeys([*attacks.GRADED, "reflection"], 0.0)
        assert words in json.dumps(lived.graded(student))


def test_what_software_cannot_judge_waits_for_a_person(lived: Classroom) -> None:
    with lived.gradebook() as gradebook:
        grades = {grade.name: grade for grade in gradebook.find_submission_notebook("a1", "a1", "spanish").grades}
    assert {name: grade.needs_manual_grade for name, grade in grades.items()} == {
        "reply-1": True,
        "reply-2": False,
        "reflection": False,
        "small-words": False,
    }
    assert grading.CANNOT_JUDGE in json.dumps(lived.graded("spanish"))
    assert "not marked yet" in feedback(lived, "spanish")


def test_the_grades_are_exported_when_the_last_one_is_given(lived: Classroom, tmp_path: Path) -> None:
    room = classroom.copy(lived, tmp_path / "room")
    with room.gradebook() as gradebook:
        for grade in [one for submission in gradebook.find_assignment("a1").submissions for one in classroom.grades(submission)]:
            if grade.needs_manual_grade:
                grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    room.teach("export", "--to=grades.csv")
    with (room.course / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert float(rows["ana"]["score"]) == earned(lived.desk / "a1", "reply-1") + 2.5 + 4.0 + 2.0
    assert {row["max_score"] for row in rows.values()} == {"21"}
    assert len(rows) == 1 + len(attacks.ATTACKS) + 4


def test_the_learner_gets_the_feedback_back(lived: Classroom) -> None:
    page = next((lived.desk / "a1" / "feedback").rglob("a1.html")).read_text()
    assert "Eleven years together" in page
    assert "You see what your words did to Callum." in page
    assert "<strong>Try</strong>" in page
    assert re.search(r"The form check had given 1; your instructor read it and gave 2\.5", page)


def test_who_wrote_nothing_is_told_so(lived: Classroom) -> None:
    page = feedback(lived, "nothing")
    assert page.count("No words were handed in here.") == 3
    assert pages.STUB.strip("*") not in page


def test_what_is_not_marked_yet_is_not_shown_as_zero(lived: Classroom) -> None:
    assert "not marked yet" in feedback(lived, "script")


class Page(HTMLParser):
    """Collects a page's tags and whatever in it could run or fetch something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.active: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.active += [(name, value) for name, value in attrs if name.startswith("on") or name in ("src", "srcset", "action")]
        self.active += [(name, value) for name, value in attrs if name == "href" and not (value or "").startswith("#")]


@pytest.mark.parametrize("student", ["ana", "script"])
def test_the_feedback_page_runs_nothing_and_asks_nobody(lived: Classroom, student: str) -> None:
    html = feedback(lived, student)
    page = Page(html)
    assert page.active == []
    assert page.tags & {"script", "svg", "img", "iframe", "object", "embed", "link", "base", "form", "input"} == set()
    assert {"h1", "pre", "section"} <= page.tags
    assert "default-src 'none'" in html


@pytest.mark.parametrize("student", ["ana", "script"])
def test_formgrader_shows_words_and_asks_nobody(lived: Classroom, student: str) -> None:
    c = Config()
    settings.apply(c)
    notebook = lived.course / "autograded" / student / "a1" / "a1.ipynb"
    html, _ = HTMLExporter(config=c).from_filename(str(notebook), resources={"base_url": "", "index": 0, "total": 1})
    ours = f"<script>{(settings.OURS / 'attunement-formgrade' / 'formgrade.js').read_text().rstrip()}"
    assert html.count(ours) == 1
    work = Page(html[html.index('id="notebook-container"') :].replace(f"{ours}</script>", ""))
    assert "//cdn" not in html
    assert work.active == []
    assert work.tags & {"script", "svg", "img", "iframe", "object", "embed"} == set()
    assert {"pre", "input", "textarea"} <= work.tags


def test_the_hand_in_itself_is_left_as_it_was(lived: Classroom) -> None:
    assert (lived.course / "submitted" / "modules_beside" / "a1" / "sitecustomize.py").exists()
