"""The page of the evidence: what is known about each claim, and who says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attunement import cues, workbook, yamlfile
from attunement.book.keeping import known, mark
from attunement.book.markdown import bold, bullets, fold, join, plain
from attunement.book.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attunement.book.lessons import Lesson

NAME = r"(?:(?:Teding |van |von |de |der )*[A-Z][\w’'-]+)"
CITED = re.compile(rf"\b({NAME}(?: (?:and|&) {NAME})?(?: and colleagues| et al\.)?),? \(?((?:19|20)[0-9]{{2}})\b")
DATED = re.compile(r"(.+?) \(?((?:19|20)[0-9]{2})\b")
SEVERAL = re.compile(r"; (?=[A-Z]|the )| and (?=[A-Z]\w+ [0-9]{4})")


def render(lessons: Iterable[Lesson]) -> str:
    """Return the page of claims and sources."""
    every = [claim for name in workbook.ids("claims") for claim in workbook.load("claims", name)["claims"]]
    claims = [_claim(claim) for claim in sorted(every, key=lambda claim: claim["row"])]
    return join(text("evidence"), "## The claims", *claims, text("sources"), bullets(_sources(every, lessons))) + "\n"


def _claim(claim: dict[str, Any]) -> str:
    found = fold(f"What was found on claim {claim['row']}", known(claim))  # told apart by ear, too
    return join(f"{bold(str(claim['row']))} {plain(claim['claim'])} *{mark(claim)}*", found)


def _sources(claims: list[dict[str, Any]], lessons: Iterable[Lesson]) -> list[str]:
    """Return every source with the places that name it, in the order of the alphabet."""
    named: dict[str, dict[str, None]] = {}
    for source, place in [*_of_claims(claims), *_of_lessons(lessons), *_of_rubric()]:
        for one in SEVERAL.split(source):
            named.setdefault(_short(one), {})[place] = None
    return [f"{plain(source)}: {', '.join(places)}" for source, places in sorted(named.items(), key=lambda one: one[0].lower())]


def _of_claims(claims: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for claim in claims:
        yield from ((source, f"claim {claim['row']}") for source in claim.get("sources", []))


def _of_lessons(lessons: Iterable[Lesson]) -> Iterator[tuple[str, str]]:
    for lesson in lessons:
        prose = "\n".join(cell["source"] for cell in lesson.cells if cell["cell_type"] == "markdown")
        link = f"[{plain(lesson.title)}](lessons/{lesson.stem}.md)"
        yield from ((f"{author} {year}", link) for author, year in CITED.findall(prose))


def _of_rubric() -> Iterator[tuple[str, str]]:
    for path in sorted(cues.RUBRIC.glob("*.yaml")):
        yield from ((cue["source"], "[rubric](rubric.md)") for cue in yamlfile.read(path)["cues"])


def _short(source: str) -> str:
    """Return a source by its author and year, without what it was cited for: `Gordon (1970), roadblocks` is Gordon 1970."""
    dated = DATED.match(source)
    author, year = dated.groups() if dated else (source, "")
    return f"{re.sub(r' and colleagues| et al[.]', '', author).replace(' (', ', ')} {year}".strip()
