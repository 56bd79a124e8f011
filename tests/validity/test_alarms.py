"""What a cue says is nearly always so: false alarms are counted on replies that a person has labelled."""

from __future__ import annotations

import pytest

from attunement.validity import alarms, replies

pytestmark = pytest.mark.xdist_group("alarms")  # measured once, and by one worker: every worker collects all tests
ENOUGH = 3  # replies; of fewer a share says nothing


@pytest.fixture(scope="module")
def measured() -> list[alarms.Alarm]:
    """Return how each cue fares on all of our labelled replies (five seconds)."""
    return alarms.measure(replies.every())


def test_no_cue_is_wrong_more_often_than_right(measured: list[alarms.Alarm]) -> None:
    wrong = {alarm.cue.id: alarm.precision for alarm in measured if alarm.found >= ENOUGH and alarm.precision < 0.5}
    assert wrong == {}


def test_a_cap_seldom_holds_a_good_reply_down(measured: list[alarms.Alarm]) -> None:
    caps = [alarm for alarm in measured if alarm.cue.cap is not None]
    held = {alarm.cue.id: alarm.high / alarm.found for alarm in caps if alarm.found >= 2 * ENOUGH}
    assert held, "no cap is found often enough, so nothing is shown here"
    assert {name: share for name, share in held.items() if share > 0.2} == {}


def test_a_label_confirms_its_own_skill_and_its_kin() -> None:
    assert "advising" in alarms.labels_of("advising")
    assert "ordering" in alarms.labels_of("advising")
    assert "open question" not in alarms.labels_of("advising")


def test_the_counts_hang_together(measured: list[alarms.Alarm]) -> None:
    assert measured
    for alarm in measured:
        assert 0 <= alarm.right <= alarm.akin <= alarm.found
        assert 0 <= alarm.high <= alarm.found
        assert 0 <= alarm.false_alarms <= 1
        assert alarm.without <= len(replies.every())
