"""Every lesson in modules/ runs, keeps the normal form, and says what a lesson must say."""

from __future__ import annotations

import ast
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import attunement
from attunement import cases, notebooks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_notebook.nb_regression import NBRegressionFixture

MODULES = Path(__file__).parents[1] / "modules"
PAGES = notebooks.find([MODULES])  # the lessons, one's own progress, the playground
LESSONS = [path for path in PAGES if re.match(r"[0-9]{2}-", path.name)]
WIDGET = "application/vnd.jupyter.widget-view+json"
# Lessons are kept without outputs and counts, and a kernel writes its own language_info.
UNKEPT = ("/cells/*/outputs", "/cells/*/execution_count", "/metadata/language_info", "/metadata/widgets")
WORDS_A_MINUTE = 200
MINUTES_A_QUESTION = 0.5
MINUTES = {  # what a first, careful go at an exercise takes: our estimate, not yet a measurement
    **dict.fromkeys(["progress", "skills", "stored"], 0.5),
    "plan": 2,
    **dict.fromkeys(["classify", "spot", "rank", "journal"], 3),
    **dict.fromkeys(["rewrite", "feelings", "pause", "claims"], 4),
    **dict.fromkeys(["questions", "summary", "predict", "repair", "attend", "imagine", "peer"], 5),
    "session": 8,
}
PARTS = [
    "title",
    "opening",
    "what-it-is",
    "what-it-is-not",
    "worked-model",
    "practice",
    "review",
    "evidence",
    "progress",
    "take-it",
]
LADDERS = range(1, 10)  # lessons 01 to 09 climb from easy to hard; the others begin, look inwards, or end the course
LONG_ENOUGH = 8  # words from which a sentence is recognised when it comes again

every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    """Return the notebook as plain JSON: nbformat would mend what these tests are here to see."""
    return json.loads(path.read_text(encoding="utf-8"))


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    """Return the cells of one kind ("code" or "markdown"), each with its source joined to one text."""
    found = (cell | {"source": "".join(cell["source"])} for cell in read(path)["cells"])
    return [cell for cell in found if cell["cell_type"] == kind]


def prose(path: Path) -> str:
    """Return all the lesson's Markdown as one text."""
    return "\n\n".join(cell["source"] for cell in cells(path, "markdown"))


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call that the lesson makes."""
    for cell in cells(path, "code"):
        yield from (node for node in ast.walk(ast.parse(cell["source"])) if isinstance(node, ast.Call))


def clients(path: Path) -> list[str]:
    """Return the ids given to `at.rewrite`, in the order of the lesson."""
    return [call.args[0].value for call in calls(path) if call.func.attr == "rewrite"]


def test_there_is_a_lesson() -> None:
    assert LESSONS, f"no notebook in {MODULES}: every test below would pass unseen"


@every_page
def test_runs_from_top_to_bottom(path: Path, nb_regression: NBRegressionFixture) -> None:
    nb_regression.exec_timeout = 60
    nb_regression.diff_ignore = UNKEPT
    final = nb_regression.check(str(path)).nb_final
    outputs = [output for cell in final.cells for output in cell.get("outputs", [])]
    painted = [output for output in outputs if WIDGET in output.get("data", {})]
    assert len(painted) == len(list(calls(path))), "a call painted nothing"
    assert len(painted) == len(outputs), f"something else was printed: {outputs}"


@every_page
def test_keeps_the_normal_form(path: Path) -> None:
    notebook = read(path)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert "widgets" not in notebook["metadata"]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert [cell["id"] for cell in cells(path, "code") if cell["outputs"] or cell["execution_count"] is not None] == []
    assert path.read_text(encoding="utf-8") == json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


@every_page
def test_says_what_it_is(path: Path) -> None:
    about = read(path)["metadata"]["attunement"]
    number = path.stem[:2] if path in LESSONS else ""
    assert about["number"] == number, "the `number` in the notebook's metadata is the one in the name of its file"
    assert about["aims"], "say in the metadata what one can do after it"
    assert about["language"] == "en"
    assert all(isinstance(aim, str) and aim for aim in [about["title"], about["summary"], *about["aims"]])
    assert f"# {about['title']}" in prose(path).splitlines()
    assert [aim for aim in about["aims"] if aim not in prose(path)] == [], "the front page promises what the lesson does not"


@every_page
def test_code_is_folded_and_only_calls(path: Path) -> None:
    for cell in cells(path, "code"):
        statements = ast.parse(cell["source"]).body
        assert cell["metadata"]["jupyter"] == {"source_hidden": True}, cell["id"]
        assert 1 <= len(statements) <= 3, cell["id"]
        assert [ast.unparse(line) for line in statements if not _is_ours(line)] == [], cell["id"]


def _is_ours(statement: ast.stmt) -> bool:
    """Allow `import attunement as at` and `at.<name>(constants)`; everything else is logic and belongs in the package."""
    if isinstance(statement, ast.Import):
        return ast.unparse(statement) == "import attunement as at"
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="at"), attr=name), args=args, keywords=keywords)):
            values = [*args, *(keyword.value for keyword in keywords)]
            return name in dir(attunement) and all(isinstance(value, ast.Constant) for value in values)
    return False


@every_page
def test_headings_make_an_outline(path: Path) -> None:
    levels = [len(marks) for marks in re.findall(r"^(#+) \S", prose(path), flags=re.MULTILINE)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [(one, two) for one, two in pairwise(levels) if two > one + 1] == []


@every_lesson
def test_clients_are_in_the_casebook_and_climb(path: Path) -> None:
    """Who comes back in the review, met in an earlier lesson, stands on no rung."""
    known = [cases.load(name) for name in clients(path)]
    ladder = [case for case in known if case.id.endswith("-01")]
    order = [("easy", "medium", "hard").index(case.difficulty) for case in ladder]
    assert [case.id for case in known if case.retired] == []
    assert len({case.id for case in known}) == len(known)
    assert order == sorted(order), f"clients climb from easy to hard: {[(case.id, case.difficulty) for case in ladder]}"
    assert set(order) == {0, 1, 2} or int(path.stem[:2]) not in LADDERS


def test_thirteen_lessons_in_a_row() -> None:
    assert [path.stem[:2] for path in LESSONS] == [f"{number:02}" for number in range(13)]


@every_lesson
def test_has_the_parts_of_a_lesson(path: Path) -> None:
    ids = [cell["id"] for cell in cells(path, "markdown")]
    assert [part for part in ids if part in PARTS] == PARTS, "a lesson has text cells of these names, each once and in this order"
    kinds = [call.func.attr for call in calls(path)]
    assert {"plan", "progress"} <= set(kinds), "a lesson shows one's own progress and ends with a plan"


@every_page
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", prose(path))
    ours = [link for link in links if not link.startswith("https://findahelpline.com")]
    assert [link for link in ours if not (MODULES / link).is_file()] == [], "no such file in modules/"
    if path in LESSONS and path != LESSONS[-1]:
        onward = LESSONS[LESSONS.index(path) + 1].name
        assert onward in ours, f"a lesson that leads nowhere is a dead end: link from {path.name} to {onward}"


def test_no_sentence_stands_in_two_lessons() -> None:
    """Nor twice in one; what the lab alone shows is the same everywhere on purpose."""
    seen: dict[str, str] = {}
    again = []
    for path in PAGES:
        for cell in cells(path, "markdown"):
            if "lab-only" in cell["metadata"].get("tags", []):
                continue
            for sentence in _sentences(cell["source"]):
                place = f"{path.stem}: {cell['id']}"
                if sentence in seen:
                    again.append(f"{seen[sentence]} and {place}: {sentence}")
                seen.setdefault(sentence, place)
    assert again == [], "say it once, and link to it from the other lesson"


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences that are long enough to be recognised, without marks."""
    for sentence in re.split(r"(?<=[.?:;])[”’)]*\s+|\n", text):
        words = re.findall(r"\w+(?:['’-]\w+)*", sentence.lower())
        if len(words) >= LONG_ENOUGH:
            yield " ".join(words)


@every_page
def test_says_in_the_lab_how_to_run_it_and_where_to_find_help(path: Path) -> None:
    """Voila needs no word on running, and shows the notice of help.yaml at the foot of every page."""
    by_id = {cell["id"]: cell for cell in cells(path, "markdown") if "lab-only" in cell["metadata"].get("tags", [])}
    assert list(by_id) == ["run-in-lab", "crisis-notice"]
    assert "Run All Cells" in by_id["run-in-lab"]["source"]
    for words in ("a course, not a service", "local emergency number", "https://findahelpline.com", "Never paste real client"):
        assert words in by_id["crisis-notice"]["source"]
    everywhere = [cell["source"] for cell in cells(path, "markdown") if cell["id"] not in by_id]
    assert [text for text in everywhere if "Run All" in text or "JupyterLab" in text] == []
    assert path not in LESSONS or any("Never paste" in text for text in everywhere)


@every_lesson
def test_takes_the_time_it_says(path: Path) -> None:
    words = len(re.findall(r"\w+(?:['’-]\w+)*", prose(path)))
    done = sum(MINUTES[call.func.attr] for call in calls(path))
    minutes = words / WORDS_A_MINUTE + done + MINUTES_A_QUESTION * prose(path).count("<details>")
    said = read(path)["metadata"]["attunement"]["minutes"]
    assert 20 <= said <= 40
    assert f"{said} minutes" in prose(path)
    assert abs(said - minutes) <= 3, f"{words} words and {done} minutes of exercises take about {minutes:.0f}"


@every_page
def test_markdown_shows_alike_in_lab_and_voila(path: Path) -> None:
    tags = set(re.findall(r"</?([a-z][a-z0-9]*)", prose(path)))
    assert tags <= {"details", "summary"}, "other HTML is cleaned away or styled by hand"
    assert prose(path).count("<details>") == prose(path).count("</details>") == prose(path).count("</summary>\n\n")
    assert "![" not in prose(path), "a picture needs a file that is served in both"
    assert not re.search(r"^\|?\s*:-|-:\s*(\||$)", prose(path), flags=re.MULTILINE), (
        "an aligned table is styled inline, and Voila refuses that"
    )


@every_page
def test_speaks_in_the_voice_of_the_course(path: Path) -> None:
    own_words = re.sub(r"“[^”]*”", "", prose(path))
    assert re.findall(r"[^.\n]*!", own_words) == []
    assert re.findall(r"\b(?:simply|just|obviously|of course|basically|actually)\b", own_words, flags=re.IGNORECASE) == []
