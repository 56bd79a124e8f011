"""The commands `attunement course …`: set up a course, read the list of learners, keep the gradebook safe, forget a learner."""

from __future__ import annotations

from pathlib import Path

import click

from attunement.course.commands import in_course


@click.group()
def course() -> None:
    """Set up a course, read the list of learners, keep the gradebook safe, forget a learner."""


@course.command("new")
@click.argument("path", metavar="NAME", type=click.Path(path_type=Path))
@click.option(
    "--exchange", type=click.Path(path_type=Path), help="The folder in which work changes hands; on a hub the shared one."
)
def new(path: Path, exchange: Path | None) -> None:
    """Make the folder NAME with configuration, a list of learners to fill in and the assignments."""
    from attunement.course import begin

    made = begin.begin(path, exchange)
    ready = ", ".join(folder.name for folder in made.step("release", "."))
    click.echo(f"The course {path.name} is in {made.root}.\nReady to be released: {ready}.\n")
    click.echo(NEXT.format(path=path, first=ready.split(", ", maxsplit=1)[0]))


NEXT = """What comes next:
  cd {path}
  1. Write your learners into roster.csv (id: letters, digits and . _ + - @), then: attunement course learners roster.csv
  2. Give your learners the lines of for-learners.py, which name this course.
  3. Release an assignment: nbgrader release_assignment {first}
  4. When work has come in: attunement grade {first}
  5. Mark what waits for you in Formgrader (jupyter lab), then run line 4 once more and: nbgrader release_feedback {first}
  6. Take the grades with you: attunement export --format canvas (or moodle, or csv)
The book's page Grading says more about each step."""


@course.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_course
def learners(file: Path, folder: Path | None) -> None:
    """Read the list of learners in FILE, as a spreadsheet saves it (CSV), into the gradebook; all of it or nothing."""
    from attunement.course import folder as folders
    from attunement.course import learners as listed

    here, roster = folders.find(folder), listed.read(file)
    click.echo("\n".join(listed.summary(roster, listed.write(here, roster))))


@course.command()
@click.argument("learner")
@in_course
@click.option("--yes", is_flag=True, help="Do not ask before removing.")
def forget(learner: str, folder: Path | None, *, yes: bool) -> None:
    """Remove every copy of LEARNER's work: handed in, graded, feedback, gradebook, exchange. Says what it did."""
    from attunement.course import folder as folders
    from attunement.course import forget as forgetting

    here = folders.find(folder)
    found = forgetting.traces(here, learner)
    if found:
        rows = f"the gradebook: {learner}, with {found.rows} graded assignments"
        for one in [*found.folders, *found.files, *([rows] if found.known else [])]:
            click.echo(f"  {one}")
        if not yes:
            click.confirm("Remove all of this for good?", abort=True)
        forgetting.remove(here, found)
        click.echo(f"Removed. {learner} is no longer in this course.")
    else:
        click.echo(f"There is no work of {learner} in this course.")
    if found.mentions:
        beside = f"still name {learner} beside others" if found else f"hold “{learner}”, perhaps as a learner's id"
        click.echo(f"These files {beside}. Delete those that name them, or write them anew:")
        for one in found.mentions:
            click.echo(f"  {one}")


@course.command()
@in_course
@click.option(
    "--to", type=click.Path(path_type=Path), help="The file to write, if not one with the time in its name in backups/."
)
def backup(folder: Path | None, to: Path | None) -> None:
    """Copy the gradebook, whole even while somebody is grading."""
    from attunement.course import folder as folders
    from attunement.course import safekeeping

    click.echo(f"Written: {safekeeping.backup(folders.find(folder), to)}")


@course.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_course
def restore(file: Path, folder: Path | None) -> None:
    """Put the backup FILE in the gradebook's place. What is there now is backed up first."""
    from attunement.course import folder as folders
    from attunement.course import safekeeping

    before = safekeeping.restore(folders.find(folder), file)
    kept = f" What was there before is in {before}." if before else ""
    click.echo(f"The gradebook is that of {file}.{kept}")
