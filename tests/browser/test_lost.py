"""Nothing is lost: whatever becomes of connection, kernel, server or patience, the learner keeps writing and is scored again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import expect

from attunement import workbook

from .desk import GOOD, OWN, Desk
from .losing import WAIT, Lesson, Server, Wires
from .notebooks import notebook
from .steps import KINDS, choose, focus, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from .lab import Lab

MORE = f"{GOOD} I wonder what happens in you when it gets quiet at night."
TOLD = """() => { window.told = []; document.querySelectorAll(".at-exercise [role=status]").forEach((node) =>
  new MutationObserver(() => window.told.push(node.textContent)).observe(node, { childList: true })); }"""
AWAY_AND_BACK = """() => { for (const kind of ["pagehide", "pageshow"])
  dispatchEvent(new PageTransitionEvent(kind, { persisted: true })); }"""  # as a page kept by the browser is left and shown again
CALLS = {  # kind → the call of a lesson; every kind but the looks at one's record
    "rewrite": 'at.rewrite("maya-01")',
    "classify": 'at.classify("validate-or-affirm")',
    "questions": 'at.questions("doors")',
    "summary": 'at.summary("three-in-the-morning")',
    "feelings": 'at.feelings("maya-01")',
    "spot": 'at.spot("maya-01")',
    "rank": 'at.rank("two-clients-one-sentence")',
    "pause": 'at.pause("after-something-heavy")',
    "predict": 'at.predict("joan-01")',
    "session": 'at.session("maya-01")',
    "repair": 'at.repair("useful-things")',
    "attend": 'at.attend("two-nights")',
    "claims": 'at.claims("bond-and-outcome")',
    "imagine": 'at.imagine("mei-01")',
    "peer": 'at.peer("own-maya-01")',
    "plan": 'at.plan("take-it-to-the-room")',
    "journal": 'at.journal("trigger-check-in")',
}
LOOKS = ["at.skills()", "at.progress(everywhere=True)"]
SEEN = """() => Object.fromEntries([...document.querySelectorAll(".at-exercise")].map((node) => {
  const all = (what, seen) => [...node.querySelectorAll(what)].map(seen);
  return [node.className, { text: node.innerText, count: node.dataset.count, read: node.dataset.read,
    heard: all("[role=status]", (one) => one.textContent), open: all("details", (one) => one.open),
    pictures: all("img", (one) => one.alt),
    fields: all("input, textarea", (one) => [one.value, one.checked, one.disabled, one.readOnly]) }];
}))"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a lesson with two exercises."""
    server = Server(tmp_path_factory.mktemp("lost"))
    yield server
    server.stop()


def test_what_is_written_while_the_server_is_gone_is_scored_when_it_is_back(chromium: Browser, server: Server) -> None:
    lesson = Lesson(chromium.new_page(), server)  # the browser itself complains of what it cannot reach
    kept, old, read = lesson.works(), lesson.kernel(), lesson.desk.read()
    server.stop()
    expect(lesson.notice).to_contain_text("The connection is interrupted. You can keep writing", timeout=WAIT)
    lesson.desk.editor.fill("At least you have work. You should cut out coffee.")
    server.start()
    lesson.goes_on(old)
    expect(lesson.desk.node).not_to_have_attribute("data-read", read)
    expect(lesson.desk.findings).to_contain_text("cut out coffee")
    assert lesson.keeps() == kept
    lesson.page.close()


def test_an_idle_page_warns_then_rests_and_a_key_wakes_it(page: Page, server: Server) -> None:
    page.clock.install()
    lesson = Lesson(page, server)
    kept, old = lesson.works(), lesson.kernel()
    page.clock.fast_forward("19:00")
    expect(lesson.notice).to_contain_text("In two minutes the exercises rest")
    page.clock.fast_forward("03:00")
    expect(lesson.notice).to_contain_text("The exercises are resting. What you wrote is kept.")
    lesson.desk.editor.focus()
    page.keyboard.press("End")
    lesson.goes_on(old)
    assert lesson.keeps() == kept
    lesson.desk.write(MORE)


def test_a_connection_that_nobody_closed_is_given_up_and_nothing_is_asked_twice(page: Page, server: Server) -> None:
    wires = Wires(page)
    page.clock.install()
    lesson = Lesson(page, server)
    lesson.works()
    old = lesson.kernel()
    wires.cut()
    read = lesson.desk.read()
    lesson.desk.editor.fill(MORE)
    page.wait_for_timeout(300)  # until the question is on its way
    page.clock.fast_forward(11_000)  # a laptop that slept has no better sign of it than that no answer comes
    expect(lesson.desk.node).not_to_have_attribute("data-read", read, timeout=WAIT)
    expect(lesson.notice).to_be_empty()
    assert lesson.kernel() == old  # a question about a draft may be asked again
    wires.cut()
    lesson.classify.get_by_role("radio").nth(1).check()
    lesson.classify.get_by_role("button", name=re.compile("^Check this")).first.click()
    page.clock.fast_forward(11_000)
    lesson.goes_on(old)  # a step may not: it is taken in a new kernel, after all that was said before
    expect(lesson.classify).to_have_attribute("data-count", "2", timeout=WAIT)
    assert len(lesson.steps()) == 2


def test_words_written_offline_are_scored_when_the_network_is_back(chromium: Browser, server: Server) -> None:
    page = chromium.new_page()
    page.clock.install()
    lesson = Lesson(page, server)
    kept, read = lesson.works(), lesson.desk.read()
    page.context.set_offline(True)
    lesson.desk.editor.fill(MORE)
    page.wait_for_timeout(200)
    page.clock.fast_forward(11_000)
    expect(lesson.notice).to_contain_text("The connection is interrupted.", timeout=WAIT)
    page.context.set_offline(False)
    expect(lesson.notice).to_be_empty(timeout=WAIT)
    expect(lesson.desk.node).not_to_have_attribute("data-read", read, timeout=WAIT)
    assert lesson.keeps() == kept
    lesson.page.close()


def test_a_reload_among_keystrokes_and_a_second_tab_lose_no_words(page: Page, server: Server) -> None:
    lesson = Lesson(page, server)
    kept = lesson.works()
    lesson.desk.editor.fill("")
    lesson.desk.editor.press_sequentially("I sit with you.")
    lesson = Lesson(page, server)
    expect(lesson.desk.editor).to_have_value("I sit with you.")
    expect(lesson.desk.node).to_have_attribute("data-read", re.compile(r"\d"))
    other = Lesson(page.context.new_page(), server)
    other.desk.keep(OWN[1])
    expect(other.classify).to_have_attribute("data-count", "1")
    other.page.close()
    assert {OWN[0], OWN[1]} <= {one["text"] for one in json.loads(lesson.keeps()["attunement/1/kept/maya-01"])["attempts"]}
    assert (
        lesson.keeps()["attunement/1/work/classify/validate-or-affirm"] == kept["attunement/1/work/classify/validate-or-affirm"]
    )


def test_who_comes_to_a_full_house_reads_and_is_served_in_turn(page: Page, tmp_path: Path) -> None:
    server = Server(tmp_path, ", visitors=1, forked=True")
    first = Lesson(page, server)
    kept, old = first.works(), first.kernel()
    second = page.context.new_page()
    second.goto(f"{server.address}voila/render/one.ipynb")
    waits = re.compile("Every place is taken at the moment. You are next.")
    expect(second.locator("#connection")).to_have_text(waits)
    expect(second.locator(".wait").first).to_be_visible()
    page.evaluate(AWAY_AND_BACK)
    Desk(second).write(OWN[1])
    expect(second.locator("#connection")).to_be_empty()
    expect(first.notice).to_have_text(waits)
    first.desk.editor.fill(MORE)
    read = first.desk.read()
    second.close()
    first.goes_on(old)
    page.wait_for_function("read => document.querySelector('.at-rewrite').dataset.read !== read", arg=read)
    assert first.keeps() == kept
    server.stop()


def test_who_did_more_than_can_be_told_again_is_asked_to_reload_and_keeps_everything(page: Page, server: Server) -> None:
    lesson = Lesson(page, server)
    kept = lesson.works()
    lesson.desk.editor.fill("x" * 20_000)
    lesson.desk.node.locator(".at-main").evaluate("(keep) => { for (let i = 0; i < 205; i++) keep.click(); }")  # four million
    server.kill(lesson.kernel())
    expect(lesson.notice).to_contain_text("So much was done here that it cannot be told again.", timeout=WAIT)
    lesson.desk.editor.fill(MORE)
    lesson.notice.get_by_role("button", name="Reload this page").click()
    expect(lesson.desk.editor).to_have_value(MORE, timeout=WAIT)
    expect(lesson.classify).to_have_attribute("data-count", "1")
    assert lesson.keeps() == kept


def test_every_kind_is_in_the_next_test() -> None:
    assert set(CALLS) == set(KINDS) == {"rewrite", *workbook.kinds()}


def test_a_dead_kernel_costs_no_exercise_of_any_kind_a_word_nor_the_place_in_it(page: Page, server: Server) -> None:
    nbformat.write(notebook([*CALLS.values(), *LOOKS]), server.folder / "every.ipynb")
    lesson = Lesson(page, server, "every")
    lesson.desk.keep(OWN[0])
    for kind in CALLS:
        take(page.locator(f".at-exercise.at-{kind}"), kind)
    expect(page.locator(".at-skills img")).to_be_attached()
    lesson.desk.write(GOOD)
    lesson.desk.editor.focus()
    lesson.desk.editor.evaluate("(area) => area.setSelectionRange(4, 8)")
    page.wait_for_timeout(2500)  # until what is announced when the keys rest has been announced
    seen, kept, old = page.evaluate(SEEN), page.evaluate("() => ({ ...localStorage })"), lesson.kernel()
    page.evaluate(TOLD)
    server.kill(old)
    lesson.goes_on(old)
    expect(lesson.desk.editor).to_be_focused()
    assert lesson.desk.editor.evaluate("(area) => [area.selectionStart, area.selectionEnd]") == [4, 8]
    page.wait_for_timeout(1600)  # as long as any announcement waits
    now = page.evaluate(SEEN)
    for kind, before in seen.items():
        assert now[kind] == before, kind
    assert page.evaluate("() => ({ ...localStorage })") == kept
    assert page.evaluate("() => window.told") == []  # nothing was said a second time
    begun_again = [lesson.begins_again(kind) for kind in CALLS]
    assert begun_again.count(True) == len(CALLS) - 2  # not the rewriting, not the journal
    lesson.desk.keep(OWN[1])  # the second version, not the first one again


def test_in_jupyterlab_which_cannot_go_on_by_itself_each_exercise_says_so(lab: Lab, tmp_path: Path) -> None:
    nbformat.write(notebook([CALLS["rewrite"], CALLS["classify"]]), tmp_path / "gone.ipynb")
    lab.open("gone.ipynb", tmp_path)
    desk, classify = Desk(lab.page), lab.page.locator(".at-exercise.at-classify")
    lab.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    lab.page.get_by_text("Shut Down Kernel", exact=True).click()
    expect(lab.page.get_by_role("button", name="No Kernel").first).to_be_visible()
    desk.editor.fill(GOOD)
    choose(classify, focus)
    classify.get_by_role("button", name=re.compile("^Check this")).first.click()
    expect(desk.notice).to_contain_text("The form check does not answer.", timeout=15_000)
    expect(classify.locator(".at-notice")).to_contain_text("This page has lost its connection.", timeout=15_000)
    expect(desk.editor).to_be_editable()
    assert GOOD in lab.page.evaluate("() => localStorage.getItem('attunement/1/draft/maya-01')")
