"""Do once what every visit would do anew, so that a kernel that waits is ready; and tell a page at once what it begins with."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import comm
from IPython.display import display
from ipywidgets import Widget

import attunement
from attunement import feedback, front, workbook
from attunement.exercises.base import Exercise

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = "application/vnd.jupyter.widget-state+json"  # how a notebook keeps the states of its widgets


@cache
def up() -> None:
    """Make every exercise once and score one reply: that reads rubric, weights, casebook and words. Nobody hears of it.

    In the copy of a kernel that has done so nothing is left to do.
    """
    with unheard():
        for name in attunement._exercises():  # noqa: SLF001 (the package's own list)
            make = getattr(attunement, name)
            for one in workbook.ids(name) if name in workbook.kinds() else ():
                make(one)
        attunement.rewrite("maya-01").close_all()
    feedback.score("I am tired.", "You have carried this alone for a long time, and it wears you out.", "maya-01")
    gc.collect()
    gc.freeze()  # what is there now stays; looking through it for what is not needed any more would hold up some learner's key


@contextmanager
def unheard() -> Iterator[None]:
    """Let widgets that are made meanwhile speak to nobody."""
    heard, comm.create_comm = comm.create_comm, comm.DummyComm
    try:
        yield
    finally:
        comm.create_comm = heard


def tell() -> None:
    """Show the states of all widgets, as a notebook keeps them: a page that has them need not ask first."""
    display({STATES: Widget.get_manager_state()}, raw=True)


def carry() -> None:
    """Have every exercise carry its own module and style from now on, for a page that does not bring them."""
    os.environ.pop(front.SERVED, None)
    front.module.cache_clear()
    front.style.cache_clear()
    kinds = [Exercise]
    for kind in kinds:
        kinds += kind.__subclasses__()
        if "_esm" in vars(kind):
            kind._esm, kind._css = front.module(kind.kind()), front.style(kind.kind())  # noqa: SLF001 (anywidget's names)
