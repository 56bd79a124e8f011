"""Write everything in the book that is made from other files."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from attunement import helplines
from attunement.book import coverage, evidence, lessons, reference, rubric, where
from attunement.book.markdown import bullets, join, plain
from attunement.errors import AuthorError
from attunement.yamlfile import shown

PACKAGE = Path(__file__).parents[1]
TOKENS = PACKAGE / "look" / "tokens.css"
ICON = PACKAGE / "publish" / "page" / "icon.svg"
LIVE = "http://127.0.0.1:8866/"


def write(book: Path, modules: Path, live: str = LIVE) -> Path:
    """Write the generated pages into `pages/` of the folder `book`, anew each time, and return that folder.

    `live` is the address of the live course, as `attunement serve` gives it. Raise AuthorError where one is missing.
    """
    if not (book / "_toc.yml").is_file():
        raise AuthorError(shown(book), None, "there is no book here. Go to the course's own folder first.")
    found = lessons.find(modules)
    if not found:
        raise AuthorError(shown(modules), None, "there is no lesson here. Name the folder that holds the notebooks.")
    folder, pages = book / "pages", _pages(modules, found, live.rstrip("/") + "/")
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    shutil.copy(ICON, folder / "look" / "icon.svg")
    return folder


def _pages(modules: Path, found: tuple[lessons.Lesson, ...], live: str) -> dict[str, str]:
    """Return the text of every generated file by its name."""
    return {
        **{f"lessons/{lesson.stem}.md": lessons.render(lesson, live) for lesson in found},
        "rubric.md": rubric.render(),
        "exercises.md": reference.exercises(found, lessons.further(modules), coverage.more(modules), live),
        "casebook.md": reference.casebook(found),
        "coverage.md": where.render(modules, found),
        "evidence.md": evidence.render(found),
        "helplines.md": _help(modules),
        "look/tokens.css": palette(TOKENS.read_text(encoding="utf-8")),
    }


def _help(modules: Path) -> str:
    """Return the crisis notice of the course, for the page on safety; a country may have its own beside the lessons."""
    notice = helplines.read(modules)
    places = [f"[{plain(place['name'])}]({place['link']}): {plain(place['what'])}" for place in notice["places"]]
    return join(plain(notice["course"]), plain(notice["emergency"]), bullets(places), plain(notice["talk"])) + "\n"


def palette(tokens: str) -> str:
    """Return the tokens, and their colours again for the theme's own switch and for paper, which outdo the system's setting."""
    light, dark = re.findall(r":root \{(.*?)\}", tokens, flags=re.DOTALL)
    colours = "".join(line for line in light.splitlines(keepends=True) if "#" in line)
    switch = "".join(f'html[data-theme="{name}"] {{\n{block}}}\n' for name, block in (("light", colours), ("dark", dark)))
    return f"{tokens}\n{switch}@media print {{\nhtml[data-theme] {{\n{colours}}}\n}}\n"
