"""What the instructor sees in formgrader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from attunement import answers
from attunement.course import marking

from . import worked
from .test_pages import BY_HAND

if TYPE_CHECKING:
    from pathlib import Path

SOLUTION = "### Yours\n\n### BEGIN SOLUTION\n\n**Marking notes.** Two points for the quote.<script>x</script>\n\n### END SOLUTION"


def test_marking_notes_are_what_the_release_leaves_out() -> None:
    plain = new_markdown_cell("### Yours", metadata={"nbgrader": {**BY_HAND["nbgrader"], "grade_id": "plain"}})
    cells = [new_markdown_cell(SOLUTION, metadata=BY_HAND), plain, new_code_cell("at.grade()")]
    found = marking.notes(new_notebook(cells=cells))
    assert found == {"reflection": "**Marking notes.** Two points for the quote.<script>x</script>", "plain": ""}


@pytest.mark.parametrize("there", [True, False])
def test_the_notes_stand_folded_above_what_a_person_marks(tmp_path: Path, there: bool) -> None:  # noqa: FBT001
    graded = tmp_path / "autograded" / "ana" / "a1"
    source = tmp_path / "solutions" / "a1"
    for folder in (graded, source):
        folder.mkdir(parents=True)
    answers.save(graded, "reflection", "My words.")
    nbformat.write(worked.graded(graded), graded / "a1.ipynb")
    if there:
        nbformat.write(new_notebook(cells=[new_markdown_cell(SOLUTION, metadata=BY_HAND)]), source / "a1.ipynb")
    config = worked.configured()
    config.CourseDirectory.root, config.CourseDirectory.source_directory = str(tmp_path), "solutions"
    about = {"base_url": "", "index": 0, "total": 1}
    html, _ = HTMLExporter(config=config).from_filename(str(graded / "a1.ipynb"), resources=about)
    assert ("Two points for the quote." in html) is there
    assert "<script>x" not in html
    if there:
        assert html.index("<details") < html.index("Two points for the quote.") < html.index("My words.")


def test_a_hand_in_is_shown_whole_and_once(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply-1", worked.REPLY, "priya-01")
    answers.save(tmp_path, "session", turns=["You should relax."])
    answers.save(tmp_path, "same-words", chosen={"0": ["both"]})
    text = worked.Seen(worked.formgrader(worked.graded(tmp_path))).text
    for words in (
        "sold her half of the garage",
        "got in the way",
        "You should relax.",
        "What Mirela felt",
        "The learner chose both",
    ):
        assert words in text
    assert text.count(worked.REPLY[:60]) == 1
    assert "Which words earned or cost what" not in text  # that is for the learner


@pytest.mark.parametrize("name", ["student", "first_name", "last_name", "assignment_id", "notebook_path"])
def test_a_name_from_a_roster_or_a_folder_is_no_markup(tmp_path: Path, name: str) -> None:
    evil = "\"'><script>x</script><img src=x onerror=x>\\"
    notebook, both = worked.graded(tmp_path), {"first_name": "A", "last_name": "B"} if name != "student" else {}
    page = worked.Seen(worked.formgrader(notebook, **{**both, name: evil}))
    usual = worked.Seen(worked.formgrader(notebook, **{**both, name: "usual"}))
    assert [kind for kind, _ in page.active] == [kind for kind, _ in usual.active]


def test_where_a_comment_on_a_form_checked_part_goes(tmp_path: Path) -> None:
    """nbgrader has a box for a comment only where a person marks."""
    text = worked.Seen(worked.formgrader(worked.graded(tmp_path))).text
    assert text.count("A comment on this part goes into the box under “") == len(worked.GRADED)
    assert "<textarea" in worked.formgrader(worked.graded(tmp_path))
