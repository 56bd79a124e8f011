"""How long from the last keystroke (after the pause that waits for more) to the painted score?

Run `python tests/bench_keystroke.py`. Measured in a real Chromium on the published app, from the moment in which the words
leave the page to the moment in which the answer is in the page, and to the end of the frame that shows it, which waits for the
screen. A bare widget that sends the words back unread is measured beside it in the same way.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

if TYPE_CHECKING:
    from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parent))

from browser.chromium import launched
from browser.conftest import SERVE, free_port, notebook, running

ROUNDS, TIMES, WARM_UP = 3, 25, 5
PLACES = {"bare echo": ".echo", "form check": ".at-rewrite"}
REPLIES = [
    "You are worn out, and sleep has not come since that boy.",
    "You say you are fine, and your coat is still on. I wonder whether the boy comes back when it gets quiet at night.",
    "At least you have work to go to. You should cut out coffee, and maybe talk to your supervisor about it.",
]
ECHO = '''
import anywidget, traitlets

class Echo(anywidget.AnyWidget):
    """Send every word back unread."""

    _esm = """
    function render({ model, el }) {
      const area = document.createElement("textarea"), out = document.createElement("p");
      let number = 0;
      area.addEventListener("input", () => model.send({ text: area.value, seq: ++number }));
      model.on("change:back", () => { out.textContent = model.get("back").text; el.dataset.read = model.get("back").seq; });
      el.className = "echo";
      el.append(area, out);
    }
    export default { render };
    """
    back = traitlets.Dict().tag(sync=True)

    def __init__(self):
        super().__init__()
        self.on_msg(lambda _, content, __: setattr(self, "back", content))
'''
WATCH = """
(() => {
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) { window.left = performance.now(); return send.call(this, data); };
  window.watch = (node) => {
    window.seen = [];
    window.eye?.disconnect();
    (window.eye = new MutationObserver(() => {
      const row = [performance.now() - window.left];
      window.seen.push(row);
      requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => row.push(performance.now() - window.left);
        port2.postMessage(0); });
    })).observe(node, { attributeFilter: ["data-read"] });
  };
})();
"""


def main() -> None:
    """Print both medians."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        (folder / "echoing.py").write_text(ECHO)
        nbformat.write(notebook(["from echoing import Echo\nEcho()", 'at.rewrite("maya-01")']), folder / "bench.ipynb")
        command, address = [sys.executable, "-c", SERVE, str(port), name], f"http://127.0.0.1:{port}/"
        with running(command, address, folder / "log"), launched() as browser:
            page = browser.new_page()
            page.add_init_script(WATCH)
            page.goto(f"{address}voila/render/bench.ipynb")
            rows = {title: [] for title in PLACES}
            for _ in range(ROUNDS):  # by turns, because other programs share the machine
                for title, place in PLACES.items():
                    rows[title] += measure(page, place)
            for title, times in rows.items():
                print(told(title, times))


def measure(page: Page, place: str) -> list[list[float]]:
    """Type TIMES replies; return for each the ms until the answer is in the page and until the frame that shows it is done."""
    page.wait_for_selector(f"{place} textarea")
    page.evaluate("place => window.watch(document.querySelector(place))", place)
    area = page.locator(f"{place} textarea").first
    for number in range(TIMES):
        area.fill(f"{REPLIES[number % len(REPLIES)]} {random.random()}")
        page.wait_for_function("number => window.seen.length > number && window.seen[number].length > 1", arg=number)
        page.wait_for_timeout(random.uniform(0, 50))
    return page.evaluate("() => window.seen")[WARM_UP:]


def told(title: str, rows: list[list[float]]) -> str:
    """Say the medians."""
    arrived, shown = (statistics.median(row[index] for row in rows) for index in (0, 1))
    return (
        f"{title}: {arrived:.1f} ms until it is in the page, {shown:.1f} ms until the frame that shows it (median of {len(rows)})"
    )


if __name__ == "__main__":
    main()
