"""Our host keeps anywidget's contract: one widget writes the same log of events in JupyterLab and on a page of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import expect

from attunement.publish.policy import PAGE

from .notebooks import notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from .lab import Lab
    from .room import Workroom

CALLS = ["from contract import Contract\nwidget = Contract()\nwidget", "widget"]


def log(page: Page) -> list[str]:
    """Press the first view's button; return what the widget wrote down until it had closed."""
    expect(page.locator(".contract")).to_have_count(2)
    page.get_by_role("button", name="Try the contract").first.click()
    page.wait_for_function("() => globalThis.contract.at(-1) === 'end'")
    expect(page.locator(".contract")).to_have_count(0)
    return page.evaluate("() => globalThis.contract")


def write(folder: Path) -> str:
    """Put the widget and a notebook with two views of it into `folder`; return the notebook's name."""
    for name in ("contract.py", "contract.js"):
        (folder / name).write_bytes(Path(__file__).with_name(name).read_bytes())
    nbformat.write(notebook(CALLS), folder / "contract.ipynb")
    return "contract.ipynb"


def test_a_widget_meets_in_our_host_what_it_meets_in_jupyterlab(page: Page, lab: Lab, lessons: Path, workroom: Workroom) -> None:
    write(lab.folder)
    lab.open(write(lessons))
    there = log(page)
    page.goto(workroom.address + write(workroom.folder))
    here = log(page)
    assert here == there
    assert there.count("module") == 1
    assert {"view 1: cleanup", "view 2: cleanup", "model: cleanup", "inner: cleanup"} <= {*there}


@pytest.fixture
def alone(chromium: Browser) -> Iterator[Page]:
    """Return an empty page with our host and nothing else: `host`, a model of some state, `log` and a number of places."""
    page = chromium.new_page()
    page.evaluate(
        """async (text) => {
          globalThis.host = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
          globalThis.model = (state) => ({ get: (name) => state[name], on() {}, off() {} });
          globalThis.places = (n) => Array.from({ length: n }, () => document.body.appendChild(document.createElement("div")));
          globalThis.log = [];
        }""",
        (PAGE / "host.js").read_text(encoding="utf-8"),
    )
    yield page
    page.close()


def test_a_view_that_fails_says_so_and_hurts_no_other(alone: Page) -> None:
    shown = alone.evaluate("""async () => {
      let views = 0;
      const render = ({ el }) => {
        el.textContent = ++views;
        if (views === 2) throw new Error("the second view");
        return () => { log.push("cleanup"); throw new Error("at the end"); };
      };
      host.register("/broken", { default: { render, initialize: () => () => log.push("model") } });
      const broken = model({ _esm: "/broken" });
      await host.start(broken, places(3));
      const shown = [...document.body.children].map((place) => place.textContent);
      host.stop(broken);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return [...shown, ...log, document.body.textContent];
    }""")
    assert shown == ["1", "This exercise did not start. Reload the page to try again.", "3", "cleanup", "cleanup", "model", ""]


def test_a_module_that_does_not_open_is_said_in_each_place(alone: Page) -> None:
    for wrong in ("export default", "export const nothing = 1;", "throw new Error()", "/nowhere.js"):
        told = alone.evaluate(
            """async (wrong) => {
              const [place] = places(1);
              await host.start(model({ _esm: wrong }), [place]);
              return place.textContent;
            }""",
            wrong,
        )
        assert told == "This exercise did not start. Reload the page to try again."


def test_a_module_is_text_or_an_address_and_runs_once_for_a_model(alone: Page) -> None:
    body = "export default { initialize() { log.push('once'); }, render({ el }) { el.textContent = 'here'; } };"
    alone.route("http://127.0.0.1:9/*.js", lambda route: route.fulfill(body=body, headers={
        "content-type": "text/javascript", "access-control-allow-origin": "*",
    }))  # fmt: skip
    for number, source in enumerate((f"/* a note */ {body}", f"// a note\n{body}", "http://127.0.0.1:9/x.js"), 1):
        shown = alone.evaluate(
            """async (source) => {
              const [it, [one, other]] = [model({ _esm: source, _css: "p { color: red }", _anywidget_id: "x" }), places(2)];
              await host.start(it);
              await Promise.all([host.start(it, [one]), host.start(it, [one, other])]);
              return one.textContent + other.textContent;
            }""",
            source,
        )
        assert shown == "herehere"
        assert alone.evaluate("() => [log.length, document.adoptedStyleSheets.length]") == [number, 1]
