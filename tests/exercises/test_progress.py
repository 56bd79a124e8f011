"""The look at one's own progress: a finding, a picture, its words, its numbers."""

from __future__ import annotations

import base64
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import count
from typing import Any

import pytest

from attunement import front, record
from attunement.exercises.progress import Progress

from .conftest import tell

_seconds = count()


def add(case: str, *levels: float | None, note: str = "") -> None:
    """Keep attempts of these levels, one after the other."""
    for level in levels:
        time = f"2026-03-01T10:{next(_seconds) // 60 % 60:02}:{next(_seconds) % 60:02}+00:00"
        verdict = "scored" if level else "not_scored"
        record.current().add(record.Attempt(case, f"words {time}", verdict, level, "1", time, 3, note))


def svg(progress: Progress) -> str:
    """Return the picture's source, which must be XML."""
    source = base64.b64decode(progress.picture["svg"]).decode()
    ET.fromstring(source)
    return source


def test_before_the_first_version_there_is_a_kind_sentence_and_no_picture() -> None:
    progress = Progress()
    tell(progress, do="draw", dark=False, width=600)
    assert progress.title == progress.word("progress_none")
    assert (progress.table, progress.picture, progress.caption["stamp"]) == ([], {}, 0)


FINDINGS = [
    ([[2.0, 4.0]], "progress_up"),
    ([[4.0, 2.0]], "progress_down"),
    ([[3.0, 1.0, 3.2]], "progress_same"),
    ([[3.0]], "progress_first"),
    ([[3.0], [2.0]], "progress_one_each"),
    ([[2.0, 3.0], [4.0]], "progress_up"),
]


def test_versions_of_one_second_stay_in_the_order_in_which_they_were_kept() -> None:
    progress = Progress()
    for number in range(12):
        record.current().add(record.Attempt("maya-01", f"words {number}", "scored", 2.0, "1", "2026-03-01T10:00:00+00:00", 3, ""))
    assert [one.text for one in progress.attempts()] == [f"words {number}" for number in range(12)]


@pytest.mark.parametrize(("lines", "key"), FINDINGS)
def test_the_title_says_the_finding(lines: list[list[float]], key: str) -> None:
    progress = Progress()
    for case, levels in zip(["maya-01", "adwoa-01"], lines, strict=False):
        add(case, *levels)
    assert progress.title == progress.word(key)


def test_the_picture_has_its_words_and_its_numbers() -> None:
    progress = Progress()
    add("maya-01", 2.0, None, 3.8)
    add("maya-01", 3.0, note="I disagree.")
    assert progress.caption["alt"].endswith("Maya: 2, 4.")
    assert [(row["number"], row["level"], row["prediction"]) for row in progress.table] == [(1, 2, 3), (2, None, 3), (3, 4, 3)]


def test_versions_without_a_level_are_said_as_such() -> None:
    progress = Progress()
    add("maya-01", None)
    assert progress.title == progress.word("progress_unscored", count=1)
    assert progress.caption == {"alt": "", "stamp": 0}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [0, 288, 700, 99_999])
def test_the_picture_labels_its_lines_and_wears_the_pages_colours(*, dark: bool, width: int) -> None:
    progress = Progress()
    add("maya-01", 2.0, 4.0)
    add("adwoa-01", 3.0, 2.0)
    tell(progress, do="draw", dark=dark, width=width)
    source = svg(progress)
    colours = front.palette(dark=dark)
    assert ">Maya<" in source
    assert ">Adwoa<" in source
    assert colours["teal"] in source
    assert colours["rust"] in source
    assert progress.picture["stamp"] == progress.caption["stamp"]


def test_the_same_record_draws_the_same_bytes_and_a_new_one_another() -> None:
    progress = Progress()
    add("maya-01", 2.0, 4.0)
    tell(progress, do="draw", dark=False, width=600)
    first = dict(progress.picture)
    tell(progress, do="draw", dark=False, width=600)
    assert progress.picture == first
    add("maya-01", 5.0)
    tell(progress, do="draw", dark=False, width=600)
    assert progress.picture["stamp"] > first["stamp"]


@pytest.mark.parametrize("width", [-1, "600", 1e9, True, [600]])
def test_a_width_that_is_none_is_refused(width: Any) -> None:
    progress = Progress()
    add("maya-01", 2.0)
    tell(progress, do="draw", dark=False, width=width)
    assert progress.said["trouble"]
    assert progress.picture == {}


def test_many_clients_and_versions_can_be_drawn() -> None:
    progress = Progress()
    for number in range(8):
        add(f"gone-{number:02}", *([1.0, 3.0, 5.0] * 10))
    tell(progress, do="draw", dark=True, width=320)
    assert ">gone-07<" in svg(progress)


def test_matplotlib_is_not_loaded_before_a_picture_is_wanted() -> None:
    code = "import sys; from attunement.exercises.progress import Progress; Progress(); print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
