"""`attunement validate ...`: measure the form check on your own copy of a corpus or on replies of your own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from attunement.errors import LearnerError
from attunement.validity import tables

_TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FILES = click.Path(exists=True, path_type=Path)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object in place of the tables.")
of_part = click.option("--part", help="Only the entries of this part, where the file names parts.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def validate() -> None:
    """Measure the form check against people, beside keyword rules."""


@validate.command()
@click.argument("file", type=_TABLE)
@click.option("--held-out", is_flag=True, help="Learn the weights anew for each fifth of the videos. Takes minutes.")
@as_json
def annomi(file: Path, *, held_out: bool, as_json: bool) -> None:
    """Measure the main behaviour on AnnoMI: FILE is the publisher's CSV table."""
    from attunement.validity import harness

    _needs_learning(held_out)
    show(harness.annomi(file, held_out=held_out), as_json=as_json)


@validate.command("lend-an-ear")
@click.argument("file", type=_TABLE)
@as_json
def lend_an_ear(file: Path, *, as_json: bool) -> None:
    """Measure the six signals on Lend an Ear: FILE has a JSON object a line, with `turns` and `ratings`."""
    from attunement.validity import harness

    show(harness.lend_an_ear(file), as_json=as_json)


@validate.command()
@click.argument("file", type=_FILES, required=False)
@of_part
@as_json
def levels(file: Path | None, part: str | None, *, as_json: bool) -> None:
    """Measure the level on replies of known order; without FILE, on our own.

    FILE is YAML, a JSON list or JSON lines, or a folder of these. An entry has `client` and `replies`: texts in rising order, or
    `reply` and `level` for each. Or each entry is one reply, with `client`, `reply` and `level`.
    """
    from attunement.validity import harness

    show(harness.levels(file, part), as_json=as_json)


@validate.command()
@click.argument("file", type=_FILES)
@of_part
@as_json
def pairs(file: Path, part: str | None, *, as_json: bool) -> None:
    """Measure contrast pairs: FILE (YAML, a JSON list or JSON lines) has `client`, `better`, `worse` and, if known, `name`."""
    from attunement.validity import harness

    show(harness.pairs(file, part), as_json=as_json)


@validate.command()
@click.argument("file", type=_FILES)
@of_part
@as_json
def invariant(file: Path, part: str | None, *, as_json: bool) -> None:
    """Measure irrelevant changes: FILE (YAML, a JSON list or JSON lines) has `client`, `reply` and `variants`.

    A variant is a text, or has `reply`, where it changes too `client`, and `kind`. In place of them, `a` and `b` will do.
    """
    from attunement.validity import harness

    show(harness.invariant(file, part), as_json=as_json)


@validate.command()
@as_json
def alarms(*, as_json: bool) -> None:
    """Measure how often each cue is right, on the part of our own replies that is kept for checking."""
    from attunement.validity import harness

    show(harness.false_alarms(), as_json=as_json)


@validate.command()
@as_json
def speed(*, as_json: bool) -> None:
    """Measure how long a score takes on this machine, and a fresh start beside `import ipywidgets`."""
    from attunement.validity import harness

    show(harness.quickness(), as_json=as_json)


@validate.command()
@click.option("--annomi", type=_TABLE, help="AnnoMI, the publisher's CSV table.")
@click.option("--lend-an-ear", type=_TABLE, help="Lend an Ear, a JSON object a line.")
@click.option("--pairs", type=_FILES, help="Contrast pairs; only those of the part `check`, where the file names parts.")
@click.option("--invariant", type=_FILES, help="Irrelevant changes.")
@click.option("--held-out/--no-held-out", default=True, help="AnnoMI also by weights learned without the video; takes minutes.")
@click.option("--date", help="The day of the measurement, as it shall stand in the card: 2026-11-22.")
@click.option("--to", type=click.Path(path_type=Path), default=Path("book/model-card.md"), show_default=True, help="The card.")
def card(date: str | None, to: Path, *, held_out: bool, **measured_on: Path | None) -> None:
    """Measure everything and write the model card; without any file, write the card again from the figures that are kept."""
    from attunement.validity import card as cards

    if any(measured_on.values()):
        if date is None:
            raise click.UsageError("Say on which day you measure: --date 2026-11-22.")
        _needs_learning(held_out and measured_on["annomi"])
        cards.store(cards.measure(date, measured_on, held_out=held_out))
        click.echo(f"Written: {cards.FIGURES}")
    cards.write(to)
    click.echo(f"Written: {to}")


def learn(table: Path) -> None:
    """Learn the weights from AnnoMI's table and our own replies, write them and say so.

    The list of known words comes first, because slips of the keyboard are mended by it before anything is learned.
    """
    from attunement import derived
    from attunement.validity import fit, vocabulary
    from attunement.weights import FILE

    _needs_learning(table)
    vocabulary.store()
    derived.store()
    model = fit.fit(table)
    fit.store(model)
    click.echo(f"Written: {FILE}. Learned from {model['about']['own']}; {model['about']['annomi']}.")


def show(measured: dict[str, Any], *, as_json: bool) -> None:
    """Print a measure as tables or as one JSON object."""
    click.echo(json.dumps(measured, ensure_ascii=False) if as_json else tables.plain(measured))


def _needs_learning(wanted: Any) -> None:
    """Raise LearnerError where scikit-learn is wanted and missing."""
    try:
        if wanted:
            import sklearn  # noqa: F401 (only to see whether it is there)
    except ImportError as error:
        raise LearnerError("Learning needs scikit-learn. Add it with: pip install 'attunement[train]'") from error
