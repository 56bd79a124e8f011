"""The exercise that stands in a lesson, as something to read: what one does there, and one worked step."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement import cases, workbook, yamlfile
from attunement.book import hearing, keeping, naming, writing
from attunement.book.markdown import box, plain

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS: dict[str, Callable[[Any], str]] = {
    "answer": writing.rewrite,
    "attend": hearing.attend,
    "claims": keeping.claims,
    "classify": naming.classify,
    "feelings": hearing.feelings,
    "imagine": hearing.imagine,
    "journal": keeping.journal,
    "pause": hearing.pause,
    "peer": writing.peer,
    "plan": keeping.plan,
    "predict": writing.predict,
    "progress": keeping.nothing,
    "questions": naming.questions,
    "rank": naming.rank,
    "repair": writing.repair,
    "rewrite": writing.rewrite,
    "session": writing.session,
    "skills": keeping.nothing,
    "spot": naming.spot,
    "stored": keeping.nothing,
    "summary": hearing.summary,
}
OF_CLIENTS = ("answer", "rewrite")  # their name is a client's, not that of a file of the workbook
OF_LEARNERS = ("progress", "skills", "stored")  # they show what a learner did, so there is nothing to show here


@cache
def about() -> dict[str, dict[str, str]]:
    """Return for each kind of exercise its `title` and what one does there (`does`)."""
    return yamlfile.read(Path(__file__).with_name("kinds.yaml"))


def title(kind: str, name: str) -> str:
    """Return what an exercise is called in the book."""
    named = about()[kind]["title"]
    if kind in OF_LEARNERS or not name:
        return named
    return f"{named}: {_client(cases.load(name)) if kind in OF_CLIENTS else workbook.load(kind, name)['title']}"


def _client(case: cases.Case) -> str:
    """Return a client's name; of one met again, with the meeting."""
    return case.name if case.id.endswith("-01") else f"{case.name}, {case.about.rpartition(' · ')[2]}"


def asked(kind: str, name: str) -> str:
    """Return what an exercise asks for, in its author's words where it has any."""
    return about()[kind]["does"] if kind in (*OF_CLIENTS, *OF_LEARNERS) else workbook.load(kind, name)["ask"]


def example(kind: str, name: str) -> str:
    """Return one worked step of an exercise as Markdown, its answers folded away."""
    if kind in OF_LEARNERS or not name:
        return ""
    return KINDS[kind](cases.load(name) if kind in OF_CLIENTS else workbook.load(kind, name))


def frame(kind: str, name: str, live: str) -> str:
    """Return the exercise in a frame, with a link to the lesson in which it can be done (`live` is its address)."""
    done = f"[{'See it' if kind in OF_LEARNERS else 'Do this exercise'} in the live lesson]({live})"
    return box(title(kind, name), "exercise", plain(asked(kind, name)), example(kind, name), done)
