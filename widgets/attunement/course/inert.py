"""Put words that somebody else wrote on a page so that they stay words: no markup, no link, no script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

# Letters of every script, digits, spaces and these signs mean nothing in Markdown, HTML or TeX. All else becomes a reference.
SPEAKING = re.compile(r"[^\w .,?’“”–—…]|_", flags=re.UNICODE)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def block(words: str, kind: str) -> str:
    """Return `words` as one line of Markdown that shows them literally, wrapped, with their line breaks.

    A `pre` element is raw HTML to every Markdown reader up to its end tag, and MathJax passes it over. Inside it each sign
    that could mean something is a numeric reference, a line break too: no blank line, fence or dollar can end it.
    `kind` is the class for the style sheet and must be ours.
    """
    return f'<pre class="{kind} tex2jax_ignore" dir="auto" style="white-space: pre-wrap">{text(words)}</pre>'


def text(words: str) -> str:
    """Return `words` for use inside an element: every sign that could mean something to HTML, Markdown or TeX is a reference."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    return SPEAKING.sub(_reference, UNPRINTABLE.sub("\ufffd", plain))


def _reference(sign: Match[str]) -> str:
    return f"&#{ord(sign[0])};"
