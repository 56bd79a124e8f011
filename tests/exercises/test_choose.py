"""A selected-response item: every choice is in the file, nothing of the key is on the page, and what is no choice is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from attunement import answers, durable, front, items, workbook
from attunement.exercises.choose import AWAY, READ, Choose

from .conftest import sendable, tell

TRIAL = Path(__file__).parents[1] / "data" / "items"
SECRET = {"fits", "also", "place", "why", "of"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with the items of the tests."""
    monkeypatch.setattr(items, "ITEMS", TRIAL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kept(folder: Path, item: str) -> dict[str, list[str]]:
    return answers.read(folder)[item].chosen


def keys(data: Any) -> set[str]:
    """Return every key of nested data."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return set(data if isinstance(data, dict) else ()).union(*map(keys, inner))


def test_a_choice_is_saved_at_once_and_found_again(folder: Path) -> None:
    item = Choose("said-to-ama")
    tell(item, do="save", chosen={"0": ["advises"]}, base="", seq=1, view="a")
    tell(item, do="save", chosen={"0": ["advises"], "2": ["judges"], "3": []}, base="", seq=2, view="a")
    assert kept(folder, "said-to-ama") == {"0": ["advises"], "2": ["judges"]} == item.saved["chosen"]
    assert (item.saved["seq"], item.saved["why"]) == (2, "")
    again = Choose("said-to-ama")
    assert (again.saved["chosen"], again.saved["time"]) == (item.saved["chosen"], item.saved["time"])
    tell(again, do="save", chosen={}, base=again.saved["time"], view="b")
    assert not answers.read(folder)["said-to-ama"].given, "a choice can be taken back"


@pytest.mark.parametrize("name", workbook.ids("choose", TRIAL))
def test_nothing_of_the_key_reaches_the_page(name: str) -> None:
    item = Choose(name)
    tell(item, do="save", chosen={"0": [next(iter(items.labels(item.source)))]})
    state = sendable(item)
    assert keys(state["task"]) & SECRET == set()
    told = json.dumps(state, ensure_ascii=False)
    assert [line["why"] for line in item.source["lines"] if "why" in line and line["why"] in told] == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("said-to-ama", "each right line beyond the first 3 counts"),
        ("parts-for-ama", "when all that fits is chosen"),
        ("order-for-ama", "each pair of lines in the right order counts for you"),
        ("a-guess", "This is recorded and earns no points."),
    ],
)
def test_how_points_come_is_said_beforehand(name: str, message: str) -> None:
    assert message in Choose(name).task["points"]


def test_the_learner_sees_client_words_and_labels() -> None:
    said, parts, order, guess = (Choose(name).task for name in ("said-to-ama", "parts-for-ama", "order-for-ama", "a-guess"))
    assert (said["client"]["name"], said["says"], said["quoted"]) == (
        "Ama",
        "The clock in the hall has stopped, and I walk past it.",
        True,
    )
    assert (parts["client"]["name"], parts["says"], parts["quoted"]) == ("Maya", parts["client"]["says"], False)
    assert [label["note"] for label in order["labels"]] == ["nearest to Ama", "", "", "farthest from her"]
    assert (guess["quoted"], guess["client"], guess["says"], guess["reads"]) == (False, {}, "", [])


@pytest.mark.parametrize(
    "chosen",
    [
        None,
        [],
        "0",
        {"6": ["stays"]},
        {"00": ["stays"]},
        {"-1": ["stays"]},
        {"fits": ["stays"]},
        {"0": ["sings"]},
        {"0": "stays"},
        {"0": [["stays"]]},
        {"0": ["stays", "stays"]},
        {"0": ["stays", "judges"]},
        {"0": ["stays"] * 1000},
        {str(number): ["stays"] for number in range(10_000)},
    ],
)
def test_what_is_no_choice_is_refused_with_a_sentence_and_the_old_one_stands(folder: Path, chosen: Any) -> None:
    item = Choose("said-to-ama")
    tell(item, do="save", chosen={"0": ["advises"]})
    tell(item, do="save", chosen=chosen, seq=2)
    assert item.saved["why"].endswith(".")
    assert (item.saved["time"], item.saved["chosen"]) == ("", None)
    assert kept(folder, "said-to-ama") == {"0": ["advises"]}


def test_a_file_of_any_content_shows_only_what_the_item_knows(folder: Path) -> None:
    answers.save(folder, "said-to-ama", chosen={"0": ["stays", "<b>", "stays"], "7": ["stays"], "x": ["y"], READ: ["z"], "1": []})
    assert Choose("said-to-ama").saved["chosen"] == {"0": ["stays"]}
    (folder / "answers.json").write_text("{")
    assert Choose("said-to-ama").saved["why"].endswith(".")


def test_a_text_that_was_put_away_does_not_come_back(folder: Path) -> None:
    item = Choose("from-memory")
    assert (item.task["puts_away"], len(item.task["reads"])) == (True, 2)
    tell(item, do="save", chosen={READ: AWAY}, base="", view="a")
    assert not answers.read(folder)["from-memory"].given, "nothing is answered yet"
    again = Choose("from-memory")
    assert (again.task["reads"], again.saved["chosen"]) == ([], {READ: AWAY})
    tell(again, do="save", chosen={"1": ["added"]}, base=again.saved["time"], view="b")
    assert kept(folder, "from-memory") == {"1": ["added"], READ: AWAY}
    assert items.judge(again.source, kept(folder, "from-memory")) == items.judge(again.source, {"1": ["added"]})


def test_what_another_window_saved_is_not_written_over(folder: Path) -> None:
    here = Choose("said-to-ama")
    tell(here, do="save", chosen={"0": ["advises"]}, base="", view="a")
    stale = "2026-01-01T00:00:00+00:00"
    tell(here, do="save", chosen={"0": ["judges"]}, base=stale, view="b")
    assert "another window" in here.saved["why"]
    assert kept(folder, "said-to-ama") == {"0": ["advises"]}
    tell(here, do="save", chosen={"0": ["judges"]}, base=answers.read(folder)["said-to-ama"].saved, view="b")
    assert kept(folder, "said-to-ama") == {"0": ["judges"]}


def test_who_clicks_on_after_a_full_disk_is_not_taken_for_another_window(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = Choose("said-to-ama")
    tell(item, do="save", chosen={"0": ["advises"]}, base="", view="a", seq=1)

    def refuse(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(durable, "write", refuse)
        tell(item, do="save", chosen={"0": ["stays"]}, base="", view="a", seq=2)
    assert "No space left on device" in item.saved["why"]
    tell(item, do="save", chosen={"0": ["judges"]}, base="", view="a", seq=3)
    assert (item.saved["why"], kept(folder, "said-to-ama")) == ("", {"0": ["judges"]})


def test_python_and_the_page_keep_the_putting_away_alike() -> None:
    assert f"const PUT_AWAY = {{ {READ}: {json.dumps(AWAY)} }};" in (front.HERE / "choose.js").read_text(encoding="utf-8")
