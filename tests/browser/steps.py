"""One step of each kind of exercise, whatever the instance: enough to be answered, and by keys alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    Go = Callable[[Locator], None]
    Step = Callable[[Locator, Go], None]

REPLY = "You should cut out coffee."
STORY = "I sit in my cab, and the screen beeps at me. I never told anyone about the key, the lake and the yoghurt."
MOST = 150  # presses of Tab between two controls of one step
HERE = "node => node === document.activeElement"


def focus(wanted: Locator) -> None:
    """Go to a control without a way: JupyterLab has much between an exercise and the top of its page."""
    wanted.focus()


def tab_to(wanted: Locator) -> None:
    """Press Tab until the wanted control has the focus, as one without a mouse must."""
    handle = wanted.element_handle()
    for _ in range(MOST):
        if handle.evaluate(HERE):
            return
        wanted.page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def take(node: Locator, kind: str, go: Go = focus) -> None:
    """Do one step of the exercise `kind` in `node`, and wait until it is answered where the exercise announces its answers."""
    KINDS[kind](node, go)
    expect(node.get_by_role("status")).not_to_be_empty()


def press(wanted: Locator, go: Go, *keys: str) -> None:
    """Go to a control and press these keys, Enter where none is named."""
    go(wanted)
    for key in keys or ["Enter"]:
        wanted.page.keyboard.press(key)


def button(node: Locator, name: str | re.Pattern[str], go: Go) -> None:
    """Press the first button of that name."""
    press(node.get_by_role("button", name=name, exact=True).first, go)


def desks(node: Locator) -> Locator:
    """Return the fields that can be written in; a reply that is shown to be read is a field too."""
    return node.locator("textarea:not([readonly])")


def write(field: Locator, text: str, go: Go) -> None:
    """Write into an empty field."""
    go(field)
    field.page.keyboard.insert_text(text)


def choose(node: Locator, go: Go, at: int = 0) -> None:
    """Choose the option `at` of the first question: arrows go from radio button to radio button, boxes are stops."""
    radios = node.get_by_role("radio")
    if radios.count():
        press(radios.first, go, *(["ArrowDown"] * at or ["Space"]))
    else:
        press(node.get_by_role("checkbox").nth(at), go, "Space")


def _of_choices(name: str | re.Pattern[str]) -> Step:
    def step(node: Locator, go: Go) -> None:
        choose(node, go)
        button(node, name, go)

    return step


def _of_words(name: str, text: str = REPLY) -> Step:
    def step(node: Locator, go: Go) -> None:
        write(desks(node).first, text, go)
        button(node, name, go)

    return step


def _rewrite(node: Locator, go: Go) -> None:
    write(node.get_by_label("Your reply", exact=True), REPLY, go)
    expect(node).to_contain_text(re.compile("Level [1-5] of 5"))


def _feelings(node: Locator, go: Go) -> None:
    """Turn the wheel to "tired": sideways to its family, then in or out to its strength."""
    words = node.locator(".at-wheel").first.get_by_role("radio").evaluate_all("all => all.map((one) => one.ariaLabel)")
    family, ring = divmod(next(at for at, word in enumerate(words) if word.startswith("tired (")), 3)
    go(node.locator(".at-wedge[tabindex='0']").first)
    for key in ["Home", *["ArrowRight"] * family, *["ArrowUp"] * ring]:
        node.page.keyboard.press(key)
    button(node, "Check this feeling", go)


def _spot(node: Locator, go: Go) -> None:
    press(node.locator(".at-phrase").first, go, "Space")
    button(node, "Show what I found", go)


def _pause(node: Locator, go: Go) -> None:
    button(node, "Begin", go)
    button(node, "Speak", go)


def _attend(node: Locator, go: Go) -> None:
    """Listen until something interrupts, and put it aside."""
    while not node.locator(".at-call").is_visible():
        count = node.get_attribute("data-count") or ""
        button(node, "Listen on", go)
        expect(node).not_to_have_attribute("data-count", count)
    press(node.locator(".at-call button").first, go)


def _questions(node: Locator, go: Go) -> None:
    """Sort the first question, or open it where it is there to be opened."""
    if node.get_by_role("radio").count():
        choose(node, go)
        button(node, "Check this question", go)
    else:
        _of_words("Hand in this question", "What was that like?")(node, go)


def _predict(node: Locator, go: Go) -> None:
    if desks(node).count():
        write(desks(node).first, REPLY, go)
    choose(node, go, 3)
    button(node, "Guess, then see", go)


def _imagine(node: Locator, go: Go) -> None:
    write(desks(node).first, STORY, go)
    choose(node, go, 3)
    button(node, "Look at the voice", go)


def _peer(node: Locator, go: Go) -> None:
    """Answer every question of the sheet's first part; on a reply of one's own, write it first."""
    if desks(node).first.is_visible():
        write(desks(node).first, REPLY, go)
        button(node, "This is the reply", go)
    questions = node.locator("details.at-stage[open] fieldset")
    expect(questions.first).to_be_visible()  # the sheet opens when the reply has been taken
    for question in questions.all():
        choose(question, go, 1)
    button(node, "Keep this rating", go)


def _plan(node: Locator, go: Go) -> None:
    write(node.get_by_label("If", exact=True), "she looks at the door", go)
    write(node.get_by_label("then I", exact=True), "try to be more present", go)
    button(node, "Check the form", go)


KINDS: dict[str, Step] = {
    "rewrite": _rewrite,
    "classify": _of_choices(re.compile("^Check this (sentence|one)$")),
    "questions": _questions,
    "summary": _of_words("Hand in this summary", "Your bakery closes at Easter."),
    "feelings": _feelings,
    "spot": _spot,
    "rank": lambda node, go: button(node, "Look at my order", go),
    "pause": _pause,
    "predict": _predict,
    "session": _of_words("Say it"),
    "repair": _of_choices("Check the lines I marked"),
    "attend": _attend,
    "claims": _of_choices("See what is known"),
    "imagine": _imagine,
    "peer": _peer,
    "plan": _plan,
    "journal": _of_words("Keep this entry", "One line."),
}
