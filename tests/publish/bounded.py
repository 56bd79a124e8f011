"""Run the app as `running` does, with what a test wants to be otherwise: `python -m publish.bounded LESSONS JSON`."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from tornado.netutil import bind_sockets
from traitlets.config import Config

from attunement.publish import bounds, config, kernels, pool, server

from .running import report


def more(app: server.Lessons) -> str:
    """Return what `running` reports, every address that has a handler, and the limits in force."""
    inner = [rule.target.rules for rule in app.app.default_router.rules if hasattr(rule.target, "rules")]
    rules = [[rule.matcher.regex.pattern, rule.target.__name__] for rules in inner for rule in rules]
    app_limits = {"visitors": app.kernel_manager.visitors, "files": resource.getrlimit(resource.RLIMIT_NOFILE)[0]}
    return json.dumps({**json.loads(report(app)), "rules": rules, **app_limits})


def main() -> None:
    """Serve a folder of lessons on a free port."""
    folder, wanted = Path(sys.argv[1]), json.loads(sys.argv[2])
    if files := wanted.get("files"):
        resource.setrlimit(resource.RLIMIT_NOFILE, (files // 2, files))
    for module in (bounds, pool):
        vars(module).update({name: value for name, value in wanted.get("limits", {}).items() if name in vars(module)})
    kernels.DEVNULL = (folder.parent / "kernels.txt").open("ab")  # what is thrown away otherwise
    settings = config.settings

    def changed(*args: Any) -> Config:
        found = settings(*args)
        found.merge(Config(wanted.get("config", {})))
        found.Voila.tornado_settings |= wanted.get("tornado", {})
        return found

    config.settings = changed
    app = server.build(bind_sockets(0, config.HERE), folder, wanted.get("token", ""), config.How(**wanted.get("how", {})))
    signal.signal(signal.SIGUSR1, lambda *_: os.write(1, f"{more(app)}\n".encode()))
    app.address = f"http://{config.HERE}:{app.port}"  # where the tests find it, whatever its public name
    app.start()


if __name__ == "__main__":
    main()
