"""The commands for those who teach and those who hand in. Each fetches what it needs when it runs: nbgrader starts slowly."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
in_course = click.option("--course", "folder", type=FOLDER, help="The course's folder, if not the present one.")
