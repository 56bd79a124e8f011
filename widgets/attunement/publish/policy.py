"""What a page of ours may load and do, sent with every answer."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

PAGE = Path(__file__).with_name("page")

CONTENT_SECURITY_POLICY = "; ".join([  # noqa: FLY002 (a list can say why)
    "default-src 'none'",
    # What runs stands in the page and is known by its hash: a request less, and exercises begin sooner. blob: is how an
    # anywidget's own module, which came over the kernel's socket, is started.
    "script-src 'self'{script} blob:",
    # So does the one style.
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
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.format(script="", style=""),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": that makes the origin of the page's goodbye unknown, and the server would refuse it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "attunement",
}


def headers(style: str, *scripts: str) -> dict[str, str]:
    """Return the protections of a page in which this one `style` and these `scripts` stand."""
    policy = CONTENT_SECURITY_POLICY.format(style=_known(style), script="".join(map(_known, scripts)))
    return HEADERS | {"Content-Security-Policy": policy}


def _known(text: str) -> str:
    return f" 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
