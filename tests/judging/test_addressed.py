"""Nonsense earns nothing by itself, and what a learner honestly says to a client is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement import answers, cases, feedback, grading, items
from attunement.judging import addressed, story
from attunement.validity import replies

if TYPE_CHECKING:
    from pathlib import Path

GRADED = ("callum-01", "eduardo-01", "ivy-01", "jabu-01", "leticia-01", "priya-01", "rauan-01")
NONSENSE = """
idk|yes|no|ok|same|whatever|n/a|Next.|You are.|Who knows?|No comment|I do not know.|I see.|Mm. Go on.|Tell me more.|lol|hi
asdf asdf asdf|qwertyuiop asdfgh zxcvb|aaaaaa|blah blah blah blah
test test test|answer answer answer answer|You you you you.
Lorem ipsum dolor sit amet|The weather is nice today.|Bananas are yellow and grow in bunches.
Is this the real life? Is this just fantasy?
We will, we will rock you.|Let it be, let it be.|You can get it if you really want.
Paris is the capital of France. It has a tower.
I have no idea what to write here.|idk what to say lol|hello there how are you|See you tomorrow.|It is what it is.
"""
MOST = 0.05  # of the replies that we call good: so many may wait for a person in vain


@pytest.mark.parametrize("case", GRADED)
def test_nonsense_and_a_name_alone_wait_for_a_person(case: str, tmp_path: Path) -> None:
    client = cases.load(case)
    for words in [client.name, *NONSENSE.strip().replace("\n", "|").split("|")]:
        answers.save(tmp_path, "reply", words, case)
        marked = grading.mark("reply", case, 5, folder=tmp_path)
        assert (words, marked.points, marked.told["person"]) == (words, 0, True)


def test_hardly_any_good_reply_waits() -> None:
    """Of every third reply to the casebook's clients that we put on level 3 or above."""
    good = [one for one in replies.every() if one.level >= addressed.HEARD and one.client in cases.ids()][::3]
    waits = [one.reply for one in good if not _read(one.client, one.reply)]
    assert len(good) > 100
    assert len(waits) <= MOST * len(good), waits


@pytest.mark.parametrize(
    "reply",
    [
        "You should rest.",
        "You should call her.",
        "I understand exactly how you feel, I was let down by a friend too.",
        "You sound hurt.",
        "And the yoghurt?",
        "At least you can walk.",
    ],
)
def test_what_is_wrong_or_short_but_said_to_somebody_is_judged(reply: str) -> None:
    client = cases.load("jabu-01")._replace(says="I left the yoghurt out for her. She did not come.")
    assert addressed.speaks_to(client, reply, feedback.respond(client, reply))


def test_nonsense_in_a_session_earns_nothing() -> None:
    source = items.session("mirela-01")
    for words in ("idk", "asdf asdf asdf", "blah blah blah blah", "No comment", "Lorem ipsum dolor sit amet", "It is nice."):
        turns, *_ = story.told(source, [words] * 3)
        assert turns
        assert not any(story.earning(turns)), words


def _read(case: str, reply: str) -> bool:
    client = cases.load(case)
    return addressed.speaks_to(client, reply, feedback.respond(client, reply))
