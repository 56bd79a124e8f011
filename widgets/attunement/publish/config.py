"""How Voila runs here. No file of the machine can change it, see `server.Lessons`."""

from __future__ import annotations

import logging
import os
import socket
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.identity import IdentityProvider
from traitlets.config import Config

from attunement.publish import lessons
from attunement.publish.handlers import Visitor
from attunement.publish.kernels import PromptConnection, QuietKernels
from attunement.publish.policy import HEADERS

if TYPE_CHECKING:
    from pathlib import Path

    from tornado.web import RequestHandler

logger = logging.getLogger("attunement.publish")
FAILED = 500
SHORT = "/tmp"  # noqa: S108 (Voila makes a folder of its own in it, for this user only); a socket's path may have 103 letters


def settings(folder: Path, site: dict[str, Any], token: str = "") -> Config:
    """Return Voila's settings for a folder of lessons; `site` is what every page's template knows.

    Without a token everybody may come in, unknown; with one, Jupyter Server's own identity provider asks for it.
    """
    return Config({
        "Voila": {
            "root_dir": str(folder),
            "open_browser": False,
            **({"connection_dir_root": SHORT} if by_files() else {}),
            "log_level": logging.ERROR,
            "kernel_websocket_connection_class": PromptConnection,
            "identity_provider_class": IdentityProvider if token else Visitor,
            "token": token,
            "tornado_settings": _tornado(),
        },
        "IdentityProvider": {"cookie_options": {"samesite": "Strict"}},  # the cookie that a token earns; a visitor gets none
        "VoilaConfiguration": {
            "template": "attunement",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "file_allowlist": [],
            "show_tracebacks": False,
            "strip_sources": True,
            "http_keep_alive_timeout": 600,  # after that Voila sends an inline script, which our policy would refuse
            "preheat_kernel": not token,  # what waits for a visitor was made before; a page of one's own is made anew
            "default_pool_size": 0,
            "multi_kernel_manager_class": QuietKernels,
            "resources": {"site": site},
        },
        # A page that is open keeps its kernel. One that went without a goodbye loses it after two minutes.
        "MappingKernelManager": {"cull_idle_timeout": 120, "cull_interval": 30, "cull_connected": False},
        # One kernel waits for the next visitor of each lesson. Left alone, Voila starts some for every notebook that lies about.
        "VoilaKernelManager": {"fill_delay": 0.2, "kernel_pools_config": {"default": {"pool_size": 0}, **_waiting(folder)}},
        "KernelManager": {"transport": "ipc" if by_files() else "tcp"},
        # One cell that fails costs the lesson that cell; all the rest is shown.
        "NotebookClient": {"allow_errors": True, "on_cell_error": _tell},
        "ContentsManager": {"allow_hidden": False},
    })  # fmt: skip


def by_files() -> bool:
    """Tell whether the server can speak with its kernels through files: where the system has them, with paths short enough.

    Kernels that start at the same moment may draw the same free port, and one of them dies; files have names of their own.
    """
    return hasattr(socket, "AF_UNIX") and os.access(SHORT, os.W_OK)


def _waiting(folder: Path) -> dict[str, Any]:
    return {lesson.file: {"pool_size": 1} for lesson in lessons.listed(folder)}


def _tornado() -> dict[str, Any]:
    return {
        "headers": HEADERS,
        # Visitors have no account that a forged request could use, and the page's goodbye cannot carry a token.
        "disable_check_xsrf": True,
        # Answer only to this machine's own names, so that no other site can reach us under its name.
        "allow_remote_access": False,
        "ws_ping_timeout": 30_000,  # milliseconds; the default is longer than the interval and makes Tornado complain
        "log_function": _log,
    }


def _tell(cell: Any, cell_index: int, execute_reply: dict[str, Any]) -> None:
    """Tell the operator which cell did not run. No learner has written anything when a lesson starts."""
    what = execute_reply["content"]
    logger.error("Cell %d of a lesson did not run: %s (%s: %s)", cell_index, cell["source"], what["ename"], what["evalue"])


def _log(handler: RequestHandler) -> None:
    """Write down failures only, and of these no address, no query and no words of a visitor."""
    if handler.get_status() >= FAILED:
        logger.error("%s %s: %d", handler.request.method, type(handler).__name__, handler.get_status())
