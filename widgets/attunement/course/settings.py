"""The lines of nbgrader configuration that make grading safe; a course's own nbgrader_config.py calls `apply(c)`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbgrader
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
)

from attunement.course import carrier, execute, feedback_page, outcomes, pages

if TYPE_CHECKING:
    from traitlets.config import Config

OURS = Path(__file__).parent / "templates"
NBGRADERS = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"


def apply(c: Config) -> None:
    """Set every trait that grading words instead of code, the feedback page and formgrader's look rest on."""
    c.ClearSolutions.text_stub = pages.STUB
    _autograde(c)
    _feedback(c)
    _formgrader(c)


def _autograde(c: Config) -> None:
    c.Autograde.exporter_class = carrier.CarrierExporter
    c.Autograde.sanitize_preprocessors = [carrier.RebuildFromRelease, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
    c.Autograde.autograde_preprocessors = [
        execute.ExecuteReleased,
        LimitOutput,
        outcomes.SaveOutcomes,
        AssignLatePenalties,
        CheckCellMetadata,
    ]


def _feedback(c: Config) -> None:
    c.GenerateFeedback.exporter_class = feedback_page.FeedbackPage
    c.GenerateFeedback.preprocessors = [feedback_page.GetMarks]
    c.FeedbackPage.template_name = "attunement-feedback"
    c.FeedbackPage.extra_template_basedirs = [str(OURS)]
    c.FeedbackPage.extra_template_paths = []


def _formgrader(c: Config) -> None:
    """Formgrader takes HTMLExporter's settings: nbgrader's own template, without MathJax from elsewhere, in our type."""
    c.HTMLExporter.template_name = "attunement-formgrade"
    c.HTMLExporter.extra_template_basedirs = [str(OURS), str(NBGRADERS)]
    c.HTMLExporter.extra_template_paths = [str(NBGRADERS)]
    c.HTMLExporter.exclude_anchor_links = True  # for the feedback page too
