"""The lessons as a web app: Voila, hardened, with its own quiet pages."""

from __future__ import annotations

from typing import Any

__all__ = ["serve"]


def serve(*given: Any, **named: Any) -> None:
    """Serve the lessons, see `server.serve`; fetched here, so that a forked kernel does not carry Voila about."""
    from attunement.publish import server

    server.serve(*given, **named)
