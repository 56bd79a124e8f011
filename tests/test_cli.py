"""The command `attunement`: one JSON line for each line in, and authors' errors as sentences."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attunement import __version__, cases, cues, examples, feedback
from attunement.cli import main
from attunement.errors import AuthorError
from attunement.exercises import catalogue

LINE = {"client": "I failed my driving test for the third time.", "response": "You had hoped so much. That stings."}
NOT_A_QUESTION = "This line is not a JSON object with the texts `client` and `response`."
README_LINE = (
    '{"client":"I failed my driving test for the third time.",'
    '"response":"Third time round, and you had hoped so much for this one. That stings."}'
)


def run(*words: str, lines: str | bytes = "") -> Result:
    return CliRunner().invoke(main, words, input=lines)


def told(*lines: str) -> list[dict]:
    """Return what `attunement score` answers to lines."""
    result = run("score", lines="".join(f"{line}\n" for line in lines))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_line_of_the_readme_is_scored_by_the_installed_command() -> None:
    command = Path(sys.executable).with_name("attunement")
    done = subprocess.run([command, "score"], input=f"{README_LINE}\n", capture_output=True, text=True, check=True)
    (answer,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.stderr == ""
    assert answer["verdict"] == "scored"
    assert answer["level"] >= 3
    assert answer["behaviour"] == "reflection"
    assert {"reflection of feeling"} <= {finding["skill"] for finding in answer["findings"]}


def test_answers_come_in_the_order_of_the_lines() -> None:
    replies = [f"You hoped {number} times, and it stings." for number in range(30)]
    answers = told(*(json.dumps({**LINE, "response": reply}) for reply in replies))
    assert answers == [feedback.score(LINE["client"], reply) for reply in replies]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", NOT_A_QUESTION),
        ("{", NOT_A_QUESTION),
        ("[]", NOT_A_QUESTION),
        ("null", NOT_A_QUESTION),
        ('"text"', NOT_A_QUESTION),
        ("17", NOT_A_QUESTION),
        ('{"client": "a"}', NOT_A_QUESTION),
        ("[" * 50_000, NOT_A_QUESTION),
        ('{"client": 1, "response": "a"}', "`client` and `response` must both be texts."),
        ('{"client": "a", "response": null}', "`client` and `response` must both be texts."),
    ],
)
def test_a_line_that_is_no_question_gets_an_answer_that_says_so(line: str, reason: str) -> None:
    first, bad, last = told(json.dumps(LINE), line, json.dumps(LINE))
    assert first == last
    assert list(bad) == list(first)
    assert (bad["verdict"], bad["level"]) == ("not_scored", None)
    assert bad["reason"].startswith(reason)


def test_bytes_that_are_no_text_get_an_answer_too() -> None:
    result = run("score", lines=b'\xff\xfe\n{"client": "a", "response": "\\ud800 sad"}\n')
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["verdict"] for answer in answers] == ["not_scored", "advisory"]
    assert result.stdout.isascii(), "one line stays one line, whatever the words"


@pytest.mark.parametrize("case", [None, "nobody-01", 7, [], {"id": "joan-01"}])
def test_an_unknown_case_is_no_error(case: object) -> None:
    assert told(json.dumps({**LINE, "case": case})) == [feedback.score(**LINE)]


def test_a_known_case_is_used() -> None:
    joan = cases.load("joan-01")
    (answer,) = told(json.dumps({"client": joan.says, "response": joan.models[-1].reply, "case": "joan-01"}))
    assert "one of our example replies" in answer["reason"]


def test_two_thousand_lines_take_seconds() -> None:
    lines = [json.dumps({"client": case.says, "response": model.reply}) for case in cases.every() for model in case.models]
    started = time.perf_counter()
    assert len(told(*(lines * 30)[:2000])) == 2000
    assert time.perf_counter() - started < 12, "10,000 lines would take more than a minute"


def test_check_finds_all_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    result = run("check")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"All is well: \d+ clients, \d+ exercises, \d+ graded items, \d+ cues, \d+ notebooks\.\n", result.output)


def test_check_names_what_to_mend(tmp_path: Path) -> None:
    (tmp_path / "lesson.ipynb").write_text("{}", encoding="utf-8")
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path.name}/lesson.ipynb: ")
    assert result.stderr.endswith("Error: 1 to mend.\n")


def test_a_rubric_with_a_slip_is_told_before_what_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    slip = AuthorError("rubric/weather.yaml", 5, "A cue needs exactly one way to be found.")
    monkeypatch.setattr(cues, "check", lambda: [slip])
    for needs in (catalogue, examples):
        monkeypatch.setattr(needs, "check", lambda: pytest.fail("it reads a rubric that is out of order"))
    assert f"{slip}\nError: 1 to mend.\n" in run("check").stderr


def test_a_new_client_is_begun_and_never_twice(tmp_path: Path) -> None:
    begun = run("new-case", "zoe-01", "--folder", str(tmp_path))
    again = run("new-case", "zoe-01", "--folder", str(tmp_path))
    wrong = run("new-case", "Zoe 1", "--folder", str(tmp_path))
    assert (begun.exit_code, again.exit_code, wrong.exit_code) == (0, 1, 1)
    assert "id: zoe-01" in (tmp_path / "zoe-01.yaml").read_text(encoding="utf-8")
    assert "this client exists already" in again.stderr
    assert "small letters and two digits" in wrong.stderr
    assert "Traceback" not in again.output + wrong.output


def test_the_version_is_told() -> None:
    assert run("--version").output == f"attunement, version {__version__}\n"


@pytest.mark.parametrize("command", ["serve", "score", "check", "new-case"])
def test_each_command_says_what_it_does(command: str) -> None:
    result = run(command, "-h")
    assert result.exit_code == 0
    assert re.search(r"\n\n  [A-Z].{20,}", result.output)
