"""A notebook that asks for Voila's own front end: widgets of ipywidgets beside an exercise of ours, nothing from elsewhere."""

from __future__ import annotations

import re
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import nbformat
import pytest
from playwright.sync_api import expect

from .conftest import SERVE, free_port, running
from .desk import POOR
from .notebooks import notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

SLIDER = (
    'from ipywidgets import IntSlider, Label, VBox\nVBox([IntSlider(description="How sure", value=3, max=10), Label("of ten")])'
)
LONG = 60_000  # ms for a kernel and JupyterLab's modules on a busy machine


@pytest.fixture(scope="module")
def stock_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a folder with one such notebook and one that asks for nothing; return the site's address."""
    folder, port = tmp_path_factory.mktemp("stock"), free_port()
    stock = notebook([SLIDER, 'at.rewrite("maya-01")'])
    stock.metadata.attunement = {**stock.metadata.attunement, "page": "lab"}
    stock.cells.append(nbformat.v4.new_markdown_cell("ONLY-FOR-LAB", metadata={"tags": ["lab-only"]}))
    nbformat.write(stock, folder / "stock.ipynb")
    nbformat.write(notebook(["at.progress()"]), folder / "light.ipynb")
    address = f"http://127.0.0.1:{port}/"
    with running([sys.executable, "-c", SERVE, str(port), str(folder)], address, folder / "log"):
        yield address


def status(address: str, method: str = "GET") -> int:
    """Return the status of an answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_widgets_of_ipywidgets_and_an_exercise_stand_on_one_page(page: Page, stock_url: str) -> None:
    page.set_default_timeout(LONG)
    answer = page.goto(f"{stock_url}voila/render/stock.ipynb")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert re.fullmatch(r"'self' 'nonce-[\w-]{20,}' blob:", policy["script-src"])
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert "ONLY-FOR-LAB" not in page.content()
    slider = page.get_by_role("slider")
    expect(slider).to_be_visible(timeout=LONG)
    slider.press("ArrowRight")
    expect(page.locator(".widget-readout")).to_have_text("4")
    exercise = page.locator(".at-exercise.at-rewrite")
    exercise.get_by_role("textbox").first.click()  # it can be reached by a pointer, so it is painted and nothing lies above it
    exercise.get_by_role("textbox").first.fill(POOR)
    expect(exercise.get_by_text("Level 1 of 5").first).to_be_visible(timeout=LONG)
    expect(page.get_by_role("link", name="All lessons")).to_have_attribute("href", "/")
    expect(page.locator("#help")).to_contain_text("call your local emergency number")


def test_only_what_that_page_needs_is_there(stock_url: str) -> None:
    assert status(f"{stock_url}voila/static/voila.js") == 200
    assert status(f"{stock_url}voila/labextensions/@jupyter/nbgrader/package.json") == 404
    assert status(f"{stock_url}voila/labextensions/anywidget/package.json") == 404
    assert status(f"{stock_url}voila/templates/reveal/static/reveal.js") == 404
    assert status(f"{stock_url}voila/static/%2e%2e/index.html.j2") == 404
    assert status(f"{stock_url}voila/render/stock.ipynb?template=lab", "POST") == 405
    assert status(f"{stock_url}api/kernels/none") == 404
    assert status(f"{stock_url}api/kernels/none", "DELETE") == 405


def test_without_such_a_notebook_none_of_it_is_there(workroom: object) -> None:
    site = workroom.address.removesuffix("voila/render/")
    for path in ("voila/static/voila.js", "voila/templates/lab/static/voila.js", "voila/labextensions/anywidget/static/x.js"):
        assert status(f"{site}{path}") == 404
    assert status(f"{site}api/kernels/none") == 404
