"""`attunement validate ...` and `attunement fit`: small tables, one JSON object, sentences in place of tracebacks."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from attunement import weights
from attunement.cli import main
from attunement.validity import fit, harness, replies
from validity.conftest import SAID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = ["alarms", "annomi", "card", "invariant", "lend-an-ear", "levels", "pairs", "speed"]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def files(annomi: Callable[..., Path], lend_an_ear: Path, tmp_path: Path) -> dict[str, Path]:
    """Return a file for each measure that reads one."""
    given = {
        "levels": {"client": SAID["client"], "replies": [SAID["bad"], SAID["good"]]},
        "pairs": {"client": SAID["client"], "better": SAID["good"], "worse": SAID["bad"], "name": "minimising"},
        "invariant": {"client": SAID["client"], "reply": SAID["good"], "variants": [SAID["good"].lower()]},
    }
    for name, entry in given.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(entry), encoding="utf-8")
    return {"annomi": annomi(), "lend-an-ear": lend_an_ear, **{name: tmp_path / f"{name}.jsonl" for name in given}}


@pytest.mark.parametrize("name", ["annomi", "lend-an-ear", "levels", "pairs", "invariant"])
def test_each_measure_prints_a_table_and_one_json_object(files: dict[str, Path], name: str) -> None:
    plain, data = run("validate", name, files[name]), run("validate", name, files[name], "--json")
    assert (plain.exit_code, data.exit_code) == (0, 0), plain.output + data.output
    measured = json.loads(data.stdout)
    assert data.stdout.count("\n") == 1
    assert measured["measure"] == name
    assert plain.stdout.startswith(f"{name}: ")
    assert "keyword rules" in plain.stdout
    assert plain.stdout.rstrip().endswith(measured["says"]), "the last sentence says what the figures do not say"
    assert all(one["name"] in plain.stdout for one in measured["rows"])


@pytest.mark.usefixtures("few")
def test_without_a_file_our_own_replies_are_measured_and_the_parts_are_called_so() -> None:
    told = run("validate", "levels").stdout
    assert told.index("our own replies, part check") < told.index("our own replies, part fit")
    assert "By the" not in told


@pytest.mark.usefixtures("few")
def test_alarms_say_which_cues_are_wrong() -> None:
    told = run("validate", "alarms").stdout
    assert "right or kindred" in told
    assert "rong more often than right" in told


def test_another_file_is_one_sentence(files: dict[str, Path]) -> None:
    for name, wrong in (
        ("annomi", "pairs"),
        ("lend-an-ear", "pairs"),
        ("pairs", "levels"),
        ("invariant", "pairs"),
        ("levels", "annomi"),
    ):
        result = run("validate", name, files[wrong])
        assert result.exit_code == 1, name
        assert result.stderr.startswith("Error: ")
        assert result.stderr.count("\n") == 1, result.stderr
    assert run("validate", "pairs").exit_code == 2, "pairs need a file"


def test_the_commands_are_listed_and_explained() -> None:
    listed = run("validate", "-h").stdout
    assert [line.split()[0] for line in listed.split("Commands:\n")[1].splitlines()] == NAMES
    for name in [*(["validate", name] for name in NAMES), ["fit"]]:
        assert run(*name, "-h").exit_code == 0
    assert run("validate", "nothing").exit_code == 2


def test_other_commands_do_not_load_the_measures() -> None:
    code = "import sys; from attunement.cli import main; print('numpy' in sys.modules, 'attunement.validity' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False False\n"


def test_learning_says_what_it_wrote(annomi: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = replies.of("fit")[::40]
    monkeypatch.setattr(replies, "of", lambda _: few)
    monkeypatch.setattr(fit, "OFTEN", 5)
    fit._labels.cache_clear()
    monkeypatch.setattr(weights, "FILE", tmp_path / "weights.json")
    monkeypatch.setattr(fit.store, "__defaults__", (tmp_path / "weights.json",))
    result = run("fit", "--annomi", annomi())
    fit._labels.cache_clear()
    assert result.exit_code == 0, result.output
    assert f"Written: {tmp_path / 'weights.json'}" in result.stdout
    assert f"{len(few)} replies" in result.stdout
    assert set(json.loads((tmp_path / "weights.json").read_text())) >= {"about", "start", "cues", "shapes", "words"}


def test_learning_without_scikit_learn_is_a_kind_sentence(annomi: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    for words in (["fit", "--annomi"], ["validate", "annomi", "--held-out"]):
        result = run(*words, annomi())
        assert result.exit_code == 1
        assert "pip install 'attunement[train]'" in result.stderr
        assert result.stderr.count("\n") == 1


def test_measuring_needs_no_scikit_learn(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sklearn", "scipy", "pandas"):
        monkeypatch.setitem(sys.modules, name, None)
    assert harness.annomi(files["annomi"])["n"] == 12
    assert harness.pairs(files["pairs"])["n"] == 1
