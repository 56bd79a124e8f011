"""The book, built once as `make book` builds it, and a server for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from attunement.book import write
from browser.conftest import MODULES, course, page

from .site import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["course", "page"]  # fixtures of the browser tests
ROOT = MODULES.parent


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's own name)
        pass


@pytest.fixture(scope="session")
def built(course: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the book with links to the running course; a warning is an error. Return the folder of its pages."""
    folder = tmp_path_factory.mktemp("book")
    shutil.copytree(ROOT / "book", folder / "book", ignore=shutil.ignore_patterns("_build", "pages"))
    shutil.copy(ROOT / "CONTRIBUTING.md", folder)
    write(folder / "book", MODULES, course.removesuffix("voila/render/"))
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "--warningiserror", "--keep-going", folder / "book"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, "\n".join(line for line in done.stderr.splitlines() if "WARNING" in line or "ERROR" in line)
    return folder / "book" / "_build" / "html"


@pytest.fixture(scope="session")
def pages(built: Path) -> dict[str, Page]:
    """Return every page of the book that a person wrote or a lesson became, by its path."""
    read = {path.relative_to(built).as_posix(): Page(path.read_text(encoding="utf-8")) for path in built.rglob("*.html")}
    made = ("search.html", "genindex.html", "_static/")  # by Sphinx and the theme
    return {name: page for name, page in read.items() if not name.startswith(made)}


@pytest.fixture(scope="session")
def book_url(built: Path) -> Iterator[str]:
    """Serve the built book; return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
