"""Put words that somebody else wrote on a page so that they stay words: no markup, no link, no script."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors.sanitize import SanitizeHTML

if TYPE_CHECKING:
    from re import Match

# Letters of every script, digits, spaces and these signs mean nothing in Markdown, HTML or TeX. All else becomes a reference.
SPEAKING = re.compile(r"[^\w .,?’“”–—…]|_", flags=re.UNICODE)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TEXT = "p br strong em b i del code pre ul ol li blockquote hr h1 h2 h3 h4 h5 h6 table thead tbody tr th td a"  # no image either
HEADING = re.compile(r"<(/?)h[1-6]>")


def block(words: str, kind: str) -> str:
    """Return `words` as one line of Markdown that shows them literally, wrapped, with their line breaks.

    A `pre` element is raw HTML to every Markdown reader up to its end tag, and MathJax passes it over. Inside it each sign
    that could mean something is a numeric reference, a line break too: no blank line, fence or dollar can end it.
    `kind` is the class for the style sheet and must be ours.
    """
    return f'<pre class="{kind} tex2jax_ignore" dir="auto" style="white-space: pre-wrap">{text(words)}</pre>'


def text(words: str) -> str:
    """Return `words` for use inside an element: every sign that could mean something to HTML, Markdown or TeX is a reference."""
    return SPEAKING.sub(_reference, plain(words))


def plain(words: str) -> str:
    """Return `words` with one kind of line break and without what no reader can see; they are no markup yet."""
    return UNPRINTABLE.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))


def markdown(source: str) -> str:
    """Return Markdown as HTML that only reads: no script, style, image, form or `javascript:` link is left in it.

    What a hostile account put into a comment or into a graded notebook goes the same way as an instructor's own text.
    """
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return _cleaner().sanitize_html_tags(MarkdownWithMath(renderer=renderer).render(plain(source)))


def comment(source: str) -> str:
    """Return an instructor's comment as `markdown` does, its headings as strong lines: the page has an outline of its own."""
    return HEADING.sub(lambda tag: "</strong></p>" if tag[1] else "<p><strong>", markdown(source))


@cache
def _cleaner() -> SanitizeHTML:
    """Return nbconvert's own cleaner, which keeps text and links and strips all else."""
    return SanitizeHTML(tags=TEXT.split(), attributes={"a": ["href", "title"], "pre": _of_ours}, styles=[], strip=True)


def _of_ours(_tag: str, name: str, value: str) -> bool:
    """Tell whether an attribute of a `pre` is one that `block` gives it."""
    return (name, value) == ("dir", "auto") or (name == "class" and value.startswith("at-"))


def _reference(sign: Match[str]) -> str:
    return f"&#{ord(sign[0])};"
