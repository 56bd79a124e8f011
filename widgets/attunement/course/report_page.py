"""The report as a page: one file without script or request, and the same words as a part of a Voila page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from attunement.course import figures, inert

if TYPE_CHECKING:
    from attunement.course.itemstats import Spread

TEMPLATES = Path(__file__).parent / "templates" / "attunement-report"
TOKENS = Path(__file__).parents[1] / "look" / "tokens.css"
PARTS = {0.0: "none", 0.25: "25 %", 0.5: "half", 0.75: "75 %", 1.0: "all points"}


def page(known: dict[str, Any]) -> str:
    """Return the whole page for what `report.contents` returns."""
    return _template("page.html.j2").render(**_shown(known), tokens=Markup(TOKENS.read_text(encoding="utf-8")))  # noqa: S704 (ours)


def write(to: Path, known: dict[str, Any]) -> None:
    """Write the page, for nobody's eyes but the owner's."""
    to.parent.mkdir(parents=True, exist_ok=True)
    to.touch(mode=0o600)
    to.write_text(page(known), encoding="utf-8")


def part(known: dict[str, Any]) -> str:
    """Return what stands in the page's `main`, without a style sheet: another page's look takes its place."""
    return _template("report.html.j2").render(**_shown(known))


def _template(name: str) -> jinja2.Template:
    """Return a template that escapes whatever it is given, learners' names and words above all."""
    surroundings = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    surroundings.filters.update(plain=inert.plain, percent=percent, number=number, signed=signed)
    return surroundings.get_template(name)


def percent(part: float | None) -> str:
    """Return a part (0.0 to 1.0) in percent; a dash for None."""
    return "–" if part is None else f"{part * 100:.0f} %"


def number(value: float | None) -> str:
    """Return a number with at most two decimals; a dash for None."""
    return "–" if value is None else f"{round(value, 2):g}".replace("-", "−")


def signed(value: float) -> str:
    """Return a difference with its sign."""
    return f"{round(value, 2):+g}".replace("-", "−")


def _shown(known: dict[str, Any]) -> dict[str, Any]:
    """Add the pictures."""
    pictures: dict[str, Any] = {"parts": {}, "four_as": "", "chosen": ""}
    if known["graded"]:
        for task in dict.fromkeys(item.assignment for item in known["items"]):
            rows = [(item.title, item.spread) for item in known["items"] if item.assignment == task and item.spread]
            what = f"Part of the points that each learner earned in {task}, item by item"
            pictures["parts"][task] = _strips(rows, f"items {task}", what)
        pictures["chosen"] = _strips(known["chosen"], "chosen", "Part of the points in items to choose from, skill by skill")
        pictures["four_as"] = _bubbles(known)
    return {**known, "pictures": pictures}


def _bubbles(known: dict[str, Any]) -> Markup:
    if not known["four_as"]["replies"]:
        return Markup()
    words = "How many replies show each of the four A's, and how clearly. The table below has the numbers."
    return Markup(figures.bubbles(known["four_as"]["rows"], known["four_a_words"], "four-as", words))  # noqa: S704 (matplotlib escapes)


def _strips(rows: list[tuple[str, Spread]], name: str, what: str) -> Markup:
    """Return the picture with the finding that it shows first: where the middle is lowest."""
    if not rows:
        return Markup()
    lowest = min(rows, key=lambda row: row[1].median)[1].median
    alt = f"{what}. The lowest median is {percent(lowest)}. The table below has the numbers."
    return Markup(figures.strips(rows, PARTS, name, alt))  # noqa: S704 (matplotlib escapes)
