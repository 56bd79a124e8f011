"""What the learner and the instructor open, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.browser, pytest.mark.xdist_group("course")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_feedback_page_is_accessible_and_fits_a_phone(lived: Classroom, chromium: Browser, scheme: str) -> None:
    with chromium.new_context(color_scheme=scheme, viewport={"width": 320, "height": 640}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto((lived.course / "feedback" / "ana" / "a1" / "a1.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.locator("pre.at-words").first.inner_text().startswith("Eleven years together")


def test_a_learner_who_writes_scripts_runs_none(lived: Classroom, chromium: Browser) -> None:
    asked: list[str] = []
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((lived.course / "feedback" / "script" / "a1" / "a1.html").as_uri())
        page.wait_for_timeout(200)
        assert page.title() == "Feedback: The four A's, first part"
        assert len(asked) == 1
        assert "document.title" in page.locator("pre.at-words").first.inner_text()
