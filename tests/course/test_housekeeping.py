"""A course from its first command to the last trace of a learner: new, backup, restore, forget."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from nbgrader.utils import notebook_hash

from attunement.cli import main
from attunement.course import begin, folder, forget, safekeeping
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from attunement.course.folder import Course

REPOSITORY = Path(__file__).parents[2]
LITTLE = Path(__file__).parent / "little" / "solutions"
pytestmark = pytest.mark.course


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let a new course begin with the little assignment, and read nobody's own configuration."""
    monkeypatch.setattr(begin, "solutions", lambda: LITTLE)
    for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a course with two learners, of whom ana has left something everywhere."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(begin, "solutions", lambda: LITTLE)
        made = begin.begin(tmp_path_factory.mktemp("courses") / "empathy-27")
    with made.gradebook() as gradebook:
        for learner in ("ana", "anabel"):
            gradebook.add_student(learner, first_name="Ana", last_name={"ana": "Reyes", "anabel": "Li"}[learner])
            gradebook.add_submission("a1", learner)
    for learner in ("ana", "anabel"):
        _left(made, learner)
    (made.root / "grades.csv").write_text("student_id,score\nana,3\nanabel,4\n")
    (made.root / "report.html").write_text("<td>Ana Reyes</td><td>Ana Li</td>")
    (made.root / "notes.txt").write_text("banana, diana, ana-maria")
    return made.root


@pytest.fixture
def course(lived_in: Path, tmp_path: Path) -> Course:
    """Return a copy of that course."""
    root = tmp_path / lived_in.name
    shutil.copytree(lived_in, root)
    config = root / folder.CONFIG
    config.write_text(config.read_text().replace(str(lived_in), str(root)))
    return folder.find(root)


def _left(made: Course, learner: str) -> None:
    inbound, pages = (made.root / "exchange" / "empathy-27" / name for name in ("inbound", "feedback"))
    places = [made.root / step / learner / "a1" for step in forget.STEPS]
    places += [inbound / f"{learner}+a1+2026-11-0{day} 10:00:00 UTC+x" for day in (1, 2)]
    places += [
        inbound / f".{learner}+a1+2026-11-03 10:00:00 UTC+x",
        made.root / "submitted" / learner / ".a1.collecting",
    ]  # cut off
    for place in places:
        place.mkdir(parents=True)
        (place / "answers.json").write_text("{}")
        (place / forget.SECRET).write_text(f"secret of {learner}")
    pages.mkdir(exist_ok=True)
    (pages / f"{notebook_hash(secret=f'secret of {learner}', notebook_id='a1')}.html").write_text("<p>words</p>")


def _ask(*words: str, answer: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words], input=answer)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_a_new_course_is_ready_to_teach_with(tmp_path: Path) -> None:
    code, said = _ask("course", "new", str(tmp_path / "empathy-27"), "--exchange", str(tmp_path / "shared"))
    assert code == 0
    assert "Ready to be released: a1." in said
    assert "nbgrader release_assignment a1" in said
    assert "attunement course learners roster.csv" in said
    made = folder.find(tmp_path / "empathy-27")
    assert (made.coursedir.course_id, made.api.exchange_root) == ("empathy-27", str(tmp_path / "shared"))
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o777
    assert [one.name for one in made.step("release", ".")] == ["a1"]
    assert "BEGIN SOLUTION" not in (made.root / "assignments" / "a1" / "a1.ipynb").read_text()
    with (made.root / "roster.csv").open() as file, made.gradebook() as gradebook:
        assert csv.DictReader(file).fieldnames == ["id", "first_name", "last_name", "email", "lms_user_id"]
        assert [one.name for one in gradebook.assignments] == ["a1"]
    lines = (made.root / "for-learners.py").read_text()
    assert '"empathy-27"' in lines
    assert str(tmp_path / "shared") in lines


def test_the_wheel_brings_what_a_new_course_begins_with() -> None:
    build = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert build["force-include"]["solutions"] == "attunement/solutions"
    assert {place.removeprefix("etc/jupyter/") for place in build["shared-data"].values()} == {
        path.removeprefix("deploy/jupyter/") for path in build["shared-data"]
    }


def test_nothing_is_written_over_or_left_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there").mkdir()
    for name, told in (("there", "is there already"), ("two words", "cannot name a course")):
        code, said = _ask("course", "new", str(tmp_path / name))
        assert code == 1
        assert told in said
    monkeypatch.setattr(folder.Course, "step", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        begin.begin(tmp_path / "broken")
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["there"]


def test_the_exchange_is_a_folder_wherever_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in ("file", "file/below"):
        code, said = _ask("course", "new", str(tmp_path / "empathy-27"), "--exchange", str(tmp_path / place))
        assert (code, said.count("\n")) == (1, 1)
        assert f"{tmp_path / place}: a file of that name is there. Name another folder" in said
    assert not (tmp_path / "empathy-27").exists()
    code, said = _ask("course", "new", str(tmp_path / "empathy-27"), "--exchange=~/hands")
    assert code == 0, said
    assert folder.find(tmp_path / "empathy-27").api.exchange_root == str(tmp_path / "home" / "hands")


def test_a_folder_that_is_no_course_is_named(tmp_path: Path) -> None:
    code, said = _ask("course", "backup", "--course", str(tmp_path))
    assert code == 1
    assert "holds no course" in said


def test_a_learner_is_forgotten_and_nobody_else(course: Course) -> None:
    code, said = _ask("course", "forget", "ana", "--course", str(course.root), answer="y\n")
    assert code == 0, said
    left = sorted(
        str(path.relative_to(course.root)) for path in course.root.rglob("*ana*") if path.name.strip(".").startswith("ana")
    )
    assert left == sorted(
        ["autograded/anabel", "feedback/anabel", "submitted/anabel"]
        + [f"exchange/empathy-27/inbound/anabel+a1+2026-11-0{day} 10:00:00 UTC+x" for day in (1, 2)]
        + ["exchange/empathy-27/inbound/.anabel+a1+2026-11-03 10:00:00 UTC+x"]
    )
    assert len(list((course.root / "exchange" / "empathy-27" / "feedback").iterdir())) == 1
    with course.gradebook() as gradebook:
        assert [student.id for student in gradebook.students] == ["anabel"]
        assert len(gradebook.assignment_submissions("a1")) == 1
    assert b"\x00ana\x00" not in course.database.read_bytes()
    assert "Removed. ana is no longer in this course." in said
    named = said.partition("still name ana")[2]
    assert "grades.csv" in named
    assert "report.html" in named
    assert "notes.txt" not in named


def test_a_word_that_is_nobodys_id_is_not_called_a_name(course: Course) -> None:
    (course.root / "report.html").write_text("Nobody is above this line; nobody is below.")
    code, said = _ask("course", "forget", "nobody", "--course", str(course.root))
    assert code == 0
    assert "There is no work of nobody in this course." in said
    assert "These files hold “nobody”, perhaps as a learner's id." in said
    assert "still name" not in said


def test_who_says_no_removes_nothing(course: Course) -> None:
    code, said = _ask("course", "forget", "ana", "--course", str(course.root), answer="n\n")
    assert code == 1
    assert "submitted/ana/a1" in said
    assert forget.traces(course, "ana").rows == 1
    assert (course.root / "submitted" / "ana" / "a1").is_dir()


@pytest.mark.parametrize("learner", ["*", "", "..", "an?", "nobody", "../anabel"])
def test_an_id_is_never_a_pattern_or_a_path(course: Course, learner: str) -> None:
    found = forget.traces(course, learner)
    assert not found
    assert (found.folders, found.files, found.rows) == ([], [], 0)


def test_a_backup_brings_the_grades_back(course: Course) -> None:
    code, said = _ask("course", "backup", "--course", str(course.root))
    (kept,) = (course.root / "backups").iterdir()
    assert (code, said) == (0, f"Written: {kept}\n")
    with course.gradebook() as gradebook:
        gradebook.remove_student("ana")
    code, said = _ask("course", "restore", str(kept), "--course", str(course.root))
    assert code == 0, said
    with course.gradebook() as gradebook:
        assert {student.id for student in gradebook.students} == {"ana", "anabel"}
    assert len(list((course.root / "backups").glob("gradebook-*.db"))) == 2  # what was there before is kept too


def test_a_backup_is_whole_while_somebody_writes(course: Course, tmp_path: Path) -> None:
    with closing(sqlite3.connect(course.database)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        busy.execute("DELETE FROM student")
        kept = safekeeping.backup(course, tmp_path / "kept.db")
        busy.rollback()
    with closing(sqlite3.connect(kept)) as held:
        assert held.execute("SELECT count(*) FROM student").fetchone() == (2,)
    with pytest.raises(AttunementError, match="there already"):
        safekeeping.backup(course, kept)


@pytest.mark.parametrize("kind", ["text", "cut", "other"])
def test_what_is_no_gradebook_is_not_restored(course: Course, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "wrong.db"
    if kind == "text":
        file.write_text("grades: all fives")
    elif kind == "cut":
        shutil.copy(course.database, file)
        file.write_bytes(file.read_bytes()[:5000])
    else:
        with closing(sqlite3.connect(file)) as made:
            made.execute("CREATE TABLE songs (name)")
    before = course.database.read_bytes()
    with pytest.raises(AttunementError, match=r"as it was"):
        safekeeping.restore(course, file)
    assert course.database.read_bytes() == before
