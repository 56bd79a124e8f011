"""Findings painted into a reply: nothing of the words is lost, and each mark ends with its number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attunement.course import painted

TEXT = "You sound hurt. You should call a lawyer."
HURT, ALL, SHOULD = (0, 14), (0, 41), (16, 40)


def finding(place: tuple[int, int], valence: int, skill: str = "skill") -> dict:
    return {"start": place[0], "end": place[1], "valence": valence, "skill": skill, "why": "why", "instead": ""}


def painting(*findings: dict) -> list[tuple[str, list[str], list[int]]]:
    pieces = painted.pieces(TEXT, painted.reasons(TEXT, findings))
    return [(piece["words"], piece["signs"], [mark["number"] for mark in piece["ends"]]) for piece in pieces]


def test_marks_beside_each_other_have_their_own_signs_and_numbers() -> None:
    assert painting(finding(SHOULD, -1), finding(HURT, 1)) == [
        ("You sound hurt", ["reached"], [1]),
        (". ", [], []),
        ("You should call a lawyer", ["way"], [2]),
        (".", [], []),
    ]


def test_marks_that_overlap_are_painted_on_both() -> None:
    assert painting(finding((4, 24), 1), finding(SHOULD, -1)) == [
        ("You ", [], []),
        ("sound hurt. ", ["reached"], []),
        ("You shou", ["reached", "way"], [1]),
        ("ld call a lawyer", ["way"], [2]),
        (".", [], []),
    ]


def test_a_mark_inside_another_leaves_the_outer_one_whole() -> None:
    assert painting(finding(ALL, 0), finding(SHOULD, -1)) == [
        ("You sound hurt. ", ["neutral"], []),
        ("You should call a lawyer", ["way", "neutral"], [2]),
        (".", ["neutral"], [1]),
    ]


def test_what_stands_on_the_same_words_with_the_same_sign_has_one_number() -> None:
    both = [finding(HURT, 1, "reflection of feeling"), finding(HURT, 1, "paraphrase"), finding(HURT, -1, "parroting")]
    first, second = painted.reasons(TEXT, both)
    assert [said["skill"] for said in first["says"]] == ["reflection of feeling", "paraphrase"]
    assert (first["quote"], first["sign"], second["sign"], second["number"]) == ("“You sound hurt”", "reached", "way", 2)


def test_without_findings_the_reply_is_one_piece() -> None:
    assert painting() == [(TEXT, [], [])]
    assert painted.pieces("", []) == []


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 41), st.sampled_from([-1, 0, 1])), max_size=6))
def test_no_word_is_lost_and_every_number_stands_once(places: list[tuple[int, int, int]]) -> None:
    found = [finding((start, end), valence) for start, end, valence in places if start < end]
    marks = painted.reasons(TEXT, found)
    pieces = painted.pieces(TEXT, marks)
    assert "".join(piece["words"] for piece in pieces) == TEXT
    assert sorted(mark["number"] for piece in pieces for mark in piece["ends"]) == [mark["number"] for mark in marks]
