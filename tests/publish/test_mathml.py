"""Maths in a lesson becomes MathML, and what is no maths that the library knows stays readable and harmless."""

from __future__ import annotations

from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from attunement.publish import mathml

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"


def page(source: str) -> str:
    """Return a Markdown cell as a lesson shows it."""
    known = SimpleNamespace(file_exists=lambda _: False)
    return MarkdownWithMath(renderer=mathml.MathRenderer(known, escape=False)).render(source)


def text(made: str) -> str:
    """Return the words of a formula."""
    return "".join(ET.fromstring(made).itertext())


def test_maths_stands_in_its_line_or_by_itself() -> None:
    made = page("Warm therapists ($r = .28$, $p < .001$):\n\n$$\\frac{a}{b}$$\n\nand **more**.")
    assert made.count('<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">') == 2
    assert made.count('display="block"') == 1
    assert "<mfrac>" in made
    assert "&lt;" in made
    assert "<strong>more</strong>" in made
    assert "$" not in made


def test_markdown_that_a_cell_has_shown_may_hold_maths_and_pictures() -> None:
    made = mathml.markdown("$a$ ![a boat](boat.png)")
    assert "<mi>a</mi>" in made
    assert 'alt="a boat"' in made


@pytest.mark.parametrize(("source", "shown"), [
    (r"\bar x \pm 1.96 \cdot \frac{s}{\sqrt{n}}", "x¯±1.96·sn"),
    (r"\sum_{i=1}^n x_i", "∑i=1nxi"),
    (r"a \le b \& c \text{ and } d", "a≤b&c\N{NO-BREAK SPACE}and\N{NO-BREAK SPACE}d"),
    (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "a=bc=d"),
])  # fmt: skip
def test_what_authors_write_is_read(source: str, shown: str) -> None:
    assert text(mathml.formula(source)) == shown


@pytest.mark.parametrize("name", ["equation", "align*", "align", "cases", "pmatrix"])
def test_environments_are_read(name: str) -> None:
    made = page(f"\\begin{{{name}}}\na &= b \\\\ c &= d\n\\end{{{name}}}")
    assert 'display="block"' in made
    assert "\\" not in made
    assert "(1)" not in made


@pytest.mark.parametrize("source", [
    r"\unknown{x}", r"\frac{a", "{", r"\left(\frac12", r"\sqrt[3", r"\class", "x_", r"a\begin{b", "{" * 3000, "x" * 5001,
])  # fmt: skip
def test_what_cannot_be_read_stays_as_it_was_written(source: str) -> None:
    assert mathml.formula(source) == f'<code class="tex">{source}</code>'


@pytest.mark.parametrize("source", [
    r"\text{<img src=x onerror=alert(1)>}", "<script>alert(1)</script>", r"\href{javascript:alert(1)}{x}",
    r"\style{color:red}{x}", r'\class{" onclick="alert(1)}{x}', r'\color{" onload="alert(1)}{x}',
    r"\text{&lt;img src=x onerror=alert(1)&gt;}",
    r"\frac{<script>alert(1)</script>}",
])  # fmt: skip
def test_markup_in_a_formula_stays_words(source: str) -> None:
    root = ET.fromstring(mathml.formula(source))
    assert {node.tag.removeprefix(NAMESPACE) for node in root.iter()} & {"img", "script", "a"} == set()
    assert {name for node in root.iter() for name in node.keys()} & {"href", "style", "onclick", "onload", "onerror"} == set()  # noqa: SIM118


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("\\{}[]_^&$<>\"' ab12") | st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30))
def test_nothing_that_one_types_breaks_a_lesson(source: str) -> None:
    made = mathml.formula(source)
    assert ET.fromstring(made).tag in {f"{NAMESPACE}math", "code"}
