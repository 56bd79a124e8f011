"""Notebooks that ask for Voila's own front end: `{"attunement": {"page": "lab"}}`, for widgets that our light pages do not show.

Where no notebook of the folder asks for it, none of its addresses is there.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.routing import PathMatches
from tornado.web import HTTPError, authenticated
from voila.configuration import VoilaConfiguration
from voila.notebook_renderer import NotebookRenderer
from voila.paths import collect_template_paths
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.utils import get_page_config

from attunement.errors import AuthorError
from attunement.publish import lessons, running
from attunement.publish.handlers import FULL, OurPage
from attunement.yamlfile import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tornado.httputil import HTTPServerRequest
    from voila.app import Voila

TEMPLATE = "attunement-lab"
TURNS = 15  # times to wait, about two seconds each, for a kernel that is on its way
RETRY = 120  # seconds after which one who found the house full may ask again
FILES = r"[\w@./-]+\.(?:js|css|svg|woff2?|ttf|eot|json)"
WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "@voila-dashboards/widgets-manager8")
STRANGERS = ["@jupyter/nbgrader", "nbdime-jupyterlab", "@jupyter-notebook/lab-extension", "jupyterlab_pygments"]
OWN = "from attunement.exercises import warm\nwarm.carry()"  # here each widget brings its module itself
NEEDS = 'it shows widgets of ipywidgets, which need Voila\'s own front end: add `"page": "lab"` to `attunement` in its metadata.'
POLICY = "; ".join([  # noqa: FLY002 (a list can say why)
    "default-src 'none'",
    "script-src 'self' 'nonce-{nonce}' blob:",  # the template's own few lines stand in the page; no other script may
    "style-src 'self' 'unsafe-inline'",  # JupyterLab writes its style sheets into the page as it goes
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
])  # fmt: skip


def handlers(app: Voila, ours: dict[str, Any]) -> list[Any]:
    """Return what serves such notebooks, to stand before our own pages; `ours` is what all pages of ours are given."""
    folder = ours["folder"]
    own = VoilaConfiguration(parent=app, template=TEMPLATE, extension_denylist=STRANGERS)
    page = {**ours, "voila_configuration": own, "app": app}
    themes = {"themes_url": "/voila/api/themes", "path": app.themes_dir, "labextensions_path": app.labextensions_path}
    extensions = "|".join(re.escape(name) for name in WIDGETS)
    return [
        (Asking(r"/voila/render/([^/]+\.ipynb)", folder), StockPage, page),
        (Asking(r"/api/kernels/([\w-]+)", folder), Kernel),
        (Asking(rf"/voila/templates/((?:lab|base|{TEMPLATE})/static/{FILES})", folder), TemplateStaticFileHandler),
        (Asking(rf"/voila/static/({FILES})", folder), MultiStaticFileHandler, {"paths": app.static_paths}),
        (Asking(rf"/voila/api/themes/({FILES})", folder), ThemesHandler, themes),
        (
            Asking(rf"/voila/labextensions/((?:{extensions})/static/{FILES})", folder),
            FileFindHandler,
            {"path": app.labextensions_path},
        ),
    ]


def names(folder: Path) -> frozenset[str]:
    """Return the file names of the notebooks in `folder` that ask for Voila's own front end."""
    return frozenset(lesson.file for lesson in _readable(folder) if lesson.page == lessons.LAB)


def needing(folder: Path) -> list[Path]:
    """Return the lessons that show widgets of ipywidgets without asking for the front end that can; NEEDS says what to do."""
    return [folder / lesson.file for lesson in _readable(folder) if lesson.core and lesson.page != lessons.LAB]


def check(folder: Path) -> list[AuthorError]:
    """Return what the authors of such lessons have to mend."""
    return [AuthorError(shown(path), None, NEEDS) for path in needing(folder)]


def _readable(folder: Path) -> Iterator[lessons.Lesson]:
    """Return the lessons of a folder without those that are wrong, which others complain about: addresses must be found."""
    for path in sorted(folder.glob("*.ipynb")):
        with suppress(AuthorError, OSError):
            if lesson := lessons.read(path):
                yield lesson


class Asking(PathMatches):
    """An address that is there only while a notebook asks for it; where it names a notebook, only for this one."""

    def __init__(self, pattern: str, folder: Path) -> None:
        """Take the pattern of the address and the lessons folder."""
        super().__init__(pattern)
        self.folder = folder

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return what the handler is given, None where the address is not there."""
        matched = super().match(request)
        asking = matched and names(self.folder)
        name = matched["path_args"][0].decode() if matched else ""
        return matched if asking and (name in asking or not name.endswith(".ipynb")) else None


class Kernel(KernelHandler):
    """What the front end asks about its kernel; it can change nothing."""

    SUPPORTED_METHODS = ("GET",)  # type: ignore[assignment]


class StockPage(OurPage):
    """One lesson as Voila renders it, with a kernel from our pool and a policy as tight as its front end bears."""

    def initialize(self, app: Voila, **ours: Any) -> None:
        """Remember the app, whose surroundings the renderer needs."""
        super().initialize(**ours)
        self.app = app

    @authenticated
    async def get(self, name: str) -> None:
        """Write the page; 503 when every place is taken."""
        kernel = await self._kernel()
        try:
            html = await (await self._renderer(name)).generate_content_str(kernel, self.kernel_manager.get_kernel(kernel))
        except BaseException:
            await self.kernel_manager.shutdown_kernel(kernel, now=True)
            raise
        nonce = secrets.token_urlsafe(16)
        self.set_header("Content-Security-Policy", POLICY.format(nonce=nonce))
        self.set_header("Cache-Control", "no-store")
        self.finish(html.replace("<script", f'<script nonce="{nonce}"'))

    async def _kernel(self) -> str:
        kernels, ticket = self.kernel_manager, secrets.token_hex(16)
        for _ in range(TURNS):
            if not isinstance(taken := await kernels.take(ticket), int):
                await running.run(taken.client, {"own": OWN})
                taken.client.stop_channels()
                return taken.kernel
            if len(kernels.given) >= kernels.visitors:
                break
        kernels.tickets.pop(ticket, None)
        self.set_header("Retry-After", str(RETRY))
        raise HTTPError(FULL)

    async def _renderer(self, name: str) -> NotebookRenderer:
        app, configuration = self.app, self.voila_configuration
        known = {"base_url": app.base_url, "voila_configuration": configuration}
        config = get_page_config(settings=self.settings, log=self.log, **known) | {
            "fullMathjaxUrl": f"/voila/templates/{TEMPLATE}/static/maths.js"
        }
        paths = collect_template_paths(["voila", "nbconvert"], TEMPLATE)
        renderer = NotebookRenderer(
            traitlet_config=app.config, notebook_path=name, template_paths=paths, config_manager=app.config_manager,
            contents_manager=app.contents_manager, page_config=config, kernel_spec_manager=app.kernel_spec_manager,
            request_handler=self, **known,
        )  # fmt: skip
        await renderer.initialize()
        renderer.notebook.cells = [cell for cell in renderer.notebook.cells if lessons.ASIDE not in cell.metadata.get("tags", [])]
        return renderer
