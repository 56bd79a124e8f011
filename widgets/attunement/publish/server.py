"""`serve`: run Voila in this process over the lessons, as `config` says and no other way."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.netutil import bind_sockets
from tornado.web import GZipContentEncoding, HTTPError
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler

from attunement import front, helplines
from attunement.errors import AuthorError
from attunement.publish import bounds, config, handlers, lessons, mathml, path, pool, sockets, stock
from attunement.publish.pages import Pages

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

PATIENCE = 30  # tenths of a second for kernels to be ready to go
SHARE = Path(__file__).with_name("share")
NOTEBOOK = r"[^/]+\.ipynb"
KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
READY = "Attunement is open at {address}\nTo stop it, press Ctrl+C here."
TAKEN = "Port {port} is taken by another program. Stop that one, or choose another port: attunement serve --port {other}"
ALONE = "Kernels start one by one: {reason}."
RESERVED = "You may not use port {port} on this machine. Choose one above 1024: attunement serve --port 8866"


def serve(port: int = 8866, open_browser: bool = False, lessons: Path | None = None, token: str = "", **how: Any) -> None:  # noqa: FBT001, FBT002
    """Serve the lessons on http://127.0.0.1:port until Ctrl+C; port 0 takes a free one, and the printed line says which.

    `lessons` is the folder of notebooks; by default `modules/` here or above, or the copy that came with the package.
    With a `token`, the pages open by the printed address only, which carries it; a cookie keeps them open in that browser.
    `how` are the fields of `config.How`. Raise SystemExit with one plain sentence where there is nothing to serve or the port
    is taken.
    """
    wanted = config.How(**how)
    try:
        app = build(_bind(port, wanted.host), lessons, token, wanted)
    except AuthorError as error:
        raise SystemExit(str(error)) from error
    app.opened = webbrowser.open if open_browser else None
    app.start()


def build(sockets: list[socket.socket], folder: Path | None = None, token: str = "", how: config.How = config.LOCAL) -> Lessons:
    """Return the app, ready to start on these listening sockets; raise AuthorError where lessons or help.yaml are wrong."""
    found = lessons.find(folder)
    for error in [*stock.check(found), *path.check(found)]:
        raise error
    site = {"help": helplines.read(found)}
    # Voila looks for templates on Jupyter's path only; ours come first, from wherever this package is installed.
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(SHARE), os.environ.get("JUPYTER_PATH")]))
    os.environ[front.SERVED] = pool.SERVED  # every kernel inherits it, the one that is copied too
    if how.forked:
        _warm()
    app = Lessons.instance(config=config.settings(found, site, token, how))
    app.folder, app.site, app.sockets = found, site, sockets
    app.port = sockets[0].getsockname()[1]
    app.address = how.site or f"http://{config.HERE}:{app.port}"
    app.initialize([])
    return app


def _warm() -> None:
    """Begin the process that is copied for each visitor, or say why this machine has to do without."""
    from attunement.publish.forked import available
    from attunement.publish.forked.provisioner import WARMED

    if reason := available():
        print(ALONE.format(reason=reason), flush=True)  # noqa: T201 (whoever asked for it should know)
    else:
        WARMED.begin()


def _bind(port: int, host: str) -> list[socket.socket]:
    try:
        return bind_sockets(port, host)
    except PermissionError as error:
        raise SystemExit(RESERVED.format(port=port)) from error
    except OSError as error:
        raise SystemExit(TAKEN.format(port=port, other=port + 1)) from error


class Lessons(Voila):
    """Voila with a closed list of addresses, a closed configuration and one line on the terminal."""

    folder: Path
    address: str
    site: dict[str, Any]
    sockets: list[socket.socket]
    opened: Callable[[str], bool] | None = None

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """Read none: a voila.json somewhere on the machine must not open what we closed."""

    def init_settings(self) -> dict[str, Any]:
        """Return Voila's settings, and let templates of ours write Markdown."""
        settings = super().init_settings()
        settings["voila_jinja2_env"].filters["markdown"] = mathml.markdown
        return settings

    def init_handlers(self) -> list[Any]:
        """Return the whole list of what can be reached."""
        self.pages = Pages(self, self.folder)
        known = {"folder": self.folder, "site": self.site, "pages": self.pages}
        ours = {"voila_configuration": self.voila_configuration, **known}
        return [
            (r"/", handlers.FrontPage, ours),
            *stock.handlers(self, ours),
            (rf"/voila/render/({NOTEBOOK})", handlers.LessonPage, ours),
            (rf"/voila/visit/({NOTEBOOK}|front)", handlers.Visit, ours),
            (rf"{pool.SERVED}([\w-]+)/(script|style)", handlers.Part, ours),
            (rf"/api/kernels/{KERNEL}/channels", sockets.KernelSocket),
            (rf"/voila/socket/({pool.TICKET})", sockets.EarlySocket),
            (rf"/voila/api/shutdown/{KERNEL}", VoilaShutdownKernelHandler),
            (r".*", handlers.NotFound, ours),
        ]

    @property
    def entrance(self) -> str:
        """Return the address that opens the site: with a token, of the page itself where there is one alone."""
        files = [lesson.file for lesson in lessons.listed(self.folder)] if self.token else []
        page = f"voila/render/{files[0]}" if len(files) == 1 else ""
        return self.address + (f"/{page}?token={self.token}" if self.token else "")

    def listen(self) -> None:
        """Answer on the sockets until Ctrl+C or SIGTERM, then let every kernel go."""
        self.app.add_transform(GZipContentEncoding)
        self.app.add_transform(bounds.Protected)
        bounds.hush(self.log)
        self.kernel_manager.visitors = bounds.places(self.kernel_manager.visitors)
        bounds.Server(self.app, **bounds.limits()).add_sockets(self.sockets)
        IOLoop.current().add_callback(self.kernel_manager.fill)
        IOLoop.current().add_callback(self.pages.prepare)
        address = self.entrance
        # The one line that a person waits for.
        print(READY.format(address=address), flush=True)  # noqa: T201
        if self.opened:
            threading.Thread(target=self.opened, args=[address], daemon=True).start()  # a browser may take its time
        self.ioloop = IOLoop.current()
        # As a message to the loop, not as a KeyboardInterrupt, which would break off whatever kernel is being started.
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        if sys.platform == "win32":
            PeriodicCallback(lambda: None, 500).start()  # a loop that waits there does not notice Ctrl+C until it wakes
        try:
            self.ioloop.start()
        finally:
            self.stop()

    def stop(self) -> None:
        """Let every kernel go, on the loop that started it: those that are still starting go on there and are caught too."""
        self.ioloop.run_sync(self._let_go)
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _let_go(self) -> None:
        for _ in range(PATIENCE):
            # Jupyter Server answers "does not exist" for a kernel that is on its way; a moment later it is there.
            with suppress(HTTPError):
                await self.kernel_manager.shutdown_all(now=True)
                return
            await asyncio.sleep(0.1)
