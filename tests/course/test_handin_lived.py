"""The receipt of a hand-in that went through nbgrader's own commands, from the learner's desk to the graded copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attunement import receipts

if TYPE_CHECKING:
    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("course")]


def test_the_receipt_of_the_learner_is_that_of_what_was_collected(lived: Classroom) -> None:
    receipt = receipts.read(lived.desk / "a1")
    collected = lived.course / "submitted" / "ana" / "a1"
    assert receipts.read(collected) == receipt
    assert receipts.changed(receipt, collected) == []
    assert not (lived.course / "autograded" / "ana" / "a1" / receipts.FILE).exists()
