"""The systems that are measured: how each is started, where its page is, and what on the page is what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

import attunement
from browser.chromium import launched
from browser.conftest import MODULES, SERVE, free_port, running
from browser.notebooks import LESSON

from . import installing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser

PEERS = Path(__file__).parent / "peers"
WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
PACKAGE = Path(attunement.__file__).parents[1]  # all systems import the same one
PROSE = "Maya has been tired for weeks. Read what she says, and write what you would answer."
COMMAND = "from attunement.cli import main; main()"
PROMISED = "Attunement"  # the system whose figures the targets are about
LESSON_03 = "Attunement, lesson 3"
# A page of a peer that asks the network for a font must not wait for an answer that this machine may never get.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
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


@dataclass(frozen=True)
class System:
    """One server and one page of it. `read` names the node whose data-read changes; "" where the page says "read <mark>"."""

    name: str
    path: str
    prose: str = PROSE
    words: str = "Everyone at work is tired"
    area: str = "textarea"
    read: str = ""
    commit: bool = False  # whether Ctrl+Enter sends what is written
    port: int = 0

    @property
    def address(self) -> str:
        """Return where the page is."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def script(self, text: str = "", mark: str = "") -> str:
        """Return the script that watches the page; with a text, it is typed as soon as the page can take it."""
        asks = {"prose": self.prose, "words": self.words, "area": self.area, "read": self.read, "commit": self.commit}
        return f"window.benchAsks = {json.dumps({**asks, 'text': text, 'mark': mark})};\n{WATCH}"


OURS = System(PROMISED, "/voila/render/bench.ipynb", area=".at-rewrite textarea", read=".at-rewrite")
WHOLE = replace(
    OURS,
    name=LESSON_03,
    path="/voila/render/03-acceptance.ipynb",
    prose="She keeps her coat on and looks at the door",
    words="I left the astronomy degree",
)
STOCK = replace(OURS, name="stock Voila", path="/")
PANEL = System("Panel", "/panel_app")
STREAMLIT = System("Streamlit", "/", commit=True)
GRADIO = System("Gradio", "/")
EVERY = [OURS, WHOLE, STOCK, PANEL, STREAMLIT, GRADIO]
PACKAGES = {"stock Voila": "voila", "Panel": "panel", "Streamlit": "streamlit", "Gradio": "gradio"}


def write_notebook(folder: Path) -> Path:
    """Write the exercise as a lesson into the folder, and beside it the echo on a page of its own; return the folder."""
    _page(folder / "bench.ipynb", f"# Acceptance\n\n{PROSE}", ["import attunement as at", 'at.rewrite("maya-01")'])
    (folder / "echoing.py").write_text(ECHO, encoding="utf-8")
    _page(folder / "echo.ipynb", "# Echo", ["from echoing import Echo\nEcho()"])
    return folder


def _page(file: Path, prose: str, calls: list[str]) -> None:
    cells = [nbformat.v4.new_markdown_cell(prose), *map(nbformat.v4.new_code_cell, calls)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "attunement": LESSON}), file)


@cache
def flags() -> str:
    """Return what `attunement serve --help` says: which flags there are."""
    command = [sys.executable, "-c", COMMAND, "serve", "--help"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def ours(port: int, folder: Path, *also: str) -> list[str]:
    """Return the command that serves a folder of lessons as `attunement serve` does, with further flags."""
    if not also:
        return [sys.executable, "-c", SERVE, str(port), str(folder)]
    return [sys.executable, "-c", COMMAND, "serve", "--port", str(port), "--lessons", str(folder), *also]


def _command(system: System, folder: Path) -> tuple[list[str], dict[str, str]]:
    """Return a system's command and what its environment needs besides."""
    if system.name in (PROMISED, LESSON_03):
        return ours(system.port, MODULES if system.name == LESSON_03 else folder), {}
    port, python = str(system.port), str(installing.python(PACKAGES[system.name]))
    path = {"PYTHONPATH": os.pathsep.join([str(PACKAGE), str(PEERS)]), "GRADIO_ANALYTICS_ENABLED": "False"}
    here = ["--address=127.0.0.1", f"--port={port}"]
    quiet = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    script = str(PEERS / "streamlit_app.py")
    served = {
        "stock Voila": ["-m", "voila", "--no-browser", f"--port={port}", "--preheat_kernel=True", str(folder / "bench.ipynb")],
        "Panel": ["-m", "panel", "serve", *here, "--allow-websocket-origin=*", str(PEERS / "panel_app.py")],
        "Streamlit": ["-m", "streamlit", "run", f"--server.port={port}", "--server.address=127.0.0.1", *quiet, script],
        "Gradio": [str(PEERS / "gradio_app.py"), port],
    }
    return [python, *served[system.name]], path


@contextmanager
def serving(folder: Path, wanted: list[System]) -> Iterator[tuple[list[System], list[str]]]:
    """Run these systems until the block ends; yield those that run, and a sentence on each that does not."""
    with ExitStack() as stack:
        open_, missing = [], []
        for one in wanted:
            system = replace(one, port=free_port())
            try:
                command, env = _command(system, folder)
                log = folder / f"{one.name}.log"
                stack.enter_context(running(command, f"http://127.0.0.1:{system.port}/", log, env))
                open_.append(system)
            except (LookupError, pytest.fail.Exception) as error:
                missing.append(f"{one.name}: {error}")
        yield open_, missing


def browser() -> AbstractContextManager[Browser]:
    """Run the tests' Chromium, which here reaches nothing but this machine."""
    return launched(OFFLINE)
