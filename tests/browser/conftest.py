"""One Chromium, one Voila and one JupyterLab for the browser tests of a worker; a page that tolerates no error, no stranger."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import expect

from .lab import Lab
from .notebooks import notebook
from .room import Room, Workroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

MODULES = Path(__file__).parents[2] / "modules"
SERVE = "import sys, pathlib; from attunement.publish import serve; serve(int(sys.argv[1]), False, pathlib.Path(sys.argv[2]))"
FORKED = SERVE.replace("[2]))", "[2]), forked=True)")  # kernels that are there sooner; tests/publish has Jupyter's own
expect.set_options(timeout=20_000)  # ms: on a busy machine a kernel takes its time
CELLS = {
    "lesson.ipynb": ['at.rewrite("maya-01")', "at.progress()"],
    "answers.ipynb": ['at.answer("reply-1", "maya-01")', 'at.answer("reflection", prompt="What did you notice?")'],
    "journal.ipynb": ['at.journal("trigger-check-in")', "at.progress(everywhere=True)"],
    "twice.ipynb": ['maya = at.rewrite("maya-01")\nmaya', "maya"],
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and keep on one worker what shares a server."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    rooms = {"visit": "workroom", "lab_url": "lab", "server": "lost", "course": "course pages"}
    return next((group for fixture, group in rooms.items() if fixture in item.fixturenames), "browser")


@pytest.fixture(scope="session")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write small notebooks that a lesson could be."""
    folder = tmp_path_factory.mktemp("lessons")
    for name, calls in CELLS.items():
        nbformat.write(notebook(calls), folder / name)
    return folder


@pytest.fixture(scope="session")
def voila_url(lessons: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the tests' lesson as the published app does; return its address."""
    folder = tmp_path_factory.mktemp("published")
    for name in ("lesson.ipynb", "twice.ipynb"):
        (folder / name).write_bytes((lessons / name).read_bytes())
    port = free_port()
    with running([sys.executable, "-c", FORKED, str(port), str(folder)], f"http://127.0.0.1:{port}/", folder / "log"):
        yield f"http://127.0.0.1:{port}/voila/render/lesson.ipynb"


@pytest.fixture(scope="session")
def workroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workroom]:
    """Serve a folder to which each test adds the notebook that it wants."""
    folder, port = tmp_path_factory.mktemp("workroom"), free_port()
    nbformat.write(notebook(["at.progress()"]), folder / "first.ipynb")
    with running([sys.executable, "-c", FORKED, str(port), str(folder)], f"http://127.0.0.1:{port}/", folder / "log"):
        yield Workroom(folder, f"http://127.0.0.1:{port}/voila/render/")


@pytest.fixture
def visit(page: Page, workroom: Workroom) -> Callable[..., Room]:
    """Return a function that opens an exercise, such as `visit("classify", "validate-or-affirm")`, on this test's page."""
    return lambda kind, name="", **known: workroom.open(page, kind, name, **known)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the course's own pages; return the address before their names."""
    port = free_port()
    command = [sys.executable, "-c", FORKED, str(port), str(MODULES)]
    with running(command, f"http://127.0.0.1:{port}/", tmp_path_factory.mktemp("course") / "log"):
        yield f"http://127.0.0.1:{port}/voila/render/"


@pytest.fixture(scope="session")
def lab_url(lessons: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab on the tests' lessons, with settings of its own; return the address of a notebook's folder."""
    home, port = tmp_path_factory.mktemp("lab"), free_port()
    (home / "config" / "labconfig").mkdir(parents=True)
    (home / "config" / "labconfig" / "default_setting_overrides.json").write_text(
        '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}'
    )
    rooms = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "run", "HOME": "home"}
    places = {name: str(home / room) for name, room in rooms.items()} | {"JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
    ]
    command += [f"--ServerApp.root_dir={lessons}", "--IdentityProvider.token=", "--allow-root", "--expose-app-in-browser"]
    with running(command, f"http://127.0.0.1:{port}/api", home / "log", places):
        yield f"http://127.0.0.1:{port}/lab/tree/"


@pytest.fixture
def lab(page: Page, lab_url: str, lessons: Path) -> Lab:
    """Return a JupyterLab with a folder of its own."""
    return Lab(page, lab_url, lessons)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def running(command: list[str], address: str, log: Path, env: dict[str, str] | None = None) -> Iterator[None]:
    """Run a server until the block ends; wait until `address` answers, and show its log if it never does."""
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env=os.environ | (env or {}), cwd=log.parent)
        try:
            _wait(process, address, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            finally:
                process.kill()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"No answer from {address}:\n{log.read_text()[-2000:]}")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a fresh visitor's page; at its end nothing was asked of another host and nothing went wrong in the console."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page, strangers, errors = context.new_page(), [], []
    page.on("request", lambda request: strangers.append(request.url) if is_strange(request.url) else None)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(20_000)
    yield page
    context.close()
    assert strangers == []
    assert errors == []


def is_strange(url: str) -> bool:
    """Tell whether a request leaves this machine."""
    address = urlsplit(url)
    return address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1"
