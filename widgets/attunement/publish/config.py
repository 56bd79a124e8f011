"""How Voila runs here. No file of the machine can change it, see `server.Lessons`."""

from __future__ import annotations

import logging
import os
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jupyter_server.auth.identity import IdentityProvider
from traitlets.config import Config

from attunement.errors import AuthorError
from attunement.publish import bounds, forked
from attunement.publish.handlers import FULL, Visitor
from attunement.publish.kernels import ClosedConnection
from attunement.publish.mathml import MathRenderer
from attunement.publish.policy import HEADERS
from attunement.publish.pool import WarmKernels

if TYPE_CHECKING:
    from pathlib import Path

    from tornado.web import RequestHandler

logger = logging.getLogger("attunement.publish")
FAILED = 500
HERE = "127.0.0.1"  # this machine alone
SHORT = "/tmp"  # noqa: S108 (Voila makes a folder of its own in it, for this user only); a socket's path may have 103 letters


@dataclass(frozen=True)
class How:
    """How the lessons are served: `host` is the address to listen on, `site` the public one ("" for this machine alone).

    `visitors` is how many may practise at once (None: as `WarmKernels` says); `forked` copies one warm kernel for each.
    """

    host: str = HERE
    site: str = ""
    visitors: int | None = None
    forked: bool = False

    @property
    def names(self) -> list[str]:
        """Return the names under which requests may come; raise AuthorError where `site` is no address."""
        name = urlsplit(self.site).hostname
        if self.site and (not name or not self.site.startswith(("https://", "http://"))):
            raise AuthorError(self.site, None, "this is no address of a site. Name one such as https://course.example.")
        return ["localhost", *([name] if name else [])]


LOCAL = How()


def settings(folder: Path, site: dict[str, Any], token: str = "", how: How = LOCAL) -> Config:
    """Return Voila's settings for a folder of lessons; `site` is what every page's template knows.

    Without a token everybody may come in, unknown; with one, Jupyter Server's own identity provider asks for it.
    """
    wanted = Config({
        "Voila": {
            "root_dir": str(folder),
            "open_browser": False,
            **({"connection_dir_root": SHORT} if by_files() else {}),
            "log_level": logging.ERROR,
            "kernel_websocket_connection_class": ClosedConnection,
            "identity_provider_class": IdentityProvider if token else Visitor,
            "token": token,
            "tornado_settings": _tornado(how.names),
        },
        "IdentityProvider": {"cookie_options": {"samesite": "Strict"}},  # the cookie that a token earns; a visitor gets none
        "VoilaConfiguration": {
            "template": "attunement",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "file_allowlist": [],
            "show_tracebacks": False,
            "strip_sources": True,
            "preheat_kernel": False,  # Voila's own way keeps kernels for each notebook; ours wait for whoever comes (`pool`)
            "multi_kernel_manager_class": WarmKernels,
            "resources": {"site": site},
        },
        "VoilaExporter": {"markdown_renderer_class": MathRenderer},
        # A page that went without a goodbye loses its kernel after two minutes; of one that is open see `pool`.
        "MappingKernelManager": {"cull_idle_timeout": 120, "cull_interval": 30, "cull_connected": False},
        "KernelManager": {"transport": "ipc" if by_files() else "tcp"},
        "ContentsManager": {"allow_hidden": False},
        "WarmKernels": {"visitors": how.visitors} if how.visitors else {},
    })  # fmt: skip
    if how.forked:
        wanted.merge(Config(forked.settings()))
    return wanted


def by_files() -> bool:
    """Tell whether the server can speak with its kernels through files: where the system has them, with paths short enough.

    Kernels that start at the same moment may draw the same free port, and one of them dies; files have names of their own.
    """
    return hasattr(socket, "AF_UNIX") and os.access(SHORT, os.W_OK)


def _tornado(names: list[str]) -> dict[str, Any]:
    return {
        "headers": HEADERS,
        # Visitors have no account that a forged request could use, and the page's goodbye cannot carry a token.
        "disable_check_xsrf": True,
        # Answer only to this machine's own names and to the site's, so that no other site can reach us under its name.
        "allow_remote_access": False,
        "local_hostnames": names,
        "websocket_max_message_size": bounds.MESSAGE,
        "ws_ping_timeout": 30_000,  # milliseconds; the default is longer than the interval and makes Tornado complain
        "log_function": _log,
    }


def _log(handler: RequestHandler) -> None:
    """Write down failures only, and of these no address, no query and no words of a visitor."""
    if handler.get_status() >= FAILED and handler.get_status() != FULL:
        logger.error("%s %s: %d", handler.request.method, type(handler).__name__, handler.get_status())
