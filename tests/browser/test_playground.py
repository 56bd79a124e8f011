"""Every kind of exercise on one page: nothing in their way under Voila, and one step of each in JupyterLab."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from attunement import workbook

from .desk import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from .lab import Lab

MODULES = Path(__file__).parents[2] / "modules"
WAIT = 40_000


def act(node: Locator, what: str, which: str, text: str = "") -> None:
    """Do one thing: press a button, check a radio button or box, fill a text in, or click what a selector finds."""
    if what == "button":
        node.get_by_role("button", name=which, exact=True).first.click()
    elif what == "textbox":
        node.get_by_label(which, exact=True).first.fill(text)
    elif what == "click":
        node.locator(which).first.click()
    else:
        node.get_by_role(what, name=re.compile(f"^{re.escape(which)}")).first.check()


def listen(node: Locator) -> None:
    """Listen until something interrupts, and put it aside."""
    while not node.locator(".at-call").is_visible():
        count = node.get_attribute("data-count") or ""
        act(node, "button", "Listen on")
        expect(node).not_to_have_attribute("data-count", count)
    act(node, "click", ".at-call button")


def rate(node: Locator) -> None:
    """Answer every question of the sheet's first part."""
    for question in node.locator("details.at-stage[open] fieldset").all():
        question.get_by_role("radio").nth(1).check()
    act(node, "button", "Keep this rating")


MAYA = "What do you say to Maya?"
CAB = "I sit in my cab, and the screen beeps at me."
STEPS: dict[str, tuple[list[tuple[str, ...]] | Callable[[Locator], None], str]] = {  # kind → one step, and the answer to it
    "rewrite": ([("textbox", "Your reply", "You should cut out coffee.")], "Level 1 of 5"),
    "classify": ([("radio", "affirm"), ("button", "Check this sentence")], "Nothing here is named as his doing."),
    "questions": ([("radio", ""), ("button", "Check this question")], "Look again"),
    "summary": (
        [("textbox", "Your summary for Bilal", "Your bakery closes at Easter."), ("button", "Hand in this summary")],
        "1 of 5 points",
    ),
    "feelings": ([("click", "[role=radio][aria-label^='tired (']"), ("button", "Check this feeling")], "her own word"),
    "spot": ([("click", ".at-phrase"), ("button", "Show what I found")], "You marked one place"),
    "rank": ([("button", "Look at my order")], "You put this higher"),
    "pause": ([("button", "Begin"), ("button", "Speak")], "Look again"),
    "predict": ([("radio", "4"), ("button", "Guess, then see")], "Your guess and what was read"),
    "session": ([("textbox", MAYA, "You should rest."), ("button", "Say it")], "Maya's trust: guarded"),
    "repair": ([("checkbox", "This line"), ("button", "Check the lines I marked")], "Not this line."),
    "attend": (listen, "Listen on"),
    "claims": ([("radio", "supported"), ("button", "See what is known")], "You said supported; our table says"),
    "imagine": (
        [("textbox", "Be Mei for one paragraph", CAB), ("radio", "rather sure"), ("button", "Look at the voice")],
        "Now ask Mei",
    ),
    "peer": (rate, "The rating is kept."),
    "plan": (
        [
            ("textbox", "If", "she looks at the door"),
            ("textbox", "then I", "try to be more present"),
            ("button", "Check the form"),
        ],
        "One next step:",
    ),
    "journal": (
        [("click", "textarea"), ("textbox", "What I noticed", "One line."), ("button", "Keep this entry")],
        "Your journal",
    ),
}


def test_every_kind_is_on_the_page_and_has_a_step_here() -> None:
    text = (MODULES / "playground.ipynb").read_text(encoding="utf-8")
    assert set(STEPS) == {"rewrite", *workbook.kinds()}
    assert [kind for kind in STEPS if f"at.{kind}(" not in text] == []


@pytest.fixture
def playground(page: Page, course: str) -> Page:
    """Open the page with every exercise on it."""
    page.goto(f"{course}playground.ipynb")
    for kind in STEPS:
        expect(page.locator(f".at-exercise.at-{kind}")).to_be_visible(timeout=WAIT)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_together_have_no_barrier_that_axe_knows(playground: Page, scheme: str) -> None:
    playground.emulate_media(color_scheme=scheme)
    assert violations(playground) == ""


def test_all_together_fit_a_phone_and_larger_text(playground: Page) -> None:
    playground.set_viewport_size({"width": 320, "height": 800})
    assert playground.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert violations(playground) == ""
    playground.set_viewport_size({"width": 1280, "height": 900})
    playground.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert playground.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_every_exercise_has_a_name_and_one_place_that_speaks(playground: Page) -> None:
    for kind in STEPS:
        node = playground.locator(f".at-exercise.at-{kind}")
        expect(node).to_have_role("region")
        expect(node).to_have_accessible_name(re.compile(r"\w"))
        expect(node.get_by_role("status")).to_have_count(1)


def test_one_step_of_each_kind_in_jupyterlab(lab: Lab) -> None:
    lab.open("playground.ipynb", MODULES)
    for kind, (step, answer) in STEPS.items():
        node = lab.page.locator(f".at-exercise.at-{kind}")
        node.scroll_into_view_if_needed(timeout=WAIT)
        if callable(step):
            step(node)
        else:
            for one in step:
                act(node, *one)
        expect(node).to_contain_text(answer, timeout=WAIT)
        assert violations(lab.page, f".at-exercise.at-{kind}") == "", kind
