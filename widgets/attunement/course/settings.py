"""The lines of nbgrader configuration that make grading safe; a course's own nbgrader_config.py calls `apply(c)`."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbgrader
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
)
from sqlalchemy import event
from sqlalchemy.engine import Engine

from attunement.course import carrier, collect, exchange, execute, feedback_page, inert, marking, outcomes, pages, seal

if TYPE_CHECKING:
    from traitlets.config import Config

WAITS = 120  # seconds for a gradebook in which somebody else is writing
OURS = Path(__file__).parent / "templates"
TOLD = OURS / "attunement-told"  # what the feedback page and formgrader say in the same words
NBGRADERS = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"


def apply(c: Config) -> None:
    """Set every trait that grading words instead of code, the feedback page and formgrader's look rest on."""
    c.ClearSolutions.text_stub = pages.STUB
    _autograde(c)
    _feedback(c)
    _formgrader(c)
    _export(c)
    _exchange(c)
    let_alembic_be_found()
    if not event.contains(Engine, "connect", wait_for_the_gradebook):
        event.listen(Engine, "connect", wait_for_the_gradebook)


def let_alembic_be_found() -> None:
    """Put the folder of this Python's commands on the path: nbgrader calls `alembic` by name when it makes a gradebook."""
    commands = str(Path(sys.executable).parent)
    if commands not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([commands, os.environ.get("PATH", "")])


def wait_for_the_gradebook(connection: Any, _record: Any) -> None:
    """Let each connection that nbgrader opens wait while another program holds the gradebook; SQLite's own patience is 5 s.

    (As an event of SQLAlchemy and not as `?timeout=` in db_url, which `nbgrader db upgrade` takes for a part of the file's name.)
    """
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {WAITS * 1000}").close()


def _autograde(c: Config) -> None:
    c.Autograde.exporter_class = carrier.CarrierExporter
    c.Autograde.sanitize_preprocessors = [carrier.RebuildFromRelease, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
    c.Autograde.autograde_preprocessors = [
        execute.ExecuteReleased,
        LimitOutput,
        outcomes.SaveOutcomes,
        AssignLatePenalties,
        CheckCellMetadata,
        seal.Seal,
    ]
    c.Execute.timeout = 30  # seconds for one released cell; they take less than one
    c.Execute.startup_timeout = 60
    c.Execute.interrupt_on_timeout = False  # a cell that does not end is not worth a polite question
    c.Execute.shutdown_kernel = "immediate"


def _feedback(c: Config) -> None:
    c.GenerateFeedback.exporter_class = feedback_page.FeedbackPage
    c.GenerateFeedback.preprocessors = [feedback_page.GetMarks]
    c.FeedbackPage.template_name = "attunement-feedback"
    c.FeedbackPage.extra_template_basedirs = [str(OURS)]
    c.FeedbackPage.extra_template_paths = [str(TOLD)]
    c.FeedbackPage.preprocessors = []  # those of HTMLExporter are formgrader's


def _export(c: Config) -> None:
    c.ExportApp.plugin_class = "attunement.course.export.Csv"  # as a name: it is fetched by the one command that needs it


def _formgrader(c: Config) -> None:
    """Formgrader takes HTMLExporter's settings: nbgrader's own template, without MathJax from elsewhere, in our type."""
    c.HTMLExporter.template_name = "attunement-formgrade"
    c.HTMLExporter.extra_template_basedirs = [str(OURS), str(NBGRADERS)]
    c.HTMLExporter.extra_template_paths = [str(TOLD), str(NBGRADERS)]
    c.HTMLExporter.preprocessors = [marking.ForMarking]
    c.HTMLExporter.filters = {"markdown2html": inert.markdown, "comment": inert.comment}  # for the feedback page too
    c.HTMLExporter.exclude_anchor_links = True  # for the feedback page too


def _exchange(c: Config) -> None:
    """Hand-ins are whole and have a receipt; learners get the same from etc/jupyter/nbgrader_config.json, which pip installs."""
    c.ExchangeFactory.submit = exchange.Submit
    c.ExchangeFactory.collect = collect.Collect
