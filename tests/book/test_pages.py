"""The pages before they are built: an example of each kind, no answer unfolded, and people's words as they were written."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import attunement
from attunement import cases, workbook
from attunement.book import lessons, markdown, pages, worked, write
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LIVE = "http://course.test/"
HIDDEN = {"why", "was", "account", "misses", "known", "limit", "felt", "range", "hint", "otherwise"}
OPEN = {"plan"}  # its examples are models to start from, and no answers
EVERY = [(kind, name) for kind in workbook.kinds() for name in workbook.ids(kind)]
FOUND = lessons.find(ROOT / "modules")


def unfolded(text: str) -> str:
    """Return what a reader sees before anything is opened."""
    return re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)


def answers(data: Any) -> Iterator[str]:
    """Yield every reason and answer of an exercise."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        if isinstance(value, str) and key in HIDDEN:
            yield value
        yield from answers(value) if key != "labels" else ()


def test_every_kind_has_a_worked_example_and_words() -> None:
    in_assignments_alone = {"choose", "converse", "checklist"}  # no page of the book shows one
    assert set(worked.KINDS) == set(attunement._exercises()) - in_assignments_alone
    assert set(worked.KINDS) == {*workbook.kinds(), "rewrite", "answer", "progress", "skills", "stored"}
    assert set(worked.about()) == set(worked.KINDS)


@pytest.mark.parametrize(("kind", "name"), EVERY, ids=lambda part: part)
def test_a_worked_example_folds_its_answers(kind: str, name: str) -> None:
    text = worked.example(kind, name)
    assert text
    assert kind in (*OPEN, "journal") or "<details>" in text
    told = [] if kind in OPEN else [answer for answer in answers(workbook.load(kind, name)) if len(answer) > 12]
    assert [answer for answer in told if markdown.plain(answer) in unfolded(text)] == []
    assert text.count("<details>") == text.count("</details>")


@pytest.mark.parametrize("case", cases.every(), ids=lambda case: case.id)
def test_a_client_is_shown_and_what_is_written_back_is_folded(case: cases.Case) -> None:
    text = worked.example("rewrite", case.id)
    assert markdown.plain(case.says) in unfolded(text)
    assert markdown.plain(case.poor_reply) in unfolded(text)
    hidden = [case.poor_misses, *(part for model in case.models for part in (model.reply, model.note))]
    assert [words for words in hidden if markdown.plain(words) in unfolded(text)] == []
    assert text.count("Level ") == 3


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" <*$_`&[]{}#")))
def test_words_show_as_they_were_written(words: str) -> None:
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(f"“{markdown.plain(words)}”")
    assert html.unescape(shown.removeprefix("<p>").removesuffix("</p>\n")) == f"“{' '.join(words.split())}”"


def test_the_name_of_a_fold_is_no_markup() -> None:
    assert "<summary>How &lt;b&gt; rates it</summary>" in markdown.fold("How <b> rates it")


@pytest.mark.parametrize("lesson", FOUND, ids=lambda lesson: lesson.stem)
def test_a_lesson_is_whole_and_leads_somewhere(lesson: lessons.Lesson) -> None:
    text = lessons.render(lesson, LIVE)
    kept = [cell["source"] for cell in lesson.cells if cell["cell_type"] == "markdown"]
    paragraphs = [part for source in kept for part in source.split("\n\n") if "](" not in part]
    assert [part for part in paragraphs if part not in text] == []
    assert "Run All" not in text
    assert text.count("class: exercise") == len(list(lesson.exercises()))
    linked = re.findall(r"\]\(([^)\s]+\.ipynb)\)", text)
    assert linked
    assert [link for link in linked if not link.startswith(LIVE + "voila/render/")] == []


def test_the_themes_switch_and_paper_have_the_colours_of_the_tokens() -> None:
    tokens = pages.TOKENS.read_text(encoding="utf-8")
    text = pages.palette(tokens)
    assert text.startswith(tokens)
    for name in re.findall(r"(--at-[a-z-]+): #", tokens):
        assert text.count(f"{name}: #") == 5


def test_a_folder_without_a_book_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="no book here"):
        write(tmp_path, ROOT / "modules")


def test_a_folder_without_lessons_leaves_the_pages_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").touch()
    (tmp_path / "pages").mkdir()
    with pytest.raises(AuthorError, match="no lesson here"):
        write(tmp_path, tmp_path)
    assert (tmp_path / "pages").is_dir()
