"""The exercises in JupyterLab: the same files as in the published app, in a page that has keys and colours of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .desk import GOOD, OWN, POOR, Desk, violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from .lab import Lab


@pytest.fixture
def desk(lab: Lab) -> Desk:
    """Open Maya's exercise in JupyterLab."""
    lab.open("lesson.ipynb")
    return Desk(lab.page)


def test_the_lesson_reads_as_a_page(desk: Desk) -> None:
    code = desk.page.locator(".jp-Notebook .jp-CodeCell")
    for part in (".jp-InputArea-editor", ".jp-Placeholder", ".jp-InputPrompt", ".jp-OutputPrompt"):
        assert [one for one in code.locator(part).all() if one.is_visible()] == []
    expect(desk.page.get_by_role("heading", name="Acceptance").first).to_be_visible()


def test_a_better_reply_changes_what_is_read(desk: Desk) -> None:
    desk.write(POOR)
    expect(desk.level).to_have_text("Level 1 of 5")
    poor = (desk.meters(), desk.findings.inner_text())
    desk.write(GOOD)
    expect(desk.level).not_to_have_text("Level 1 of 5")
    expect(desk.status).to_contain_text("Level", timeout=3000)
    assert (desk.meters(), desk.findings.inner_text()) != poor


def test_the_keys_of_jupyterlab_do_nothing_in_an_exercise(desk: Desk) -> None:
    cells = desk.page.locator(".jp-Notebook .jp-Cell")
    before, keyboard = cells.count(), desk.page.keyboard
    desk.node.get_by_role("radio", name="2 not there yet").focus()
    for key in ("ArrowDown", "ArrowUp"):
        keyboard.press(key)
    expect(desk.node.get_by_role("radio", name="2 not there yet")).to_be_checked()
    desk.editor.focus()
    keyboard.type("Maya, dd you are worn out since that boy. abxz")
    desk.node.locator(".at-main").focus()
    for key in ("a", "b", "d", "d", "x", "m", "Shift+Enter"):
        keyboard.press(key)
    expect(cells).to_have_count(before)
    expect(desk.editor).to_have_value("Maya, dd you are worn out since that boy. abxz")


def test_the_exercise_follows_the_theme_of_jupyterlab(desk: Desk) -> None:
    desk.page.emulate_media(color_scheme="dark")
    assert brightness(desk.node) > 200  # a light JupyterLab on a dark system
    desk.page.evaluate("() => { document.body.dataset.jpThemeLight = 'false'; }")
    assert brightness(desk.node) < 80
    desk.page.emulate_media(color_scheme="light")
    assert brightness(desk.node) < 80


def brightness(node: Locator) -> int:
    """Return how light the exercise's card is, 0 to 255."""
    colour = node.locator(".at-card").first.evaluate("card => getComputedStyle(card).backgroundColor")
    return int(colour.removeprefix("rgb(").split(",")[0])


def test_a_cell_that_runs_again_shows_what_was_written(desk: Desk, lab: Lab) -> None:
    desk.keep(*OWN)
    desk.write(GOOD)
    old = desk.node.element_handle()
    lab.run()
    desk.page.wait_for_function("node => !node.isConnected", arg=old)
    again = Desk(desk.page)
    expect(again.editor).to_have_value(GOOD)
    expect(again.node.locator(".at-version")).to_have_count(2)
    expect(again.level).to_contain_text("of 5")


def test_an_answer_is_saved_and_is_there_again(lab: Lab) -> None:
    lab.open("answers.ipynb")
    page = lab.page
    answer = page.get_by_role("region", name="Maya: your answer")
    words = answer.get_by_role("textbox", name="Your reply")
    words.fill("You are worn out since that boy.")
    expect(answer.get_by_text("7 words")).to_be_visible()
    expect(answer.locator(".at-state")).to_contain_text("Saved at ")
    expect(answer.get_by_role("status")).to_contain_text("Saved at ")
    assert "Level" not in answer.inner_text()
    held = json.loads((lab.folder / "answers.json").read_text())["answers"]
    assert held["reply-1"]["text"] == "You are worn out since that boy."
    reflection = page.get_by_role("textbox", name="What did you notice?")
    reflection.fill("That I")
    reflection.blur()
    expect(page.get_by_role("region", name="What did you notice?").locator(".at-state")).to_contain_text("Saved at ")
    old = answer.element_handle()
    lab.run()
    page.wait_for_function("node => !node.isConnected", arg=old)
    expect(words).to_have_value("You are worn out since that boy.")
    expect(reflection).to_have_value("That I")


def test_enter_and_undo_work_as_in_any_editor(lab: Lab) -> None:
    lab.open("answers.ipynb")
    words = lab.page.get_by_role("region", name="Maya: your answer").get_by_role("textbox")
    words.press_sequentially("One")
    words.press("Enter")
    words.press_sequentially("two")
    expect(words).to_have_value("One\ntwo")
    words.press("Control+z")
    expect(words).not_to_have_value("One\ntwo")


def test_words_of_two_windows_are_both_kept(lab: Lab) -> None:
    lab.open("answers.ipynb")
    answer = lab.page.get_by_role("region", name="Maya: your answer")
    answer.get_by_role("textbox").fill("Written here.")
    expect(answer.locator(".at-state")).to_contain_text("Saved at ")
    later = {"case": "maya-01", "text": "Written in another window.", "saved": "2030-01-01T00:00:00+00:00"}
    held = json.loads((lab.folder / "answers.json").read_text())
    (lab.folder / "answers.json").write_text(json.dumps({**held, "answers": {"reply-1": later}}))
    answer.get_by_role("textbox").fill("Written here, and more.")
    expect(answer.locator(".at-state")).to_contain_text("written in another window too")
    assert "and more" not in (lab.folder / "answers.json").read_text()
    lab.open("answers.ipynb")
    expect(answer.get_by_role("textbox")).to_have_value("Written in another window.")
    answer.get_by_text("Words of yours that were written in another window").click()
    expect(answer.get_by_text("Written here, and more.")).to_be_visible()


def test_a_stopped_kernel_is_said_and_the_words_come_back(lab: Lab) -> None:
    lab.open("answers.ipynb")
    answer = lab.page.get_by_role("region", name="Maya: your answer")
    words = answer.get_by_role("textbox")
    words.fill("You are worn out.")
    expect(answer.locator(".at-state")).to_contain_text("Saved at ")
    lab.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    lab.page.get_by_text("Shut Down Kernel", exact=True).click()
    expect(lab.page.get_by_role("button", name="No Kernel").first).to_be_visible()
    words.fill("You are worn out since that boy.")
    expect(answer.locator(".at-state")).to_contain_text("the notebook's kernel does not answer", timeout=15_000)
    assert "since that boy" not in (lab.folder / "answers.json").read_text()
    lab.open("answers.ipynb")
    expect(answer.locator(".at-state")).to_contain_text("are back, and are saved now")
    expect(words).to_have_value("You are worn out since that boy.")
    assert "since that boy" in (lab.folder / "answers.json").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_has_no_barrier_that_axe_knows(lab: Lab, scheme: str) -> None:
    lab.open("answers.ipynb")
    expect(lab.page.get_by_role("textbox", name="What did you notice?")).to_be_visible()
    lab.page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", str(scheme == "light").lower())
    assert violations(lab.page, ".at-answer") == ""


def test_an_answer_that_cannot_be_saved_says_so(lab: Lab) -> None:
    lab.open("answers.ipynb")
    page = lab.page
    answer = page.get_by_role("region", name="What did you notice?")
    answer.get_by_role("textbox").fill("x" * 20_001)
    expect(answer.locator(".at-state")).to_contain_text("Not saved: ")
    expect(answer.get_by_role("status")).to_contain_text("Not saved: ")
    assert not (lab.folder / "answers.json").exists()
