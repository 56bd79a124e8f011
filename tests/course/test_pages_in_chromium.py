"""What the learner and the instructor open, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbgrader
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_markdown_cell

from attunement import answers

from . import worked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.browser, pytest.mark.xdist_group("course")]

STATIC = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "static"
HOST = "http://formgrader.test/"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a feedback page with something of everything."""
    folder = tmp_path_factory.mktemp("hand-in")
    answers.save(folder, "reply-1", worked.REPLY, "priya-01")
    answers.save(folder, "same-words", chosen={"0": ["both"], "1": ["Ruben"], "2": ["Farid"]})
    answers.save(folder, "to-the-balcony", chosen={"0": ["4"], "1": ["1"]})
    answers.save(folder, "session", turns=["You should relax.", "You sound tired, and afraid of what is written down."])
    answers.save(folder, "reflection", "كنت وحيدة جدا.\n\nYou should write down 🙂.")
    answers.save(folder, "a1-prediction", chosen={"0": ["level 4"]})
    marks = {"reply-1": {"score": 4.5, "auto": 3.5, "overruled": True}, "reflection": {"comment": "# Well seen\n\n- **one**"}}
    return worked.feedback(worked.graded(folder), marks)


@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_the_feedback_page_is_accessible_and_fits_a_phone(shown: str, chromium: Browser, look: dict[str, str]) -> None:
    with chromium.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True, **look) as context:
        page = context.new_page()
        page.set_content(shown)
        page.locator("summary").click()
        page.locator("table.at-shares").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_number_in_the_reply_leads_to_its_reason_and_back(shown: str, chromium: Browser) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_content(shown)
        way = page.locator("mark.at-way")
        assert way.evaluate("node => getComputedStyle(node).borderBottomStyle") == "dashed"
        page.get_by_label("Reason 3: got in the way").click()
        reason = page.locator("#reply-1-reason-3")
        assert "“You should call a lawyer”" in reason.inner_text()
        reason.get_by_label("Reason 3, back to the words").click()
        assert page.evaluate("location.hash") == "#reply-1-words-3"


def test_no_page_runs_or_fetches_what_a_learner_or_another_account_wrote(chromium: Browser, tmp_path: Path) -> None:
    """Script, onerror, javascript: links and more, wherever words can be put, on both pages; the links are pressed as well."""
    pages = {}
    for name, page in (("feedback", worked.feedback), ("formgrader", worked.formgrader)):
        notebook = worked.graded(worked.spread(tmp_path / name, worked.EVIL))
        pages[name] = page(notebook)
        notebook.cells.insert(0, new_markdown_cell(worked.EVIL))
        pages[f"{name} of a hostile account"] = page(notebook)
    marks = {"reflection": {"comment": worked.EVIL}}
    pages["comment"] = worked.feedback(worked.graded(tmp_path / "feedback"), marks)
    for name, html in pages.items():
        assert (name, strangers_and_scripts(chromium, html)) == (name, ([], []))


def strangers_and_scripts(chromium: Browser, html: str) -> tuple[list[str], list[str]]:
    """Open a page as formgrader serves it; return whom it asked beside nbgrader, and what of it ran."""
    asked: list[str] = []
    ran: list[str] = []
    with chromium.new_context(bypass_csp=True) as context:  # the page is safe without its policy, which stands behind it
        page = context.new_page()
        page.add_init_script("window.ran = []; window.run = () => window.ran.push('run');")
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: ran.append(str(error)))
        page.route("**/*", lambda route: serve(route, html, asked))
        page.goto(HOST)
        title = page.title()
        press_every_link(page)
        ran += page.evaluate("window.ran") + ([page.title()] if page.title() in ("run", "") or page.title() != title else [])
    return asked, ran


def press_every_link(page: Page) -> None:
    """Press whatever looks like a link in the work itself, without leaving the page."""
    page.evaluate("""() => {
      addEventListener("click", (event) => {
        const link = event.target.closest("a");
        if (link && !/^javascript:/i.test(link.href)) event.preventDefault();
      });
      document.querySelectorAll("main a, #notebook-container a").forEach((link) => link.click());
    }""")
    page.wait_for_timeout(100)


def serve(route: Route, html: str, asked: list[str]) -> None:
    """Answer as formgrader does, and note everything else that is asked for."""
    address = route.request.url
    if address == HOST:
        route.fulfill(body=html, content_type="text/html")
    elif address.startswith(f"{HOST}formgrader/static/"):
        path = STATIC / address.removeprefix(f"{HOST}formgrader/static/").split("?")[0]
        route.fulfill(path=path) if path.is_file() else route.fulfill(status=404, body="")
    elif address.startswith(f"{HOST}formgrader/api/"):
        route.fulfill(body="[]", content_type="application/json")
    else:
        asked.append(address)
        route.abort()


def test_formgrader_listens_to_the_keyboard(chromium: Browser, tmp_path: Path) -> None:
    """nbgrader's page stops half way through its start where MathJax is not there; then Tab leads nowhere."""
    html = worked.formgrader(worked.graded(tmp_path))
    with chromium.new_context() as context:
        page = context.new_page()
        page.route("**/*", lambda route: serve(route, html, []))
        page.goto(HOST)
        page.wait_for_function("formgrader.loaded && document.activeElement.id === 'reply-1'")  # the first mark, not "Next"
        page.keyboard.press("Tab")
        page.wait_for_function("document.activeElement.id === 'reply-1_extra_credit'")


def test_a_mark_is_saved_as_it_was_typed_or_not_at_all(chromium: Browser, tmp_path: Path) -> None:
    """nbgrader's own field drops the comma of "1,5" and saves 5 as the most of "15", without a word."""
    html, saved = worked.formgrader(worked.graded(tmp_path)), []
    grade = {"id": "1", "name": "reply-1", "max_score": 5.0, "auto_score": 3.5, "manual_score": None, "needs_manual_grade": False}

    def keep(route: Route) -> None:
        if route.request.method == "PUT":
            saved.append(route.request.post_data_json["manual_score"])
            grade["manual_score"] = saved[-1]
        route.fulfill(json=[grade] if route.request.method == "GET" else grade)

    with chromium.new_context(locale="en-US") as context:
        page = context.new_page()
        page.route("**/*", lambda route: serve(route, html, []))
        page.route("**/api/grade*", keep)
        page.route("**/api/grade/*", keep)
        page.goto(HOST)
        page.wait_for_function("formgrader.loaded && formgrader.grade_uis.length === 1")
        field, said = page.locator("#reply-1"), page.get_by_role("alert")
        refused = {"9": "Not saved: 9 is more than the 5 points", "two": "“two” is no number", "-1": "“-1” is no number"}
        for typed, words in refused.items():
            field.fill("")
            field.press_sequentially(typed)
            page.keyboard.press("Control+.")  # to the next learner, which saves first
            said.filter(has_text=words).wait_for()
        assert (saved, "/next" in page.url) == ([], False)
        field.fill("")
        field.press_sequentially("1,5")
        page.keyboard.press("Tab")
        said.wait_for(state="hidden")
        page.wait_for_function("formgrader.grades.first().get('manual_score') === '1.5'")
        assert saved == ["1.5"]


def test_a_learner_who_writes_scripts_runs_none_on_the_whole_path(lived: Classroom, chromium: Browser) -> None:
    asked: list[str] = []
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((lived.course / "feedback" / "script" / "a1" / "a1.html").as_uri())
        page.locator(".at-words").first.wait_for()
        assert page.title() == "Feedback: The four A's, first part"
        assert page.locator("header").get_by_text("For script · ").count() == 1
        assert len(asked) == 1
        assert "document.title" in page.locator(".at-words").first.inner_text()
