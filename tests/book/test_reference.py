"""The pages to look things up in leave nothing out."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from attunement import cases, cues, workbook, yamlfile
from attunement.book import coverage, evidence, lessons, reference, rubric, where, worked
from attunement.book.markdown import plain

MODULES = Path(__file__).parents[2] / "modules"
FOUND = lessons.find(MODULES)
LIVE = "http://course.test/"


def test_every_exercise_is_listed() -> None:
    text = reference.exercises(FOUND, lessons.further(MODULES), coverage.more(MODULES), LIVE)
    every = [(kind, name) for kind in workbook.kinds() for name in workbook.ids(kind)]
    assert [one for one in every if plain(worked.title(*one)) not in text] == []
    assert text.count("### On no page") <= 1


def test_every_client_is_listed_without_an_answer() -> None:
    text = reference.casebook(FOUND)
    assert [case.id for case in cases.every() if f"**{plain(case.name)}**" not in text] == []
    told = [*(model.reply for case in cases.every() for model in case.models), *(case.poor_reply for case in cases.every())]
    assert [words for words in told if plain(words) in text] == []


def test_every_cue_is_in_the_rubric() -> None:
    text = rubric.render()
    assert [cue.id for cue in cues.every() if plain(cue.why) not in text] == []


def test_every_claim_stands_in_the_evidence_with_its_status_and_source() -> None:
    text = evidence.render(FOUND)
    claims = [claim for name in workbook.ids("claims") for claim in workbook.load("claims", name)["claims"]]
    assert [claim["row"] for claim in claims if f"**{claim['row']}** {plain(claim['claim'])}" not in text] == []
    assert "Abstracts were read" in text
    assert "Teding van Berkhout 2016: claim" in text.replace("\\", "")


def test_a_source_is_listed_once_whatever_it_is_cited_for() -> None:
    assert evidence._short("Gordon (1970), roadblocks") == "Gordon 1970"
    assert evidence._short("MITI 4.2.1 (Moyers et al. 2014), affirm") == "MITI 4.2.1, Moyers 2014"
    assert evidence._short("the authors of this course") == "the authors of this course"
    assert evidence.CITED.findall("(Elliott and colleagues, 2018; van der Kleij and colleagues, 2015)") == [
        ("Elliott and colleagues", "2018"),
        ("van der Kleij and colleagues", "2015"),
    ]


def test_every_row_of_the_coverage_is_shown_with_its_lesson() -> None:
    text = where.render(MODULES, FOUND)
    assert [row.number for row in coverage.rows(MODULES) if f"**{row.number}** " not in text] == []
    assert len(re.findall(r"^## ", text, flags=re.MULTILINE)) > 2


def test_what_assesses_a_row_is_named_as_readers_know_it() -> None:
    text = where.render(MODULES, FOUND)
    assert "Assessed in Listening (“Whose silence”)." in text
    assert "Assessed in A session (reflection)." in text
    asked = {item for row in coverage.rows(MODULES) for item in row.assessed.values() if "-" in item}
    assert [item for item in asked if f"({plain(item)})" in text] == []


def test_the_words_of_the_pages_are_all_used() -> None:
    package = Path(worked.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    assert [name for name in yamlfile.read(package / "words.yaml") if f'text("{name}"' not in code] == []


def test_the_figures_in_plain_words_are_of_the_day_of_the_card() -> None:
    """They are written by hand: when the card is measured again, somebody must read the page again."""
    about = json.loads((Path(cues.__file__).parent / "validity" / "figures.json").read_text(encoding="utf-8"))["about"]
    day = date.fromisoformat(about["date"])
    page = (MODULES.parent / "book" / "reading-scores.md").read_text(encoding="utf-8")
    assert f"the card's of {day.day} {day:%B %Y}" in page


def test_the_points_of_the_assignments_in_plain_words_are_those_of_their_notebooks() -> None:
    page = (MODULES.parent / "book" / "reading-scores.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (a\d-[a-z-]+), .*?\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", page, flags=re.MULTILINE)
    assert [name for name, *_ in told] == [one.name for one in coverage.assignments(MODULES)]
    for name, *points in told:
        cells = json.loads((MODULES.parent / "solutions" / name / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        by = {"key": 0, "form check": 0, "person": 0}
        for cell in cells:
            if cell["metadata"].get("nbgrader", {}).get("grade"):
                scored = re.search(r"case=|session=", "".join(cell["source"]))
                who = "person" if cell["cell_type"] == "markdown" else "form check" if scored else "key"
                by[who] += cell["metadata"]["nbgrader"]["points"]
        assert [int(one) for one in points] == [*by.values(), sum(by.values())], name
