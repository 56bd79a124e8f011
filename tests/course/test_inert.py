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
