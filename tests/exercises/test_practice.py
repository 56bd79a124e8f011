"""What every exercise of the workbook must stand: authors' files in order, hostile messages, a browser that hands work back."""

from __future__ import annotations

import json
from typing import Any

import pytest

import attunement
from attunement import record, workbook
from attunement.exercises import catalogue
from attunement.exercises.practice import MOST_STEPS, Practice

from .conftest import sendable, tell
from .test_base import HOSTILE

EVERY = [(kind, name) for kind in workbook.kinds() for name in workbook.ids(kind)]
FIRST = [(kind, workbook.ids(kind)[0]) for kind in workbook.kinds()]

every = pytest.mark.parametrize(("kind", "name"), EVERY, ids=["/".join(one) for one in EVERY])
every_kind = pytest.mark.parametrize(("kind", "name"), FIRST, ids=[kind for kind, _ in FIRST])


def opened(kind: str, name: str) -> Practice:
    return getattr(attunement, kind)(name)


def test_what_authors_wrote_is_in_order() -> None:
    assert [str(error) for error in catalogue.check()] == []


@every
def test_it_opens_and_can_be_sent(kind: str, name: str) -> None:
    exercise = opened(kind, name)
    state = sendable(exercise)
    assert state["task"]["key"] == f"{kind}/{name}"
    assert state["kept"] == {"steps": [], "results": []}


@every_kind
@pytest.mark.parametrize("value", HOSTILE, ids=[repr(value)[:12] for value in HOSTILE])
def test_hostile_fields_are_refused_or_do_no_harm(kind: str, name: str, value: Any) -> None:
    exercise = opened(kind, name)
    for step, fields in exercise.records.items():
        for field in fields:
            tell(exercise, do=step, **{field: value})
        tell(exercise, do=step, **dict.fromkeys(fields, value))
    for ask in sorted(exercise.hears - exercise.records.keys()):
        tell(exercise, do=ask, steps=value, results=value, part=value, text=value, width=value)
        tell(exercise, do=ask, steps=[value, {"do": value}], results=[value, {"share": value, "time": value}])
    assert len(json.dumps(sendable(exercise)["kept"])) < 10_000


@every_kind
def test_no_more_steps_than_can_be_kept(kind: str, name: str) -> None:
    exercise = opened(kind, name)
    exercise._steps = [{"do": "nothing", "time": record.now()}] * MOST_STEPS
    for step in exercise.records:
        tell(exercise, do=step)
        assert exercise.said["text"] == exercise.word("steps_full")


@every_kind
def test_a_fault_is_told_with_file_and_line(kind: str, name: str, tmp_path: Any) -> None:
    (tmp_path / kind).mkdir()
    text = (workbook.WORKBOOK / kind / f"{name}.yaml").read_text(encoding="utf-8")
    (tmp_path / kind / "broken.yaml").write_text(text.replace("skill: ", "skil: ", 1), encoding="utf-8")
    line = text[: text.index("skill: ")].count("\n") + 1
    told = [str(error) for error in catalogue.check(tmp_path)]
    assert any(error.startswith(f"{kind}/broken.yaml:{line}: `skil` is not known here. Did you mean `skill`?") for error in told)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("rank/shop.yml", "rank/shop.yml: this file is never read. Let its name end in .yaml."),
        ("rank/shop.yaml.txt", "rank/shop.yaml.txt: this file is never read."),
        ("ranks/shop.yaml", "/ranks: this is no kind of exercise. Choose one of: attend, choose, claims, "),
    ],
)
def test_a_file_that_no_lesson_could_open_is_told(place: str, told: str, tmp_path: Any) -> None:
    (tmp_path / place).parent.mkdir()
    (tmp_path / place).write_text("title: Shop\n", encoding="utf-8")
    (error,) = catalogue.check(tmp_path)
    assert told in str(error)
