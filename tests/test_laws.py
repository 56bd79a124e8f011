"""The house rules (CONTRIBUTING.md), each as a test."""

from __future__ import annotations

import ast
import os
import re
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import attunement
from attunement import cases, cues, examples, notebooks, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "widgets" / "attunement"
MODULES = {path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in PACKAGE.rglob("*.py")}
EXERCISES = [PACKAGE / "exercises" / f"{name}.py" for name in sorted(attunement._exercises())]
PAINTED = [path for kind in ("*.js", "*.css", "*.html", "*.j2", "*.svg") for path in PACKAGE.rglob(kind)]

# The river: a module imports only what stands before it. The rooms stand on all of it and not on each other.
RIVER = [
    *(
        "errors",
        "yamlfile",
        "shelf",
        "helplines",
        "words",
        "spelling",
        "cases",
        "diversity",
        "workbook",
        "tokens",
        "language",
        "matching",
        "phrases",
    ),
    *("scene", "kinds", "cues", "examples", "derived", "evidence", "findings", "weights", "guards"),
    *("scoring", "reasons", "steps", "feedback", "front", "record", "durable", "answers", "receipts", "spacing", "judging"),
    *("items", "grading", "notebooks", "editors", "submission"),
]
ROOMS = ["exercises", "course", "publish", "book", "validity"]
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 200, 40, 12
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|createContextualFragment"
)

every_module = pytest.mark.parametrize("path", MODULES.values(), ids=MODULES)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, int]]:
    """Yield the name and length in lines of every function of the package."""
    for name, path in MODULES.items():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}.{node.name}", node.end_lineno - node.lineno + 1


def imports(path: Path) -> Iterator[str]:
    """Yield every module that is imported when the file runs, also inside functions; types are no dependency."""
    nodes: list[ast.AST] = [tree(path)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the whole name"
            yield from ([node.module] if node.module != "attunement" else [f"attunement.{a.name}" for a in node.names])
        nodes += ast.iter_child_nodes(node)


def ours(path: Path) -> set[str]:
    """Return the parts of the package (modules of the river, rooms) that a file imports."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("attunement.")} - {"__version__"}


def committed() -> Iterator[Path]:
    """Yield every text of the repository, without what tools leave about."""
    for folder, below, files in os.walk(ROOT):
        below[:] = [
            name for name in below if name == ".ci" or not name.startswith((".", "__pycache__", "node_modules", "_build"))
        ]
        yield from (Path(folder, name) for name in files if not name.endswith((".png", ".db", ".pyc")))


# One direction


def test_every_module_has_its_place() -> None:
    places = {name.split("/")[0] for name in MODULES} - {"__init__", "cli"}
    assert places == {*RIVER, *ROOMS}


@every_module
def test_imports_run_one_way(path: Path) -> None:
    place = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if place in RIVER:
        allowed = {*RIVER[: RIVER.index(place)], *({place} & {"kinds", "judging"})}
    else:
        allowed = {*RIVER, *(ROOMS if place == "cli" else [place])}
    assert ours(path) - allowed == set()


@every_module
def test_only_exercises_import_widgets(path: Path) -> None:
    heavy = {name.split(".")[0] for name in imports(path)} & {"ipywidgets", "anywidget"}
    assert heavy == set() or path.parent.name == "exercises"


def test_there_is_no_drawer_for_everything() -> None:
    assert [name for name in MODULES if re.search(r"utils?|helpers?|misc|common", name)] == []


# Small and said


@every_module
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_functions_are_short() -> None:
    lengths = dict(functions())
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_FUNCTION


@every_module
def test_what_is_public_is_explained(path: Path) -> None:
    module = tree(path)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    public = [node for node in module.body if isinstance(node, kinds) and not node.name.startswith("_")]
    assert ast.get_docstring(module)
    assert [node.name for node in public if not ast.get_docstring(node)] == []


# Data and notebooks


def test_what_authors_write_is_in_order() -> None:
    books = notebooks.check([ROOT / "modules", ROOT / "solutions"])
    assert [str(error) for error in [*cases.check(), *cues.check(), *examples.check(), *books]] == []


def test_each_assignment_is_released_from_its_solution() -> None:
    solutions, released = (
        {path.relative_to(ROOT / folder) for path in notebooks.find([ROOT / folder])} for folder in ("solutions", "assignments")
    )
    assert solutions
    assert released == solutions


# What learners' browsers run


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_an_exercise_is_four_files_with_one_stem(path: Path) -> None:
    beside = [path.with_suffix(".js"), path.with_suffix(".css"), ROOT / "tests" / "exercises" / f"test_{path.stem}.py"]
    assert [file.name for file in beside if not file.is_file()] == []


@pytest.mark.parametrize("path", PAINTED, ids=lambda path: path.name)
def test_words_are_set_as_text_and_nothing_is_fetched(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert MARKUP.findall(text) == []
    assert re.findall(r"https?://\S+|[\"'(]//[a-z]\S+", text) == []


def test_exercises_were_found() -> None:
    assert {path.stem for path in EXERCISES} >= {"answer", "progress", "rewrite", *workbook.kinds()}
    assert PAINTED


# What anyone may read


def test_no_package_registry_is_named() -> None:
    hosts = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.", "deb" + "ian.org", "ubun" + "tu.com", "anacon" + "da.org"]
    pattern = re.compile("|".join(re.escape(host) for host in hosts))
    texts = ((path, path.read_text(encoding="utf-8", errors="replace")) for path in committed())
    assert [(str(path), pattern.findall(text)) for path, text in texts if pattern.search(text)] == []


def test_no_browser_test_is_skipped() -> None:
    tests = [path for path in (ROOT / "tests" / "browser").rglob("*.py") if path.name.startswith("test_")]
    assert tests
    skipping = re.compile(r"\b(?:skip|skipif|xfail|importorskip)\b\s*\(|mark\.(?:skip|xfail)")
    assert [path.name for path in tests if skipping.search(path.read_text(encoding="utf-8"))] == []
