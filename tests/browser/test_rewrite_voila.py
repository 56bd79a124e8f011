"""The rewriting exercise in the published app, in a real Chromium."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from attunement import cases, feedback

from .desk import GOOD, OWN, POOR, Desk, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MAYA = cases.load("maya-01")
XSS = "<img src=x onerror=window.hit=1><script>window.hit=1</script> You are worn out since that boy. <svg onload=window.hit=1>"


@pytest.fixture
def desk(page: Page, voila_url: str) -> Desk:
    """Open Maya's exercise."""
    page.goto(voila_url)
    return Desk(page)


def test_a_better_reply_changes_all_that_is_read(desk: Desk) -> None:
    expect(desk.node).to_contain_text(MAYA.says)
    expect(desk.node).to_contain_text(MAYA.poor_reply)
    seen = []
    for text in (POOR, GOOD):
        desk.write(text)
        seen.append(
            (desk.level.inner_text(), desk.meters(), desk.node.locator(".at-next").inner_text(), desk.findings.inner_text())
        )
        level = cases.rung(feedback.respond(MAYA, text)["level"])
        expect(desk.level).to_have_text(f"Level {level} of 5")
        expect(desk.status).to_contain_text(f"Level {level} of 5", timeout=3000)
        expect(desk.node.get_by_role("img", name=f"Level {level} of 5")).to_be_visible()
    assert seen[0][0] < seen[1][0]
    assert all(before != after for before, after in zip(*seen, strict=True))


def test_who_types_on_is_read_to_the_last_letter_one_question_at_a_time(page: Page, voila_url: str) -> None:
    asked, answered = [], []
    page.on(
        "websocket", lambda socket: socket.on("framesent", lambda frame: asked.append((len(answered), time.monotonic(), frame)))
    )
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: answered.append(b'"check"' in frame)))
    page.goto(voila_url)
    desk = Desk(page)
    desk.editor.press_sequentially(GOOD)
    whole = feedback.respond(MAYA, GOOD)
    expect(desk.findings.get_by_role("button")).to_have_count(len(whole["findings"]))
    expect(desk.level).to_have_text(f"Level {cases.rung(whole['level'])} of 5")
    questions = [(sum(answered[:at]), when) for at, when, frame in asked if b'"do":"check"' in frame]
    assert len(questions) > 1
    for (answers, when), (more, later) in pairwise(questions):
        assert more > answers or later - when > 0.25  # the next when one more answer was there, or none came for long


def test_findings_are_painted_on_the_words_they_quote(desk: Desk) -> None:
    desk.write(f"🌧️ {POOR}")
    quotes = [text.strip("“”") for text in desk.findings.get_by_role("button").all_inner_texts()]
    painted = "".join(desk.marks.all_text_contents())
    assert quotes
    assert all(words in painted for quote in quotes for words in quote.split())
    assert desk.node.locator("mark.at-way").first.evaluate("node => getComputedStyle(node).borderBottomStyle") == "dashed"
    layers = desk.node.locator(".at-layer, .at-area").evaluate_all(
        "nodes => nodes.map(n => [n.clientWidth, n.clientHeight, n.textContent.length > 0])"
    )
    assert layers[0][:2] == layers[1][:2]
    assert desk.editor.evaluate("node => node.scrollHeight <= node.clientHeight")


def test_words_and_findings_light_each_other(desk: Desk) -> None:
    desk.write(POOR)
    quote = desk.findings.get_by_role("button").first
    quote.focus()
    expect(desk.node.locator("mark.at-lit").first).to_be_attached()
    quote.press("Enter")
    expect(desk.editor).to_be_focused()
    chosen = desk.editor.evaluate("node => node.value.slice(node.selectionStart, node.selectionEnd)")
    assert chosen == quote.inner_text().strip("“”")
    desk.editor.press("Home")
    desk.editor.press("ArrowRight")
    expect(desk.findings.locator("li.at-lit").first).to_be_visible()


def test_which_words_earned_or_cost_what_adds_up_to_the_level(desk: Desk) -> None:
    desk.write(POOR)
    table = desk.node.get_by_role("table", name="What the level is the sum of")
    assert desk.node.locator(".at-points").count() == 0  # nothing is built while it is folded
    for reply in (POOR, f"{GOOD} You should cut out coffee."):
        desk.write(reply)
        if reply == POOR:
            desk.node.get_by_text("Which words earned or cost what").focus()
            desk.page.keyboard.press("Enter")
            expect(table).to_be_visible()
        level = feedback.respond(MAYA, reply)["level"]
        expect(table.get_by_role("row").last).to_have_text(
            re.compile(rf"The sum\s*Level {cases.rung(level)} of 5\s*{level:.2f}$")
        )
        steps = [row.get_by_role("cell").last.inner_text() for row in table.get_by_role("row").all()[1:-1]]
        assert all(re.fullmatch(r"[+−]\d\.\d\d", step) for step in steps[1:])
        assert round(sum(float(step.replace("−", "-")) for step in steps), 2) == round(level, 2)
        assert violations(desk.page) == ""


def test_a_row_of_the_points_lights_its_words_and_leads_to_them(desk: Desk) -> None:
    desk.write(f"🌧️ {POOR}")
    desk.node.get_by_text("Which words earned or cost what").press("Enter")
    quote = desk.node.get_by_role("table").get_by_role("button").first
    words = quote.inner_text().strip("“”")
    quote.focus()
    assert "".join(desk.node.locator("mark.at-lit").all_text_contents()) == words
    desk.button("I disagree").focus()
    expect(desk.node.locator("mark.at-lit")).to_have_count(0)
    quote.press("Enter")
    expect(desk.editor).to_be_focused()
    assert desk.editor.evaluate("node => node.value.slice(node.selectionStart, node.selectionEnd)") == words


def test_the_whole_exercise_can_be_walked_with_the_keyboard(desk: Desk) -> None:
    desk.node.locator("summary").first.focus()
    keyboard = desk.page.keyboard
    keyboard.press("Enter")
    expect(desk.node).to_contain_text(MAYA.poor_misses[:30])
    keyboard.press("Tab")
    expect(desk.editor).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("ArrowDown")
    expect(desk.node.get_by_role("radio", name="2 not there yet")).to_be_checked()
    desk.editor.focus()
    keyboard.type(POOR)
    expect(desk.findings).to_be_visible()
    walked = _walk(desk, 24)
    assert any(text.startswith("“") for text in walked)
    for name in ("Keep as version 1", "I disagree", "How might this land?", "What is kept"):
        assert name in walked
    keyboard.press("Shift+Tab")
    expect(desk.node.locator(":focus")).to_have_count(1)


def _walk(desk: Desk, steps: int) -> list[str]:
    """Press Tab and return the words of what was reached; each place shows where one is."""
    walked = []
    for _ in range(steps):
        desk.page.keyboard.press("Tab")
        reached = desk.page.evaluate(
            "() => [document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle,"
            " !!document.activeElement.closest('.at-rewrite')]"
        )
        if not reached[2]:
            break
        assert reached[1] != "none"
        walked.append(reached[0])
    else:
        pytest.fail("The keyboard does not come out of the exercise.")
    return walked


def test_what_was_written_survives_a_reload(desk: Desk) -> None:
    desk.keep(*OWN)
    desk.write(GOOD)
    desk.page.reload()
    again = Desk(desk.page)
    expect(again.editor).to_have_value(GOOD)
    expect(again.level).to_contain_text("of 5")
    expect(again.node.locator(".at-version")).to_have_count(2)
    expect(again.button("Keep as version 3")).to_be_visible()
    expect(again.button("See other replies")).to_be_visible()
    expect(again.notice).to_have_text("Your words are back.")


def test_other_replies_open_after_two_tries_of_ones_own(desk: Desk) -> None:
    hidden = MAYA.models[-1].reply[:40]
    desk.keep(MAYA.poor_reply, OWN[0])
    expect(desk.button("See other replies")).to_be_hidden()
    assert hidden not in desk.page.content()
    desk.keep(OWN[1])
    desk.button("See other replies").press("Enter")
    expect(desk.node).to_contain_text(hidden)
    expect(desk.node.get_by_role("heading", name="Other replies")).to_be_focused()
    for model in MAYA.models:
        expect(desk.node).to_contain_text(model.note[:40])


def test_versions_stand_side_by_side_with_what_changed(desk: Desk) -> None:
    desk.keep(OWN[0], OWN[0].replace("worn out", "so worn out"))
    boxes = desk.node.locator(".at-version").evaluate_all("nodes => nodes.map(node => node.getBoundingClientRect().top)")
    assert boxes[0] == boxes[1]
    expect(desk.node.locator("ins")).to_have_text("added:  so end of added words. ")


def test_an_expectation_closes_with_the_first_check_and_the_gap_is_said(desk: Desk) -> None:
    desk.node.get_by_role("radio", name="5 deep").check()
    desk.write(POOR)
    expect(desk.node.get_by_role("group", name="How far do you expect")).to_be_hidden()
    expect(desk.node).to_contain_text("You expected level 5; the form check reads level 1.")
    desk.keep(POOR)
    expect(desk.node.locator(".at-version")).to_contain_text("You expected level 5.")


def test_scoring_does_not_wait_for_an_expectation(desk: Desk) -> None:
    desk.write(POOR)
    expect(desk.level).to_have_text("Level 1 of 5")
    expect(desk.node).not_to_contain_text("You expected")


def test_how_it_might_land_is_shown_on_request_and_follows_the_words(desk: Desk) -> None:
    desk.write(POOR)
    turn = desk.node.locator(".at-turn")
    expect(turn).to_be_hidden()
    desk.node.get_by_text("How might this land?").click()
    expect(turn).to_contain_text(MAYA.lands[1].does)
    desk.write(GOOD)
    expect(turn).not_to_contain_text(MAYA.lands[1].does)


def test_a_disagreement_is_kept_in_this_browser(desk: Desk) -> None:
    desk.write(GOOD)
    desk.button("I disagree").press("Enter")
    note = desk.node.get_by_role("textbox", name="What does the form check miss?")
    expect(note).to_be_focused()
    note.fill("The pause is the point.")
    desk.button("Keep the note").press("Enter")
    expect(desk.notice).to_contain_text("in this browser only")
    expect(desk.button("I disagree")).to_be_focused()
    desk.page.reload()
    expect(Desk(desk.page).node).to_contain_text("The pause is the point.")


def test_what_is_kept_can_be_deleted(desk: Desk) -> None:
    desk.keep(*OWN)
    desk.node.get_by_text("What is kept", exact=True).click()
    desk.button("Delete what is kept").click()
    expect(desk.button("Keep everything")).to_be_focused()
    desk.button("Delete").click()
    expect(desk.notice).to_contain_text("are deleted")
    expect(desk.node.locator(".at-version")).to_have_count(0)
    desk.page.reload()
    again = Desk(desk.page)
    expect(again.editor).to_have_value("")
    expect(again.button("Keep as version 1")).to_be_visible()
    stored = desk.page.evaluate("() => Object.entries(localStorage).map(([key, value]) => key + value).join()")
    assert OWN[0] not in stored


def test_markup_that_is_written_stays_words(desk: Desk) -> None:
    desk.keep(XSS, f"{XSS} Again.")
    desk.button("I disagree").click()
    desk.node.get_by_role("textbox", name="What does the form check miss?").fill(XSS)
    desk.button("Keep the note").click()
    expect(desk.node.locator(".at-notes")).to_contain_text(XSS)
    assert desk.page.evaluate("() => window.hit") is None
    assert desk.node.locator("img, script").count() == 0


def test_a_screen_reader_is_told_once_and_not_at_every_keystroke(desk: Desk) -> None:
    desk.status.evaluate("""node => {
        window.told = [];
        new MutationObserver(() => window.told.push(node.textContent)).observe(node, { childList: true });
    }""")
    desk.editor.press_sequentially("You should cut out coffee, Maya.", delay=30)
    expect(desk.status).to_contain_text("Level")
    assert len(set(desk.page.evaluate("() => window.told"))) <= 2


def test_without_a_place_to_keep_words_the_exercise_still_works(chromium: Browser, voila_url: str) -> None:
    with chromium.new_context() as context:
        refuse = "get() { throw new DOMException('no', 'SecurityError'); }"
        context.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {refuse} }})")
        page = context.new_page()
        page.goto(voila_url)
        desk = Desk(page)
        desk.keep(OWN[0])
        desk.node.get_by_text("What is kept", exact=True).click()
        expect(desk.node).to_contain_text("does not let the page keep anything")


@pytest.mark.parametrize("kept", ["{", "7", '{"draft": 3, "attempts": {}}', '{"attempts": [null, 7, {"text": 3}]}'])
def test_a_spoiled_memory_stops_nothing(desk: Desk, kept: str) -> None:
    desk.page.evaluate(
        "kept => ['draft', 'kept'].forEach(room => localStorage.setItem(`attunement/1/${room}/maya-01`, kept))", kept
    )
    desk.page.reload()
    again = Desk(desk.page)
    again.write(POOR)
    expect(again.level).to_have_text("Level 1 of 5")


def test_progress_is_drawn_when_there_is_something_to_see(desk: Desk) -> None:
    progress = desk.page.get_by_role("region", name="Your progress")
    expect(progress).to_contain_text("There is nothing to show yet.")
    desk.keep(POOR, GOOD)
    progress.scroll_into_view_if_needed()
    picture = progress.get_by_role("img", name="Your latest replies reach further than your first ones. Maya: 1,")
    expect(picture).to_be_visible(timeout=15_000)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 200
    progress.get_by_text("The numbers").click()
    expect(progress.get_by_role("row")).to_have_count(3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_that_axe_knows_before_and_after(desk: Desk, scheme: str) -> None:
    desk.page.emulate_media(color_scheme=scheme)
    assert violations(desk.page) == ""
    _open_everything(desk)
    assert violations(desk.page) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lesson_has_no_barrier_that_axe_knows(page: Page, course: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{course}03-acceptance.ipynb")
    Desk(page).write(POOR)
    assert violations(page) == ""


def test_two_views_of_an_exercise_show_the_same(page: Page, voila_url: str) -> None:
    page.goto(voila_url.replace("lesson", "twice"))
    one, other = (Desk(page, number=number) for number in (0, 1))
    one.keep(OWN[0])
    one.write(POOR)
    expect(other.editor).to_have_value(POOR)
    expect(other.level).to_have_text("Level 1 of 5")
    expect(other.button("Keep as version 2")).to_be_visible()
    other.write(GOOD)
    expect(one.editor).to_have_value(GOOD)


def test_a_narrow_page_needs_no_scrolling_sideways_and_no_small_targets(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 320, "height": 640})
    _open_everything(desk)
    assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= 320
    targets = [target for target in desk.node.locator("button, summary, textarea, label.at-option").all() if target.is_visible()]
    assert len(targets) > 10
    assert [target.inner_text() for target in targets if target.bounding_box()["height"] < 24] == []


def test_the_lesson_at_320_pixels_needs_no_scrolling_sideways(page: Page, course: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{course}03-acceptance.ipynb")
    Desk(page).write(GOOD)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_signs_remain_where_the_reader_chooses_the_colours(desk: Desk) -> None:
    desk.page.emulate_media(forced_colors="active")
    desk.write(POOR)
    painted = desk.node.locator("mark.at-way").first.evaluate(
        "n => [getComputedStyle(n).borderBottomStyle, getComputedStyle(n).borderBottomWidth]"
    )
    assert painted == ["dashed", "2px"]
    background = desk.editor.evaluate("area => getComputedStyle(area).backgroundColor")
    assert background == "rgba(0, 0, 0, 0)"  # the layer behind shows through


def _open_everything(desk: Desk) -> None:
    desk.node.get_by_role("radio", name="4 adds").check()
    desk.keep(POOR, *OWN)
    desk.button("See other replies").click()
    expect(desk.node).to_contain_text(MAYA.models[0].note[:30])
    desk.button("I disagree").click()
    desk.node.get_by_role("textbox", name="What does the form check miss?").fill("The pause.")
    desk.button("Keep the note").click()
    expect(desk.node).to_contain_text("Your notes")
    desk.button("I disagree").click()
    for summary in desk.node.locator("summary").all():
        summary.click()
    desk.button("Delete what is kept").click()
