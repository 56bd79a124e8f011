"""Which notebooks ask for Voila's own front end, which would need it, and what happens when the house is full."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import HTTPError

from apart import apart
from attunement.publish import stock

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, code: str, **says: str) -> None:
    """Write a notebook of one code cell that says this about itself; with a title it is a lesson."""
    cells = [{"cell_type": "code", "source": [code]}, {"cell_type": "markdown", "source": ["import ipywidgets"]}]
    path.write_text(
        json.dumps({"metadata": {"attunement": {"number": "01", "minutes": 5, "aims": [], **says}}, "cells": cells}),
        encoding="utf-8",
    )


def test_a_notebook_asks_by_its_metadata_and_is_read_again_when_it_changes(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", "import attunement as at", title="A")
    write(tmp_path / "b.ipynb", "import ipywidgets", title="B", page="lab")
    write(tmp_path / "draft.ipynb", "import ipywidgets", page="lab")
    (tmp_path / "broken.ipynb").write_text("[", encoding="utf-8")
    assert stock.names(tmp_path) == {"b.ipynb"}
    write(tmp_path / "b.ipynb", "import ipywidgets", title="Another")
    assert stock.names(tmp_path) == frozenset()


@pytest.mark.parametrize("code", [
    "from ipywidgets import IntSlider", "import ipywidgets as widgets", "x = 1\nimport ipywidgets", "%matplotlib widget",
])  # fmt: skip
def test_a_lesson_that_shows_core_widgets_and_does_not_ask_is_named(tmp_path: Path, code: str) -> None:
    write(tmp_path / "a.ipynb", code, title="A")
    write(tmp_path / "b.ipynb", code, title="B", page="lab")
    write(tmp_path / "c.ipynb", "import attunement as at", title="C")
    assert stock.needing(tmp_path) == [tmp_path / "a.ipynb"]


def get(path: str) -> HTTPServerRequest:
    """Return a request for an address."""
    return HTTPServerRequest(start_line=RequestStartLine("GET", path, "HTTP/1.1"), headers=HTTPHeaders({"Host": "localhost"}))


def test_an_address_is_there_only_where_a_notebook_asks(tmp_path: Path) -> None:
    rule = stock.Asking(r"/voila/render/([^/]+\.ipynb)", tmp_path)
    files = stock.Asking(r"/voila/static/(.+)", tmp_path)
    asked = get("/voila/render/b.ipynb")
    write(tmp_path / "a.ipynb", "", title="A")
    assert rule.match(asked) is None
    assert files.match(get("/voila/static/voila.js")) is None
    write(tmp_path / "b.ipynb", "", title="B", page="lab")
    assert rule.match(asked) == {"path_args": [b"b.ipynb"], "path_kwargs": {}}
    assert rule.match(get("/voila/render/a.ipynb")) is None
    assert files.match(get("/voila/static/voila.js"))


def test_a_full_house_says_when_to_come_back_and_keeps_no_place() -> None:
    async def take(ticket: str) -> int:
        kernels.tickets[ticket] = 0.0
        return 3

    headers: dict[str, str] = {}
    kernels = SimpleNamespace(take=take, tickets={}, given={"one"}, visitors=1)
    page = SimpleNamespace(kernel_manager=kernels, set_header=headers.__setitem__)
    with pytest.raises(HTTPError) as refused:
        apart(stock.StockPage._kernel(page))
    assert (refused.value.status_code, headers, kernels.tickets) == (503, {"Retry-After": "120"}, {})
