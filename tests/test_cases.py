"""A client is read as written, and an author's mistake is answered with a place and a way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from attunement import cases, yamlfile
from attunement.errors import AuthorError

MAYA = (cases.CASEBOOK / "maya-01.yaml").read_text(encoding="utf-8")


def check(tmp_path: Path, text: str | bytes, name: str = "maya-01.yaml") -> list[str]:
    """Write one client file into a casebook of its own and return what its author is told."""
    folder = tmp_path / "casebook"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(error) for error in cases.check(folder)]


def changed(old: str, new: str) -> str:
    """Return Maya's file with one passage replaced."""
    assert MAYA.count(old) == 1, f"{old!r} stands {MAYA.count(old)} times in Maya's file"
    return MAYA.replace(old, new)


def line(text: str, start: str) -> int:
    """Return the number of the only line that begins so, indent aside."""
    found = [number for number, words in enumerate(text.splitlines(), 1) if words.strip().startswith(start)]
    assert len(found) == 1, f"{start!r} begins {len(found)} lines"
    return found[0]


# What an author is told

MISTAKES = {
    "missing field": ("scene: She keeps her coat on and looks at the door.\n", "", "id:", "`scene` is missing. One sentence"),
    "missing part": (
        "    note: A fair question for later.",
        "    # note: A fair",
        "- level: 2",
        "`note` is missing. One or two sentences",
    ),
    "empty list": ("  surface: [tired, worn out]", "  surface: []", "surface:", "`surface` is empty. Name at least one feeling"),
    "empty value": ("name: Maya", "name:", "name:", "`name` is empty. Give the name"),
    "too short": ("name: Maya", "name: M", "name:", "`name` is too short. Give the name"),
    "wrong form": ("name: Maya", "name: [Maya]", "name:", "`name` has the wrong form. Give the name"),
    "unknown key": (
        "hurries_past:",
        "hurries_pas:",
        "hurries_pas:",
        "`hurries_pas` is not known here. Did you mean `hurries_past`?",
    ),
    "unknown landing": ('  3: {says: "Yeah', '  7: {says: "Yeah', "7:", "`7` is not known here. Known are: 1, 2, 3, 4, 5."),
    "wrong enum": (
        "difficulty: hard",
        "difficulty: tricky",
        "difficulty:",
        "`difficulty` does not fit. Choose one of: easy, medium, hard.",
    ),
    "key twice": ("name: Maya", "name: Maya\nabout: 43, nurse", "about: 34", "`about` stands twice here. Keep one."),
    "no YAML": ("name: Maya", "name: Maya: nurse", "name:", "this is not YAML"),
    "other id": ("id: maya-01", "id: maya-02", "id:", "`id` is maya-02, the file is maya-01. Make them equal."),
}


@pytest.mark.parametrize(("old", "new", "where", "what"), MISTAKES.values(), ids=MISTAKES)
def test_an_author_is_told_where_and_what_to_do(tmp_path: Path, old: str, new: str, where: str, what: str) -> None:
    text = changed(old, new)
    expected = f"casebook/maya-01.yaml:{line(text, where)}: {what}"
    assert [told for told in check(tmp_path, text) if told.startswith(expected)], check(tmp_path, text)


def test_one_mistake_brings_one_complaint(tmp_path: Path) -> None:
    assert len(check(tmp_path, changed("pronouns: she", "pronouns: her"))) == 1
    assert len(check(tmp_path, changed("    note: A fair question for later.", "    # note: A fair"))) == 1


def test_complaints_come_in_the_order_of_lines(tmp_path: Path) -> None:
    text = changed("difficulty: hard", "difficulty: tricky").replace("name: Maya", "name: M").replace("  5: {", "  9: {")
    lines = [int(told.split(":")[1]) for told in check(tmp_path, text)]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_too_few_levels_are_named(tmp_path: Path) -> None:
    (told,) = check(tmp_path, re.sub(r"level: [1-5]", "level: 3", MAYA))
    assert told.startswith(f"casebook/maya-01.yaml:{line(MAYA, 'models:')}: the model replies stand on fewer than three levels.")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (MAYA.encode("latin-1"), "maya-01.yaml: this is not UTF-8 text. Save the file as UTF-8."),
        (MAYA.replace("Maya", "Ma\x07ya"), "maya-01.yaml: an invisible control character stands in it."),
        ("", "maya-01.yaml:1: this file is empty. Start from a copy"),
        ("- Maya\n", "maya-01.yaml:1: this file has the wrong form. Start from a copy"),
    ],
    ids=["not UTF-8", "control character", "empty", "a list"],
)
def test_a_file_that_is_no_client_is_refused_kindly(tmp_path: Path, text: str | bytes, what: str) -> None:
    (told,) = check(tmp_path, text)
    assert told.startswith(f"casebook/{what}")


def test_an_unknown_client_is_named_beside_the_known() -> None:
    with pytest.raises(
        AuthorError, match=r"casebook/nobody-01\.yaml: there is no client `nobody-01`\. Known are: .*maya-01"
    ) as caught:
        cases.load("nobody-01")
    assert caught.value.line is None


def test_an_id_is_no_path() -> None:
    with pytest.raises(AuthorError, match="there is no client"):
        cases.load("../casebook/maya-01")


# Reading


def test_a_client_is_read_as_written() -> None:
    maya = cases.load("maya-01")
    assert (maya.name, maya.pronouns, maya.difficulty, maya.retired) == ("Maya", "she", "hard", False)
    assert maya.says.startswith("I'm fine.")
    assert maya.surface[0] == "tired"
    assert maya.models[0].level == 1
    assert maya.lands[1].does == "She zips the coat up to her chin."
    assert cases.load("maya-01") is maya


@pytest.mark.parametrize(
    ("level", "lands"),
    [(1.0, 1), (1.74, 1), (1.75, 2), (2.0, 2), (2.7, 2), (3.75, 4), (4.74, 4), (4.75, 5), (5.0, 5), (0.0, 1), (6.0, 5)],
)
def test_a_half_reached_level_has_not_landed(level: float, lands: int) -> None:
    maya = cases.load("maya-01")
    assert maya.landing(level) == maya.lands[lands]


def test_a_retired_client_is_found_and_not_offered(tmp_path: Path) -> None:
    assert check(tmp_path, changed("difficulty: hard", "difficulty: hard\nretired: true")) == []
    folder = tmp_path / "casebook"
    assert cases.ids(folder) == ("maya-01",)
    assert cases.load("maya-01", folder).retired
    assert cases.every(folder) == ()


def test_keys_are_read_as_words(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    path.write_text("1: one\nlist: [{2: two}]\n", encoding="utf-8")
    assert yamlfile.read(path) == {"1": "one", "list": [{"2": "two"}]}


# An unquoted "?" in these flow mappings is read by PyYAML's C loader alone. Quotes change no data, but the rubric's bytes and so
# its fingerprint (`cues.version`): they wait for a change of the rubric that is wanted anyway.
WAITING = {"check-back", "lecturing", "moralising", "paraphrase", "reflection-of-feeling", "staying", "why-question"}


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without its C loader")
def test_every_file_says_the_same_where_there_is_no_c_loader() -> None:
    package = yamlfile.SCHEMAS.parent
    other = {path.relative_to(package) for path in package.rglob("*.yaml") if not reads_alike(path)}
    assert other == {Path("rubric", f"{name}.yaml") for name in WAITING}


def reads_alike(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False


def test_a_line_is_found_by_the_way_to_it(tmp_path: Path) -> None:
    path = tmp_path / "lines.yaml"
    path.write_text("# first\na: 1\nb:\n  - c: 2\n  - c: 3\n    d: 4\n", encoding="utf-8")
    ways = {(): 2, ("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 1, "d"): 6, ("b", 1, "nowhere"): 5, ("nowhere",): 2}
    assert {way: yamlfile.line_of(path, way) for way in ways} == ways


def test_advice_is_found_where_a_schema_only_points_to_it(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("language: en\ntitle: yes\nask: Put them in order.\nskill: listening\nclient: Ana\n", encoding="utf-8")
    title, client = (error.message for error in yamlfile.check(path, "workbook/rank"))
    assert title.startswith("`title` is taken for a number, a yes or a no: put it in quotation marks.")
    assert client.startswith("`client` has the wrong form. Say who the client is:")
