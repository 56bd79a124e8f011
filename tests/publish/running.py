"""Run the app for a test: `python -m publish.running LESSONS [VISITORS]`. On SIGUSR1 it says what is in force, as JSON."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.netutil import bind_sockets

from attunement.publish import config, server

SETTINGS = ["template", "allow_template_override", "allow_theme_override", "file_allowlist", "show_tracebacks", "preheat_kernel"]


def report(app: server.Lessons) -> str:
    """Return the settings of the running app and the state of its open sockets as JSON."""
    kernels, voila = app.kernel_manager, app.voila_configuration
    sockets = [connection.websocket_handler.ws_connection for connection in ZMQChannelsWebsocketConnection._open_sockets]
    streams = [one.stream for one in sockets if one and one.stream.socket]  # others are closing
    return json.dumps({
        "kernels": kernels.list_kernel_ids(),
        "nodelay": [stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for stream in streams],
        "connection": app.app.settings["kernel_websocket_connection_class"].__name__,
        "given": sorted(kernels.given),
        "ready": len(kernels.ready),
        "tickets": len(kernels.tickets),
        "cull": [kernels.cull_idle_timeout, kernels.cull_interval, kernels.cull_connected],
        "culling": kernels._culler_callback is not None and kernels._culler_callback.is_running(),
        "voila": {name: getattr(voila, name) for name in SETTINGS},
    })  # fmt: skip


def main() -> None:
    """Serve a folder of lessons on a free port."""
    how = config.How(visitors=int(sys.argv[2])) if len(sys.argv) > 2 else config.LOCAL
    app = server.build(bind_sockets(0, config.HERE), Path(sys.argv[1]), how=how)
    signal.signal(signal.SIGUSR1, lambda *_: os.write(1, f"{report(app)}\n".encode()))  # `print` may be at work already
    app.start()


if __name__ == "__main__":
    main()
