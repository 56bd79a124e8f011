"""A session is worth what its replies gave the client: no trick gains, to stop gains nothing, and what cannot be read is said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from attunement import answers, grading, items, workbook, yamlfile
from attunement.judging import plot, story
from exercises import test_session

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parent / "data"
WAYS = {
    name: {which: [turn["reply"] for turn in turns] for which, turns in ways.items()}
    for name, ways in yamlfile.read(DATA / "sessions.yaml").items()
}
GRADED = Path(items.__file__).parent / "items"
NOTES = Path(__file__).parents[1] / "solutions" / "a4-session" / "a4-session.ipynb"
OUT_OF = 100
GAIN = 13  # points of 100: what a trick may earn before the client has heard it
CLIENTS = ("maya-01", "kit-01")
EVERYTHING = (
    "It sounds as if you feel sad, and lonely too. Perhaps you are ashamed of needing help, and afraid of what comes next. "
    "I wonder if you are angry with yourself, and guilty, and worn out from holding it all. No wonder it hurts. You came here "
    "anyway, and that took something. I imagine it is heavy to carry this alone. We can go as slowly as you like."
)
QUESTIONS = [
    "What was that like?",
    "How does that make you feel?",
    "What happened then?",
    "What matters most to you about it?",
    "How do you carry that?",
    "What would you like me to understand?",
    "Where do you notice that in you?",
    "What comes up when you say it?",
    "How has it been since?",
    "What did you make of it?",
]
NODS = [
    "Mm. Go on.",
    "I see. Tell me more.",
    "Yes?",
    "And then?",
    "I'd like to hear more about that.",
    "Say more, if you like.",
    "Mm-hm. What else?",
    "Please go on.",
    "Take your time.",
    "I'm listening.",
]
FRAMED = "what the client hurries past in one frame"  # earns more, see below
TRICKS: dict[str, Callable[[dict[str, Any], int], str]] = {
    **{name: trick for name, trick in test_session.TRICKS.items() if name != FRAMED},
    "everything that anyone may feel": lambda _, __: EVERYTHING,
    "the same in another order": lambda _, number: ". ".join(EVERYTHING.split(". ")[number % 7 :]),
    "everything, and the client's words": lambda beat, _: f"{EVERYTHING} {beat['says']}",
    "questions": lambda _, number: QUESTIONS[number % 10],
    "nods": lambda _, number: NODS[number % 10],
}
FRAMES = ["You say {0}, and perhaps that feels {1}.", "I wonder if you are {1}, when I hear you say {0}."]

some = pytest.mark.parametrize("name", CLIENTS)


@pytest.fixture(autouse=True)
def _sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the lessons' sessions for graded ones."""
    monkeypatch.setattr(items, "ITEMS", workbook.WORKBOOK)


def marked(folder: Path, name: str, texts: list[str]) -> grading.Marked:
    """Mark a session of these replies, out of 100."""
    answers.save(folder, "session", turns=texts)
    return grading.mark("session", out_of=OUT_OF, session=name, folder=folder)


def through(name: str, reply: Callable[[dict[str, Any], int], str]) -> list[str]:
    """Return what `reply` says to each beat, to the end or to what cannot be said."""
    source, texts = items.session(name), []
    turns, waits, why = story.told(source, texts)
    while waits and not why:
        texts.append(reply(source["beats"][waits], len(texts)))
        turns, waits, why = story.told(source, texts)
    return [turn.text for turn in turns]


@pytest.mark.parametrize("name", WAYS)
def test_good_replies_earn_nearly_all_and_poor_ones_nothing(tmp_path: Path, name: str) -> None:
    good, poor = (marked(tmp_path, name, WAYS[name][which]) for which in ("good", "poor"))
    assert good.points >= 80
    assert poor.points <= GAIN
    assert (good.told["missing"], good.told["person"], good.told["unread"]) == (0, False, [])
    assert good.told["ending"]["trust"] > poor.told["ending"]["trust"] == 0


@some
@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_earns_more_than_its_first_use(tmp_path: Path, name: str, trick: str) -> None:
    assert marked(tmp_path, name, through(name, TRICKS[trick])).points <= GAIN


@some
@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_with_the_clients_words_swapped_in_earns_less_than_half(tmp_path: Path, name: str, frame: str) -> None:
    """The form check takes a frame for honest words twice, and where the client's words change most of it, a little longer."""

    def framed(beat: dict[str, Any], number: int) -> str:
        return frame.format(beat.get("hurries_past", ""), test_session.FEELINGS[number % 5])

    assert marked(tmp_path, name, through(name, framed)).points < OUT_OF / 2


def test_what_was_said_before_earns_nothing_however_well_it_reads(tmp_path: Path) -> None:
    one, two = marked(tmp_path, "maya-01", [test_session.STOCK] * 2).told["turns"]
    assert one["points"] > 0.9
    assert (two["points"], two["again"], two["landing"]) == (0, True, "missed")
    assert two["reached"] > 3.5
    assert two["felt"] == story.SAID_BEFORE


def turn(landing: str, reached: float = 3.0, *, asks: bool = False) -> story.Turn:
    return story.Turn("fine", "Words.", int(reached), reached, landing, again=False, before=2, trust=2, next_step="", asks=asks)


def test_a_second_question_earns_only_after_something_was_given_back() -> None:
    asked, given, missed = turn("heard", asks=True), turn("heard"), turn("missed", 2.0)
    assert story.earning([asked, asked, given, asked, missed, asked]) == [True, False, True, True, False, False]


@some
def test_to_stop_never_earns_more_than_to_go_on(tmp_path: Path, name: str) -> None:
    good = WAYS[name]["good"]
    for count in range(1, len(good)):
        stopped = marked(tmp_path, name, good[:count])
        assert stopped.told["ending"] is None
        assert f"Replies that are missing: {stopped.told['missing']}" in "\n".join(stopped.lines)
        assert stopped.points < marked(tmp_path, name, good[: count + 1]).points
        rest = through(name, lambda _, number, said=good[:count]: said[number] if number < len(said) else f"No. {number}")
        assert stopped.points == marked(tmp_path, name, rest).points


@some
def test_what_is_missing_is_at_least_the_shortest_way(name: str) -> None:
    source = items.session(name)
    assert all(plot.misses(source, beat) >= plot.shortest(source, beat) >= 1 for beat in source["beats"])


def test_a_longer_way_through_misses_is_worth_its_share_of_good_replies(tmp_path: Path) -> None:
    name = next(name for name, ways in WAYS.items() if "mended" in ways)
    told = marked(tmp_path, name, WAYS[name]["mended"]).told
    shares = [one["points"] for one in told["turns"]]
    assert shares[:2] == [0, 0]
    assert told["points"] == grading.halves(sum(shares) / len(shares), OUT_OF)
    assert told["points"] < marked(tmp_path, name, WAYS[name]["good"]).points


@pytest.mark.parametrize("unreadable", ["", "Lo siento mucho, eso debe de doler.", "word " * 400])
def test_what_cannot_be_read_goes_to_a_person_with_all_that_follows(tmp_path: Path, unreadable: str) -> None:
    good = WAYS["maya-01"]["good"]
    mark = marked(tmp_path, "maya-01", [*good[:3], unreadable, *good[3:]])
    assert (len(mark.told["turns"]), mark.told["person"]) == (3, True)
    assert mark.told["unread"] == [unreadable, *good[3:]]
    assert any(line.startswith(f"{grading.CANNOT_JUDGE} Reply 4: ") for line in mark.lines)
    assert mark.points == marked(tmp_path, "maya-01", good[:3]).points


def test_replies_after_the_end_change_nothing(tmp_path: Path) -> None:
    good = WAYS["maya-01"]["good"]
    more = marked(tmp_path, "maya-01", [*good, "And one thing more."])
    assert more.points == marked(tmp_path, "maya-01", good).points
    assert more.told["unread"] == ["And one thing more."]
    assert not more.told["person"]


def test_nothing_said_is_not_attempted(tmp_path: Path) -> None:
    assert marked(tmp_path, "maya-01", []).told["kind"] == "nothing"


# What can be read elsewhere, as in the marking notes, which are public


def test_the_good_run_of_the_marking_notes_is_not_taken_and_the_poor_one_earns_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "ITEMS", GRADED)
    notes = "\n".join("".join(cell["source"]) for cell in json.loads(NOTES.read_text(encoding="utf-8"))["cells"])
    runs = re.findall(r"^\d+\. “(.+?)” \((?:level )?[1-5]\.\d\)$", notes, re.MULTILINE)
    good, poor = runs[:10], runs[10:]
    assert (len(good), len(poor)) == (10, 10)
    assert marked(tmp_path, "mirela-01", poor).points == 0
    mark = marked(tmp_path, "mirela-01", good)
    assert (mark.points, mark.told["person"], mark.told["unread"]) == (0, True, good)
    for words in good:
        assert "our example" in story.turn(items.session("mirela-01"), "faces", f"Mirela. {words} Take your time.", 2)


def test_no_half_of_an_example_is_taken_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply in pieces: each sentence that could earn is an example of its own."""
    monkeypatch.setattr(items, "ITEMS", GRADED)
    source = items.session("mirela-01")
    assert len(source["models"]) >= 10
    for words in source["models"]:
        assert "our example" in story.said(source, [], words)


def test_sessions_without_examples_are_read_as_before() -> None:
    source = items.session("maya-01")
    reply = WAYS["maya-01"]["good"][0]
    assert story.case(source, source["opening"]).models == ()
    assert isinstance(story.said(source, [], reply), story.Turn)
    assert "our example" in story.said({**source, "models": [reply]}, [], reply)
