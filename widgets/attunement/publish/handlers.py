"""The pages that a visitor can reach: the front page, the lessons, a visit to each; nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import HTTPError, authenticated
from voila.handler import BaseVoilaHandler

from attunement import front
from attunement.publish import bundle, lessons, path, pool, running

if TYPE_CHECKING:
    from pathlib import Path

    from tornado.web import RequestHandler

    from attunement.publish.pages import Page, Pages

TICKET = re.compile(pool.TICKET)
WAITING, FULL, AGAIN = 202, 503, 3  # one who waits, one for whom there is no place to wait, the seconds until asking again
KINDS = {"script": "text/javascript", "style": "text/css"}


class Visitor(IdentityProvider):
    """Every visitor is the same nameless one: no account, no cookie."""

    def get_user(self, handler: RequestHandler) -> User:  # noqa: ARG002 (the base class hands it over)
        """Return the one visitor there is."""
        return User(username="visitor")


class OurPage(BaseVoilaHandler):
    """A page in our words: it knows the lessons folder and what all pages share, its errors too."""

    def initialize(self, folder: Path, site: dict[str, Any], pages: Pages, **kwargs: Any) -> None:
        """Remember `folder` (of the lessons), `site` (the crisis notice) and the `pages`."""
        super().initialize(**kwargs)
        self.folder, self.site, self.pages = folder, site, pages

    @property
    def template_namespace(self) -> dict[str, Any]:
        """Hand the template nothing of Jupyter's: its form token would come with a cookie."""
        return {}

    def protect(self, page: Page) -> None:
        """Send the protections of this page, and have a browser ask whether there is a newer one."""
        for name, value in page.headers.items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "no-cache")

    def send(self, text: str) -> None:
        """Finish with a text that is the same for many, packed well where the browser takes it so."""
        if "br" not in re.findall(r"[\w-]+", self.request.headers.get("Accept-Encoding", "")):
            self.finish(text)
            return
        self.set_header("Content-Encoding", "br")
        self.finish(bundle.packed(text))

    def render_template(self, name: str, **known: Any) -> str:
        """Return the page as HTML."""
        page = known.pop("page", None) or self.pages.plain
        self.protect(page)
        return super().render_template(name, **{"site": self.site, "page": page.about, **known})

    def get_login_url(self) -> str:
        """Refuse who has no token, where there is one: there is nothing to log in with but the whole address."""
        raise HTTPError(403)

    def head(self, *args: str) -> Any:
        """Answer as to GET; a page asks so whether the server is there."""
        return self.get(*args)


class FrontPage(OurPage):
    """The list of lessons, read anew for every visit so that an author sees a change at once."""

    @authenticated
    def get(self) -> None:
        """Write the page."""
        known = {"lessons": lessons.listed(self.folder), "stages": path.stages(self.folder)}
        self.send(self.render_template("front.html", page=self.pages.front, **known))


class LessonPage(OurPage):
    """The words of one lesson; they can be read before, and without, a kernel."""

    @authenticated
    async def get(self, name: str) -> None:
        """Write the page; 404 for what is no lesson."""
        page = _found(await self.pages.lesson(name))
        self.protect(page)
        self.send(page.html)


class Visit(OurPage):
    """A visit: a kernel in which the lesson has run, or a place in the queue."""

    @authenticated
    async def post(self, name: str) -> None:
        """Write what each cell has shown; when every place is taken, 202 with the number of those who come before.

        Where even the queue is full, 503: the page says so and asks again later.
        """
        page, ticket = _found(await self.pages.named(name)), self.request.headers.get("X-Attunement-Ticket", "")
        if not TICKET.fullmatch(ticket) or not self._from_here():
            raise HTTPError(403)
        taken = await self.kernel_manager.take(ticket)
        if isinstance(taken, int):
            self._queue(taken, ticket)
        else:
            await self._begin(page, taken, ticket)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 (the base class hands them over)
        """Refuse without a page: a script asked."""
        self.finish()

    def _from_here(self) -> bool:
        """Tell whether the request comes from a page of this site, as far as the browser says where it comes from."""
        return self.check_origin() and self.request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")

    def _queue(self, ahead: int, ticket: str) -> None:
        self.kernel_manager.queued(ticket)
        self.set_status(WAITING if ahead < pool.MOST_TICKETS else FULL)
        self.set_header("Retry-After", str(AGAIN))
        self.finish(self.render_template("visit.html", ahead=ahead, full=self.kernel_manager.full))

    async def _begin(self, page: Page, taken: pool.Ready, ticket: str) -> None:
        try:
            cells, states = await running.begin(taken.client, page.sources)
        except BaseException:
            await self.kernel_manager.shutdown_kernel(taken.kernel, now=True)
            raise
        finally:
            taken.client.stop_channels()
        self.kernel_manager.begun(ticket, taken.kernel)
        known = {"kernel": taken.kernel, "mark": page.mark, "after": pool.REST_AFTER, "warn": pool.REST_WARN}
        self.finish(self.render_template("visit.html", cells=cells, states=states, **known))


class Part(OurPage):
    """The script or the style of one exercise, for a page that did not bring it."""

    @authenticated
    def get(self, name: str, kind: str) -> None:
        """Write it; 404 where there is no such exercise."""
        if not bundle.chosen((name,)):
            raise HTTPError(404)
        self.set_header("Content-Type", f"{KINDS[kind]}; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(front.script(name) if kind == "script" else front.sheet(name))


class NotFound(OurPage):
    """Every other address."""

    async def prepare(self) -> None:
        """Refuse, whatever the method."""
        await super().prepare()
        raise HTTPError(404)


def _found(page: Page | None) -> Page:
    if page is None:
        raise HTTPError(404)
    return page
