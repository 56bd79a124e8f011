"""The learned weights: whole numbers in a small file, sums that anyone can follow, and nothing in them that may not be."""

from __future__ import annotations

import gzip
from functools import cache
from typing import TYPE_CHECKING

import pytest

from attunement import cases, cues, evidence, findings, language, weights
from attunement.scene import Scene
from test_invariance import ENTRIES

if TYPE_CHECKING:
    from attunement.cases import Case

CLIENT = "I failed my driving test for the third time. I had told everybody the date."
MODEL = weights.load()
LINES = [*MODEL.cues.values(), *MODEL.shapes.values(), *MODEL.words.values()]
TINY = weights.Weights({}, " ".join(["2000"] + ["0"] * 10), {}, {}, {"stings": " ".join(["250"] + ["-3"] * 10)})


def scene(reply: str, client: str = CLIENT, case: Case | None = None) -> Scene:
    return Scene(language.read(reply), language.read(client), case)


# The file


@pytest.mark.parametrize("kind", ["cues", "shapes", "words"])
def test_each_piece_of_evidence_has_a_whole_number_for_each_head(kind: str) -> None:
    lines = getattr(MODEL, kind)
    assert lines
    assert all(len(weights.row(line)) == len(weights.HEADS) for line in lines.values())
    assert all(any(weights.row(line)) for line in lines.values()), "what weighs nothing is left out"


def test_the_start_is_a_row_and_a_level_of_the_lower_middle() -> None:
    start = weights.row(MODEL.start)
    assert len(start) == len(weights.HEADS)
    assert 1500 < start[0] < 3000


def test_it_is_small_enough_for_a_browser() -> None:
    assert len(gzip.compress(weights.FILE.read_bytes(), mtime=0)) <= 300_000


def test_it_says_on_what_it_was_learned() -> None:
    assert "AnnoMI" in MODEL.about["annomi"]
    assert "our authors" in MODEL.about["own"]
    assert MODEL.about["heads"] == ", ".join(weights.HEADS)


def test_it_is_one_piece_of_evidence_a_line() -> None:
    text = weights.FILE.read_text(encoding="utf-8")
    assert text.count("\n") >= len(LINES)
    assert max(map(len, text.splitlines())) < 200


# What it holds, and what it may not


def test_a_skill_never_costs_and_a_roadblock_never_pays() -> None:
    level = {cue.id: weights.row(MODEL.cues[cue.id])[0] for cue in cues.every() if cue.id in MODEL.cues}
    turned = {cue.id: level[cue.id] for cue in cues.every() if cue.valence * level.get(cue.id, 0) < 0}
    assert turned == {}


def test_it_knows_no_cue_that_the_rubric_does_not() -> None:
    assert set(MODEL.cues) <= {cue.id for cue in cues.every()}


def test_most_cues_are_learned() -> None:
    scored = [cue.id for cue in cues.every() if not cue.refuses]
    assert sum(name in MODEL.cues for name in scored) > 0.8 * len(scored)


def test_no_run_is_long_or_holds_a_number() -> None:
    assert [run for run in MODEL.words if len(run.split()) > evidence.LONGEST_RUN] == []
    assert [run for run in MODEL.words if any(char.isdigit() for char in run)] == []


def test_no_run_holds_a_name() -> None:
    assert {run for run in MODEL.words if not names().isdisjoint(run.split())} == set()


def test_no_name_moves_a_level() -> None:
    assert {run for run, line in MODEL.words.items() if weights.row(line)[0] and not names().isdisjoint(run.split())} == set()


@cache
def names() -> set[str]:
    """Return the names of the casebook's clients and those that are exchanged in tests/data/invariant.yaml."""
    found = {case.name.split()[0].lower() for case in cases.every()}
    for entry in ENTRIES:
        for variant in (one for one in entry["variants"] if one["kind"] == "names"):
            found |= spoken(entry) ^ spoken({**entry, **variant})
    assert len(found) > 70
    return found - {"faith"}  # a word too


def spoken(entry: dict[str, str]) -> set[str]:
    return {word for key in ("client", "reply") for word in language.read(entry[key]).plain}


def test_runs_that_move_a_level_do_not_depend_on_how_sentences_are_cut() -> None:
    spreading = [run for run, line in MODEL.words.items() if weights.row(line)[0] and not evidence.is_typed_alike(run)]
    assert spreading == []


# Sums


def test_shares_add_up_to_the_level_of_the_sum(replies: list[tuple[Case, str]]) -> None:
    for case, reply in replies:
        here = scene(reply, case.says, case)
        totals, shares = weights.sums(here, findings.counted(findings.find(here)))
        assert all(isinstance(total, int) for total in totals)
        added = sum(share.points for share in shares)
        assert added == totals[0] if not here.stray else added <= totals[0]
        assert shares[0].name == "start"


def test_a_sum_can_be_followed_by_hand() -> None:
    totals, shares = weights.sums(scene("That stings. It stings."), [], TINY)
    assert totals == (2250, *[-3] * 10)
    assert [(share.name, share.span, share.points) for share in shares] == [("start", None, 2000), ("stings", (1, 2), 250)]


def test_a_cue_that_is_not_learned_weighs_what_its_author_gave_it() -> None:
    cue = cues.every()[0]._replace(id="brand-new", level=0.6)
    for model in (TINY, MODEL):
        without, _ = weights.sums(scene("That stings."), [], model)
        totals, shares = weights.sums(scene("That stings."), [cue], model)
        assert totals[0] - without[0] == 600
        assert totals[1:] == without[1:]
        assert weights.Share("brand-new", None, 600) in shares


def test_the_main_behaviour_is_the_highest_sum() -> None:
    for place, name in enumerate(weights.HEADS):
        totals = [0] * len(weights.HEADS)
        totals[place] = 5
        wanted = name if name in weights.BEHAVIOURS else "question"
        assert weights.behaviour(tuple(totals)) == wanted, "the first of equals, so that it is always the same"


@pytest.mark.parametrize(
    ("reply", "wanted"),
    [
        ("What was the worst of it?", "question"),
        ("You're so disappointed, and everybody knows.", "reflection"),
        ("You should book another lesson with a better teacher.", "input"),
        ("Mm-hmm.", "other"),
    ],
)
def test_plain_cases_of_each_behaviour(reply: str, wanted: str) -> None:
    here = scene(reply)
    assert weights.behaviour(weights.sums(here, findings.counted(findings.find(here)))[0]) == wanted


# Signals


def signals(reply: str) -> dict[str, float]:
    here = scene(reply)
    found = findings.find(here)
    return weights.signals(here, found, weights.sums(here, findings.counted(found))[0])


def test_signals_are_probabilities_of_two_places() -> None:
    told = signals("You should book another lesson.")
    assert list(told) == list(weights.SIGNALS)
    assert all(0 <= value <= 1 and round(value, 2) == value for value in told.values())


ADVICE = "You should book another lesson with a better teacher."
KINDNESS = (
    "You hoped so much. It stings. Everybody knew the day. Third time round, and every evening in that car, and still no. "
    "You had told them all. That is such a let-down after all that practice."
)


def test_kind_sentences_around_it_do_not_hide_advice() -> None:
    assert signals(KINDNESS)["advice"] < 0.3
    for reply in (ADVICE, f"{ADVICE} {KINDNESS}", f"{KINDNESS} {ADVICE}"):
        assert signals(reply)["advice"] > 0.5, reply


def test_a_story_of_ones_own_shows_amid_other_words() -> None:
    own = "I failed mine twice too, and I cried in my car."
    assert signals(KINDNESS)["self_focus"] < 0.3
    assert signals(f"{KINDNESS} {own}")["self_focus"] > 0.5


@pytest.mark.parametrize(
    ("reply", "signal"),
    [
        ("What was it like to tell everybody?", "elaboration"),
        ("You had hoped so much for this one, and it hurts that they all knew.", "understanding"),
        ("It makes sense that you are disappointed.", "validating"),
        ("It's only a test. Get over it.", "dismissing"),
    ],
)
def test_a_signal_shows_where_it_is_plain(reply: str, signal: str) -> None:
    plain, other = signals(reply)[signal], signals("Mm, the train was late.")[signal]
    assert plain > 0.5
    assert plain > other + 0.2
