"""What we stand on: releases without known advisories, and as little of it as a score needs."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {"voila": "0.5.6", "jupyter-server": "2.20", "jupyterlab": "4.5.7", "nbconvert": "7.17.1"}
HEAVY = ["ipywidgets", "anywidget", "traitlets", "jsonschema", "numpy", "matplotlib", "nbformat", "IPython", "voila", "nbgrader"]
FIRST_SCORE = f"""
import sys
import attunement
attunement.score("I lost my job.", "You lost it, and you're worried.", "joan-01")
print([name for name in {HEAVY} if name in sys.modules])
"""


def number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:3])


def stated(name: str) -> str:
    """Return the floor that pyproject.toml gives a dependency."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return next(line.partition(">=")[2] for line in project["dependencies"] if line.partition(">=")[0] == name)


def pinned() -> dict[str, str]:
    """Return name → version of constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = (line.lower().replace("_", "-").split("==") for line in lines if line and not line.startswith("#"))
    return dict(pins)


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_no_release_with_a_known_advisory(name: str, floor: str) -> None:
    assert number(version(name)) >= number(floor)
    assert number(stated(name)) >= number(floor), "pyproject.toml must not let an older one in"
    assert number(pinned()[name]) >= number(floor), "constraints.txt must not pin an older one"


def test_constraints_pin_each_package_once() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[:1].isalpha()]
    assert len(pinned()) == len(lines)


def test_a_first_score_needs_little() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_SCORE], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_link_starts_what_was_tested() -> None:
    """What repo2docker reads names files that are there, and a Python that the project takes."""
    binder, start = ROOT / ".binder", ROOT / ".binder" / "start"
    named = [line.split()[1] for line in (binder / "requirements.txt").read_text().splitlines() if line.startswith("--")]
    assert named == ["../constraints.txt", "."]
    lowest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert number((binder / "runtime.txt").read_text().strip().removeprefix("python-")) >= number(lowest.removeprefix(">="))
    assert os.access(start, os.X_OK)
    assert "deploy/jupyter" in start.read_text()
    assert (ROOT / "deploy" / "jupyter").is_dir()


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="groups are for several workers")
@pytest.mark.xdist_group("together")
def test_tests_of_one_group_stay_on_one_worker(request: pytest.FixtureRequest) -> None:
    """Where groups are dropped in silence, every server and every class of learners is set up once on each worker."""
    assert request.node.nodeid.endswith("@together")
