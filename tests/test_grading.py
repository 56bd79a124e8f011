"""Points come from the words alone: the same in every run, never more than there are, never a word on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import attunement as at
from attunement import answers, cases, grading, items
from attunement.errors import AuthorError

TRIAL = Path(__file__).parent / "data" / "items"
GOOD = "Another no, and half the choir is waiting. You're disappointed, and maybe afraid that it is too late."


@pytest.fixture
def graded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand where nbgrader grades: in the folder of a learner's answers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    return tmp_path


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
    marked = grading.mark("reply", "joan-01", 5, folder=tmp_path)
    assert 0 < marked.points < 5
    assert [line for line in marked.lines if line.startswith("− “You should try again” (advising): ") and " Instead: " in line]
    assert [line for line in marked.lines if line.startswith("+ “")]
    assert marked.lines[-1] == f"Form check: {marked.points:g} of 5 points."
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("words", [None, "", "  \n "])
def test_nothing_written_is_not_attempted(tmp_path: Path, words: str | None) -> None:
    if words is not None:
        answers.save(tmp_path, "reply", words)
    marked = grading.mark("reply", "joan-01", 5, folder=tmp_path)
    assert (marked.points, marked.lines) == (0, ["Not attempted: nothing was handed in here. 0 of 5 points."])
    assert (marked.told["kind"], marked.told["item"], marked.told["person"]) == ("nothing", "reply", False)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Lo siento mucho, eso debe de doler.", "The form check reads English only"),
        (cases.load("joan-01").models[-1].reply, "This is one of our example replies"),
        ("x " * 3000, "This is longer than 5,000 characters"),
    ],
)
def test_what_cannot_be_judged_goes_to_a_person(tmp_path: Path, words: str, reason: str) -> None:
    answers.save(tmp_path, "reply", words)
    marked = grading.mark("reply", "joan-01", 5, folder=tmp_path)
    assert (marked.points, marked.told["person"], marked.told["text"]) == (0, True, words)
    assert marked.lines[0].startswith(reason)
    assert f"{grading.CANNOT_JUDGE} Your instructor reads them and may give points by hand." in marked.lines


@pytest.mark.parametrize("data", ["{", "[]", "x" * 1_000_001])
def test_a_broken_file_is_not_scored(tmp_path: Path, data: str) -> None:
    (tmp_path / "answers.json").write_text(data, encoding="utf-8")
    marked = grading.mark("reply", "joan-01", 5, folder=tmp_path)
    assert (marked.points, marked.lines[-1]) == (0, "Not scored: 0 of 5 points.")
    assert marked.told["reason"] == marked.lines[0]


def test_what_the_learners_file_says_of_itself_does_not_count(tmp_path: Path) -> None:
    """A client, a level or points of the learner's own choosing change nothing."""
    answers.save(tmp_path, "reply", "You should try again.", "maya-01")
    honest = grading.mark("reply", "joan-01", 5, folder=tmp_path).points
    file = tmp_path / "answers.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["answers"]["reply"] |= {"level": 5, "points": 99, "out_of": 99, "case": "joan-01", "verdict": "scored"}
    file.write_text(json.dumps(data), encoding="utf-8")
    assert grading.mark("reply", "joan-01", 5, folder=tmp_path).points == honest


def test_an_unknown_client_is_the_authors_mistake(tmp_path: Path) -> None:
    answers.save(tmp_path, "reply", GOOD)
    with pytest.raises(AuthorError, match="there is no client"):
        grading.mark("reply", "nobody-01", 5, folder=tmp_path)


def test_words_that_no_terminal_can_show_are_printed_all_the_same(graded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers.save(graded, "reply", "You should \ud800\u202e rest 🙂.")
    at.grade("reply", "joan-01", 5)
    assert "“You should rest” (advising)" in capsys.readouterr().out


def test_in_a_learners_own_notebook_no_points_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers.save(tmp_path, "reply", GOOD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert at.grade("reply", "joan-01", 5) is None
    assert capsys.readouterr().out == ""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert at.grade("reply", "joan-01", 5) == grading.mark("reply", "joan-01", 5, folder=tmp_path).points > 0


# Selected-response items: what is right of it is shown in test_items.py


@pytest.fixture
def trial(graded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Grade with the items of the tests."""
    monkeypatch.setattr(items, "ITEMS", TRIAL)
    return graded


@pytest.mark.parametrize(("right", "points"), [(6, 3), (5, 2), (4, 1), (3, 0), (1, 0)])
def test_each_right_line_beyond_those_of_one_answer_for_all_is_a_point(trial: Path, right: int, points: float) -> None:
    source = items.load("said-to-ama")
    key = {str(number): line["fits"] for number, line in enumerate(source["lines"][:right])}
    answers.save(trial, "said-to-ama", chosen=key)
    marked = grading.mark("said-to-ama", out_of=3)
    assert (marked.points, marked.lines) == (points, [f"{right} of 6 right.", f"Form check: {points} of 3 points."])
    told = marked.told
    assert (told["kind"], told["title"], told["order"], told["person"]) == ("choice", "Said to Ama", False, False)
    assert (told["right"], told["of"], told["free"], told["labels"]) == (right, 6, 3, source["labels"])
    assert [(line["why"], line["chosen"], line["right"]) for line in told["lines"]] == [
        (line["why"], key.get(str(number), []), number < right) for number, line in enumerate(source["lines"])
    ]
    json.dumps(told, allow_nan=False)


def test_an_order_earns_by_its_pairs(trial: Path) -> None:
    answers.save(trial, "order-for-ama", chosen={"0": ["3"], "1": ["2"], "2": ["4"], "3": ["1"]})
    marked = grading.mark("order-for-ama", out_of=5)
    assert (marked.points, marked.lines[0]) == (3, "4 of 5 pairs in order.")
    assert marked.told["labels"] == {"1": "nearest to Ama", "2": "", "3": "", "4": "farthest from her"}


@pytest.mark.parametrize(
    "chosen",
    [{"0": ["sings"], "9": ["stays"]}, {str(n): ["stays", "advises", "judges"] for n in range(6)}, {"0": ["stays"] * 100}],
)
def test_labels_that_no_page_of_ours_saves_earn_nothing(trial: Path, chosen: dict[str, list[str]]) -> None:
    answers.save(trial, "said-to-ama", chosen=chosen | {"points": ["3"]})
    assert at.grade("said-to-ama", out_of=3) == 0


@pytest.mark.parametrize("given", [{"chosen": {"read": ["put away"]}}, {"chosen": {"0": []}}, {"text": " "}])
def test_what_answers_no_line_is_not_attempted(trial: Path, given: dict) -> None:
    answers.save(trial, "from-memory", **given)
    assert grading.mark("from-memory", out_of=2).told["kind"] == "nothing"


def test_an_answer_of_another_kind_earns_nothing_and_stops_nothing(trial: Path) -> None:
    answers.save(trial, "said-to-ama", "Words where labels belong.")
    answers.save(trial, "reply", chosen={"0": ["stays"]})
    assert grading.mark("said-to-ama", out_of=3).points == 0
    assert grading.mark("reply", "joan-01").points == 0


def test_a_prediction_is_told_and_earns_nothing(trial: Path) -> None:
    answers.save(trial, "a-guess", chosen={"0": ["more"]})
    marked = grading.mark("a-guess", out_of=2)
    assert (marked.points, marked.told["share"], marked.told["lines"][0]["of"]) == (0, None, "reply-1")


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
        assert grading.mark("reply", "joan-01", 5, folder=tmp_path).points == float(runs[0].stdout.split()[-1])
