"""Maths in a lesson's Markdown becomes MathML on the server: browsers draw it and read it aloud without a script."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

from latex2mathml.converter import convert_to_element
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from voila.exporter import VoilaMarkdownRenderer

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Environments that only number or set apart what stands in them: a displayed formula is set apart anyway.
FRAME = re.compile(r"(?:equation|displaymath|math)\*?")
ALIGNED = re.compile(r"\\(begin|end)\{(?:aligned|alignat|eqnarray|align)\*?\}")  # the library knows one of them without numbers
MACRO = re.compile(r"\\[A-Za-z]+")
PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
OPEN = {"href", "style", "class", "id"}  # what \href, \style, ... would say to a browser, and no formula needs
LONGEST = 5_000  # letters of one formula; what is longer is no formula that a learner could read


class Formulas:
    """What a Markdown renderer makes of `$...$`, `$$...$$` and LaTeX environments."""

    def inline_math(self, body: str) -> str:
        """Return a formula that stands in a line."""
        return formula(body)

    def block_math(self, body: str) -> str:
        """Return a formula that stands by itself."""
        return formula(body, display=True)

    def latex_environment(self, name: str, body: str) -> str:
        r"""Return what stands between \begin{name} and \end{name}."""
        source = body if FRAME.fullmatch(name) else rf"\begin{{{name}}}{body}\end{{{name}}}"
        return formula(source, display=True)


class MathRenderer(Formulas, VoilaMarkdownRenderer):
    """Voila's Markdown with formulas as MathML; Voila takes it as `markdown_renderer_class`."""


class ShownRenderer(Formulas, IPythonRenderer):
    """The same for Markdown that a cell has shown: no file lies beside it."""


def markdown(source: str) -> str:
    """Return the Markdown that a cell has shown as HTML."""
    return MarkdownWithMath(renderer=ShownRenderer(escape=False)).render(source)


def formula(source: str, *, display: bool = False) -> str:
    """Return TeX as one `<math>` element, or as it was written, in `<code>`, where it cannot be read; escaped in both cases."""
    source = source.strip()
    math = _read(source, "block" if display else "inline")
    return f'<code class="tex">{escape(source)}</code>' if math is None else tostring(math, encoding="unicode")


def _read(source: str, display: str) -> Element | None:
    """Return the formula as MathML, None where the library cannot read it, or only in part."""
    if not source or len(source) > LONGEST:
        return None
    try:
        math = convert_to_element(ALIGNED.sub(r"\\\1{align*}", source), display=display)
    except Exception:  # noqa: BLE001 (it fails in many ways; a formula must not cost a lesson)
        return None
    sound = [_sound(node) for node in math.iter()]  # all of them: each is made safe by that
    return math if all(sound) else None


def _sound(node: Element) -> bool:
    """Make a node of the library safe to write down; tell whether it has all its parts and no word of TeX is left in it."""
    node.text = unescape(node.text or "")  # the library writes entities, and leaves what an author wrote as it is
    for name in OPEN.intersection(node.keys()):
        del node.attrib[name]
    return len(node) == PARTS.get(node.tag, len(node)) and not MACRO.search(node.text)
