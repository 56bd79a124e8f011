"""What a page of ours may load and do, sent with every answer, and how the pages' own files are addressed."""

from __future__ import annotations

import hashlib
from pathlib import Path

PAGE = Path(__file__).with_name("page")
LOOK = Path(__file__).parents[1] / "look"

CONTENT_SECURITY_POLICY = "; ".join([  # noqa: FLY002 (a list can say why)
    "default-src 'none'",
    # No inline script at all. blob: is how an anywidget's own module, which came over the kernel's socket, is started.
    "script-src 'self' blob:",
    # Attributes only: Markdown sets the alignment of table columns so. Style sheets are files of ours.
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
])  # fmt: skip

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": that makes the origin of the page's goodbye unknown, and the server would refuse it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "attunement",
}


def assets() -> dict[str, str]:
    """Return the address of every file of ours that a page loads, by name; the address changes with the content."""
    rooms = {"look": LOOK, "page": PAGE}
    return {file.name: f"/{room}/{file.name}?v={_mark(file)}" for room, folder in rooms.items() for file in folder.iterdir()}


def _mark(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
