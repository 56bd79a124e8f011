"""`attunement report --serve`: a page for whoever has its address, and for nobody else on the machine."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import pytest
import websocket

from browser.conftest import free_port
from publish.visiting import PROTOCOL

from . import pretended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.course.folder import Course

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("course")]

ATTUNEMENT = Path(sys.executable).with_name("attunement")
KERNEL = "00000000-0000-0000-0000-000000000000"


class Served(NamedTuple):
    """What the command printed, the address in it, and what a visit from there showed, with the cookie that came along."""

    said: str
    port: int
    address: str
    page: str
    cookie: str
    course: Course


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, str, str]:
    """Return status, cookie and text of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    got = answer.status, answer.getheader("Set-Cookie", ""), answer.read().decode("utf-8")
    connection.close()
    return got


def visited(port: int, cookie: str) -> str:
    """Return what a visit with this cookie shows."""
    headers = {"X-Attunement-Ticket": "0000-0001", "Cookie": cookie.partition(";")[0]}
    for _ in range(30):  # the server holds a question for a while
        status, _, page = ask(port, "/voila/visit/report.ipynb", "POST", **headers)
        if status != 202:
            break
    assert status == 200
    return page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Run the command on a class of three, and open the address that it prints."""
    course, port = pretended.course(tmp_path_factory.mktemp("served") / "course", 3, missing=(2,)), free_port()
    command = [ATTUNEMENT, "report", "a1", "--serve", "--port", str(port), "--course", course.root]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            said = _said(process.stdout)
            (path,) = re.findall(rf"http://127\.0\.0\.1:{port}(\S+)", said)
            _, cookie, _ = ask(port, path)
            yield Served(said, port, path, visited(port, cookie), cookie, course)
        finally:
            process.send_signal(signal.SIGINT)


def _said(lines: TextIO) -> str:
    """Return what the command said before it began to serve; fail with that where it ended instead."""
    said = ""
    for line in lines:
        if line == "To stop it, press Ctrl+C here.\n":
            return said
        said += line
    pytest.fail(f"The command ended:\n{said}")


def test_the_one_printed_address_opens_the_report(served: Served) -> None:
    assert re.fullmatch(r"/voila/render/report\.ipynb\?token=[\w-]{32,}", served.address)
    assert "Keep its address to yourself" in served.said
    assert "To take up in class" in served.page


@pytest.mark.parametrize("query", ["", "?token=", "?token=guessed"])
@pytest.mark.parametrize("path", ["/voila/render/report.ipynb", "/", "/nowhere"])
def test_without_the_token_there_is_no_word_of_it(served: Served, path: str, query: str) -> None:
    status, cookie, body = ask(served.port, path + query)
    assert (status, cookie) == (403, "")
    assert "Take the address from the terminal" in body
    assert not re.search(r"learner-0|Class report|report\.ipynb|To take up", body)


def test_a_visit_without_the_token_begins_nothing(served: Served) -> None:
    assert ask(served.port, "/voila/visit/report.ipynb", "POST", **{"X-Attunement-Ticket": "0000-0002"})[0] == 403


def test_the_kernel_listens_to_nobody_without_the_token(served: Served) -> None:
    kernel = re.search(r'data-kernel="([\w-]+)"', served.page)[1]
    assert ask(served.port, f"/voila/api/shutdown/{kernel}", "POST")[0] == 403
    address = f"ws://127.0.0.1:{served.port}/api/kernels/{kernel}/channels"
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(address, timeout=20, subprotocols=[PROTOCOL])
    websocket.create_connection(address, timeout=20, subprotocols=[PROTOCOL], cookie=served.cookie.split(";")[0]).close()


def test_a_cookie_keeps_the_page_open_in_that_browser_alone(served: Served) -> None:
    assert re.search(r"; HttpOnly; Path=/; SameSite=Strict$", served.cookie)
    status, again, body = ask(served.port, "/", Cookie=served.cookie.split(";")[0])
    assert (status, again) == (200, "")
    assert "Class report" in body


def test_each_visit_shows_the_gradebook_of_that_moment(served: Served) -> None:
    with served.course.gradebook() as gradebook:
        gradebook.update_or_create_student("learner-02", first_name="Ines", last_name="Newcomer")
    assert "Ines Newcomer" not in served.page
    assert "Ines Newcomer" in visited(served.port, served.cookie)
