"""The front page as its template writes it, for our course and for other people's folders; what it says is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from attunement import cases, feedback, helplines, notebooks
from attunement.publish import lessons, path

ROOT = Path(__file__).parents[2]
PUBLISH = ROOT / "widgets" / "attunement" / "publish"
TEMPLATES = PUBLISH / "share" / "voila" / "templates" / "attunement"
FIGURES = ROOT / "widgets" / "attunement" / "validity" / "figures.json"
COUNTED = dict(enumerate(["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]))


def rendered(folder: Path, *, escapes: bool = True) -> BeautifulSoup:
    """Return the page for a folder of lessons."""
    known = {"site": {"help": helplines.read(folder)}, "page": {"style": "", "script": "", "icon": "data:,"}}
    template = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=escapes).get_template("front.html")
    known |= {"lessons": lessons.listed(folder), "stages": path.stages(folder)}
    return BeautifulSoup(template.render(**known), "html.parser")


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    """Return the page of our own course."""
    return rendered(ROOT / "modules")


def said(node: BeautifulSoup) -> str:
    """Return the words of a part of the page, on one line and with plain apostrophes."""
    return " ".join(node.get_text().replace("’", "'").split())


def write(folder: Path, file: str, number: str, title: str, minutes: int, *aims: str) -> None:
    """Write a lesson of somebody else's."""
    metadata = {"attunement": {"number": number, "title": title, "minutes": minutes, "aims": aims}}
    nbformat.write(nbformat.v4.new_notebook(metadata=metadata), folder / file)


def test_it_says_what_the_course_is_in_two_sentences(page: BeautifulSoup) -> None:
    assert len(re.findall(r"\.(?= |$)", said(page.select_one(".lead")))) == 2
    assert page.h1.get_text() == "Practise the reply that lets a client feel understood."


def test_its_parts_come_in_order_and_each_has_a_name(page: BeautifulSoup) -> None:
    headings = page.select("h2[id]") + page.select("#help")
    assert [part["id"] for part in headings] == ["try-title", "lessons", "check", "yours", "teach", "add", "safety", "help"]
    assert {part["aria-labelledby"] for part in page.select("section")} == {h2["id"] for h2 in page.select("h2[id]")}


def test_the_course_is_a_path_in_five_stages(page: BeautifulSoup) -> None:
    stages = {said(stage.h3): len(stage.select(".station")) for stage in page.select(".stage")}
    assert stages == {"Begin": 2, "The four A's": 4, "Listening": 4, "Yourself": 2, "All together": 1}
    ours = [lesson for lesson in lessons.listed(ROOT / "modules") if lesson.number]
    stations = page.select(".station")
    assert [station.a["href"] for station in stations] == [f"/voila/render/{lesson.file}" for lesson in ours]
    for station, lesson in zip(stations, ours, strict=True):
        words = said(station).replace("’", "'").lower()
        wanted = [lesson.number, lesson.title, f"about {lesson.minutes} minutes", lesson.summary, *lesson.aims]
        assert [word for word in wanted if word.replace("’", "'").lower() not in words] == []
    hours = sum(lesson.minutes for lesson in ours) / 60
    told = re.search(r"Thirteen lessons, about (\d+)(½?) hours by our own estimate", said(page.select_one(".foreword")))
    assert abs(int(told[1]) + (0.5 if told[2] else 0) - hours) <= 0.25


def test_what_is_no_lesson_stands_beside_the_path(page: BeautifulSoup) -> None:
    links = {link["href"].rpartition("/")[2] for link in page.select(".beside a")}
    assert links == {"more-practice.ipynb", "playground.ipynb", "progress.ipynb"}


@pytest.mark.parametrize("escapes", [True, False])
def test_other_lessons_are_one_path_without_our_stages(tmp_path: Path, *, escapes: bool) -> None:
    write(tmp_path, "b #2.ipynb", "A3", "<i>Long</i> evenings", 60, "stay <b>with</b> a silence", "ask once")
    write(tmp_path, "grief.ipynb", "07", "Grief at work", 50)
    page = rendered(tmp_path, escapes=escapes)
    assert [said(station.h3) for station in page.select(".station")] == ["Grief at work", "<i>Long</i> evenings"]
    assert said(page.select(".aim")[0]) == "Stay <b>with</b> a silence."
    assert page.select(".station a")[1]["href"] == "/voila/render/b%20%232.ipynb"
    assert "Two lessons, about 2 hours" in said(page.select_one(".foreword"))
    assert page.select(".name") == page.select(".beside") == []
    assert said(page.select_one(".begin a")) == "Begin with “Grief at work”"


def test_a_file_parts_the_path_and_one_that_is_wrong_is_named(tmp_path: Path) -> None:
    for number in ("01", "02"):
        write(tmp_path, f"{number}.ipynb", number, f"Lesson {number}", 30)
    assert path.check(tmp_path) == []
    parts = [f"- {{name: Part <{number}>, words: What it is about., lessons: [{number}.ipynb]}}\n" for number in ("01", "02")]
    told = tmp_path / "path.yaml"
    told.write_text("".join(parts), encoding="utf-8")
    assert path.check(tmp_path) == []
    assert [said(name) for name in rendered(tmp_path).select(".name h3")] == ["Part <01>", "Part <02>"]
    for wrong in (parts[0], "".join(reversed(parts)), parts[0] * 2, "- {name: Part, lessons: []}\n", "["):
        told.write_text(wrong, encoding="utf-8")
        assert path.check(tmp_path) != []
    told.write_text(parts[0], encoding="utf-8")
    page = rendered(tmp_path)  # none is left out meanwhile
    assert (len(page.select(".station")), page.select(".name")) == (2, [])


def test_our_own_course_keeps_to_its_file() -> None:
    assert path.check(ROOT / "modules") == []


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    page = rendered(tmp_path)
    assert "There is no lesson here yet." in said(page.main)
    assert page.select("a[href^='/voila']") == []


def test_its_ways_lead_somewhere(page: BeautifulSoup) -> None:
    places = {node["id"] for node in page.select("[id]")}
    assert {link["href"][1:] for link in page.select("a[href^='#']")} - places == set()
    files = {code.get_text() for code in page.select("code") if re.search(r"\.md$", code.get_text())}
    assert {"book/instructors.md", "book/model-card.md", "README.md", "CONTRIBUTING.md"} <= files
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_without_scripts_the_sample_stands_and_no_button_is_seen(page: BeautifulSoup) -> None:
    main, button = page.main, page.select_one("button[data-begins]")
    assert (main["data-visit"], main["data-begin"]) == ("/voila/visit/front", "asked")
    assert button.has_attr("hidden")
    assert button["type"] == "button"
    assert not button.find_parent(attrs={"data-cell": True})
    assert "A reply, as one might write it" in said(page.select_one('[data-cell="try"]'))


def test_the_sample_says_what_the_form_check_says(page: BeautifulSoup) -> None:
    page, maya = page.select_one('[data-cell="try"]'), cases.load("maya-01")
    reply = said(page.select_one(".reply"))
    check = feedback.score(maya.says, reply, maya.id)
    signs = {"reached": 1, "missed": -1}
    found = {
        (reply[one["start"] : one["end"]], one["skill"], one["why"], one["instead"], one["valence"]) for one in check["findings"]
    }
    shown = {
        (*(" ".join(map(said, item.select(part))) for part in ("q", ".skill", ".why", ".instead")), signs[item["class"][0]])
        for item in page.select(".read li")
    }
    assert shown <= found
    assert [said(mark) for mark in page.select("mark")] == [said(quote) for quote in page.select(".read q")]
    assert {quote for quote, *_, valence in found if valence < 0} == {said(mark) for mark in page.select("mark.missed")}
    assert said(page.select_one(".advisory")) == check["reason"]
    landing = maya.landing(check["level"])
    assert said(page.select_one(".says")) == f"“{landing.says}”"
    assert landing.does in said(page.select_one(".lands"))
    assert f"“{maya.says}”" == said(page.blockquote)
    assert all(word in said(page.select_one(".client")) for word in (maya.name, maya.about, maya.scene))


def test_how_far_it_agrees_with_people_is_what_was_measured(page: BeautifulSoup) -> None:
    told = {node["data-figure"]: node.get_text() for node in page.select("[data-figure]")}
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    signals = figures["lend_an_ear"]["rows"]
    pairs = next(row["value"] for row in figures["levels"]["rows"] if row["name"] == "pairs in order")
    as_near = [row for row in signals if row["value"] >= row["people"]]
    assert told == {
        "pairs": COUNTED[round(10 * pairs)],
        "conversations": str(figures["lend_an_ear"]["groups"]),
        "level": COUNTED[len(as_near)],
        "signals": COUNTED[len(signals)],
    }


def test_the_live_exercise_is_one_cell_in_normal_form() -> None:
    text = (PUBLISH / "front.ipynb").read_text(encoding="utf-8")
    assert notebooks.normal(text) == text
    (cell,) = nbformat.reads(text, as_version=4).cells
    assert (cell.id, cell.cell_type) == ("try", "code")
    assert 'at.rewrite("maya-01")' in cell.source
