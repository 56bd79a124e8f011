"""Points come from the words alone: the same in every run, never more than there are, never a word on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from typing import TYPE_CHECKING

import pytest

import attunement as at
from attunement import answers, cases, grading
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "Another no, and half the choir is waiting. You're disappointed, and maybe afraid that it is too late."


@pytest.mark.parametrize(
    ("level", "out_of", "points"),
    [
        (None, 5, 0.0),
        (1.0, 5, 0.0),
        (0.0, 5, 0.0),
        (2.0, 5, 1.5),
        (2.5, 5, 2.5),
        (3.0, 5, 3.5),
        (3.99, 5, 5.0),
        (4.0, 5, 5.0),
        (5.0, 5, 5.0),
        (3.0, 3, 2.0),
        (4.0, 0.75, 0.75),
        (4.0, 0, 0.0),
    ],
)
def test_points_come_in_halves(level: float | None, out_of: float, points: float) -> None:
    assert grading.points(level, out_of) == points


@pytest.mark.parametrize("out_of", [0, 0.3, 1, 2.5, 5, 7, 10])
def test_points_rise_with_the_level_and_stay_in_range(out_of: float) -> None:
    earned = [grading.points(level / 100, out_of) for level in range(100, 501)]
    assert earned == sorted(earned)
    assert earned[0] == 0
    assert earned[-1] == out_of


def test_words_earn_points_with_their_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers.save(tmp_path, "reply", f"{GOOD} You should try again.", "joan-01")
    earned = grading.grade("reply", "joan-01", 5, tmp_path)
    said = capsys.readouterr()
    assert 0 < earned < 5
    assert "− “You should try again” (advising): " in said.out
    assert " Instead: " in said.out
    assert "\n+ “" in said.out
    assert said.out.endswith(f"Form check: {earned:g} of 5 points.\n")
    assert said.err == ""


@pytest.mark.parametrize("words", [None, "", "  \n "])
def test_nothing_written_is_not_attempted(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str | None) -> None:
    if words is not None:
        answers.save(tmp_path, "reply", words)
    assert grading.grade("reply", "joan-01", 5, tmp_path) == 0
    assert capsys.readouterr().out == "Not attempted: no words were handed in here. 0 of 5 points.\n"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Lo siento mucho, eso debe de doler.", "The form check reads English only"),
        (cases.load("joan-01").models[-1].reply, "This is one of our example replies"),
        ("x " * 3000, "This is longer than 5,000 characters"),
    ],
)
def test_what_cannot_be_judged_goes_to_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, reason: str
) -> None:
    answers.save(tmp_path, "reply", words)
    assert grading.grade("reply", "joan-01", 5, tmp_path) == 0
    said = capsys.readouterr().out
    assert said.startswith(reason)
    assert "Your instructor reads them and may give points by hand." in said


@pytest.mark.parametrize("data", ["{", "[]", "x" * 1_000_001])
def test_a_broken_file_is_not_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: str) -> None:
    (tmp_path / "answers.json").write_text(data, encoding="utf-8")
    assert grading.grade("reply", "joan-01", 5, tmp_path) == 0
    assert capsys.readouterr().out.endswith("Not scored: 0 of 5 points.\n")


def test_what_the_learners_file_says_of_itself_does_not_count(tmp_path: Path) -> None:
    """A client, a level or points of the learner's own choosing change nothing."""
    answers.save(tmp_path, "reply", "You should try again.", "maya-01")
    honest = grading.grade("reply", "joan-01", 5, tmp_path)
    file = tmp_path / "answers.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["answers"]["reply"] |= {"level": 5, "points": 99, "out_of": 99, "case": "joan-01", "verdict": "scored"}
    file.write_text(json.dumps(data), encoding="utf-8")
    assert grading.grade("reply", "joan-01", 5, tmp_path) == honest


def test_an_unknown_client_is_the_authors_mistake(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply", GOOD)
    with pytest.raises(AuthorError, match="there is no client"):
        grading.grade("reply", "nobody-01", 5, tmp_path)


def test_words_that_no_terminal_can_show_are_printed_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers.save(tmp_path, "reply", "You should \ud800\u202e rest 🙂.")
    grading.grade("reply", "joan-01", 5, tmp_path)
    assert "“You should rest” (advising)" in capsys.readouterr().out


def test_in_a_learners_own_notebook_no_points_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers.save(tmp_path, "reply", GOOD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert at.grade("reply", "joan-01", 5) is None
    assert "after you hand in" in capsys.readouterr().out
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert at.grade("reply", "joan-01", 5) == grading.grade("reply", "joan-01", 5, tmp_path) > 0


def test_grading_is_silent_and_the_same_in_every_process(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply", f"{GOOD} Cafés… “sí” \ud800")
    code = "import attunement as at; print(at.grade('reply', 'joan-01', 5))"
    runs = [
        subprocess.run(
            [sys.executable, "-W", "always", "-X", "dev", "-c", code],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "NBGRADER_EXECUTION": "autograde"},
        )
        for seed in ("1", "2")
    ]
    assert [run.stderr for run in runs] == [b"", b""]
    assert runs[0].stdout == runs[1].stdout
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert grading.grade("reply", "joan-01", 5, tmp_path) == float(runs[0].stdout.split()[-1])
