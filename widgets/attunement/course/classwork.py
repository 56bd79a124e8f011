"""What a class handed in, as the grade cells told it: for the report, which looks at all learners at once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import answers, cases, grading, items
from attunement.errors import AttunementError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from attunement.course.folder import Course
    from attunement.course.marks import Part, Row

# The scales of predictions (items/choose/*-prediction.yaml): levels, and parts of the points with where each begins.
LEVELS = [f"level {rung}" for rung in range(1, 6)]
BANDS = {"under a third": 0.0, "about half": 1 / 3, "more": 2 / 3, "all": 1.0}


class Expected(NamedTuple):
    """What a learner expected of an item before it was graded, and what came: steps of the prediction's scale, 0 the lowest."""

    item: str
    expected: int
    came: int


@dataclass(frozen=True)
class Work:
    """One learner's graded hand-in: its marks, and what each grade cell told (item → `told`, see grading.Marked)."""

    row: Row
    told: dict[str, dict[str, Any]]
    expected: tuple[Expected, ...] = field(default=())

    @property
    def share(self) -> float | None:
        """Return the part (0.0 to 1.0) of the points that the learner earned; None while a mark is missing."""
        known = all(part.share is not None for part in self.row.parts if part.out_of)
        return min(1.0, self.row.points / self.row.out_of) if known and self.row.out_of else None


def read(course: Course, rows: Iterable[Row]) -> list[Work]:
    """Return the work of every row that was graded; a hand-in whose graded notebook cannot be read is left out."""
    return [work for row in rows if row.parts for work in _work(course, row)]


def kind(works: Iterable[Work], wanted: str) -> Iterator[tuple[Work, dict[str, Any]]]:
    """Yield each learner's `told` of one kind: "reply", "choice" or "session"."""
    return ((work, told) for work in works for told in work.told.values() if told["kind"] == wanted)


def title(part: Part, told: dict[str, Any]) -> str:
    """Return what to call an item: the title of one to choose from, else its name, with the client where there is one."""
    if told.get("kind") == "choice":
        return told["title"]
    clients = {"reply": lambda: cases.load(told["case"]).name, "session": lambda: told["client"]["name"]}
    client = clients.get(told.get("kind", ""))
    return f"{part.name} · {client()}" if client else part.name


def _work(course: Course, row: Row) -> Iterator[Work]:
    for folder in course.step("autograded", row.person.id, row.assignment):
        told = {name: one for path in sorted(folder.glob("*.ipynb")) for name, one in _told(path)}
        if told:
            yield Work(row, told, tuple(_expected(row, folder, told)))


def _told(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the grade cells of an executed notebook told, by item."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return
    for cell in cells:
        outputs = [output.get("data", {}) for output in cell.get("outputs", [])]
        yield from ((data[grading.MIME]["item"], data[grading.MIME]) for data in outputs if grading.MIME in data)


def _expected(row: Row, folder: Path, told: dict[str, dict[str, Any]]) -> Iterator[Expected]:
    """Yield the predictions among the answers, lines that name an item (`of`), where it is known what came."""
    parts = {part.name: part for part in row.parts}
    for source, answer in _predictions(folder):
        steps = list(items.labels(source))
        for number, line in enumerate(source["lines"]):
            chosen = answer.chosen.get(str(number), [])
            came = _came(steps, told.get(line["of"], {}), parts.get(line["of"]))
            if came is not None and len(chosen) == 1 and chosen[0] in steps:
                yield Expected(line["of"], steps.index(chosen[0]), came)


def _predictions(folder: Path) -> Iterator[tuple[dict[str, Any], answers.Answer]]:
    try:
        given = answers.read(folder)
    except AttunementError:
        return
    for name, answer in given.items():
        if answer.chosen and (items.ITEMS / "choose" / f"{name}.yaml").is_file():
            source = items.load(name)
            if not items.graded(source):
                yield source, answer


def _came(steps: list[str], told: dict[str, Any], part: Part | None) -> int | None:
    """Return the step that came: the level of a reply, or the part of the points; None where neither is known."""
    if steps == LEVELS:
        return cases.rung(told["level"]) - 1 if told.get("level") is not None else None
    share = part.share if part and steps == list(BANDS) else None
    return None if share is None else sum(share >= least for least in BANDS.values()) - 1
