"""Two pages to look things up in: all exercises by lesson, and who is in the casebook."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from attunement import cases, workbook
from attunement.book import who, worked
from attunement.book.lessons import RENDERED, anchor
from attunement.book.markdown import bold, bullets, join, plain
from attunement.book.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attunement.book.lessons import Lesson


def exercises(lessons: tuple[Lesson, ...], further: tuple[Lesson, ...], more: dict[str, str], live: str) -> str:
    """Return the page of all exercises: the kinds, the instances by lesson or other page, then the rest (`more` says why)."""
    kinds = bullets(f"{bold(about['title'])}. {plain(about['does'])}" for about in worked.about().values())
    by_lesson = [_of_lesson(lesson) for lesson in lessons]
    elsewhere = _elsewhere(lessons, further, more, live)
    return join(text("exercises"), "## Kinds", kinds, "## By lesson", *by_lesson, elsewhere) + "\n"


def _of_lesson(lesson: Lesson) -> str:
    listed = [
        f"[{plain(worked.title(kind, name))}](#{anchor(lesson.number, cell)})"
        for kind, name, cell in lesson.exercises()
        if kind not in worked.OF_LEARNERS
    ]
    return join(f"### {plain(lesson.title)}", bullets(listed))


def _elsewhere(lessons: tuple[Lesson, ...], further: tuple[Lesson, ...], more: dict[str, str], live: str) -> str:
    """Return the exercises of no lesson: by the page that has them, then those with the same reason together."""
    placed = {(kind, name) for lesson in lessons for kind, name, _ in lesson.exercises()}
    blocks = []
    for page in further:
        others = dict.fromkeys((kind, name) for kind, name, _ in page.exercises() if kind not in worked.OF_LEARNERS)
        titles = [plain(worked.title(*one)) for one in others if one not in placed]
        placed |= set(others)
        if titles:
            blocks.append(join(f"### [{plain(page.title)}]({live}{RENDERED}{page.stem}.ipynb)", bullets(titles)))
    return join(text("elsewhere"), *blocks, _kept(placed, more))


def _kept(placed: set[tuple[str, str]], more: dict[str, str]) -> str:
    by_reason: dict[str, list[str]] = {}
    for kind in workbook.kinds():
        for name in workbook.ids(kind):
            if (kind, name) not in placed:
                by_reason.setdefault(more.get(f"{kind}/{name}", ""), []).append(plain(worked.title(kind, name)))
    groups = [join(plain(why), bullets(titles)) for why, titles in sorted(by_reason.items())]
    return join("### On no page", *groups) if groups else ""


def casebook(lessons: tuple[Lesson, ...]) -> str:
    """Return the page of all clients, each with one line and the lessons in which one writes to them, and no answers."""
    met = _met(lessons)
    people = [list(group) for _, group in groupby(cases.every(), key=lambda case: case.person)]
    again = [group for group in people if len(group) > 1]
    return (
        join(
            text("casebook"),
            who.render(),
            "## Everybody",
            bullets(_line(group, met) for group in people),
            *([text("again"), bullets(_again(group) for group in again)] if again else []),
        )
        + "\n"
    )


def _met(lessons: Iterable[Lesson]) -> dict[str, list[str]]:
    """Return for each client the links to the lessons in which a reply to them is written."""
    met: dict[str, list[str]] = {}
    for lesson in lessons:
        for kind, name, cell in lesson.exercises():
            if kind in worked.OF_CLIENTS:
                link = f"[{plain(lesson.title)}](#{anchor(lesson.number, cell)})"
                met.setdefault(name, []).append(link)
    return met


def _line(group: list[cases.Case], met: dict[str, list[str]]) -> str:
    links = [link for case in group for link in met.get(case.id, [])]
    where = f" In {', '.join(dict.fromkeys(links))}." if links else ""
    return f"{bold(group[0].name)}, {plain(group[0].about)}.{where}"


def _again(group: list[cases.Case]) -> str:
    return f"{bold(group[0].name)}: {', then '.join(plain(case.about.rpartition(' · ')[2]) for case in group)}."
