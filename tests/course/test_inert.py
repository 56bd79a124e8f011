"""A learner's words stay words, wherever they are shown."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from attunement.course import inert

from .attacks import ODD, SCRIPT

PAYLOADS = [
    SCRIPT,
    ODD,
    "</PRE ><script>x</script>",
    "]]>--><!-- $$x$$ \\(y\\) `z` ~~~",
    "[a]: javascript:x\n[a]",
    "&lt;b&gt; &#60;script&#62;",
    "* one\n* two\n\n    three\n\n# four\n\n---\n\n| a | b |\n|---|---|",
]


def shown(words: str) -> str:
    """Return what a reader sees after Markdown and HTML: the text of the one `pre`, and fail if there is any other element."""
    page = markdown2html(f"**Before**\n\n{inert.block(words, 'at-words')}\n\n**After**")
    tags = re.findall(r"<(/?\w+)", page)
    assert tags == ["p", "strong", "/strong", "/p", "pre", "/pre", "p", "strong", "/strong", "/p"]
    return html.unescape(page[page.index(">", page.index("<pre")) + 1 : page.index("</pre")])


@pytest.mark.parametrize("words", PAYLOADS)
def test_a_payload_is_shown_as_it_was_typed(words: str) -> None:
    assert shown(words) == re.sub("[\x00\x07\x1b\ud83d]", "\ufffd", words)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("<>&$`*_[]()#\n\t ")))
def test_any_text_is_shown_as_it_was_typed(words: str) -> None:
    assert shown(words) == words


def test_plain_words_stay_readable_in_the_file() -> None:
    assert inert.text("You sound worn out, Zoë.") == "You sound worn out, Zoë."


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Try to **quote** him.", "<p>Try to <strong>quote</strong> him.</p>"),
        ("[a book](https://example.org)", '<p><a href="https://example.org">a book</a></p>'),
        ("[press](javascript:document.title='run')", "<p><a>press</a></p>"),
        ("[press](JaVa&#x53;cript:x) [data](data:text/html,x) [v](vbscript:x)", "<p><a>press</a> <a>data</a> <a>v</a></p>"),
        ("![a picture](https://elsewhere.example/a.png)", "<p></p>"),
        ("a<img src=x onerror=x>b<svg onload=x></svg>", "<p>ab</p>"),
        ("a<script>x</script>b", "<p>axb</p>"),
        ("a<b onclick=x style='position:fixed'>b</b>", "<p>a<b>b</b></p>"),
        ('<pre class="at-words" dir="auto" onclick="x" id="y">w</pre>', '<pre class="at-words" dir="auto">w</pre>'),
        ('<pre class="modal">w</pre>', "<pre>w</pre>"),
        ("<iframe src=x></iframe><form action=x><input></form><base href=x><link rel=x>", ""),
        ("<meta http-equiv=refresh content='0;url=x'>a", "a"),
        ("<!-- x -->a", "a"),
        (r"$$\href{javascript:x}{y}$$", r"<p>$$\href{javascript:x}{y}$$</p>"),
    ],
)
def test_an_instructors_markdown_is_text_and_links(source: str, shown: str) -> None:
    assert inert.markdown(source).strip() == shown


def test_a_comment_has_no_headings_of_its_own() -> None:
    assert inert.comment("# Good\n\nWell seen.") == "<p><strong>Good</strong></p>\n<p>Well seen.</p>\n"


@pytest.mark.parametrize("words", PAYLOADS)
def test_a_learners_words_stay_what_they_are_where_markdown_is_cleaned(words: str) -> None:
    page = inert.markdown(f"**Before**\n\n{inert.block(words, 'at-words')}\n\n**After**")
    assert re.findall(r"<(/?\w+)", page) == ["p", "strong", "/strong", "/p", "pre", "/pre", "p", "strong", "/strong", "/p"]
