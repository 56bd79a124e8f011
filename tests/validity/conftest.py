"""Tiny invented files in the publishers' columns, and a small part of our own replies so that the tests are quick."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from attunement.validity import replies

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TALK = [
    ("client", "The stairs are the worst part of the day.", "n/a"),
    ("therapist", "What makes the stairs so hard?", "question"),
    ("client", "I have to stop on every floor.", "n/a"),
    ("therapist", "You are out of breath before you are home, and that frightens you.", "reflection"),
    ("client", "My neighbour overtakes me with her shopping.", "n/a"),
    ("therapist", "You should see a doctor and try walking for ten minutes a day.", "therapist_input"),
    ("client", "Perhaps.", "n/a"),
    ("therapist", "Okay.", "other"),
]
SAID = {
    "client": "My cat died on Sunday.",
    "good": "You miss your cat, and the flat is very quiet.",
    "bad": "It was only a cat. Move on.",
}


@pytest.fixture
def annomi(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of AnnoMI's table: three videos, the same talk in each; `votes` says where annotators differ from it."""

    def write(votes: dict[str, dict[str, str]] | None = None, *, video: str = "video_url") -> Path:
        rows = [
            {
                "transcript_id": number,
                video: f"video {number}",
                "utterance_id": place,
                "interlocutor": who,
                "utterance_text": words,
                "annotator_id": annotator,
                "main_therapist_behaviour": given.get(act, act),
            }
            for number in range(3)
            for annotator, given in (votes or {"1": {}}).items()
            for place, (who, words, act) in enumerate(TALK)
        ]
        path = tmp_path / "annomi.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        return path

    return write


def talk(number: int) -> dict:
    """Return a conversation in which advice grows with its number, and the experts see it."""
    replies = ["How was that for you?", "You are worn out.", "Try to sleep more, you should rest.", "You should try tea."]
    names = [
        "validating_emotions",
        "encouraging_elaboration",
        "demonstrating_understanding",
        "self_oriented",
        "dismissing_emotions",
    ]
    turns = [["seeker", "I cannot sleep."], ["supporter", replies[number % 4]], ["seeker", "Hm."], ["supporter", "Thank you."]]
    ratings = {name: 1 + (number + place) % 4 for place, name in enumerate(names)} | {"advice_giving": 1 + number % 4}
    return {"id": str(number), "turns": turns, "ratings": {"expert1": ratings, "expert2": {**ratings, "self_oriented": 2}}}


@pytest.fixture
def lend_an_ear(tmp_path: Path) -> Path:
    path = tmp_path / "lend-an-ear.jsonl"
    path.write_text("\n".join(json.dumps(talk(number)) for number in range(6)), encoding="utf-8")
    return path


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a writer of any text under any name."""

    def write(text: str, name: str = "given.txt") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take only the first replies of each part."""
    every = replies.of
    monkeypatch.setattr(replies, "of", lambda part: every(part)[:60])
