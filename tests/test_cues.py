"""A cue without examples does not exist: every cue's hits and misses run here, and an author's slips are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement import cues, examples, feedback, findings, language, yamlfile
from attunement.scene import Scene

if TYPE_CHECKING:
    from pathlib import Path

MISTAKES = {
    "why": ("    why: It names the weather, not the client.\n", "", "`why` is missing. Say what these words do to a client."),
    "source": ("    source: Rain (1999)\n", "", "`source` is missing. Who says so"),
    "hits": ("    hits: [It rains.]\n", "", "`hits` is missing. Give at least one reply"),
    "no hits": ("hits: [It rains.]", "hits: []", "`hits` is empty. Give at least one reply"),
    "no miss": ("misses: [Fog.]", "misses: []", "`misses` is empty. Give at least one near miss"),
    "kind": ("kind: skill", "kind: knack", "`kind` does not fit. Choose one of: skill, roadblock, neutral."),
    "no phrase": ("phrases: [it rains]", "phrases: []", "`phrases` is empty. Write phrases as CONTRIBUTING.md"),
    "bracket": ("phrases: [it rains]", "phrases: [(it rains]", "a bracket is missing in the phrase `(it rains`"),
    "two ways": ("    phrases: [it rains]\n", "    phrases: [it rains]\n    shape: long\n", "needs exactly one way to be found"),
    "no way": ("    phrases: [it rains]\n", "    level: 0.1\n", "needs exactly one way to be found"),
    "unknown": ("    why:", "    wy: x\n    why:", "`wy` is not known here. Did you mean `why`?"),
    "too high": ("    why:", "    level: 7\n    why:", "`level` does not fit. Steps on the ladder, -2 to 2."),
    "id": ("weather-rain", "Weather Rain", "`id` does not fit. Small letters and hyphens"),
    "twice": (
        "phrases: [it rains]",
        "phrases: [it rains, it rains]",
        "`it rains` stands in rubric/weather.yaml already. Keep one.",
    ),
}
WEATHER = """\
skill: weather
kind: skill
about: Talk about the weather, for the sake of these tests.
cues:
  - id: weather-rain
    phrases: [it rains]
    why: It names the weather, not the client.
    source: Rain (1999)
    hits: [It rains.]
    misses: [Fog.]
"""


def rubric(tmp_path: Path, **files: str) -> Path:
    """Write a rubric of its own and return its folder."""
    folder = tmp_path / "rubric"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("cue", "example", "wanted"), examples.every(), ids=lambda value: getattr(value, "id", None))
def test_every_hit_is_found_and_every_miss_is_not(cue: cues.Cue, example: dict[str, str], *, wanted: bool) -> None:
    assert examples.found(cue, example) is wanted, example


@pytest.mark.parametrize("cue", cues.every(), ids=lambda cue: cue.id)
def test_every_cue_is_whole(cue: cues.Cue) -> None:
    assert all((cue.why, cue.source, cue.hits, cue.misses)), "who says so, what it does, and two examples"
    assert cue.valence >= 0 or (cue.instead and cue.next), "what gets in the way comes with a way out"
    assert cue.valence <= 0 or cue.level > 0, "a skill helps"
    assert cue.valence >= 0 or cue.level <= 0 or cue.cap, "a roadblock does not help"


SHOWN = [(cue, hit) for cue, hit, wanted in examples.every() if wanted and cue.valence < 0 and not cue.refuses]


@pytest.mark.parametrize(("cue", "hit"), SHOWN, ids=lambda value: getattr(value, "id", None))
def test_a_roadblock_is_shown_in_its_own_examples(cue: cues.Cue, hit: dict[str, str]) -> None:
    """What a cue is found in is also what a learner is told about it: nothing hides it on the way."""
    told = feedback.score(hit["client"], hit["reply"], hit.get("case"))
    assert cue.skill in {finding["skill"] for finding in told["findings"]}, hit


def test_a_cue_that_refuses_is_all_that_is_said() -> None:
    refusing = [(cue, hit) for cue in cues.every() if cue.refuses for hit in cue.hits]
    assert refusing
    for cue, hit in refusing:
        told = feedback.score(examples.ANY_CLIENT, hit)
        assert (told["verdict"], told["reason"], told["level"], told["findings"]) == ("not_scored", cue.refuses, None, [])


def test_ids_are_unique() -> None:
    ids = [cue.id for cue in cues.every()]
    assert len(set(ids)) == len(ids)


def test_the_version_names_the_words_of_the_rubric(tmp_path: Path) -> None:
    one = cues.version(rubric(tmp_path, weather=WEATHER))
    (tmp_path / "rubric").rename(tmp_path / "old")
    other = cues.version(rubric(tmp_path, weather=WEATHER.replace("Fog.", "Mist.")) / ".." / "rubric")
    assert len(one) == 8
    assert int(one, 16) != int(other, 16)
    assert cues.version() == cues.version(cues.RUBRIC)


@pytest.mark.parametrize(("old", "new", "what"), MISTAKES.values(), ids=MISTAKES)
def test_an_author_is_told_where_and_what_to_do(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert WEATHER.count(old) == 1
    told = [str(error) for error in cues.check(rubric(tmp_path, weather=WEATHER.replace(old, new)))]
    assert len(told) == 1, told
    assert told[0].startswith("rubric/weather.yaml:")
    assert what in told[0]


def test_a_phrase_in_two_files_is_told(tmp_path: Path) -> None:
    other = WEATHER.replace("weather-rain", "climate-rain")
    (told,) = cues.check(rubric(tmp_path, climate=other, weather=WEATHER))
    assert str(told) == "rubric/weather.yaml:5: `it rains` stands in rubric/climate.yaml already. Keep one."


def test_an_example_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = rubric(tmp_path, weather=WEATHER.replace("[It rains.]", "[It snows.]"))
    monkeypatch.setattr(cues, "RUBRIC", folder)
    wrong = cues.every(folder)
    monkeypatch.setattr(cues, "every", lambda: wrong)
    assert [str(error) for error in examples.check()] == ["rubric/weather.yaml:5: `weather-rain` should be found in: It snows."]


def test_an_entry_is_read_as_written() -> None:
    (path,) = cues.RUBRIC.glob("minimising.yaml")
    entry = yamlfile.read(path)["cues"][0]
    cue = next(cue for cue in cues.every() if cue.id == entry["id"])
    assert (cue.level, cue.cap, cue.blocks, cue.valence, cue.why) == (entry["level"], entry["cap"], True, -1, entry["why"])


def test_what_takes_a_cue_back_must_stand_in_its_sentence() -> None:
    reply = language.read("You had hoped so much for this test. You should practise more.")
    scene = Scene(reply, language.read("I failed my test."))
    assert [finding for finding in findings.find(scene) if finding.cue.valence > 0 and finding.start == 0]
