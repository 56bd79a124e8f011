"""A guard before Formgrader: nbgrader's pages put parts of their own address as they are into their HTML and scripts.

A link from somewhere else, such as a mail, could so run a script as the instructor. This extension of Jupyter Server answers
before nbgrader does where an address holds a sign that HTML or a script would obey; deploy/jupyter switches it on.
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
SAID = "No page of Formgrader has such an address. Open Formgrader from the menu of JupyterLab (Nbgrader, Formgrader)."


class Odd(Matcher):
    """Takes the addresses below `place` that hold what a page would obey, however often it is encoded."""

    def __init__(self, place: str) -> None:
        """Guard the addresses that begin with `place`."""
        self.place = place

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return what the handler is called with, None where the address is an ordinary one."""
        path = request.path
        while (plain := unquote(path)) != path:
            path = plain
        return {} if path.startswith(self.place) and OBEYED.search(path) else None


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
