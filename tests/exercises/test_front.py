"""The front end's files: one module each, every word in the one list, nothing from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import string
import subprocess
from typing import TYPE_CHECKING

import pytest

import attunement
from attunement import answers, front, scoring, weights, workbook, yamlfile
from attunement.exercises.classify import Classify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPTS = sorted(front.HERE.glob("*.js"))
EXERCISES = sorted(attunement._exercises())
WORDS = sorted((front.WORDS / "en").glob("*.yaml"))
PYTHON = sorted([*front.HERE.glob("*.py"), *front.HERE.with_name("judging").glob("*.py")])
OUTSIDE = ["http:", "https:", "//cdn", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "@import", "url("]
SVG = "http://www.w3.org/2000/svg"  # a name, not an address
KEYS = re.compile(r"""\b(?:w|this\.w|self\.word)\(\s*f?["'`]([a-z0-9_]+)["'`]""")
FAMILIES = ["level_", "meter_", "progress_note", "skills_note", "session_trust_"]  # keys that end in a number or a name


@pytest.mark.parametrize("name", EXERCISES)
def test_each_exercise_is_one_module_with_every_part_once_and_before_its_use(name: str) -> None:
    module = front.module(name)
    assert not re.search(r"^\s*import\b", module, re.MULTILINE)
    assert re.findall(r"^export .*", module, re.MULTILINE) == [f"export default {front.constant(name)}.default;"]
    parts = re.findall(r"^const (\$\w+) = \(\(\) => \{", module, re.MULTILINE)
    assert parts == [front.constant(stem) for stem in front.stems(name)]
    for part in re.findall(r"^const \{[^}]*\} = (\$\w+);", module, re.MULTILINE):
        assert part in parts


def test_a_joined_module_holds_what_it_exports() -> None:
    text = 'import { b } from "./b-c.js";\n\nexport const a = b;\nexport class D {}\nconst own = 1;\nexport default { a };\n'
    joined = front.joined(text, "x-y")
    assert joined.startswith("const $x_y = (() => {\nconst { b } = $b_c;\n\nconst a = b;\nclass D {}\nconst own = 1;\n")
    assert joined.endswith("return { a, D, default: { a } };\n})();\n")


def test_a_page_that_brings_the_modules_gets_their_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(front.SERVED, "/exercise/")
    assert front.module.__wrapped__("rewrite") == "/exercise/rewrite/script"
    assert front.style.__wrapped__("rewrite") == "/exercise/rewrite/style"


@pytest.mark.skipif(not shutil.which("node"), reason="needs node to read JavaScript")
@pytest.mark.parametrize("name", EXERCISES)
def test_a_joined_module_is_javascript(name: str, tmp_path: Path) -> None:
    file = tmp_path / "joined.mjs"
    file.write_text(front.module(name), encoding="utf-8")
    done = subprocess.run(["node", "--check", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("file", [*SCRIPTS, *front.HERE.glob("*.css"), front.TOKENS], ids=lambda path: path.name)
def test_nothing_is_fetched_from_anywhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace(SVG, "")
    assert [name for name in OUTSIDE if name in text] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_import_names_what_is_exported(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    for names, part in re.findall(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";', text, re.MULTILINE):
        exported = re.findall(
            r"^export (?:const|class|function) (\w+)", (front.HERE / part).read_text(encoding="utf-8"), re.MULTILINE
        )
        wanted = [name.strip() for name in names.split(",")]
        assert set(wanted) <= set(exported)
        assert [name for name in wanted if not re.search(rf"\b{name}\b", text.split("\n\n", 1)[1])] == []


def test_what_python_and_the_page_both_know_is_the_same() -> None:
    kept = re.search(r"^export const LONGEST = (\d+);", (front.HERE / "parts.js").read_text(encoding="utf-8"), re.MULTILINE)
    four_as = re.search(r"^const FOUR_AS = (\[.*\]);", (front.HERE / "check.js").read_text(encoding="utf-8"), re.MULTILINE)
    kept_answers, skill = (yamlfile.read(yamlfile.SCHEMAS / name) for name in ("answers.yaml", "skill.yaml"))
    text = kept_answers["properties"]["answers"]["additionalProperties"]["properties"]["text"]
    cue = skill["properties"]["cues"]["items"]["properties"]
    assert int(kept[1]) == answers.LONGEST == text["maxLength"]
    assert kept_answers["properties"]["schema"]["const"] == answers.SCHEMA
    assert tuple(json.loads(four_as[1])) == scoring.FOUR_AS == tuple(cue["four_as"]["properties"])
    assert "signals" not in cue  # they are learned, not written by hand
    assert tuple(weights.load().about["heads"].split(", ")) == weights.HEADS
    assert set(scoring.SIGNALS) == set(weights.HEADS) - {"level", *weights.BEHAVIOURS}


def said(file: Path) -> set[str]:
    """Return the keys of the words that a file says."""
    return set(KEYS.findall(file.read_text(encoding="utf-8"))) if file.is_file() else set()


@pytest.mark.parametrize("name", EXERCISES)
def test_every_word_that_an_exercise_says_is_in_its_lists(name: str) -> None:
    files = [front.HERE / f"{stem}.{kind}" for stem in front.stems(name) for kind in ("js", "py")]
    keys = set().union(*map(said, files))
    assert keys
    assert sorted(keys - set(front.words(name))) == []


@pytest.mark.parametrize("name", EXERCISES)
def test_every_word_that_a_page_says_travels_to_it_and_what_only_python_says_does_not(name: str) -> None:
    keys = set().union(*(said(front.HERE / f"{stem}.js") for stem in front.stems(name)))
    assert keys <= front.spoken(name).keys()
    literal = set().union(*(front.LITERAL.findall(front._text(stem)) for stem in front.stems(name)))
    needless = (said(front.HERE / f"{name}.py") - literal) & front.spoken(name).keys()
    assert [key for key in needless if not key.startswith(tuple(FAMILIES))] == []


def test_every_word_in_the_lists_is_said() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in [*SCRIPTS, *PYTHON])
    listed = {key for path in WORDS for key in yamlfile.read(path)}
    unsaid = [key for key in listed if not re.search(rf"""["'`]{key}["'`]""", text) and not key.startswith(tuple(FAMILIES))]
    assert unsaid == []


def test_no_word_stands_in_two_lists_and_each_list_is_that_of_a_script() -> None:
    keys = [key for path in WORDS for key in yamlfile.read(path)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert [path.name for path in WORDS if not (front.HERE / f"{path.stem}.js").is_file()] == []


@pytest.mark.parametrize("name", EXERCISES)
def test_words_are_sentences_that_can_be_filled_in(name: str) -> None:
    for key, text in front.words(name).items():
        assert isinstance(text, str), key
        assert all(field is None or field.isidentifier() for _, field, _, _ in string.Formatter().parse(text)), key
        assert not re.search(r"!|—|\b(simply|just|obviously)\b", text, re.IGNORECASE), key


@pytest.fixture
def second_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a second language beside English, of which one sentence is translated, and one exercise in it."""
    (tmp_path / "words" / "nl").mkdir(parents=True)
    (tmp_path / "words" / "nl" / "practice.yaml").write_text("again: Begin opnieuw\n", encoding="utf-8")
    (tmp_path / "words" / "en").symlink_to(front.WORDS / "en")
    source = workbook.load("classify", "validate-or-affirm") | {"language": "nl"}
    monkeypatch.setattr(front, "WORDS", tmp_path / "words")
    monkeypatch.setattr(workbook, "load", lambda _kind, _name: source)
    front.words.cache_clear()
    yield
    front.words.cache_clear()


@pytest.mark.usefixtures("second_language")
def test_a_second_language_is_picked_up_by_what_is_written_in_it() -> None:
    dutch = Classify("validate-or-affirm")
    assert (dutch.language, dutch.words["again"]) == ("nl", "Begin opnieuw")
    assert dutch.word("begun_again") == front.words("classify")["begun_again"]  # not translated yet
    assert front.words("classify")["again"] != "Begin opnieuw"


def test_the_tokens_reach_our_part_of_the_page_only() -> None:
    tokens = front.tokens()
    assert ":root" not in tokens
    assert tokens.count("--at-paper:") == 4
    assert 'data-jp-theme-light="false"' in tokens


def test_the_palette_is_that_of_the_tokens() -> None:
    light, dark = front.palette(dark=False), front.palette(dark=True)
    assert light["teal"] in front.TOKENS.read_text(encoding="utf-8")
    assert light["teal"] != dark["teal"]
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("file", sorted(front.HERE.glob("*.css")), ids=lambda path: path.name)
def test_styles_take_their_colours_from_the_tokens_and_leave_the_page_alone(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", text) == []
    selectors = [one.strip() for one in re.findall(r"(?:^|\})\s*([^{}@]+)\{", text)]
    assert [one for one in selectors if "at-" not in one] == []


@pytest.mark.parametrize("file", sorted(set(front.HERE.glob("*.css")) - {front.HERE / "parts.css"}), ids=lambda path: path.name)
def test_a_rule_outweighs_the_shared_ones_in_whatever_order_exercises_stand_on_a_page(file: Path) -> None:
    """Each exercise brings the shared style again, so a rule of the same weight would lose to that of the next exercise."""
    text = re.sub(r"@keyframes[^\n]*", "", re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL))
    while "(" in text:  # `:is(a, b)` is taken to weigh what its first part does
        text = re.sub(r"\([^()]*\)", "", re.sub(r":(?:is|has|not)\(([^(),]*)[^()]*\)", r"\1", text))
    selectors = [one.strip() for rule in re.findall(r"(?:^|[{}])\s*([^{}@]+)\{", text) for one in rule.split(",")]
    assert selectors
    assert [one for one in selectors if len(re.findall(r"(?<!:)[.:\[][\w-]+", one)) < 2] == []
