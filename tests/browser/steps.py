"""One step of each kind of exercise, whatever the instance: enough to be answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

REPLY = "You should cut out coffee."
STORY = "I sit in my cab, and the screen beeps at me. I never told anyone about the key, the lake and the yoghurt."


def take(node: Locator, kind: str) -> None:
    """Do one step of the exercise `kind` in `node`, and wait until it is answered where the exercise announces its answers."""
    KINDS[kind](node)
    expect(node.get_by_role("status")).not_to_be_empty()


def button(node: Locator, name: str | re.Pattern[str]) -> None:
    """Press the first button of that name."""
    node.get_by_role("button", name=name, exact=True).first.click()


def desks(node: Locator) -> Locator:
    """Return the fields that can be written in; a reply that is shown to be read is a field too."""
    return node.locator("textarea:not([readonly])")


def write(node: Locator, text: str) -> None:
    """Write into the first field."""
    desks(node).first.fill(text)


def choose(node: Locator, what: str = "radio") -> None:
    """Choose the first radio button or box."""
    node.get_by_role(what).first.check()


def _of_choices(name: str | re.Pattern[str], what: str = "radio") -> Callable[[Locator], None]:
    def step(node: Locator) -> None:
        several = not node.get_by_role(what).count()
        choose(node, "checkbox" if several else what)
        button(node, name)

    return step


def _of_words(name: str, text: str = REPLY) -> Callable[[Locator], None]:
    def step(node: Locator) -> None:
        write(node, text)
        button(node, name)

    return step


def _of_clicks(*selectors: str) -> Callable[[Locator], None]:
    def step(node: Locator) -> None:
        for selector in selectors:
            node.locator(selector).first.click()

    return step


def _rewrite(node: Locator) -> None:
    node.get_by_label("Your reply", exact=True).fill(REPLY)
    expect(node).to_contain_text(re.compile("Level [1-5] of 5"))


def _attend(node: Locator) -> None:
    """Listen until something interrupts, and put it aside."""
    while not node.locator(".at-call").is_visible():
        count = node.get_attribute("data-count") or ""
        button(node, "Listen on")
        expect(node).not_to_have_attribute("data-count", count)
    node.locator(".at-call button").first.click()


def _questions(node: Locator) -> None:
    """Sort the first question, or open it where it is there to be opened."""
    if node.get_by_role("radio").count():
        choose(node)
        button(node, "Check this question")
    else:
        write(node, "What was that like?")
        button(node, "Hand in this question")


def _predict(node: Locator) -> None:
    if desks(node).count():
        write(node, REPLY)
    node.get_by_role("radio", name=re.compile("^4")).first.check()
    button(node, "Guess, then see")


def _imagine(node: Locator) -> None:
    write(node, STORY)
    node.get_by_role("radio", name=re.compile("^rather sure")).first.check()
    button(node, "Look at the voice")


def _peer(node: Locator) -> None:
    """Answer every question of the sheet's first part; on a reply of one's own, write it first."""
    if desks(node).first.is_visible():
        write(node, REPLY)
        button(node, "This is the reply")
    questions = node.locator("details.at-stage[open] fieldset")
    expect(questions.first).to_be_visible()  # the sheet opens when the reply has been taken
    for question in questions.all():
        question.get_by_role("radio").nth(1).check()
    button(node, "Keep this rating")


def _plan(node: Locator) -> None:
    node.get_by_label("If", exact=True).fill("she looks at the door")
    node.get_by_label("then I", exact=True).fill("try to be more present")
    button(node, "Check the form")


def _journal(node: Locator) -> None:
    node.locator("textarea").first.fill("One line.")
    button(node, "Keep this entry")


KINDS: dict[str, Callable[[Locator], None]] = {
    "rewrite": _rewrite,
    "classify": _of_choices(re.compile("^Check this (sentence|one)$")),
    "questions": _questions,
    "summary": _of_words("Hand in this summary", "Your bakery closes at Easter."),
    "feelings": _of_clicks("[role=radio][aria-label^='tired (']", "button:text-is('Check this feeling')"),
    "spot": _of_clicks(".at-phrase", "button:text-is('Show what I found')"),
    "rank": lambda node: button(node, "Look at my order"),
    "pause": _of_clicks("button:text-is('Begin')", "button:text-is('Speak')"),
    "predict": _predict,
    "session": _of_words("Say it"),
    "repair": _of_choices("Check the lines I marked", "checkbox"),
    "attend": _attend,
    "claims": _of_choices("See what is known"),
    "imagine": _imagine,
    "peer": _peer,
    "plan": _plan,
    "journal": _journal,
}
