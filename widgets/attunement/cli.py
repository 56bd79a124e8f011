"""The command `attunement`: what users and authors call from a terminal. Each command fetches what it needs when it runs."""

from __future__ import annotations

import json
import secrets
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from attunement import __version__
from attunement.errors import AttunementError

FURTHER = {  # command → the module that holds it, fetched when it is asked for
    "validate": "attunement.validity.commands",
    "course": "attunement.course.housekeeping",
    **dict.fromkeys(("grade", "report", "export", "check-submission", "receipt"), "attunement.course.commands"),
}


class Commands(click.Group):
    """Shows our own errors as one sentence, never as a traceback, and fetches the commands of the rooms."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an AttunementError becomes a message and exit code 1."""
        try:
            return super().invoke(ctx)
        except AttunementError as error:
            raise click.ClickException(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the alphabet."""
        return sorted({*super().list_commands(ctx), *FURTHER})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of them, or None."""
        if cmd_name not in FURTHER:
            return super().get_command(ctx, cmd_name)
        return getattr(import_module(FURTHER[cmd_name]), cmd_name.replace("-", "_"))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="attunement")
def main() -> None:
    """Attunement: learn to respond with empathy, one reply at a time."""


@main.command()
@click.option("--port", default=8866, show_default=True, type=click.IntRange(1, 65535), help="The port of the lessons' address.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open the front page in a browser.")
@click.option(
    "--lessons",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of lessons, if not the course's own.",
)
@click.option("--private", is_flag=True, help="Open them to nobody without the printed address, which carries a token.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 in a container.")
@click.option("--site", metavar="ADDRESS", default="", help="Where visitors find them, such as https://course.example.")
@click.option("--visitors", type=click.IntRange(1), help="How many may practise at once (default 40); others wait, and read.")
@click.option("--forked", is_flag=True, help="Copy one warm kernel for each visitor: less memory and a quicker start, on Linux.")
def serve(port: int, *, open_browser: bool, lessons: Path | None, private: bool, **how: Any) -> None:
    """Serve the lessons as web pages."""
    from attunement import publish

    token = secrets.token_urlsafe(24) if private else ""
    publish.serve(port=port, open_browser=open_browser, lessons=lessons, token=token, **how)


@main.command()
def score() -> None:
    """Score replies: reads a JSON object a line, with `client`, `response` and, if known, `case`; writes a line for each."""
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(_scored(line)) + "\n")
        sys.stdout.flush()


def _scored(line: bytes) -> dict[str, Any]:
    """Score one line; a line that is no question gets an answer of the same form that says so."""
    from attunement import feedback

    try:
        asked = json.loads(line)
        client, response, case = asked["client"], asked["response"], asked.get("case")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return feedback.refuse(
            "This line is not a JSON object with the texts `client` and `response`. Mend the line and send it again."
        )
    if not isinstance(client, str) or not isinstance(response, str):
        return feedback.refuse("`client` and `response` must both be texts. Mend the line and send it again.")
    return feedback.score(client, response, case if isinstance(case, str) else None)


@main.command()
@click.option("--fix", is_flag=True, help="Bring notebooks into their normal form, and make derived files anew.")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(folders: tuple[Path, ...], *, fix: bool) -> None:
    """Check casebook, exercises, graded items, rubric, and notebooks and coverage table of FOLDERS (or modules and solutions)."""
    from attunement import cases, cues, derived, examples, items, notebooks
    from attunement.book import coverage
    from attunement.exercises import catalogue
    from attunement.publish import path, stock
    from attunement.validity import replies

    folders = folders or tuple(path for path in (Path("modules"), Path("solutions")) if path.is_dir())
    rubric = cues.check()
    judged = [] if rubric else [*examples.check(), *catalogue.check(), *catalogue.check(items.ITEMS)]  # they need cues
    errors = [*cases.check(), *rubric, *judged, *notebooks.check(folders, fix=fix)]
    errors += [error for folder in folders for error in coverage.check(folder)] if not errors else []
    errors += [error for folder in folders if folder.is_dir() for error in [*stock.check(folder), *path.check(folder)]]
    errors += replies.check() if not errors else []
    if fix and not errors:
        derived.store()
    errors += derived.check() if not errors else []
    for error in errors:
        click.echo(str(error), err=True)
    if errors:
        raise click.ClickException(f"{len(errors)} to mend.")
    click.echo(f"All is well: {_counted()}, {len(notebooks.find(folders))} notebooks.")


def _counted() -> str:
    """Count what authors have written, beside the notebooks."""
    from attunement import cases, cues, items, workbook

    folders = {"exercises": workbook.WORKBOOK, "graded items": items.ITEMS}
    files = {what: sum(len(workbook.ids(kind, folder)) for kind in workbook.kinds(folder)) for what, folder in folders.items()}
    authored = ", ".join(f"{count} {what}" for what, count in files.items())
    return f"{len(cases.ids())} clients, {authored}, {len(cues.every())} cues"


@main.command()
@click.option("--live", metavar="ADDRESS", help="The address of the live course, if not the one on your own machine.")
@click.option("--folder", default="book", type=click.Path(path_type=Path), help="The folder of the book, if not book.")
@click.option("--lessons", default="modules", type=click.Path(path_type=Path), help="The folder of lessons, if not modules.")
def book(live: str | None, folder: Path, lessons: Path) -> None:
    """Write the pages of the reading book that are made from lessons, exercises, rubric and casebook."""
    from attunement.book import LIVE, write

    click.echo(f"Written: {write(folder, lessons, live or LIVE)}. Now run: jupyter-book build {folder}")


@main.command("new-case")
@click.argument("case_id")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where to write it, if not into the casebook.")
def new_case(case_id: str, folder: Path | None) -> None:
    """Begin a new client: writes CASE_ID.yaml with every field and what belongs into it."""
    from attunement import cases

    path = cases.begin(case_id, folder or cases.CASEBOOK)
    click.echo(f"Written: {path}. Replace each line by your client's, then run: attunement check")


@main.command()
@click.option(
    "--annomi",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="AnnoMI, the publisher's CSV table; its labels of behaviour are learned from, no text of it is kept.",
)
def fit(annomi: Path) -> None:
    """Learn the weights again, from our own labelled replies and AnnoMI's labels; the same files give the same weights."""
    from attunement.validity import commands

    commands.learn(annomi)
