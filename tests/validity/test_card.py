"""The model card is what its command writes from the kept figures, and says what must be said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from attunement.cli import main
from attunement.errors import LearnerError
from attunement.validity import card, heldout, speed
from validity.conftest import SAID

if TYPE_CHECKING:
    from collections.abc import Callable

CARD = Path(__file__).parents[2] / "book" / "model-card.md"
MUST_BE_SAID = [
    "never an assessment of a person",
    "Written English",
    "There is no language model at run time",
    "Nothing leaves your machine",
    "AI assistants",
    "not clinicians",
    "EPITOME, ESConv and EmpatheticDialogues",
    "Wu, Z., et al. (2022)",
    "Hiring, licensing",
    "Grading without a person",
    "Judging dialect",
    "Therapy",
    "attunement validate annomi",
]


def test_the_card_in_the_book_is_made_from_the_figures() -> None:
    assert CARD.read_text(encoding="utf-8") == card.render(card.read()), "run: attunement validate card"


@pytest.mark.parametrize("words", MUST_BE_SAID)
def test_what_must_be_said_is_said(words: str) -> None:
    assert words in CARD.read_text(encoding="utf-8")


def test_the_kept_figures_hold_no_sentence_of_a_corpus() -> None:
    kept = card.FIGURES.read_text(encoding="utf-8")
    assert max(map(len, re.findall(r'"[^"]*"', kept))) < 200
    assert "NaN" not in kept


def test_what_was_not_measured_is_said_so() -> None:
    empty = card.render({"about": card.read()["about"]})
    assert empty.count(card.MISSING) >= 8
    assert "$" not in empty


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep figures elsewhere, and take a moment only for what takes minutes."""
    monkeypatch.setattr(card, "FIGURES", tmp_path / "figures.json")
    monkeypatch.setattr(heldout, "behaviours", lambda path: ["other"] * 12)  # noqa: ARG005 (called as the real one is)
    monkeypatch.setattr(speed.speed, "__defaults__", (1, 0))
    return tmp_path / "figures.json"


@pytest.mark.usefixtures("few")
def test_measuring_writes_figures_and_card(annomi: Callable[..., Path], lend_an_ear: Path, kept: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.json"
    pair = {"client": SAID["client"], "better": SAID["good"], "worse": SAID["bad"]}
    pairs.write_text(json.dumps([{**pair, "part": "fit"}, {**pair, "part": "check"}]), encoding="utf-8")
    to = tmp_path / "card.md"
    words = ["--annomi", annomi(), "--lend-an-ear", lend_an_ear, "--pairs", pairs, "--date", "2026-11-22", "--to", to]
    result = CliRunner().invoke(main, ["validate", "card", *map(str, words)])
    assert result.exit_code == 0, result.output
    figures = json.loads(kept.read_text(encoding="utf-8"))
    assert figures["about"]["date"] == "2026-11-22"
    assert figures["pairs"]["n"] == 1, "only the part that is kept for checking"
    assert set(figures) == {"about", "annomi", "held_out", "lend_an_ear", "levels", "pairs", "alarms", "second", "speed"}
    assert to.read_text(encoding="utf-8") == card.render(figures)
    again = CliRunner().invoke(main, ["validate", "card", "--to", str(tmp_path / "again.md")])
    assert again.exit_code == 0
    assert (tmp_path / "again.md").read_bytes() == to.read_bytes(), "the card needs no corpora"


def test_measuring_needs_a_day(lend_an_ear: Path) -> None:
    result = CliRunner().invoke(main, ["validate", "card", "--lend-an-ear", str(lend_an_ear)])
    assert result.exit_code == 2
    assert "--date" in result.output


def test_without_figures_or_folder_a_sentence_helps(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(LearnerError, match="There are no figures yet"):
        card.write(tmp_path / "card.md")
    with pytest.raises(LearnerError, match="There is no folder"):
        card.write(tmp_path / "none" / "card.md")
    assert not kept.exists()
