"""Our figures are those of scikit-learn and scipy, also when items are drawn several times or not at all."""

from __future__ import annotations

import time
from functools import partial

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics

from attunement.validity import agreement

LABELS = ["question", "reflection", "input", "other"]
SIZE = 120


@pytest.fixture(params=[1, 2, 3])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def two(rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Return two codings of the same items, alike in about half of them."""
    truth = rng.choice(LABELS, SIZE, p=[0.5, 0.3, 0.15, 0.05])
    return truth.tolist(), np.where(rng.random(SIZE) < 0.5, truth, rng.choice(LABELS, SIZE)).tolist()


def test_shares_of_a_table(two: tuple[list[str], list[str]]) -> None:
    counts = agreement.table(*two, LABELS)
    assert np.array_equal(counts, metrics.confusion_matrix(*two, labels=LABELS))
    assert agreement.accuracy(counts) == pytest.approx(metrics.accuracy_score(*two))
    assert agreement.f1(counts) == pytest.approx(metrics.f1_score(*two, labels=LABELS, average=None))
    assert agreement.macro_f1(counts) == pytest.approx(metrics.f1_score(*two, average="macro"))
    assert agreement.kappa(counts) == pytest.approx(metrics.cohen_kappa_score(*two))


def test_macro_f1_leaves_out_a_label_that_nobody_gives() -> None:
    truth, guessed = ["question", "input"], ["question", "reflection"]
    ours = agreement.macro_f1(agreement.table(truth, guessed, LABELS))
    assert ours == pytest.approx(metrics.f1_score(truth, guessed, average="macro", zero_division=0))


def test_quadratic_kappa(rng: np.random.Generator) -> None:
    levels = list(range(1, 10))
    one = rng.integers(1, 10, SIZE)
    other = np.clip(one + rng.integers(-2, 3, SIZE), 1, 9)
    ours = agreement.kappa(agreement.table(one, other, levels), quadratic=True)
    assert ours == pytest.approx(metrics.cohen_kappa_score(one, other, labels=levels, weights="quadratic"))


def test_rank_correlation_with_ties(rng: np.random.Generator) -> None:
    one = rng.integers(1, 6, SIZE)
    other = one + rng.integers(0, 4, SIZE)
    assert agreement.spearman(one, other) == pytest.approx(stats.spearmanr(one, other).statistic)


def test_rank_correlation_of_what_does_not_vary_is_not_defined() -> None:
    assert np.isnan(agreement.spearman([1, 2, 3], [2, 2, 2]))


def test_auc_with_ties(rng: np.random.Generator) -> None:
    truth = rng.random(SIZE) < 0.4
    scores = np.round(rng.random(SIZE) + truth * 0.3, 1)
    assert agreement.auc(truth, scores) == pytest.approx(metrics.roc_auc_score(truth, scores))


def test_weights_are_how_often_an_item_is_drawn(rng: np.random.Generator, two: tuple[list[str], list[str]]) -> None:
    drawn = rng.multinomial(SIZE, np.full(SIZE, 1 / SIZE), size=5)
    levels, others = rng.integers(1, 6, SIZE), rng.integers(1, 6, SIZE)
    truth, guessed = (np.array(side) for side in two)
    weights = drawn.astype(float)
    ours = {
        "macro-F1": agreement.macro_f1(agreement.table(*two, LABELS, weights)),
        "spearman": agreement.spearman(levels, others, weights),
        "auc": agreement.auc(truth == "question", levels, weights),
        "mean": agreement.mean(levels, weights),
    }
    for number, row in enumerate(drawn):
        items = np.repeat(np.arange(SIZE), row)
        assert ours["macro-F1"][number] == pytest.approx(metrics.f1_score(truth[items], guessed[items], average="macro"))
        assert ours["spearman"][number] == pytest.approx(stats.spearmanr(levels[items], others[items]).statistic)
        assert ours["auc"][number] == pytest.approx(metrics.roc_auc_score(truth[items] == "question", levels[items]))
        assert ours["mean"][number] == pytest.approx(levels[items].mean())


def test_pairs_are_of_one_client_and_of_different_labels() -> None:
    found = agreement.pairs([3, 1, 1, 2, 5], ["ana", "ana", "ana", "ben", "ben"])
    assert found == [(1, 0), (2, 0), (3, 4)]
    levels = np.array([3.0, 1.0, 3.0, np.nan, 5.0])
    assert agreement.in_order(levels, found).tolist() == [1, 0, 0], "a tie is no order, nor is a missing level"
    assert agreement.in_order(levels, found, tie=0.5).tolist() == [1, 0.5, 0]


def test_an_interval_is_that_of_theory_and_always_the_same() -> None:
    values = np.random.default_rng(7).normal(3, 1, 400)
    low, high = agreement.interval(list(range(400)), partial(agreement.mean, values))
    theory = stats.norm.interval(0.95, values.mean(), values.std() / 20)
    assert (low, high) == pytest.approx(theory, abs=0.01)
    assert agreement.interval(list(range(400)), partial(agreement.mean, values)) == (low, high)


def test_whole_groups_are_drawn() -> None:
    values = np.repeat([1.0, 2.0, 3.0, 4.0], 100)
    alone = agreement.interval(list(range(400)), partial(agreement.mean, values))
    grouped = agreement.interval(np.repeat(["a", "b", "c", "d"], 100).tolist(), partial(agreement.mean, values))
    assert grouped[1] - grouped[0] > 5 * (alone[1] - alone[0])


def test_where_nothing_varies_there_is_no_interval() -> None:
    assert np.isnan(agreement.interval(["a", "a"], partial(agreement.mean, [1, 2]))).all()
    assert np.isnan(agreement.interval(["a", "b"], partial(agreement.mean, [1, 1]))).all()


def test_two_thousand_resamples_take_a_moment() -> None:
    rng = np.random.default_rng(1)
    truth, guessed = (rng.choice(LABELS, 4000).tolist() for _ in range(2))
    groups = rng.integers(0, 90, 4000).tolist()
    started = time.perf_counter()
    low, high = agreement.interval(groups, lambda weights: agreement.macro_f1(agreement.table(truth, guessed, LABELS, weights)))
    assert time.perf_counter() - started < 5
    assert low < 0.25 < high
