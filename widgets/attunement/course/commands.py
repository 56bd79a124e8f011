"""The commands for those who teach and those who hand in. Each fetches what it needs when it runs: nbgrader starts slowly."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
in_course = click.option("--course", "folder", type=FOLDER, help="The course's folder, if not the present one.")


@click.command()
@click.argument("assignment")
@in_course
@click.option("--collect/--no-collect", default=True, help="Take in what lies in the exchange first.")
def grade(assignment: str, folder: Path | None, *, collect: bool) -> None:
    """Grade ASSIGNMENT: collect, look at each hand-in, grade, check that nothing is missing, write feedback.

    It may be run as often as you like, and stopped at any time: what is graded stays graded, what was cut off is graded again.
    """
    from attunement.course import account
    from attunement.course import folder as folders
    from attunement.course import grade as grading

    try:
        outcome = grading.run(folders.find(folder), assignment, click.echo, collect=collect)
    except KeyboardInterrupt:
        click.echo(f"\nStopped. What was graded stays graded; go on with: attunement grade {assignment}")
        raise SystemExit(130) from None
    click.echo("\n".join(account.summary(outcome, assignment)))
    if outcome.failed:
        raise SystemExit(1)


@click.command("check-submission")
@click.argument("folder", default=".", type=FOLDER)
def check_submission(folder: Path) -> None:
    """Say what an assignment in FOLDER (or the present one) asks for, and what of it is answered."""
    from attunement import submission

    found = submission.look(folder)
    for line in [*found.troubles, *(f"  {task}" for task in found.tasks), found.summary, found.handed]:
        click.echo(line, nl=bool(line))
    if not found.complete:
        raise SystemExit(1)


@click.command()
@click.argument("path", default=".", type=click.Path(exists=True, path_type=Path))
@in_course
def receipt(path: Path, folder: Path | None) -> None:
    """Verify the receipt at PATH, a file or an assignment's folder; in a course, also find the hand-in that it belongs to."""
    from attunement import receipts
    from attunement.course import folder as folders
    from attunement.course import verify

    given = receipts.read(path)
    click.echo(verify.whole(given))
    if folder or (Path.cwd() / folders.CONFIG).is_file():
        right, lines = verify.held(given, folders.find(folder))
    else:
        right, line = verify.beside(given, path if path.is_dir() else path.parent)
        lines = [line, verify.MEANS]
    click.echo("\n".join(lines))
    if not right:
        raise SystemExit(1)


@click.command()
@click.option(
    "--format", "form", default="csv", show_default=True, type=click.Choice(["canvas", "moodle", "csv"]), help="For whom."
)
@click.option("--assignment", "assignments", multiple=True, help="Only this assignment; may be given more than once.")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="The file to write, if not grades*.csv here.")
@click.option("--missing-as-zero", is_flag=True, help="Give 0 to those who handed in nothing, not an empty cell.")
@in_course
def export(form: str, assignments: tuple[str, ...], to: Path | None, folder: Path | None, *, missing_as_zero: bool) -> None:
    """Write the grades as a table for Canvas, Moodle or a spreadsheet; never while a mark is missing, old or to be given."""
    from attunement.course import export as exporting
    from attunement.course import folder as folders

    course = folders.find(folder)
    where = {"to": str(to)} if to else {}
    table = exporting.FORMATS[form](parent=course.api, assignment=list(assignments), missing_as_zero=missing_as_zero, **where)
    with course.gradebook() as gradebook:
        click.echo("\n".join(table.write(gradebook)))


@click.command()
@click.argument("assignment", required=False)
@click.option("--to", default="report.html", show_default=True, type=click.Path(dir_okay=False, path_type=Path), help="The file.")
@click.option("--serve", is_flag=True, help="Show it as a page of this machine instead, made anew at each visit.")
@click.option("--port", default=8867, show_default=True, type=click.IntRange(1, 65535), help="The port of that page.")
@in_course
@click.pass_context
def report(  # noqa: PLR0913 (an argument for each option)
    ctx: click.Context, assignment: str | None, to: Path, port: int, folder: Path | None, *, serve: bool
) -> None:
    """Show how a class is getting on with ASSIGNMENT, or with all of them."""
    from tempfile import TemporaryDirectory

    from attunement.course import dashboard, report_page
    from attunement.course import folder as folders
    from attunement.course import report as reporting

    course = folders.find(folder)
    known = reporting.contents(course, assignment)
    if not serve:
        report_page.write(to, known)
        click.echo(f"Written: {to}. Open it in a browser. It holds learners' names and words: keep it where you keep grades.")
        return
    with TemporaryDirectory(prefix="attunement-report-") as place:
        dashboard.write(Path(place), course.root, assignment)
        click.echo(
            "The report holds learners' names and words. Keep its address to yourself: without it nobody can open the page."
        )
        pages = ctx.find_root().command.get_command(ctx, "serve")
        ctx.invoke(pages, port=port, open_browser=False, lessons=Path(place), private=True)
