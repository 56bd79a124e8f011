"""What a cue says is nearly always so: false alarms are counted on replies that a person has labelled."""

from __future__ import annotations

import pytest

from attunement import cues
from attunement.validity import alarms, replies

ENOUGH = 3  # replies; of fewer a share says nothing
MEASURED = {alarm.cue.id: alarm for alarm in alarms.measure(replies.every())}


def test_no_cue_is_wrong_more_often_than_right() -> None:
    wrong = {name: alarm.precision for name, alarm in MEASURED.items() if alarm.found >= ENOUGH and alarm.precision < 0.5}
    assert wrong == {}


@pytest.mark.parametrize("name", [cue.id for cue in cues.every() if cue.cap is not None and cue.id in MEASURED])
def test_a_cap_seldom_holds_a_good_reply_down(name: str) -> None:
    alarm = MEASURED[name]
    assert alarm.found < 2 * ENOUGH or alarm.high / alarm.found <= 0.2, name


def test_a_label_confirms_its_own_skill_and_its_kin() -> None:
    assert "advising" in alarms.labels_of("advising")
    assert "ordering" in alarms.labels_of("advising")
    assert "open question" not in alarms.labels_of("advising")


def test_the_counts_hang_together() -> None:
    for alarm in MEASURED.values():
        assert 0 <= alarm.right <= alarm.akin <= alarm.found
        assert 0 <= alarm.high <= alarm.found
        assert 0 <= alarm.false_alarms <= 1
        assert alarm.without <= len(replies.every())
