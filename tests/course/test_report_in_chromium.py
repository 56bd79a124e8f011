"""The report in a real browser: it can be read by all, on every screen, and a learner's script does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from attunement.course import report, report_page

from . import pretended

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("course")]
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report of a class with a hostile name and hostile words."""
    root = tmp_path_factory.mktemp("report")
    course = pretended.course(root / "course", 12, missing=(4,))
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("learner-04", last_name=HOSTILE)
    report_page.write(root / "report.html", report.contents(course))
    return root / "report.html"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320)])
def test_the_report_is_accessible_and_fits(page_file: Path, chromium: Browser, scheme: str, width: int) -> None:
    with chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_nobodys_script_runs(page_file: Path, chromium: Browser) -> None:
    asked: list[str] = []
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        page.wait_for_timeout(200)
        assert page.title() == "Class report: pretended"
        assert len(asked) == 1
        assert "document.title='run'" in page.locator("main").inner_text()
