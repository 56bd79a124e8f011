"""Formgrader and Assignment List as instructor and learner meet them: in a real JupyterLab, in a real browser."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from attunement import answers, receipts
from attunement.course import addresses, begin, folder, seal
from browser.conftest import free_port, is_strange, running

from . import attacks, classroom
from .conftest import canary
from .test_pages_in_chromium import press_every_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from .classroom import Classroom

pytestmark = [pytest.mark.course, pytest.mark.browser, pytest.mark.xdist_group("course")]

WAIT = 40_000  # milliseconds; JupyterLab may take its time on a machine that is busy
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
WORDS = "Eleven years, and then an email. You sound hurt."


@pytest.fixture(scope="module")
def room(lived: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Return a copy of the class in which one learner has a hostile name, and a hand-in with a broken notebook waits."""
    room = classroom.copy(lived, tmp_path_factory.mktemp("lab") / "class")
    late = room.hand_in("late")
    attacks.write_answers(late, attacks.WEAK)
    attacks.notebook_broken(late, late)
    with room.gradebook() as gradebook:
        gradebook.update_or_create_student("script", first_name="Mallory", last_name=HOSTILE)
    return room


@contextmanager
def jupyterlab(home: Path, root: Path) -> Iterator[str]:
    """Start JupyterLab in the folder `root` for a user whose own configuration is below `home`; yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token="]
    with classroom.as_user(home):
        own = {**os.environ, "JUPYTER_RUNTIME_DIR": str(home / "run"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
        with running(command, f"http://127.0.0.1:{port}/api", root / "jupyterlab.log", own):
            yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a page on which nothing that is not ours or nbgrader's may run, fail or ask anybody else for anything."""
    odd: list[str] = []
    with chromium.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("request", lambda request: odd.append(request.url) if is_strange(request.url) else None)
        page.on("dialog", lambda dialog: (odd.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: odd.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: odd.append(str(error)))
        yield page
    assert odd == []


def test_an_instructor_grades_in_formgrader(room: Classroom, page: Page) -> None:
    with jupyterlab(room.root, room.course) as address:
        formgrader = f"{address}/formgrader"
        page.goto(f"{address}/lab")
        page.get_by_role("menuitem", name="Nbgrader").click()
        page.get_by_role("menuitem", name="Formgrader", exact=True).click()
        expect(page.frame_locator("iframe").get_by_role("link", name="a1").first).to_be_visible(timeout=WAIT)
        _look_at_the_one_with_scripts(room, page, formgrader)
        _follow_hostile_links(room, page, formgrader)
        _mark(room, page, formgrader)
        _autograde(room, page, formgrader)
        page.close()  # before its server goes


def _look_at_the_one_with_scripts(room: Classroom, page: Page, formgrader: str) -> None:
    pages = {
        f"submissions/{_submission(room, 'script')}/": "document.title",
        "gradebook/a1/a1": "Submission #1",
        "manage_submissions/a1": "Mallory",
        "manage_students": "Mallory",
        "manage_students/script": "a1",
        "manage_students/script/a1": "a1",
    }
    for path, text in pages.items():
        page.goto(f"{formgrader}/{path}")
        expect(page.locator("body")).to_contain_text(text, timeout=WAIT)
        press_every_link(page)
        assert page.title() != "run", path


def _follow_hostile_links(room: Classroom, page: Page, formgrader: str) -> None:
    """Open addresses that nbgrader would put into its page as they are, and a hand-in as if it were a course."""
    trap = room.course / "submitted" / "modules_beside" / "a1"
    (trap / "nbgrader_config.py").write_text(f"open({str(canary(room))!r}, 'w')")
    asked = [f"{formgrader}?path={trap}"]
    script = quote("<script>document.title='run'</script>", safe="")
    asked += [f"{formgrader}/{path}/{script}" for path in ("manage_students", "gradebook", "gradebook/a1")]
    for address in asked:
        answer = page.request.get(address)
        assert (answer.status, answer.text()) == (404, addresses.SAID)
    assert not canary(room).exists()


def _mark(room: Classroom, page: Page, formgrader: str) -> None:
    """Give points and a comment for a reflection, as on paper."""
    page.goto(f"{formgrader}/submissions/{_submission(room, 'spanish')}/")
    page.wait_for_function("formgrader.grades.loaded && formgrader.comments.loaded")
    with page.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        page.locator("#reflection").fill("3,5")  # which the page turns into a point
        page.keyboard.press("Tab")
    with page.expect_response(lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT"):
        page.locator("#reflection-comment").fill("Well seen.")
        page.keyboard.press("Tab")
    with room.gradebook() as gradebook:
        grade = gradebook.find_grade("reflection", "a1", "a1", "spanish")
        comment = gradebook.find_comment("reflection", "a1", "a1", "spanish")
        assert (grade.manual_score, grade.needs_manual_grade, comment.manual_comment) == (3.5, False, "Well seen.")


def _autograde(room: Classroom, page: Page, formgrader: str) -> None:
    """Press the button for one hand-in; it is graded as on the command line."""
    page.goto(f"{formgrader}/manage_submissions/a1")
    row = page.get_by_role("row").filter(has=page.get_by_role("gridcell", name="late", exact=True))
    expect(row).to_contain_text("needs autograding", timeout=WAIT)
    row.locator(".autograde a").click()
    expect(page.get_by_role("dialog")).to_contain_text("Successfully autograded 'a1' for student 'late'.", timeout=WAIT)
    page.get_by_role("dialog").get_by_role("button", name="OK").click()
    expect(row.locator(".status")).to_have_text("graded", timeout=WAIT)  # no reflection was written that somebody could mark
    assert seal.state(folder.find(room.course).coursedir, "a1", "late") == ""
    assert room.scores("late") == room.scores("notebook_broken")


def _submission(room: Classroom, student: str) -> str:
    with room.gradebook() as gradebook:
        return gradebook.find_submission_notebook("a1", "a1", student).id


def test_a_learner_fetches_writes_and_hands_in_from_the_assignment_list(room: Classroom, page: Page, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    _write_the_lines_for_learners(tmp_path / "config", room)
    with jupyterlab(tmp_path, desk) as address:
        page.goto(f"{address}/lab")
        page.get_by_role("menuitem", name="Nbgrader").click()
        page.get_by_role("menuitem", name="Assignment List").click()
        page.get_by_role("button", name="Fetch").click()
        _write_a_reply(page)
        page.get_by_role("tab", name="Assignments").click()
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("button", name="Fetch Feedback")).to_be_visible(timeout=WAIT)
        page.close()  # before its server goes
    given, handed = receipts.read(desk / "a1"), room.attunement("receipt", str(desk / "a1"))
    assert "all files are as the receipt says." in handed
    assert (given.assignment, given.student) == ("a1", getpass.getuser())
    room.teach("collect", "a1")
    assert answers.read(room.course / "submitted" / given.student / "a1")["reply-1"].text == WORDS


def _write_the_lines_for_learners(config: Path, room: Classroom) -> None:
    lines = (begin.GIVEN / "for-learners.py.txt").read_text(encoding="utf-8").replace("COURSE-ID", "attunement")
    config.mkdir()
    (config / "nbgrader_config.py").write_text(lines.replace("EXCHANGE-FOLDER", str(room.course / "exchange")), encoding="utf-8")


def _write_a_reply(page: Page) -> None:
    """Open the notebook from the list, run it as its first lines tell, and write."""
    fetched = page.locator("#fetched_assignments_list").get_by_text("a1", exact=True)
    fetched.first.click()
    fetched.last.click()
    expect(page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible(timeout=WAIT)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    answer = page.get_by_role("region", name="Priya: your answer")
    answer.get_by_role("textbox").fill(WORDS)
    expect(answer.locator(".at-state")).to_contain_text("Saved at ", timeout=WAIT)
