"""What stands before Formgrader: an address that nbgrader's pages would obey never reaches them."""

from __future__ import annotations

import json
import tomllib
from urllib.parse import quote

import pytest
from tornado.httputil import HTTPServerRequest

from attunement.course import addresses

from .classroom import REPOSITORY

FILE = "jupyter_server_config.d/attunement.json"
ORDINARY = ["", "/", "/gradebook/a1-four-as/a1-four-as", "/manage_students/ana.b+c@school.example", "/submissions/0f3c/?index=2"]
ORDINARY += ["/static/css/nbgrader.css", "/api/submission/a1/José/autograde", "/manage_submissions/week%201 (a)"]
OBEYED = ["<b>", "x\\", 'x"', "x'", "a&lt;b", "`x`", "a\nb", "\u2028"]


def taken(address: str) -> bool:
    """Tell whether the guard of a hub's server takes an address."""
    return addresses.Odd("/user/ana/formgrader").match(HTTPServerRequest("GET", address)) is not None


@pytest.mark.parametrize("path", ORDINARY)
def test_an_ordinary_address_is_left_to_nbgrader(path: str) -> None:
    assert not taken(f"/user/ana/formgrader{path}")


@pytest.mark.parametrize("sign", OBEYED)
@pytest.mark.parametrize("path", ["/manage_students/", "/gradebook/a1/", "/api/student/"])
def test_what_html_or_a_script_would_obey_is_taken_however_encoded(path: str, sign: str) -> None:
    once = quote(sign, safe="")
    assert taken(f"/user/ana/formgrader{path}{once}")
    assert taken(f"/user/ana/formgrader{path}{quote(once, safe='')}")
    assert not taken(f"/user/ana/lab/tree/{once}")


def test_pip_switches_it_on_and_it_comes_before_nbgrader() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared[f"deploy/jupyter/{FILE}"] == f"etc/jupyter/{FILE}"
    config = json.loads((REPOSITORY / "deploy" / "jupyter" / FILE).read_text())
    assert config == {"ServerApp": {"jpserver_extensions": {addresses.__name__: True}}}
    assert sorted([addresses.__name__, "nbgrader.server_extensions.formgrader"])[0] == addresses.__name__
