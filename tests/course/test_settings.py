"""The configuration says what it means: every trait exists, and formgrader's colours are the course's own."""

from __future__ import annotations

import re

import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.apps import ExportApp
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.exchange import ExchangeFactory
from nbgrader.preprocessors import ClearSolutions, Execute
from traitlets.config import Config

from attunement.course import feedback_page, settings

KINDS = (Autograde, ClearSolutions, Execute, ExchangeFactory, ExportApp, GenerateFeedback, HTMLExporter)
KNOWN = {kind.__name__: kind for kind in (*KINDS, feedback_page.FeedbackPage)}


@pytest.fixture
def applied() -> Config:
    c = Config()
    settings.apply(c)
    return c


def test_every_trait_is_one_that_nbgrader_reads(applied: Config) -> None:
    assert set(applied) == set(KNOWN)
    for name, traits in applied.items():
        assert set(traits) <= set(KNOWN[name].class_traits(config=True))


def test_what_is_handed_in_is_never_executed_as_it_came(applied: Config) -> None:
    assert applied.Autograde.sanitize_preprocessors[0].__name__ == "RebuildFromRelease"
    assert applied.Autograde.autograde_preprocessors[0].__name__ == "ExecuteReleased"


def test_formgrader_repeats_the_light_tokens_and_no_other_colour() -> None:
    light = feedback_page.TOKENS.read_text().split("@media")[0]
    used = set(re.findall(r"#[0-9a-f]{3,6}\b", (settings.OURS / "attunement-formgrade" / "formgrade.css").read_text()))
    assert used
    assert used <= set(re.findall(r"#[0-9a-f]{3,6}\b", light))


def test_the_pages_ask_nobody_for_anything_and_hold_no_program_but_one_line() -> None:
    programs = {}
    for template in settings.OURS.rglob("*.*"):
        assert re.findall(r"https?://|//cdn|src=", template.read_text()) == [], template.name
        programs[template.name] = template.read_text().count("<script")
    assert {name: count for name, count in programs.items() if count} == {"mathjax.html.j2": 1}  # nbgrader's page waits for it
