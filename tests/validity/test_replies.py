"""Our own labelled replies: whole, of both parts, with every label; and each slip of an author is told with file and line."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from attunement import yamlfile
from attunement.validity import replies
from attunement.weights import BEHAVIOURS, SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EVERY = replies.every()
GOOD = """\
says: My cat died on Sunday.
part: fit
replies:
  - reply: You miss your cat, and the flat is quiet.
    level: 3
    style: plain
    behaviour: reflection
    signals: {understanding: 2}
    marks: {paraphrase: ["You miss your cat"]}
"""
MORE = """\
  - reply: "NUMBER of them, and it hurts."
    level: 2.5
    style: terse
    behaviour: other
    signals: {}
    marks: {}
"""
FILE = GOOD + "".join(MORE.replace("NUMBER", number) for number in ("One", "Two", "Three", "Four"))
SLIPS = {
    "no words": ("says: My cat died on Sunday.\n", "", 1, "Start from a copy of another file of replies"),
    "part": ("part: fit", "part: test", 2, "Choose fit (the weights learn from it) or check"),
    "no part": ("part: fit\n", "", None, "`part` is missing"),
    "level": ("level: 3\n", "level: 3.2\n", 5, "From 1 (hurts or misses) to 5"),
    "no style": ("    style: plain\n", "", 4, "style"),
    "behaviour": ("behaviour: reflection", "behaviour: mirror", 7, "Choose one of: question, reflection, input, other."),
    "signal": ("{understanding: 2}", "{understandin: 2}", 8, "Did you mean `understanding`?"),
    "strength": ("{understanding: 2}", "{understanding: 3}", 8, "Write 1 for somewhat, 2 for clearly"),
    "label": ("{paraphrase:", "{paraphrases:", 9, "Did you mean `paraphrase`?"),
    "no list": ('["You miss your cat"]', '"You miss your cat"', 9, "Give a list of exact quotes"),
    "quote": ('["You miss your cat"]', '["you miss your cat"]', 4, "a quote under `paraphrase` is not in the reply"),
    "twice": ('"Two of them', '"One of them', 16, "this reply stands twice here. Keep one."),
    "unknown client": ("says: My cat died on Sunday.", "client: cat-01", 1, "must be a client of the casebook"),
    "two clients": ("says:", "client: maya-01\nsays:", 1, "Start from a copy of another file of replies"),
    "few": (FILE[FILE.index('  - reply: "Four') :], "", 3, "Give at least five replies"),
    "unknown key": ("    style: plain\n", "    style: plain\n    mood: low\n", 7, "`mood` is not known here"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cat-01.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


# What an author is told


def test_a_good_file_is_good(folder: Path) -> None:
    assert replies.check(folder) == []
    one = replies.every(folder)[0]
    assert (one.client, one.part, one.level, one.behaviour) == ("cat-01", "fit", 3.0, "reflection")
    assert one.marks == {"paraphrase": ((0, 17),)}
    assert one.reply[0:17] == "You miss your cat"


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_told_with_its_place(folder: Path, slip: str) -> None:
    old, new, line, told = SLIPS[slip]
    assert FILE.count(old) >= 1
    (folder / "cat-01.yaml").write_text(FILE.replace(old, new, 1), encoding="utf-8")
    errors = [str(error) for error in replies.check(folder)]
    assert any(told in error for error in errors), errors
    assert all("cat-01.yaml:" in error for error in errors)
    assert line is None or any(f"cat-01.yaml:{line}:" in error for error in errors), errors


def test_what_is_no_yaml_is_told(folder: Path) -> None:
    (folder / "cat-01.yaml").write_text("says: [", encoding="utf-8")
    assert any("cat-01.yaml" in str(error) for error in replies.check(folder))


# What ships


def test_all_files_are_in_order() -> None:
    assert [str(error) for error in replies.check()] == []


def test_there_are_many_clients_with_many_replies() -> None:
    counts = Counter(one.client for one in EVERY)
    assert sum(count >= 10 for count in counts.values()) >= 60
    assert len(counts) == len(list(replies.REPLIES.glob("*.yaml")))


def labels() -> Iterator[str]:
    """Yield every label of the schema."""
    schema = yamlfile._schema("replies")
    yield from schema["properties"]["replies"]["items"]["properties"]["marks"]["properties"]


def test_every_label_of_the_schema_is_shown() -> None:
    counts = Counter(label for one in EVERY for label in one.marks)
    assert {label: counts[label] for label in labels() if counts[label] < 5} == {}


@pytest.mark.parametrize("part", ["fit", "check"])
def test_each_part_has_all_levels_behaviours_and_signals(part: str) -> None:
    ours = replies.of(part)
    levels = Counter(one.level for one in ours)
    assert min(levels[step / 2] for step in range(2, 11)) >= 20, levels
    assert {one.behaviour for one in ours} == set(BEHAVIOURS)
    assert {signal for one in ours for signal in one.signals} == set(SIGNALS)


def test_no_client_stands_in_two_parts() -> None:
    parts = defaultdict(set)
    for one in EVERY:
        parts[one.client].add(one.part)
        parts[one.says].add(one.part)
    assert {who for who, found in parts.items() if len(found) > 1} == set()
    assert len(replies.of("fit")) + len(replies.of("check")) == len(EVERY)
    assert len(replies.of("check")) > 0.2 * len(EVERY)


def test_no_reply_stands_twice_in_a_file() -> None:
    seen = Counter((one.client, one.reply) for one in EVERY)
    assert [key for key, count in seen.items() if count > 1] == []


def test_every_mark_is_a_quote() -> None:
    for one in EVERY:
        for label, spans in one.marks.items():
            assert spans, (one.client, label)
            assert all(0 <= start < end <= len(one.reply) for start, end in spans), (one.client, one.reply)


def test_everyday_talk_is_told_from_the_chair() -> None:
    everyday = {one.client for one in EVERY if one.everyday}
    assert everyday
    assert everyday.isdisjoint(client for client in {one.client for one in EVERY} if client.startswith("room-"))
