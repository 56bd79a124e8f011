"""Readers of public corpora that people bring themselves; none of their sentences is part of this package."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attunement.errors import LearnerError
from attunement.weights import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BEHAVIOURS = {"question": "question", "reflection": "reflection", "therapist_input": "input", "input": "input", "other": "other"}
_IN_LEND_AN_EAR = dict(
    zip(
        SIGNALS,
        (
            *("validating_emotions", "encouraging_elaboration", "demonstrating_understanding"),
            *("advice_giving", "self_oriented", "dismissing_emotions"),
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a therapist said of AnnoMI, after the client's words (may be ""), its main behaviour, and the video it comes from.

    `votes` are the behaviours that several annotators gave it, each with the annotator.
    """

    client: str
    words: str
    behaviour: str
    video: str
    votes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of Lend an Ear: the supporter's turns after the seeker's, and expert → signal → rating (1 to 5)."""

    turns: tuple[tuple[str, str], ...]
    ratings: dict[str, dict[str, float]]


def annomi(path: Path) -> list[Utterance]:
    """Read AnnoMI's table (Wu et al. 2022, 2023), in its publisher's columns; raise LearnerError for another form.

    Where several people labelled an utterance, the behaviour named most often counts; a tie goes to the first of them.
    """
    found: dict[tuple[str, str], Utterance] = {}
    votes: dict[tuple[str, str], dict[str, str]] = {}
    try:
        for key, one, annotator in _annomi_rows(path):
            found.setdefault(key, one)
            votes.setdefault(key, {})[annotator] = one.behaviour
    except (KeyError, csv.Error, UnicodeDecodeError) as error:
        raise LearnerError(f"{path} does not have AnnoMI's columns ({error}). Take the publisher's CSV file as it is.") from error
    if not found:
        raise LearnerError(f"{path} holds no therapist's words. Take the publisher's CSV file as it is.")
    return [
        Utterance(one.client, one.words, majority(votes[key].values()), one.video, tuple(votes[key].items()))
        for key, one in found.items()
    ]


def _annomi_rows(path: Path) -> Iterator[tuple[tuple[str, str], Utterance, str]]:
    said: dict[tuple[str, str], str] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            talk = (row["transcript_id"], row.get("annotator_id", ""))
            if row["interlocutor"] == "client":
                said[talk] = row["utterance_text"]
            else:
                behaviour = BEHAVIOURS[row["main_therapist_behaviour"]]
                key = (row["transcript_id"], row["utterance_id"])
                yield key, Utterance(said.get(talk, ""), row["utterance_text"], behaviour, video(row)), talk[1]


def video(row: dict[str, str]) -> str:
    """Return the video of a row of AnnoMI: several transcripts may come from one."""
    return row.get("video") or row.get("video_url") or row["transcript_id"]


def majority(votes: Iterable[str]) -> str:
    """Return the vote given most often; of those given equally often, the first."""
    given = list(votes)
    return max(given, key=given.count)


def lend_an_ear(path: Path) -> list[Conversation]:
    """Read conversations of Lend an Ear (Kumar et al. 2025), one JSON object a line; raise LearnerError for another form."""
    try:
        talks = [_conversation(json.loads(line)) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        form = "one object a line with `turns` and `ratings`"
        raise LearnerError(f"{path} does not have the form of Lend an Ear: {form}.") from error
    if len({frozenset(talk.ratings) for talk in talks}) != 1 or not all(talk.turns and talk.ratings for talk in talks):
        raise LearnerError(f"{path}: each conversation needs a supporter's turn and ratings by the same experts as the others.")
    return talks


def _conversation(data: dict) -> Conversation:
    said, turns = "", []
    for role, words in data["turns"]:
        if role == "seeker":
            said = words
        else:
            turns.append((said, words))
    ratings = {
        expert: {signal: float(given[name]) for signal, name in _IN_LEND_AN_EAR.items()}
        for expert, given in data["ratings"].items()
    }
    return Conversation(tuple(turns), ratings)
