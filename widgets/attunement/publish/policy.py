"""What a page of ours may load and do, sent with every answer."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

PAGE = Path(__file__).with_name("page")

CONTENT_SECURITY_POLICY = "; ".join([  # noqa: FLY002 (a list can say why)
    "default-src 'none'",
    # No inline script at all. blob: is how an anywidget's own module, which came over the kernel's socket, is started.
    "script-src 'self' blob:",
    # One style of ours stands in the page and is known by its hash: a request less, and the page is painted sooner.
    "style-src 'self'{style}",
    # Attributes only: Markdown sets the alignment of table columns so.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
])  # fmt: skip

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.format(style=""),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": that makes the origin of the page's goodbye unknown, and the server would refuse it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "attunement",
}


def headers(style: str) -> dict[str, str]:
    """Return the protections of a page in which this one `style` stands."""
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return HEADERS | {"Content-Security-Policy": CONTENT_SECURITY_POLICY.format(style=f" 'sha256-{known}'")}
