"""The readers of public corpora, on invented rows in the publishers' columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement.errors import LearnerError
from attunement.validity import corpora
from validity.conftest import TALK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VOTES = {"1": {}, "2": {"question": "other"}, "3": {"question": "other", "other": "question"}}


@pytest.mark.parametrize("video", ["video", "video_url"])
def test_annomi_gives_each_utterance_with_the_words_before_it(annomi: Callable[..., Path], video: str) -> None:
    heard = corpora.annomi(annomi(video=video))
    assert len(heard) == 12
    assert [one.behaviour for one in heard[:4]] == ["question", "reflection", "input", "other"]
    assert (heard[1].client, heard[1].words) == (TALK[2][1], TALK[3][1])
    assert {one.video for one in heard} == {"video 0", "video 1", "video 2"}


def test_the_majority_of_several_annotators_counts_and_each_vote_is_kept(annomi: Callable[..., Path]) -> None:
    heard = corpora.annomi(annomi(VOTES))
    assert len(heard) == 12
    assert [one.behaviour for one in heard[:4]] == ["other", "reflection", "input", "other"]
    assert heard[0].votes == (("1", "question"), ("2", "other"), ("3", "other"))


def test_a_tie_goes_to_the_first() -> None:
    assert corpora.majority(["input", "other", "other", "input"]) == "input"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        "transcript_id,utterance_id,interlocutor,utterance_text,main_therapist_behaviour\n1,1,therapist,Hm.,humming\n",
    ],
)
def test_another_table_is_named_in_a_sentence(written: Callable[..., Path], text: str) -> None:
    with pytest.raises(LearnerError, match=r"Take the publisher's CSV file as it is\."):
        corpora.annomi(written(text))


def test_a_talk_has_the_supporters_turns_and_the_experts_ratings(lend_an_ear: Path) -> None:
    talks = corpora.lend_an_ear(lend_an_ear)
    assert len(talks) == 6
    assert talks[0].turns == (("I cannot sleep.", "How was that for you?"), ("Hm.", "Thank you."))
    assert talks[3].ratings["expert1"]["advice"] == 4
    assert set(talks[3].ratings) == {"expert1", "expert2"}


@pytest.mark.parametrize("text", ["[1]\n", "{", '{"turns": [], "ratings": {"a": {}}}\n', '{"turns": 1, "ratings": {}}\n'])
def test_other_lines_are_named_in_a_sentence(written: Callable[..., Path], text: str) -> None:
    with pytest.raises(LearnerError, match="one object a line with `turns` and `ratings`"):
        corpora.lend_an_ear(written(text))


def test_each_talk_is_rated_by_the_same_experts(lend_an_ear: Path, written: Callable[..., Path]) -> None:
    text = lend_an_ear.read_text(encoding="utf-8")
    for wrong in ("", text.replace("expert2", "expert3", 1), text.replace("supporter", "seeker", 2)):
        with pytest.raises(LearnerError, match="ratings by the same experts"):
            corpora.lend_an_ear(written(wrong))
