"""The class report as a page of the hardened Voila: the numbers of the moment, and nobody's script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from attunement.course import dashboard
from course import pretended

from .desk import violations
from .room import WAIT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from .room import Workroom


@pytest.mark.usefixtures("visit")  # on the worker that has the workroom
def test_the_instructor_opens_the_report(page: Page, workroom: Workroom, tmp_path: Path) -> None:
    course = pretended.course(tmp_path / "course", 3, missing=(2,))
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("learner-02", last_name="<script>document.title='run'</script>")
    page.goto(workroom.address + dashboard.write(workroom.folder, course.root, "a1").name)
    expect(page.get_by_role("heading", name="To take up in class")).to_be_visible(timeout=WAIT)
    expect(page.get_by_role("img", name="Part of the points that each learner earned")).to_be_visible()
    expect(page.locator("#who ~ p")).to_contain_text("<script>document.title='run'</script>")
    assert page.title() == "Class report · Attunement"
    assert violations(page) == ""
