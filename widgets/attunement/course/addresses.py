"""A guard before Formgrader, so that no link in a mail or on a page can make an instructor's server run what a learner wrote.

nbgrader's pages put parts of their own address as they are into their HTML, and `/formgrader?path=…` runs the configuration in
any folder, a hand-in's too. This extension of Jupyter Server answers before nbgrader where an address holds a sign that HTML or
a script would obey, and where another page than JupyterLab's own names such a folder; deploy/jupyter switches it on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.routing import Matcher, Rule
from tornado.web import HTTPError

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp
    from tornado.httputil import HTTPServerRequest

OBEYED = re.compile(r"""[<>"'`&\\\x00-\x1f\x7f\u2028\u2029]""")
SAID = "Formgrader does not open from this address. Open it from the menu of JupyterLab: Nbgrader, then Formgrader."


class Odd(Matcher):
    """Takes what must not reach Formgrader at `place`: what a page would obey, however often encoded, and foreign folders."""

    def __init__(self, place: str) -> None:
        """Guard the addresses that begin with `place`."""
        self.place = place

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return what the handler is called with, None where the address is an ordinary one."""
        path = request.path
        while (plain := unquote(path)) != path:
            path = plain
        odd = path.startswith(self.place) and (OBEYED.search(path) or _names_a_folder_from_elsewhere(request))
        return {} if odd else None


def _names_a_folder_from_elsewhere(request: HTTPServerRequest) -> bool:
    """Tell whether a course's folder is named, and not by a page of this very server; browsers send this header, not pages."""
    return "path" in request.arguments and request.headers.get("Sec-Fetch-Site") != "same-origin"


class Refused(JupyterHandler):
    """Answers 404, in plain text and without a word of the address."""

    async def prepare(self) -> None:
        """Refuse, whatever the method."""
        await super().prepare()
        raise HTTPError(404)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 (the base class hands them over)
        """Say where Formgrader is."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(SAID)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter Server where to find the next function."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    """Stand before nbgrader: the server loads extensions by the alphabet, and asks those first that came first."""
    app.web_app.add_handlers(".*$", [Rule(Odd(url_path_join(app.base_url, "formgrader")), Refused)])
