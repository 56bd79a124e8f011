"""The lines of nbgrader configuration that make grading safe; a course's own nbgrader_config.py calls `apply(c)`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbgrader.server_extensions.formgrader
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

from attunement.course import carrier, execute, feedback_page, pages

if TYPE_CHECKING:
    from traitlets.config import Config

OURS = Path(__file__).parent / "templates"
NBGRADERS = Path(nbgrader.server_extensions.formgrader.__file__).parent / "templates"


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
        SaveAutoGrades,
        AssignLatePenalties,
        CheckCellMetadata,
    ]


def _feedback(c: Config) -> None:
    c.GenerateFeedback.exporter_class = feedback_page.FeedbackPage
    c.GenerateFeedback.preprocessors = [feedback_page.GetMarks]
    c.FeedbackPage.template_name = "attunement-feedback"
    c.FeedbackPage.extra_template_basedirs = [str(OURS)]
    c.FeedbackPage.extra_template_paths = []
    c.FeedbackPage.exclude_anchor_links = True


def _formgrader(c: Config) -> None:
    """Formgrader takes HTMLExporter's settings. Our template is nbgrader's own, without MathJax from elsewhere and with our type."""
    c.HTMLExporter.template_name = "attunement-formgrade"
    c.HTMLExporter.extra_template_basedirs = [str(OURS), str(NBGRADERS)]
    c.HTMLExporter.extra_template_paths = [str(NBGRADERS)]
