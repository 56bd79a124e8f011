"""The pages that a visitor can reach: the front page, the lessons, our own style and script files; nothing else."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import HTTPError, StaticFileHandler, authenticated
from voila.handler import BaseVoilaHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from attunement.publish import lessons
from attunement.publish.kernels import PROTOCOL

if TYPE_CHECKING:
    from pathlib import Path

    from tornado.web import RequestHandler

MOST_KERNELS = 60  # of about 45 MB each: further visitors are asked to wait, so that those who are here stay served
FULL = 503
STARTING = asyncio.Semaphore(8)  # lessons that start at once; a whole class that arrives together comes in by turns


class Visitor(IdentityProvider):
    """Every visitor is the same nameless one: no account, no cookie."""

    def get_user(self, handler: RequestHandler) -> User:  # noqa: ARG002 (the base class hands it over)
        """Return the one visitor there is."""
        return User(username="visitor")


class OurPage(BaseVoilaHandler):
    """A page in our words: it knows the lessons folder and what all pages share, its errors too."""

    def initialize(self, folder: Path, site: dict[str, Any], **kwargs: Any) -> None:
        """Remember `folder` (of the lessons) and `site` (addresses of our files, the crisis notice)."""
        super().initialize(**kwargs)
        self.folder, self.site = folder, site

    @property
    def template_namespace(self) -> dict[str, Any]:
        """Hand the template nothing of Jupyter's: its form token would come with a cookie."""
        return {}

    def render_template(self, name: str, **known: Any) -> str:
        """Return the page as HTML."""
        return super().render_template(name, site=self.site, **known)

    def get_login_url(self) -> str:
        """Refuse who has no token, where there is one: there is nothing to log in with but the whole address."""
        raise HTTPError(403)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Write the error page; when the house is full, say to machines too when to come back."""
        if status_code == FULL:
            self.set_header("Retry-After", "120")
        super().write_error(status_code, **kwargs)


class FrontPage(OurPage):
    """The list of lessons, read anew for every visit so that an author sees a change at once."""

    @authenticated
    def get(self) -> None:
        """Write the page."""
        self.finish(self.render_template("front.html", lessons=lessons.listed(self.folder)))


class LessonPage(OurPage, TornadoVoilaHandler):
    """One lesson, run by Voila in a kernel of its own."""

    @authenticated
    async def get(self, path: str | None = None) -> None:
        """Write the lesson as it runs; 404 for what is no lesson, 503 when the house is full."""
        if path not in {lesson.file for lesson in lessons.listed(self.folder)}:
            raise HTTPError(404)
        # What a visitor writes behind the "?" is no business of the template or of the kernel's environment.
        self.request.query, self.request.arguments = "", {}
        async with STARTING:
            if len(self.kernel_manager.list_kernel_ids()) >= MOST_KERNELS:
                raise HTTPError(FULL)
            await super().get(path)


class NotFound(OurPage):
    """Every other address."""

    async def prepare(self) -> None:
        """Refuse, whatever the method."""
        await super().prepare()
        raise HTTPError(404)


class KernelSocket(VoilaKernelWebsocketHandler):
    """The socket between a page and its kernel; Voila lets comm messages through and no request to run code."""

    async def get(self, kernel_id: str) -> None:
        """Speak the current protocol only: one binary state in the older one keeps Voila 0.5 busy until its memory is full."""
        if PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            raise HTTPError(400)
        await super().get(kernel_id)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 (the base class hands them over)
        """Refuse without a page: nobody would see it."""
        self.finish()


class Asset(StaticFileHandler):
    """A style sheet or script of ours; a closed folder, so that no path leads elsewhere."""

    def set_default_headers(self) -> None:
        """Send the same protections as with a page."""
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 (the base class hands it over)
        """Have a browser ask again for a module that another one imports: its address does not change with its content."""
        if "v" not in self.request.arguments:
            self.set_header("Cache-Control", "no-cache")

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Serve the kinds of file that a page loads and no other."""
        if not re.fullmatch(r".+\.(css|js|svg)", absolute_path):
            raise HTTPError(404)
        return super().validate_absolute_path(root, absolute_path)
