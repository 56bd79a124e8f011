"""What a page remembers of what it has told its kernel, so that another one can be told the same."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from attunement.publish.policy import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Page

TELL = """async ([source, contents]) => {
  const { Models } = await import(`data:text/javascript;base64,${source}`);
  const kernel = () => ({ sent: [], send(type, content) { return this.sent.push({ type, content }); } });
  const models = new Models({ added: () => {}, removed: () => {} }), [first, second] = [kernel(), kernel()];
  models.begin(first, { a: { state: {} } });
  const model = await models.get_model("a");
  contents.forEach((content) => model.send(content));
  const moved = models.move(second, new Map([["b", "a"]]), { b: { state: {} } });
  const heard = { header: { msg_type: "status" }, parent: { msg_id: second.sent.length }, content: { execution_state: "idle" } };
  models.hear(heard);
  const again = second.sent.filter(({ content }) => content.comm_id === "b").map(({ content }) => content.data.content);
  return { moved: await moved, again };
}"""


def retold(page: Page, contents: list[dict[str, Any]]) -> dict[str, Any]:
    """Tell one kernel all `contents`, then move: {"moved": whether that went, "again": what the next kernel was told}."""
    source = base64.b64encode((PAGE / "models.js").read_bytes()).decode()
    return page.evaluate(TELL, [source, contents])


SET = """async (source) => {
  const { Models } = await import(`data:text/javascript;base64,${source}`);
  const kernel = { count: 0, send() { return this.count++; } }, models = new Models({ added: () => {}, removed: () => {} });
  const said = (data) => models.hear({ header: { msg_type: "comm_msg" }, buffers: [], content: { comm_id: "b", data } });
  models.begin(kernel, { a: { state: { set: 0, told: 0 } } });
  const model = await models.get_model("a");
  model.set("set", 1);
  model.save_changes();
  said({ method: "echo_update", state: { set: 9 } });
  const moved = models.move(kernel, new Map([["b", "a"]]), { b: { state: { set: 0, told: 5 } } });
  said({ method: "echo_update", state: { set: 1 } });
  await new Promise((done) => setTimeout(done, 20));
  models.hear({ header: { msg_type: "status" }, parent: { msg_id: kernel.count - 1 }, content: { execution_state: "idle" } });
  await moved;
  return [model.get("set"), model.get("told")];
}"""


def test_what_a_page_has_set_stands_in_the_next_kernel_too(page: Page) -> None:
    source = base64.b64encode((PAGE / "models.js").read_bytes()).decode()
    assert page.evaluate(SET, source) == [1, 5]


def test_steps_are_told_again_in_order_and_of_a_numbered_question_the_last(page: Page) -> None:
    step, check, other = {"do": "keep"}, {"do": "check", "view": "x"}, {"do": "check", "view": "y", "seq": 1}
    told = [check | {"seq": 1}, step, other, check | {"seq": 2}, step]
    assert retold(page, told) == {"moved": True, "again": [step, other, check | {"seq": 2}, step]}


@pytest.mark.parametrize(("count", "field", "again"), [(9_000, "seq", 1), (2_000, "step", 2_000), (2_001, "step", 0)])
def test_an_afternoon_of_typing_is_remembered_and_endless_steps_are_not(page: Page, count: int, field: str, again: int) -> None:
    told = retold(page, [{"do": "check", "text": "x" * 600, field: number} for number in range(count)])
    assert (told["moved"], len(told["again"])) == (again > 0, again)
