"""Which cues count: a skill once, at its best; no skill in a sentence that a roadblock spoils; of two that overlap the graver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement import cues, findings, language
from attunement.findings import Finding
from attunement.scene import Scene

if TYPE_CHECKING:
    from attunement.cases import Case

CLIENT = "I failed my driving test for the third time. I had told everybody the date."


def found(reply: str, client: str = CLIENT) -> list[Finding]:
    return findings.find(Scene(language.read(reply), language.read(client)))


def skills(reply: str) -> set[str]:
    return {finding.cue.skill for finding in found(reply)}


@pytest.fixture
def two() -> tuple[Finding, Finding]:
    """Return a mild and a grave finding of one skill."""
    cue = next(cue for cue in cues.every() if cue.skill == "minimising")
    mild, grave = (
        cue._replace(id="mild", level=-0.1, four_as={}),
        cue._replace(id="grave", level=-0.8, four_as={"affirmation": -2}),
    )
    return Finding(mild, 0, 1), Finding(grave, 2, 3)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_mild_cue_hides_no_grave_one_of_the_same_skill(two: tuple[Finding, Finding], turn: int) -> None:
    assert [cue.id for cue in findings.counted(two[::turn])] == ["grave"]
    (cue,) = findings.counted(two[::turn], lambda cue: cue.four_as.get("affirmation", 0))
    assert cue.id == "grave"


def test_a_skill_counts_once_and_each_skill_counts(two: tuple[Finding, Finding]) -> None:
    other = Finding(next(cue for cue in cues.every() if cue.skill == "advising"), 4, 5)
    assert [cue.skill for cue in findings.counted([*two, *two, other])] == ["minimising", "advising"]
    assert findings.counted([]) == []


def test_a_roadblock_spoils_the_skill_in_its_sentence() -> None:
    assert "reflection of feeling" in skills("You're so disappointed.")
    assert "advising" in skills("You're so disappointed, so you should practise more.")
    assert "reflection of feeling" not in skills("You're so disappointed, so you should practise more.")


def test_a_sentence_of_its_own_spoils_nothing() -> None:
    apart = skills("You're disappointed about the test. Yes. You should practise more.")
    assert {"reflection of feeling", "advising"} <= apart


def test_what_begins_the_next_sentence_takes_nothing_back() -> None:
    assert "reflection of feeling" in skills("You're disappointed about the test. You should practise more.")


def test_a_roadblock_reaches_to_the_end_of_its_sentence_and_a_small_word_stays_small() -> None:
    reply = "You should talk to the examiner about it. Perhaps it stings."
    painted = {finding.cue.skill: reply[finding.start : finding.end] for finding in found(reply)}
    assert painted["advising"] == "You should talk to the examiner about it"
    assert painted["tentative wording"] == "Perhaps"


def test_findings_stand_in_order_and_one_skill_does_not_overlap_itself(replies: list[tuple[Case, str]]) -> None:
    for case, reply in replies:
        here = findings.find(Scene(language.read(reply), language.read(case.says), case))
        assert [finding.start for finding in here] == sorted(finding.start for finding in here)
        for skill in {finding.cue.skill for finding in here}:
            places = [set(range(finding.start, finding.end)) for finding in here if finding.cue.skill == skill]
            assert sum(map(len, places)) == len(set().union(*places)), (reply, skill)


def test_a_cue_that_refuses_is_no_finding() -> None:
    assert all(not finding.cue.refuses for finding in found("You idiot."))


def test_nothing_is_found_in_nothing() -> None:
    assert found("") == []
