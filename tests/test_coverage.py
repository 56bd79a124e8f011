"""Every element of the two source articles is taught, practised and assessed or says why not; every claim says what is known."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from attunement import cases, workbook
from attunement.book import coverage, lessons

ROOT = Path(__file__).parents[1]
MODULES = ROOT / "modules"
TAUGHT, CLAIMED = range(1, 76), range(76, 104)  # the numbers of the design's table
ROWS = coverage.rows(MODULES)
ASSIGNMENTS = {one.name: one for one in coverage.assignments(MODULES)}
LESSONS = {lesson.number: lesson for lesson in lessons.find(MODULES)}
USED = coverage.exercises(LESSONS.values())
FURTHER = coverage.exercises(page for page in lessons.further(MODULES) if page.stem == "more-practice")

every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.number))


def test_the_table_keeps_its_form() -> None:
    assert coverage.check(MODULES) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("taught: 01/four-as", "taught: 14/four-as", "there is no lesson 14. Known are: 00, 01,"),
        ("taught: 01/four-as", "taught: 01/four-a", "lesson 01 has no text cell of the name `four-a`. Known are: title,"),
        ("classify/four-as-in-one-reply", "classify/no-such", "no lesson has the exercise `classify/no-such`."),
        ("assessed: {a1-four-as: which", "assessed: {a9: which", "`a9` is no assignment of this table. Known are: a1-four-as,"),
    ],
)
def test_what_the_table_names_and_nobody_finds_is_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    shutil.copytree(MODULES, tmp_path / "modules")
    table = tmp_path / "modules" / coverage.NAME
    text = table.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    table.write_text(text.replace(old, new, 1), encoding="utf-8")
    (error,) = coverage.check(tmp_path / "modules")
    assert str(error).startswith(f"modules/coverage.yaml:{line}: {told}")


def test_every_element_has_its_row() -> None:
    assert [row.number for row in ROWS] == list(TAUGHT)


@every_row
def test_is_taught_where_the_table_says(row: coverage.Row) -> None:
    prose = {cell["id"] for cell in LESSONS[row.lesson].cells if cell["cell_type"] == "markdown"}
    assert row.cell in prose


@every_row
def test_is_practised_in_a_lesson(row: coverage.Row) -> None:
    assert row.practised, row.what
    assert sorted(set(row.practised) - USED) == []


@every_row
def test_is_assessed_or_says_why_not(row: coverage.Row) -> None:
    assert row.assessed or row.reason, row.what
    assert set(row.assessed) <= set(ASSIGNMENTS)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_assignment_that_is_there_holds_its_items(name: str) -> None:
    """And one that is not there says so, so that the table promises nothing."""
    path = ROOT / "solutions" / name / f"{name}.ipynb"
    assert path.is_file() is not bool(ASSIGNMENTS[name].waits)
    if path.is_file():
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        items = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells}
        assert sorted({row.assessed[name] for row in ROWS if name in row.assessed} - items) == []


def test_every_claim_has_a_status_and_what_it_rests_on_in_a_lesson() -> None:
    claims = {
        claim["row"]: (f"claims/{name}", claim)
        for name in workbook.ids("claims")
        for claim in workbook.load("claims", name)["claims"]
    }
    assert sorted(claims) == list(CLAIMED)
    assert [row for row, (name, _) in claims.items() if name not in USED] == []
    for row, (_, claim) in claims.items():
        assert claim["status"], row
        assert claim["known"], row
        assert claim.get("sources") or claim["status"] in ("not known", "value"), f"{row}: a finding needs a source"


def test_every_exercise_is_in_the_course_or_says_what_it_is_kept_for() -> None:
    kept = set(coverage.more(MODULES))
    written = {f"{kind}/{name}" for kind in workbook.kinds() for name in workbook.ids(kind)}
    assert sorted(written - USED - FURTHER) == sorted(kept)


def test_who_is_met_in_graded_work_is_nowhere_in_the_course() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "solutions").rglob("*.ipynb"))
    graded = {name for name in cases.ids() if name in text}
    assert graded
    for name in USED | FURTHER:
        file = workbook.WORKBOOK / f"{name}.yaml"
        told = file.read_text(encoding="utf-8") if file.is_file() else name
        assert [one for one in graded if one in told] == [], name
