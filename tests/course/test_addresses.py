"""What stands before Formgrader: an address that nbgrader's pages would obey never reaches them."""

from __future__ import annotations

import json
import tomllib
from urllib.parse import quote

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from attunement.course import addresses

from .classroom import REPOSITORY

FILE = "jupyter_server_config.d/attunement.json"
ORDINARY = ["", "/", "/gradebook/a1-four-as/a1-four-as", "/manage_students/ana.b+c@school.example", "/submissions/0f3c/?index=2"]
ORDINARY += ["/static/css/nbgrader.css", "/api/submission/a1/José/autograde", "/manage_submissions/week%201 (a)"]
OBEYED = ["<b>", "x\\", 'x"', "x'", "a&lt;b", "`x`", "a\nb", "\u2028"]


def taken(address: str, **headers: str) -> bool:
    """Tell whether the guard of a hub's server takes an address."""
    request = HTTPServerRequest(start_line=RequestStartLine("GET", address, "HTTP/1.0"), headers=HTTPHeaders(headers))
    return addresses.Odd("/user/ana/formgrader").match(request) is not None


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


@pytest.mark.parametrize("site", ["none", "cross-site", "same-site", ""])
def test_a_folder_is_named_by_jupyterlab_or_by_nobody(site: str) -> None:
    folder = "/user/ana/formgrader?path=/srv/course/submitted/mallory/a1"
    assert taken(folder, **{"Sec-Fetch-Site": site})
    assert not taken(folder, **{"Sec-Fetch-Site": "same-origin"})
    assert not taken(folder.replace("/formgrader", "/lab"), **{"Sec-Fetch-Site": site})


def test_pip_switches_it_on_and_it_comes_before_nbgrader() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared[f"deploy/jupyter/{FILE}"] == f"etc/jupyter/{FILE}"
    config = json.loads((REPOSITORY / "deploy" / "jupyter" / FILE).read_text())
    assert config == {"ServerApp": {"jpserver_extensions": {addresses.__name__: True}}}
    assert addresses.__name__ < "nbgrader.server_extensions.formgrader"  # the server loads them in this order
