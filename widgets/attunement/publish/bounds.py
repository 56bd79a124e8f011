"""How much anybody may ask of the web server: sizes, times, open files; and what every answer and line of the log is like."""

from __future__ import annotations

import logging
import socket
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import OutputTransform
from tornado.websocket import WebSocketClosedError

from attunement.errors import AuthorError
from attunement.publish.policy import HEADERS

try:
    import resource
except ImportError:  # Windows knows no such limit
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from tornado.httputil import HTTPHeaders
    from tornado.iostream import IOStream

MESSAGE = 6 * 2**20  # bytes of one message to a kernel: a page that sends five million letters is still told what is wrong
UNREAD = 8 * 2**20  # bytes that wait for a page that does not read; then it is hung up on
HEAD, BODY = 16 * 2**10, 2**10  # bytes of what stands before a request, and of what it brings: no page of ours brings anything
IDLE = 75  # seconds for a whole request head, and for a connection nobody uses: longer than nginx keeps one open (60)
SLOW = 10  # seconds for a body
SILENT = 60  # seconds until a connection is given up whose other end takes nothing in
FILES = 65_536  # files that may be open: no more than this, however many the machine allows
KEPT = 64  # of them for kernels that start while visitors hold all the others
OWN, EACH = 64, 16  # open files of a server with nobody in it, and of each visitor (one kernel 4, one socket 9, some air)
FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
FEWER = (
    "This machine allows {files} open files, enough for {places} visitors at once instead of {wanted}. `ulimit -n` says how many."
)
logger = logging.getLogger("attunement.publish")


def limits() -> dict[str, Any]:
    """Return what Tornado is told, in its own words."""
    return {
        "max_header_size": HEAD,
        "max_body_size": BODY,
        "max_buffer_size": MESSAGE + HEAD,
        "idle_connection_timeout": IDLE,
        "body_timeout": SLOW,
    }


def files() -> int:
    """Raise the number of files that may be open as far as the machine lets us; return it."""
    if resource is None:
        return FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], FILES)


def places(wanted: int) -> int:
    """Return how many visitors have room for their files, at most the `wanted`; tell the operator where it is fewer."""
    most = files()
    found = max(1, min(wanted, (most - OWN - KEPT) // EACH))
    if found < wanted:
        logger.error(FEWER.format(files=most, places=found, wanted=wanted))
    return found


def scarce(number: int) -> bool:
    """Tell whether open files run out, from the `number` of the newest: the system gives the lowest that is free."""
    return resource is not None and number >= resource.getrlimit(resource.RLIMIT_NOFILE)[0] - KEPT


def no_room() -> bool:
    """Tell whether open files run out."""
    try:
        with socket.socket() as newest:
            return scarce(newest.fileno())
    except OSError:
        return True


class Server(HTTPServer):
    """Tornado's, with an end to what one may hold: it refuses whoever would take the last open files, and lives."""

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Serve a new connection, or refuse it at once."""
        if scarce(stream.socket.fileno()):
            with suppress(StreamClosedError):
                stream.write(FULL)
            stream.close()
            return
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux: counts too where the other end says that it has no room
            stream.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * SILENT)
        super().handle_stream(stream, address)


class Protected(OutputTransform):
    """Sends the protections with every answer, also those of handlers that set no headers of their own."""

    def transform_first_chunk(
        self,
        status_code: int,
        headers: HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: FBT001 (Tornado's signature)
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add what is missing."""
        headers["Server"] = HEADERS["Server"]
        for name in HEADERS.keys() - {name for name in HEADERS if name in headers}:
            headers[name] = HEADERS[name]
        return super().transform_first_chunk(status_code, headers, chunk, finishing)


class Wordless(logging.Filter):
    """Takes out of a log what a visitor may have written: addresses, queries, an error's text. Its place in the code stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, without words; drop what tells only that somebody hung up."""
        kind, error, where = record.exc_info or (None, None, None)
        if isinstance(error, (StreamClosedError, WebSocketClosedError)):
            return False
        if kind:
            said = str(error) if isinstance(error, AuthorError) else kind.__name__  # an author's mistake is told in full
            record.msg, record.args = f"An error in the server: {said}\n{''.join(traceback.format_tb(where))}".rstrip(), ()
            record.exc_info = record.exc_text = None
        return True


def hush(*loggers: logging.Logger) -> None:
    """Keep visitors' words out of the log: of Tornado, of asyncio and of these `loggers`."""
    logging.getLogger("tornado.general").setLevel(logging.CRITICAL)  # what it says of requests that are none, with their words
    for own in (logging.getLogger("tornado.application"), logging.getLogger("asyncio"), *loggers):
        own.addFilter(Wordless())
