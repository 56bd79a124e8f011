"""Rank: agreement with a key that has ties, swapped pairs with their reasons, several right orders."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from attunement import record, workbook
from attunement.exercises.rank import Rank
from attunement.judging import ranking

from .conftest import comes_back, tell

RIGHT = ["model-5", "model-4", "model-3", "model-2", "model-1"]
FOUR = ["a", "b", "c", "d"]


@pytest.fixture
def lena() -> Rank:
    return Rank("lena-01")


def look(exercise: Rank, *order: str) -> None:
    tell(exercise, do="look", order=list(order))


def test_agreement_runs_from_reversed_to_in_order_and_is_kendalls_tau_without_ties() -> None:
    key = [["a"], ["b"], ["c"], ["d"]]
    for order in permutations(FOUR):
        pairs = 6
        swapped = len(ranking.swaps(order, key))
        tau = (pairs - 2 * swapped) / pairs
        assert ranking.share(order, key) == pytest.approx((tau + 1) / 2)
    assert (ranking.share(FOUR, key), ranking.share(FOUR[::-1], key)) == (1, 0)


def test_tied_replies_may_stand_either_way() -> None:
    key = [["a", "b"], ["c"], ["d"]]
    assert ranking.share(["b", "a", "c", "d"], key) == ranking.share(FOUR, key) == 1
    assert ranking.share(["c", "a", "b", "d"], key) == pytest.approx(3 / 5)
    assert ranking.swaps(["c", "a", "b", "d"], key) == [("c", "a", 1), ("c", "b", 1)]


@pytest.mark.parametrize("name", workbook.ids("rank"))
def test_the_start_is_always_the_same_and_never_right(name: str) -> None:
    exercise = Rank(name)
    assert exercise.order == Rank(name).order
    assert all(0.1 < ranking.share(exercise.order, key.order) < 0.9 for key in exercise.ladder.keys)


@pytest.mark.parametrize("name", workbook.ids("rank"))
def test_every_right_order_fits_and_every_swap_has_a_reason(name: str) -> None:
    exercise = Rank(name)
    for key in exercise.ladder.keys:
        good = [one for group in key.order for one in group]
        look(exercise, *good[::-1])
        assert all(swap["why"] or (swap["above"]["why"] and swap["below"]["why"]) for swap in exercise.state["swaps"])
        look(exercise, *good)
        assert exercise.state["fits"]
        assert exercise.state["swaps"] == []
        assert exercise.state["why"] == key.why


def test_one_swapped_pair_is_told_in_words_with_both_reasons(lena: Rank) -> None:
    look(lena, "model-5", "model-4", "model-3", "model-1", "model-2")
    assert lena.state["told"] == lena.word("rank_one")
    assert [swap["above"]["words"][:13] for swap in lena.state["swaps"]] == ["I think one d"]
    assert "The jealousy is left standing" in lena.said["heard"]
    assert "A threat from the future" in lena.said["heard"]
    assert not any(figure in lena.state["told"] for figure in "0123456789")


def test_the_most_instructive_swap_comes_first() -> None:
    moment = Rank("a-heavy-moment")
    look(moment, "advise", "understand", "sad", "mm", "shop")
    whys = [swap["why"] for swap in moment.state["swaps"]]
    assert whys[0].startswith("The small sound claims nothing")
    assert whys[1].startswith("Whoever says")
    assert whys[-1] == ""
    assert "The small sound" in moment.said["heard"]


def test_the_first_look_is_recorded_once_an_order_fits(lena: Rank) -> None:
    look(lena, *RIGHT[::-1])
    assert lena.state["told"] == lena.word("rank_turned")
    assert record.current().results == []
    look(lena, *RIGHT)
    look(lena, *RIGHT[::-1])
    assert [(one.exercise, one.skill, one.share) for one in record.current().results] == [("rank/lena-01", "affirmation", 0.0)]


def test_an_order_that_fits_is_shown_after_two_looks_only(lena: Rank) -> None:
    tell(lena, do="reveal")
    look(lena, *RIGHT[::-1])
    tell(lena, do="reveal")
    assert lena.said["trouble"]
    assert lena.state["whys"] == {}
    look(lena, *RIGHT[1:], RIGHT[0])
    assert lena.state["may"]
    tell(lena, do="reveal")
    assert lena.state["order"] == RIGHT
    assert set(lena.state["whys"]) == {*RIGHT}
    assert len(record.current().results) == 1


def test_what_is_shown_is_announced_with_the_name_of_the_client() -> None:
    both = Rank("two-clients-one-sentence")
    look(both, "limits", "both", "weigh", "want")
    look(both, "limits", "both", "want", "weigh")
    tell(both, do="reveal")
    assert both.said["heard"].startswith(both.state["told"])


def test_either_order_is_right_and_the_nearest_client_is_told() -> None:
    both = Rank("two-clients-one-sentence")
    look(both, "want", "both", "weigh", "limits")
    assert both.state["told"].startswith("Your order fits Farida.")
    assert [other["name"] for other in both.state["others"]] == ["Marit"]
    look(both, "weigh", "want", "both", "limits")
    assert both.state["told"].startswith("Your order comes nearest to what fits Marit.")
    look(both, "weigh", "both", "want", "limits")
    assert both.state["told"].startswith("Your order fits Marit.")
    assert record.current().results[0].share == 1


@pytest.mark.parametrize("order", [[], None, "x", RIGHT[:4], [*RIGHT[:4], "model-9"], [RIGHT[0]] * 5, [0, 1, 2, 3, 4], [RIGHT]])
def test_what_is_no_order_changes_nothing(lena: Rank, order: Any) -> None:
    tell(lena, do="look", order=order)
    assert lena.state["looks"] == 0
    assert lena.kept["steps"] == []
    assert lena.said["trouble"]


def test_the_same_order_twice_is_no_second_look(lena: Rank) -> None:
    look(lena, *RIGHT[::-1])
    look(lena, *RIGHT[::-1])
    assert lena.said["text"] == lena.word("rank_same")
    assert lena.state["looks"] == 1


def test_steps_that_come_back_are_carried_out_again(lena: Rank) -> None:
    look(lena, *RIGHT[::-1])
    look(lena, *RIGHT[1:], RIGHT[0])
    tell(lena, do="reveal")
    again = comes_back(lena)
    tell(again, do="again")
    assert (again.state["looks"], again.kept["steps"]) == (0, [])
    tell(again, do="forget")
    assert again.kept == {"steps": [], "results": []}


def test_the_page_learns_no_reason_before_a_look(lena: Rank) -> None:
    assert "why" not in str(lena.task)
    assert lena.state["whys"] == {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"order": [["a"], ["b"]]}, "`c` stands 0 times"),
        ({"order": [["a", "b"], ["c", "a"]]}, "`a` stands 2 times"),
        ({"order": [["a"], ["b"], ["c", "x"]]}, "`x` is no reply"),
        ({"pairs": [{"higher": "c", "lower": "a", "why": "…"}]}, "Turn them round"),
        ({"pairs": [{"higher": "a", "lower": "x", "why": "…"}]}, "`x` is no reply"),
        ({"keys": []}, "write `replies` with one `order`"),
        ({"case": "lena-01"}, "say once who the client is"),
        ({"says": ...}, "`says` is missing"),
    ],
)
def test_what_an_author_should_mend_is_told(change: dict[str, Any], told: str) -> None:
    source = {"client": {}, "says": "…", "replies": dict.fromkeys("abc"), "order": [["a"], ["b"], ["c"]]}
    assert list(Rank.faults(source)) == []
    changed = {key: value for key, value in (source | change).items() if value is not ...}
    assert any(told in message for _, message in Rank.faults(changed))


def test_a_pair_that_no_client_has_so_is_told() -> None:
    key = {"client": {}, "order": [["a"], ["b", "c"]], "why": "…"}
    source = {"says": "…", "replies": dict.fromkeys("abc"), "keys": [key, key]}
    pairs = [{"higher": high, "lower": low, "why": "…"} for high, low in ("ab", "ba", "bc")]
    assert [steps for steps, _ in Rank.faults(source | {"pairs": pairs})] == [["pairs", 1], ["pairs", 2]]


def test_a_file_without_replies_needs_a_client_of_the_casebook() -> None:
    assert list(Rank.faults({"case": "lena-01"})) == []
    assert len(list(Rank.faults({}))) == 1
    pair = {"higher": "model-5", "lower": "model-9", "why": "…"}
    assert [steps for steps, _ in Rank.faults({"case": "lena-01", "pairs": [pair]})] == [["pairs", 0, "lower"]]
