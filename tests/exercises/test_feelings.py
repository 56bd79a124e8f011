"""The feeling finder: bands of strength, near feelings, and how a reflection offers what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from attunement import record, words, workbook, yamlfile
from attunement.exercises.feelings import Feelings
from attunement.judging import families, offered

from .conftest import comes_back, tell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def maya() -> Feelings:
    return Feelings("maya-01")


def feel(exercise: Feelings, layer: str, family: str, strength: int) -> list[int]:
    tell(exercise, do="feel", layer=layer, family=family, strength=strength)
    return [remark["valence"] for remark in exercise.state["looks"][layer]["remarks"]]


def found(exercise: Feelings) -> None:
    feel(exercise, "surface", "tiredness", 2)
    feel(exercise, "beneath", "shame", 2)


def handed(exercise: Feelings, text: str) -> list[int]:
    tell(exercise, do="hand", text=text)
    return [remark["valence"] for remark in exercise.state["handed"]["remarks"]]


# The wheel


def test_the_wheel_is_in_order() -> None:
    assert [str(error) for error in yamlfile.check(families.WHEEL, "wheel")] == []
    named = [name for entry in families.read().values() for name in entry["lexicon"]]
    assert len(named) == len(set(named))
    for name in named:
        assert words.feeling_valence(name) in (-1, 0, 1)
    shown = [word for entry in families.read().values() for word in entry["words"]]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Maybe you are ashamed.", "shame"),
        ("It frightens you.", "fear"),
        ("You sound worn out.", "tiredness"),
        ("You miss her.", "longing"),
        ("You were let down.", "sadness"),
    ],
)
def test_a_feeling_is_known_again_in_a_sentence(text: str, family: str) -> None:
    assert family in families.spoken(text)


@pytest.mark.parametrize("text", ["Put the box down.", "Sit alone or with me, both are fine.", "What did he say?"])
def test_little_words_are_no_feelings(text: str) -> None:
    assert {"sadness", "guilt"}.isdisjoint(families.spoken(text))


@pytest.mark.parametrize(
    "text", ["You are not afraid, I wonder.", "You aren't really afraid.", "Without fear.", "No longer afraid."]
)
def test_a_feeling_that_is_denied_is_not_named(text: str) -> None:
    assert families.spoken(text) == {}


def test_a_guess_that_says_not_still_names_the_feeling() -> None:
    assert families.spoken("I wonder if you are not a little afraid.") == {"fear": ["afraid"]}
    assert families.spoken("No wonder you are afraid.") == {"fear": ["afraid"]}


# Guess or fact


def test_a_question_is_not_taken_for_a_fact() -> None:
    tomasz = Feelings("tomasz-01")
    feel(tomasz, "surface", "shame", 2)
    feel(tomasz, "beneath", "fear", 2)
    assert handed(tomasz, "Were you afraid that you could not stop?") == [1, 0]
    assert "You ask it, so Tomasz can say no." in tomasz.said["heard"]
    assert handed(tomasz, "You look at her bracelet. You are afraid.") == [1, 0]
    assert "Your sentence says it as a fact." in tomasz.said["heard"]
    assert handed(tomasz, "You look afraid, perhaps?") == [1, 1]


def test_another_choice_on_the_wheel_is_set_beside_the_words_again(maya: Feelings) -> None:
    found(maya)
    handed(maya, "Maybe you are afraid.")
    assert 'You chose "ashamed"' in maya.state["handed"]["remarks"][0]["why"]
    feel(maya, "beneath", "fear", 2)
    assert maya.state["handed"]["remarks"][0]["why"] == "The feeling that you found is in your words."


@pytest.mark.parametrize(
    "text",
    [
        "Maybe you are ashamed.",
        "I wonder if it frightens you.",
        "You seem afraid.",
        "It sounds as if you miss him.",
        "You feel small. Is that close?",
        "I’m guessing that it hurt.",
    ],
)
def test_a_guess_sounds_like_one(text: str) -> None:
    assert offered.GUESSES.search(text)
    assert not offered.FACTS.search(text)


@pytest.mark.parametrize("text", ["You must be furious.", "Deep down you are afraid.", "You’re clearly ashamed."])
def test_a_fact_is_heard_as_one(text: str) -> None:
    assert offered.FACTS.search(text)


# What is chosen


def test_a_feeling_in_its_band_fits_and_others_are_named(maya: Feelings) -> None:
    assert feel(maya, "surface", "tiredness", 1) == [1]
    assert feel(maya, "beneath", "shame", 2) == [1, 0]
    assert "These fit here too: fear." in maya.said["heard"]


def test_the_right_family_at_another_strength_has_its_reason(maya: Feelings) -> None:
    assert feel(maya, "surface", "tiredness", 3) == [1, -1]
    assert '"Exhausted" is more than she admits.' in maya.said["heard"]
    assert "one ring inwards" in maya.said["heard"]
    assert feel(maya, "beneath", "fear", 1) == [1, -1]
    assert "one ring outwards" in maya.said["heard"]


def test_a_near_feeling_is_worth_asking_about_and_another_has_its_reason(maya: Feelings) -> None:
    assert feel(maya, "surface", "fear", 2) == [0]
    assert feel(maya, "surface", "joy", 1) == [-1]
    assert "a door that she holds shut" in maya.said["heard"]
    assert feel(maya, "surface", "pride", 1) == [-1]
    assert "Her own word is there" in maya.said["heard"]


def test_underneath_comes_after_the_surface(maya: Feelings) -> None:
    tell(maya, do="feel", layer="beneath", family="shame", strength=2)
    assert maya.state["looks"] == {}
    assert maya.said["trouble"]
    tell(maya, do="hand", text="Maybe you are ashamed.")
    assert maya.state["handed"] == {}


# What is written


def test_the_feeling_is_looked_for_in_the_words(maya: Feelings) -> None:
    found(maya)
    assert handed(maya, "Maybe you are ashamed of sitting here.") == [1, 1]
    assert handed(maya, "You are ashamed of sitting here.") == [1, 0]
    assert handed(maya, "You must be ashamed.") == [1, -1]
    assert handed(maya, "Maybe you feel humiliated.") == [1, -1, 1]
    assert handed(maya, "You are worn out.") == [0]
    assert handed(maya, "I wonder if it stung.") == [0]
    assert handed(maya, "Tell me about the boy.") == [-1]
    assert maya.state["handed"]["model"]["reply"].startswith("You say you're fine")


def test_first_choices_are_recorded_once(maya: Feelings) -> None:
    feel(maya, "surface", "tiredness", 3)
    feel(maya, "surface", "tiredness", 2)
    feel(maya, "beneath", "shame", 2)
    handed(maya, "Maybe you are ashamed.")
    handed(maya, "Perhaps you are afraid.")
    assert [(one.exercise, one.share) for one in record.current().results] == [("feelings/maya-01", 0.75)]


def test_what_a_client_lives_through_and_needs() -> None:
    tomasz = Feelings("tomasz-01")
    tell(tomasz, do="slot", slot=0, option=0)
    assert tomasz.said["trouble"]
    feel(tomasz, "surface", "shame", 2)
    feel(tomasz, "beneath", "fear", 2)
    tell(tomasz, do="slot", slot=0, option=1)
    assert [one["valence"] for one in tomasz.state["slots"]["0"]["remarks"]] == [-1]
    tell(tomasz, do="slot", slot=0, option=0)
    tell(tomasz, do="slot", slot=1, option=0)
    handed(tomasz, "I wonder if that frightened you.")
    assert record.current().results[0].share == 0.75


HOSTILE_FEELINGS = [
    {"layer": "surface", "family": "shame"},
    {"layer": "surface", "family": "shame", "strength": 0},
    {"layer": "surface", "family": "shame", "strength": 4},
    {"layer": "surface", "family": "shame", "strength": True},
    {"layer": "surface", "family": "unknown", "strength": 1},
    {"layer": "under", "family": "shame", "strength": 1},
    {"layer": ["surface"], "family": {"shame": 1}, "strength": "1"},
]


@pytest.mark.parametrize("content", HOSTILE_FEELINGS)
def test_what_is_no_feeling_changes_nothing(maya: Feelings, content: dict[str, Any]) -> None:
    tell(maya, do="feel", **content)
    assert maya.state["looks"] == {}
    assert maya.kept["steps"] == []
    assert maya.said["trouble"]


@pytest.mark.parametrize("text", ["", "   ", None, 5, "x" * 5_001, "\x00"])
def test_what_is_no_reflection_changes_nothing(maya: Feelings, text: Any) -> None:
    found(maya)
    tell(maya, do="hand", text=text)
    assert maya.state["handed"] == {}
    assert maya.said["trouble"]


def test_a_client_without_questions_has_no_slots(maya: Feelings) -> None:
    found(maya)
    tell(maya, do="slot", slot=0, option=0)
    assert maya.said["trouble"]


def test_steps_that_come_back_are_carried_out_again(maya: Feelings) -> None:
    found(maya)
    handed(maya, "Maybe you are ashamed.")
    again = comes_back(maya)
    tell(again, do="again")
    assert (again.state["looks"], again.state["handed"]) == ({}, {})


# Authors


@pytest.mark.parametrize("name", workbook.ids("feelings"))
def test_the_model_reflection_does_what_is_asked_for(name: str) -> None:
    source = workbook.load("feelings", name)
    family = next(iter(source["beneath"]["accepts"]))
    exercise = Feelings(name)
    feel(exercise, "surface", *best(source, "surface"))
    feel(exercise, "beneath", family, source["beneath"]["accepts"][family]["strength"][0])
    assert handed(exercise, source["model"]["reply"]) == [1, 1]


def best(source: dict[str, Any], layer: str) -> tuple[str, int]:
    family, entry = next(iter(source[layer]["accepts"].items()))
    return family, entry["strength"][0]


def test_what_is_not_on_the_wheel_is_the_authors_fault() -> None:
    fits = {"shame": {"strength": [3, 1], "why": "…"}, "blue": {"strength": [1, 2], "why": "…"}}
    slots = [{"options": [{"fits": False}]}]
    source = {"surface": {"accepts": fits}, "beneath": {"accepts": {}, "also": {"fear": "…"}}, "slots": slots}
    assert [steps for steps, _ in Feelings.faults(source)] == [
        ["surface", "accepts", "blue"],
        ["surface", "accepts", "shame", "strength"],
        ["slots", 0, "options"],
    ]
    also = {"accepts": {}, "also": {"fear": "…"}, "not": {"fear": "…"}}
    assert [steps for steps, _ in Feelings.faults({"surface": also, "beneath": {"accepts": {}}})] == [["surface", "not", "fear"]]
    both = {"accepts": {"fear": {"strength": [1, 2]}}, "not": {"fear": "…"}}
    twice = {"surface": both, "beneath": {"accepts": {}}}
    assert [steps for steps, _ in Feelings.faults(twice)] == [["surface", "not", "fear"]]


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("strength: [2, 2]", "strength: clear", "The weakest and the strongest ring that fit"),
        ("  hint: ", "  hints: ", "`hint` is missing. Give one thing to try"),
    ],
)
def test_advice_comes_from_the_field_itself(wrong: str, right: str, told: str, tmp_path: Path) -> None:
    text = (workbook.WORKBOOK / "feelings" / "tomasz-01.yaml").read_text(encoding="utf-8")
    (tmp_path / "feelings").mkdir()
    (tmp_path / "feelings" / "slip.yaml").write_text(text.replace(wrong, right, 1), encoding="utf-8")
    assert told in " ".join(str(error) for error in workbook.check(tmp_path))
