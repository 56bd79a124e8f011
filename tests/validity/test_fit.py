"""Learning the weights: the same result every time, signed as the rubric says, in the form that the score reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from attunement import cues, evidence, findings, language, weights
from attunement.scene import Scene
from attunement.validity import fit, replies
from attunement.weights import HEADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def small(annomi: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an invented AnnoMI, and let a handful of our replies stand for all."""
    few = replies.of("fit")[::40]
    monkeypatch.setattr(replies, "of", lambda part: few if part == "fit" else pytest.fail("never learn from `check`"))
    monkeypatch.setattr(fit, "OFTEN", 5)
    fit._labels.cache_clear()
    yield annomi()
    fit._labels.cache_clear()


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """Return a place for what was learned, so that it is learned once for all tests that only look at it."""
    return {}


@pytest.fixture
def model(small: Path, kept: dict[str, Any]) -> dict[str, Any]:
    if not kept:
        kept.update(fit.fit(small))
    return kept


def test_the_same_replies_give_the_same_weights(small: Path, model: dict[str, Any], tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.json", "two.json")]
    for file, learned in zip(files, (model, fit.fit(small)), strict=True):
        fit.store(learned, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_learned_weights_are_signed_and_whole(model: dict[str, Any]) -> None:
    valence = {cue.id: cue.valence for cue in cues.every()}
    assert model["cues"]
    assert {name for name, line in model["cues"].items() if valence[name] * weights.row(line)[0] < 0} == set()
    for kind in ("cues", "shapes", "words"):
        assert all(len(weights.row(line)) == len(HEADS) and any(weights.row(line)) for line in model[kind].values())


def test_what_is_stored_is_what_is_read(model: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    fit.store(model, file)
    assert weights.load(file) == weights.Weights(**model)
    totals, shares = weights.sums(Scene(language.read("That stings."), language.read("")), [], weights.load(file))
    assert totals[0] == sum(share.points for share in shares)


def test_no_sentence_of_annomi_is_kept(model: dict[str, Any]) -> None:
    words = list(model["words"])
    assert max(len(run.split()) for run in words) <= evidence.LONGEST_RUN
    assert not any("shopping" in run or "neighbour overtakes" in run for run in words), "clients' words are not learned from"
    assert "12 utterances of AnnoMI" in model["about"]["annomi"]


def test_what_weighs_next_to_nothing_is_left_out(model: dict[str, Any]) -> None:
    for line in model["words"].values():
        level, *others = weights.row(line)
        assert not 0 < abs(level) < fit.SMALLEST[0]
        assert all(not 0 < abs(other) < fit.SMALLEST[1] for other in others)


# What ships


def test_the_shipped_weights_know_every_cue_that_the_replies_show() -> None:
    scenes = (Scene(language.read(one.reply), language.read(one.says)) for one in replies.of("fit")[::5])
    shown = {cue.id for scene in scenes for cue in findings.counted(findings.find(scene))}
    assert len(shown) > 50
    assert shown - set(weights.load().cues) == set(), "the rubric changed: run `attunement fit`"


def test_the_shipped_weights_have_the_heads_that_the_score_reads() -> None:
    assert weights.load().about["heads"] == ", ".join(HEADS)
