"""What the course says is safe to read, labels nobody, names nobody real, and is plain enough for nine in the evening.

The rules and their examples stand in data/content.yaml. Nothing here reads a text as a person would: it finds words.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from attunement import yamlfile

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DATA = yamlfile.read(Path(__file__).parent / "data" / "content.yaml")
RULES, GROUPS, PEOPLE, BRANDS, READING = (DATA[key] for key in ("rules", "stereotypes", "people", "brands", "reading"))
FILES = ["casebook/*.yaml", "workbook/**/*.yaml", "items/**/*.yaml", "exercises/words/*/*.yaml", "help.yaml"]


class Piece(NamedTuple):
    """One text of the course: its file, the keys (or the cell) under which it stands there, and its words."""

    file: str
    keys: tuple[str, ...]
    text: str

    def stands(self, places: list[str]) -> bool:
        """Tell whether one of the places is this file, its folder, a key above it or its cell."""
        return any(self.file.startswith(place) or place in self.keys for place in places)


@cache
def pieces() -> tuple[Piece, ...]:
    """Return every text of the course. The generated pages of the book are left out: they are made of the others."""
    return (*_of_authors(), *_of_notebooks(), *(Piece(_name(path), (), _read(path)) for path in sorted(ROOT.glob("book/*.md"))))


def _of_authors() -> Iterator[Piece]:
    for pattern in FILES:
        for path in sorted((ROOT / "widgets" / "attunement").glob(pattern)):
            yield from (Piece(_name(path), keys, words) for keys, words in leaves(yamlfile.read(path)))


def _of_notebooks() -> Iterator[Piece]:
    for path in sorted([*ROOT.glob("modules/*.ipynb"), *ROOT.glob("solutions/*/*.ipynb")]):
        for cell in json.loads(_read(path))["cells"]:
            if cell["cell_type"] == "markdown":
                yield Piece(_name(path), (cell["id"],), "".join(cell["source"]))


def leaves(data: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text of a file with the keys above it. A key is a text too where an author chooses it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield keys, key
            yield from leaves(value, (*keys, key))
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, keys)
    elif isinstance(data, str):
        yield keys, data


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# What a rule finds


def found(rule: dict[str, Any], text: str) -> list[str]:
    """Return what a rule finds in a text, whatever the line breaks and the form of the apostrophe."""
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(rule['finds'])})(?![\w-])", re.IGNORECASE)
    return [match.group() for match in pattern.finditer(flat(text))]


@cache
def flat(text: str) -> str:
    return " ".join(re.sub("[*_]", "", text).replace("’", "'").split())


def stereotypes(text: str) -> list[str]:
    """Return what is said of a whole group of people."""
    groups = "|".join([*GROUPS["who"], f"(?:{'|'.join(GROUPS['kinds'])})[ -]{GROUPS['nouns']}"])
    head = rf"(?:^|[.!?:;,(\"“‘|-]\s*|\b(?:{'|'.join(GROUPS['begins'])})\s+)"
    pattern = re.compile(rf"{head}((?:{groups})(?: \w+ly)? {GROUPS['says']})\b", re.IGNORECASE)
    return [match.group(1) for match in pattern.finditer(flat(text))] + found(GROUPS, text)


def named(names: list[str], text: str) -> list[str]:
    """Return which of the names stand in a text, with their capitals; a name with a year beside it is a citation."""
    cited = r"(?!,? (?:[A-Z]\.,? ?)*\(?(?:19|20)\d\d)"
    pattern = re.compile(rf"(?=[A-Zi])(?<![\w'-])({'|'.join(map(re.escape, names))})(?:'s)?(?![\w-]){cited}")
    return [match.group(1) for match in pattern.finditer(flat(text))]


def people(piece: Piece) -> list[str]:
    cited = [] if piece.stands(PEOPLE["cited_in"]) else named(PEOPLE["cited"], piece.text)
    return [*named(PEOPLE["known"], piece.text), *cited]


def broken(rule: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Return where the course breaks a rule: file, keys, what was found."""
    meant = [piece for piece in pieces() if not piece.stands(rule.get("allowed", []))]
    for limit in ("under", "in"):
        meant = [piece for piece in meant if limit not in rule or piece.stands(rule[limit])]
    assert meant, "the rule looks at nothing"
    told = [(piece.file, ".".join(piece.keys), found(rule, piece.text)) for piece in meant]
    return [where for where in told if where[-1]]


def examples(key: str) -> list[Any]:
    return [pytest.param(rule, words, id=f"{name}: {words}") for name, rule in RULES.items() for words in rule[key]]


# The course keeps the rules


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_course_keeps_the_rule(rule: dict[str, Any]) -> None:
    assert broken(rule) == [], rule["why"]


def test_nothing_is_said_of_a_whole_group() -> None:
    told = [(piece.file, stereotypes(piece.text)) for piece in pieces() if not piece.stands(GROUPS["allowed"])]
    assert [(file, words) for file, words in told if words] == [], GROUPS["why"]


def test_nobody_real_is_met() -> None:
    told = [(piece.file, piece.keys, people(piece)) for piece in pieces()]
    assert [where for where in told if where[-1]] == []


def test_nothing_to_buy_is_named() -> None:
    told = [(piece.file, piece.keys, named(BRANDS["names"], piece.text)) for piece in pieces()]
    assert [where for where in told if where[-1]] == []


def test_every_kind_of_text_is_read() -> None:
    files = {piece.file for piece in pieces()}
    for start in (
        "casebook/maya-01",
        "workbook/session/",
        "workbook/crisis",
        "items/choose/",
        "items/session/",
        "exercises/words/en/",
    ):
        assert [file for file in files if file.startswith(f"widgets/attunement/{start}")], start
    assert {"modules/03-acceptance.ipynb", "solutions/a4-session/a4-session.ipynb", "book/safety.md"} <= files


# The rules bite, and let people be


@pytest.mark.parametrize(("rule", "words"), examples("flags"))
def test_the_rule_bites(rule: dict[str, Any], words: str) -> None:
    assert found(rule, words)


@pytest.mark.parametrize(("rule", "words"), examples("passes"))
def test_the_rule_lets_be(rule: dict[str, Any], words: str) -> None:
    assert found(rule, words) == []


@pytest.mark.parametrize("words", GROUPS["flags"])
def test_a_sentence_about_a_whole_group_is_found(words: str) -> None:
    assert stereotypes(words)


@pytest.mark.parametrize("words", GROUPS["passes"])
def test_a_sentence_about_some_or_about_one_is_not(words: str) -> None:
    assert stereotypes(words) == []


def test_names_are_found_and_citations_are_not() -> None:
    lesson = [Piece("modules/x.ipynb", ("opening",), words) for words in [*PEOPLE["flags"], *PEOPLE["passes"]]]
    assert [bool(people(piece)) for piece in lesson] == [True] * len(PEOPLE["flags"]) + [False] * len(PEOPLE["passes"])
    assert people(lesson[-1]._replace(keys=("evidence",), text="What Rogers meant was plain.")) == []
    assert len(set(PEOPLE["known"])) >= 200


def test_things_to_buy_are_found_and_words_like_them_are_not() -> None:
    assert all(named(BRANDS["names"], words) for words in BRANDS["flags"])
    assert not any(named(BRANDS["names"], words) for words in BRANDS["passes"])


@pytest.mark.parametrize("text", ["She was\n  better off **dead**.", "She was better off _dead_."])
def test_line_breaks_and_stress_hide_nothing(text: str) -> None:
    assert found(RULES["topics for a person"], text)


def test_an_exception_holds_only_where_it_is_made() -> None:
    notice = Piece("modules/x.ipynb", ("crisis-notice",), "suicide")
    allowed = RULES["topics for a person"]["allowed"]
    assert notice.stands(allowed)
    assert not notice._replace(keys=("opening",)).stands(allowed)
    assert not notice._replace(file="widgets/attunement/workbook/session/x.yaml", keys=("beats",)).stands(allowed)


@pytest.mark.parametrize(
    ("rule", "piece"),
    [
        ("topics for a person", Piece("widgets/attunement/workbook/session/x.yaml", ("beats", "one", "says"), "I want to die.")),
        ("diagnosis as an answer", Piece("widgets/attunement/workbook/feelings/x.yaml", ("beneath", "accepts"), "depression")),
        ("diagnosis of a client", Piece("widgets/attunement/casebook/x-01.yaml", ("poor", "reply"), "That sounds like PTSD.")),
        ("words that make small", Piece("modules/x.ipynb", ("what-it-is",), "She is high-functioning.")),
    ],
)
def test_what_is_planted_is_found(rule: str, piece: Piece, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "pieces", lambda: (piece, piece._replace(text="She hung up her coat.")))
    assert [file for file, _, _ in broken(RULES[rule])] == [piece.file]


# Plain enough


def test_texts_can_be_read_at_nine_in_the_evening() -> None:
    hard = {file: round(grade(text), 1) for file, text in texts().items() if grade(text) > READING["hardest"][file.split("/")[0]]}
    assert hard == {}, "shorter sentences, shorter words"


def test_no_sentence_is_longer_than_a_breath() -> None:
    long = [(file, one) for file, text in texts().items() for one in sentences(text) if len(words_of(one)) > READING["longest"]]
    assert long == []


def test_the_measure_tells_hard_from_easy() -> None:
    assert grade(READING["easy"]) < min(READING["hardest"].values())
    assert grade(READING["hard"]) > max(READING["hardest"].values())
    assert grade("The cat sat. It was fat.") == pytest.approx(4.71 * 17 / 6 + 0.5 * 6 / 2 - 21.43)


@cache
def texts() -> dict[str, str]:
    """Return file → the whole sentences in it, where there are enough of them to be measured."""
    whole: dict[str, list[str]] = {}
    for piece in pieces():
        if re.search(r"[.!?…][\"”')*]*\s*$", piece.text) and not piece.stands(["run-in-lab"]):
            whole.setdefault(piece.file, []).append(prose(piece.text))
    joined = {file: "\n\n".join(parts) for file, parts in whole.items() if file.split("/")[0] in READING["hardest"]}
    return {file: text for file, text in joined.items() if len(words_of(text)) >= READING["short"]}


def prose(text: str) -> str:
    """Return Markdown without its marks, tables, code and addresses; a heading or an item of a list ends like a sentence."""
    text = re.sub(r"```.*?```|<[^>]+>|`[^`]*`|\]\([^)]*\)|^\s*\|.*$", " ", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"[*_#>\[\]]", " ", re.sub(r"^\s*(?:#+|[-*]|\d\.) .*$", r"\g<0>\n", text, flags=re.MULTILINE))


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?:…])[\"”’')]*\s+|\n\s*\n", text) if words_of(one)]


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)


def grade(text: str) -> float:
    """Return the Automated Readability Index (Smith & Senter 1967), about the school year at which a text can be read."""
    words = words_of(text)
    letters = sum(character.isalnum() for word in words for character in word)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences(text)) - 21.43
