"""The page that a learner gets back: what it says, and that nobody's words do anything on it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from nbformat.v4 import new_markdown_cell
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from attunement import answers, cases, items
from attunement.course import feedback_page, inert

from . import worked
from .worked import EVIL, Seen, feedback, formgrader, graded, spread

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode


@pytest.mark.parametrize("page", [feedback, formgrader])
def test_a_learners_words_are_shown_and_do_nothing(tmp_path: Path, page: Any) -> None:
    folders = spread(tmp_path / "evil", EVIL), spread(tmp_path / "plain", "You sound tired.")
    seen, usual = (Seen(page(graded(folder))) for folder in folders)
    assert [kind for kind, _ in seen.active] == [kind for kind, _ in usual.active]
    assert seen.text.count(inert.plain(EVIL)) == 4  # the reply, the reflection, two turns; chosen labels and items are not shown


@pytest.mark.parametrize("page", [feedback, formgrader])
def test_what_a_hostile_account_writes_into_a_graded_notebook_does_nothing(tmp_path: Path, page: Any) -> None:
    notebook = graded(tmp_path)
    usual = Seen(page(copy.deepcopy(notebook)))
    notebook.cells.insert(0, new_markdown_cell(EVIL))
    about = {"kernelspec": {"name": EVIL, "display_name": EVIL}, "language_info": {"name": EVIL}, "widgets": {EVIL: EVIL}}
    notebook.metadata.update({"title": EVIL, **about})
    seen = Seen(page(notebook))
    links = [value for kind, value in seen.active if kind == "href" and not str(value).endswith((".css", "/prev", "/next", "a1"))]
    assert {kind for kind, _ in seen.active} <= {kind for kind, _ in usual.active} | {"href"}
    assert set(links) - {value for _, value in usual.active} <= {"https://elsewhere.example", "//elsewhere.example"}


def test_a_comment_is_text_and_links(tmp_path: Path) -> None:
    notebook = graded(tmp_path)
    comment = f"# Well seen\n\nRead [this](https://example.org).\n\n{EVIL}"
    page = Seen(feedback(notebook, {"reflection": {"comment": comment}}))
    assert {(kind, value) for kind, value in page.active} <= {
        ("href", "https://example.org"),
        ("href", "https://elsewhere.example"),
    }
    assert "From your instructor" in page.text
    assert page.headings == sorted_outline(page.headings)


def sorted_outline(levels: list[int]) -> list[int]:
    """Return the levels with every jump of more than one step down taken out: the same where there is none."""
    kept = levels[:1]
    for level in levels[1:]:
        kept += [level] if level <= kept[-1] + 1 else []
    return kept


# What it says


def good(folder: Path) -> Path:
    """Hand in what is right."""
    for name in ("same-words", "to-the-balcony"):
        lines = items.load(name)["lines"]
        right = [[str(line["place"])] if "place" in line else line["fits"][:1] for line in lines]
        answers.save(folder, name, chosen={str(number): labels for number, labels in enumerate(right)})
    answers.save(folder, "reply-1", "Eleven years, and she told you in an email. You sound hurt, and alone with it.", "priya-01")
    return folder


def test_a_reply_comes_back_with_reasons_a_next_step_and_models(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply-1", worked.REPLY, "priya-01")
    html = feedback(graded(tmp_path))
    text = Seen(html).text
    assert '<mark class="at-mark at-way">You should call a lawyer</mark>' in html
    assert 'href="#reply-1-reason-3"' in html
    assert 'id="reply-1-reason-3"' in html
    for words in (
        "sold her half of the garage",
        "advising ·",
        "Instead:",
        "One thing to try next",
        "not the only way",
        "The sum",
    ):
        assert words in text
    assert any(model.reply in text for model in cases.load("priya-01").models)


def test_a_line_says_what_was_chosen_what_fits_and_why(tmp_path: Path) -> None:
    source = items.load("same-words")
    first, second = (line["fits"][0] for line in source["lines"][:2])
    other = next(label for label in source["labels"] if label != first)
    answers.save(tmp_path, "same-words", chosen={"0": [other], "1": [second]})
    text = " ".join(Seen(feedback(graded(tmp_path))).text.split())
    meant = {label: f"{label} ({source['labels'][label]})" for label in source["labels"]}
    assert f"− Look again. You chose {meant[other]}. What fits: {meant[first]}." in text
    assert f"+ Right. You chose {meant[second]}." in text
    assert "− Look again. You chose nothing here." in text
    assert all(line["why"] in text for line in source["lines"])
    assert "1 of 8 lines are right. The same answer for every line would get 2 right without reading" in text


def test_a_place_in_an_order_stands_beside_the_place_where_it_belongs(tmp_path: Path) -> None:
    places = [line["place"] for line in items.load("to-the-balcony")["lines"]]
    answers.save(tmp_path, "to-the-balcony", chosen={"0": [str(places[0])], "1": [str(places[0])]})
    text = " ".join(Seen(feedback(graded(tmp_path))).text.split())
    assert f"+ Right. You gave it place {places[0]}" in text
    assert f"· You gave it place {places[0]}" in text
    assert "· You gave it no place; it belongs in place" in text
    assert "leaves him most room" in text


def test_all_right_says_where_the_points_come_from(tmp_path: Path) -> None:
    text = " ".join(Seen(feedback(graded(good(tmp_path)))).text.split())
    assert "8 of 8 lines are right." in text
    assert "6 of 6 count." in text
    assert "10 of 10 pairs of lines stand in the right order." in text
    assert "Look again" not in text


def test_a_session_that_broke_off_is_told_turn_by_turn(tmp_path: Path) -> None:
    answers.save(tmp_path, "session", turns=["You should relax.", "Have you tried yoga?"])
    text = " ".join(Seen(feedback(graded(tmp_path))).text.split())
    source = items.session("mirela-01")
    opening, closed = source["beats"][source["opening"]], f"closed {source['client']['name']} most"
    for words in (opening["says"], opening["missed"]["felt"], "− Missed, level 1.", "Where it broke off", closed, "wary"):
        assert " ".join(words.split()) in text
    assert "How it ended" not in text


def test_who_hands_in_nothing_is_told_so(tmp_path: Path) -> None:
    text = Seen(feedback(graded(tmp_path))).text
    assert text.count("Nothing was handed in here.") == len(worked.GRADED)
    assert text.count("No words were handed in here.") == 3
    assert "Form check" not in text


def test_a_persons_mark_counts_and_both_are_shown(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply-1", worked.REPLY, "priya-01")
    answers.save(tmp_path, "a1-prediction", chosen={"0": ["level 5"]})
    marks = {"reply-1": {"score": 4.5, "auto": 3.5, "overruled": True}, "reflection": {"open": True}}
    text = " ".join(Seen(feedback(graded(tmp_path), marks)).text.split())
    assert "The form check had given 3.5; your instructor read it and gave 4.5. A person's mark counts." in text
    assert "You expected: level 5 (goes deep, with care, and leaves room). The form check saw level 2.8." in text
    assert "Your instructor gave 4.5 of 5 points." in text
    assert "not marked yet" in text
    assert "points so far" in text


def test_a_persons_mark_says_what_it_stands_beside(tmp_path: Path) -> None:
    answers.save(tmp_path, "same-words", chosen={"0": ["both"]})
    marks = {"same-words": {"score": 2, "auto": 1, "overruled": True}}
    marks |= {name: {"score": 3, "auto": 0, "overruled": True} for name in ("reflection", "reply-1")}
    text = " ".join(Seen(feedback(graded(tmp_path), marks)).text.split())
    assert "The key had given 1; your instructor read it and gave 2. A person's mark counts." in text
    assert text.count("Nothing was handed in here; your instructor gave 3. A person's mark counts.") == 2
    assert "The form check had given" not in text


def test_the_points_stand_once_beside_what_was_expected(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply-1", worked.REPLY, "priya-01")
    answers.save(tmp_path, "a1-prediction", chosen={"0": ["level 5"]})
    text = " ".join(Seen(feedback(graded(tmp_path), {"reply-1": {"score": 4.5, "points": 5}})).text.split())
    assert text.split("<main>")[-1].count("4.5 of 5 points") == 2  # in the list at the top, and in the part


def test_what_the_form_check_could_not_judge_was_judged_by_a_person(tmp_path: Path) -> None:
    answers.save(
        tmp_path, "reply-1", "Once años juntas, y te lo dijo en un correo. Me imagino que eso te dolió mucho.", "priya-01"
    )
    marks = {"reply-1": {"score": 4.0, "auto": 0.0, "overruled": True}}
    text = " ".join(Seen(feedback(graded(tmp_path), marks)).text.split())
    assert "Not scored." in text
    assert "The form check could not judge this part; your instructor read it and gave 4. A person's mark counts." in text
    assert "Level" not in text.split("Part 3")[1].split("Part 4")[0]


def test_a_part_that_was_never_executed_still_shows_the_words(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply-1", worked.REPLY, "priya-01")
    notebook: NotebookNode = graded(tmp_path)
    for cell in (one for one in notebook.cells if one.cell_type == "code"):
        cell.outputs = []
    text = Seen(feedback(notebook)).text
    assert worked.REPLY in text
    assert "The form check could not run here" in text


@pytest.mark.parametrize("words", ["كنت وحيدة جدا. " * 300, "🙂👩‍👩‍👧 " * 900, "w" * 20_000, "You sound hurt.\n" * 1200])
def test_long_words_in_any_script_are_shown_whole(tmp_path: Path, words: str) -> None:
    answers.save(tmp_path, "reply-1", words, "priya-01")
    answers.save(tmp_path, "reflection", words)
    page = feedback(graded(tmp_path))
    assert Seen(page).text.count(words) == 2
    assert 'class="at-words at-painted" dir="auto"' in page


def test_no_page_is_written_of_a_grade_that_is_none(tmp_path: Path) -> None:
    exporter = feedback_page.FeedbackPage(parent=worked.Parent(coursedir=CourseDirectory(root=str(tmp_path))))
    about = {"nbgrader": {"notebook": "a1", "assignment": "a1", "student": "ana"}}
    with pytest.raises(NbGraderException, match=r"No feedback is written for ana\. For a1, nothing was handed in"):
        feedback_page.GetMarks(parent=exporter).preprocess(graded(tmp_path), about)


def test_the_page_is_one_file_with_an_outline(tmp_path: Path) -> None:
    page = feedback(graded(good(tmp_path)))
    seen = Seen(page)
    assert seen.active == []
    assert "For Ana <b>Silva</b> · empathy-2027 · handed in on 2026-01-05" in seen.text
    assert seen.headings == sorted_outline(seen.headings)
    assert seen.headings.count(1) == 1
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
