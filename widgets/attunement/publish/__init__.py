"""The lessons as a web app: Voila, hardened, with its own quiet pages."""

from __future__ import annotations

from attunement.publish.server import serve

__all__ = ["serve"]
