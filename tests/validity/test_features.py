"""What the weights are learned from is what the score adds up, and runs of one client's or one video's words are left out."""

from __future__ import annotations

import numpy as np

from attunement import evidence, findings, language
from attunement.scene import Scene
from attunement.validity import features
from attunement.validity.features import Seen

CLIENT = "I failed my driving test for the third time."


def seen(*names: str, group: str) -> Seen:
    return Seen({("words", name): 1.0 for name in names}, group)


def test_a_reply_shows_what_the_score_adds_up() -> None:
    reply = "Third time round. That stings."
    scene = Scene(language.read(reply), language.read(CLIENT))
    shown = features.look(CLIENT, reply, "maya").features
    assert {name for kind, name in shown if kind == "cues"} == {cue.id for cue in findings.counted(findings.find(scene))}
    assert {name: value for (kind, name), value in shown.items() if kind == "shapes"} == evidence.shape(scene)
    assert {name for kind, name in shown if kind == "words"} == set(evidence.runs(scene.reply))


def test_no_words_show_nothing() -> None:
    assert features.look(CLIENT, "", "maya").features == {}


def test_a_run_must_stand_with_several_clients() -> None:
    many = [seen("so hard", group=str(number)) for number in range(features.SEEN_WITH)]
    one = [seen("my cat", group="one") for _ in range(features.SEEN_WITH)]
    assert features.common([*many, *one]) == {("words", "so hard")}
    assert features.common(many[1:]) == set()


def test_cues_and_shapes_count_wherever_they_stand() -> None:
    once = Seen({("cues", "check-back-right"): 1.0, ("shapes", "asks"): 1.0}, "one")
    assert features.common([once]) == set(once.features)


def test_a_matrix_holds_what_is_wanted_by_name() -> None:
    two = [Seen({("cues", "a"): 1.0, ("words", "b"): 1.0}, "one"), Seen({("words", "b"): 1.0, ("words", "c"): 1.0}, "two")]
    names, matrix = features.matrix(two, lambda name: name[1] != "c")
    assert names == [("cues", "a"), ("words", "b")]
    assert np.array_equal(matrix.toarray(), [[features.WEIGHT_OF_CUES, 1.0], [0.0, 1.0]])
    assert features.scale(("shapes", "asks")) == 1.0
