"""Every kind of exercise on one page: nothing in their way under Voila, and one step of each in JupyterLab."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from attunement import workbook

from .desk import violations
from .steps import KINDS, take

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .lab import Lab

MODULES = Path(__file__).parents[2] / "modules"
WAIT = 40_000


ANSWERS = {  # kind → what answers its step on this page
    "rewrite": "Level 1 of 5",
    "classify": "Look again",
    "questions": "Look again",
    "summary": "1 of 5 points",
    "feelings": "her own word",
    "spot": "You marked one place",
    "rank": "You put this higher",
    "pause": "Look again",
    "predict": "Your guess and what was read",
    "session": "Maya's trust: guarded",
    "repair": "Not this line.",
    "attend": "Listen on",
    "claims": "You said supported; our table says",
    "imagine": "Now ask Mei",
    "peer": "The rating is kept.",
    "plan": "One next step:",
    "journal": "Your journal",
}


def test_every_kind_is_on_the_page_and_has_a_step_here() -> None:
    text = (MODULES / "playground.ipynb").read_text(encoding="utf-8")
    assert set(ANSWERS) == set(KINDS) == {"rewrite", *workbook.kinds()}
    assert [kind for kind in ANSWERS if f"at.{kind}(" not in text] == []


@pytest.fixture
def playground(page: Page, course: str) -> Page:
    """Open the page with every exercise on it."""
    page.goto(f"{course}playground.ipynb")
    for kind in ANSWERS:
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
    for kind in ANSWERS:
        node = playground.locator(f".at-exercise.at-{kind}")
        expect(node).to_have_role("region")
        expect(node).to_have_accessible_name(re.compile(r"\w"))
        expect(node.get_by_role("status")).to_have_count(1)


def test_one_step_of_each_kind_in_jupyterlab(lab: Lab) -> None:
    lab.open("playground.ipynb", MODULES)
    for kind, answer in ANSWERS.items():
        node = lab.page.locator(f".at-exercise.at-{kind}")
        node.scroll_into_view_if_needed(timeout=WAIT)
        take(node, kind)
        expect(node).to_contain_text(answer, timeout=WAIT)
        assert violations(lab.page, f".at-exercise.at-{kind}") == "", kind
