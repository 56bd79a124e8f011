"""The promises of the published app, read back from one that runs."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import sys
import time
import uuid
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import websocket

from apart import apart
from attunement.publish import pool, running

from .visiting import LESSON, Site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("publish")  # one server for all of them
RENDER, PART = "/voila/render/07-listening.ipynb", "/exercise/rewrite/script"
FAULT = "Cell 1 of a lesson did not run: 1 / 0 (ZeroDivisionError: division by zero)"  # as it stands in the tests' lesson


class Tags(HTMLParser):
    """The tags of a page, in order."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", ["/", RENDER, PART, "/nowhere"])
def test_every_answer_carries_the_protections(site: Site, path: str) -> None:
    headers = site.ask(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    known = r" 'sha256-[\w+/]{43}='"  # nothing that stands in a page may run or dress it but what we put there
    assert re.fullmatch("'self'" + known * (2 if path in ("/", RENDER) else 0) + " blob:", policy["script-src"])
    assert re.fullmatch("'self'" + known * (path != PART), policy["style-src"])
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in headers


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    first = site.ask(RENDER)
    again = site.ask(RENDER, **{"If-None-Match": first.headers["etag"]})
    assert first.headers["cache-control"] == "no-cache"
    assert (again.status, again.body) == (304, "")


def test_a_lesson_is_there_without_a_kernel(site: Site, lesson: str) -> None:
    before = site.in_force()["given"]
    for _ in range(20):
        assert site.ask(RENDER).body == lesson
    assert site.in_force()["given"] == before
    assert "AFTER-THE-FAULT" in lesson
    assert [a["data-cell"] for tag, a in Tags(lesson).found if "data-cell" in a] != []


def test_front_page_lists_the_lesson_by_real_links_and_loads_nothing(front: str) -> None:
    tags = Tags(front).found
    assert [a["href"] for tag, a in tags if tag == "a" and a["href"].startswith("/voila")] == [RENDER, RENDER]
    assert [a for _, a in tags if "src" in a] == []
    assert {tag for tag, a in tags if "data-visit" in a} == {"main"}  # nothing asks for a kernel before the visitor does
    assert "Listening &amp; waiting" in front
    assert "12 minutes" in front
    assert "Leave room &lt;for&gt; the client." in front
    assert all(aim[1:] in front for aim in LESSON["aims"])  # the one that stands under the title begins with a capital letter
    assert "draft.ipynb" not in front


def test_both_pages_say_where_to_find_help(front: str, lesson: str) -> None:
    for page in (front, lesson):
        assert "call your local emergency number" in page
        assert "This is a course, not a service." in page
        assert 'href="https://findahelpline.com"' in page


def test_nothing_on_a_page_is_fetched_from_another_site(front: str, lesson: str) -> None:
    for tag, attributes in Tags(front).found + Tags(lesson).found:
        for name in ("src", "href", "action", "srcset", "data"):
            address = attributes.get(name) or "/"
            assert address.startswith(("/", "#", "data:")) or tag == "a", (tag, address)
            assert not address.startswith("//")


def test_lesson_page_is_marked_up_for_everyone(lesson: str) -> None:
    tags = Tags(lesson).found
    names = [tag for tag, _ in tags]
    assert ("html", {"lang": "en"}) in tags
    assert "<title>Listening &amp; waiting · Attunement</title>" in lesson
    assert names.count("main") == names.count("h1") == 1
    assert next(a for tag, a in tags if tag == "a") == {"class": "skip", "href": "#main"}
    assert ("a", {"href": "/"}) in tags
    assert 'id="connection" class="notice" role="status"' in lesson


def test_lesson_shows_neither_code_nor_what_is_for_lab_and_survives_a_fault(site: Site, lesson: str, visit: str) -> None:
    for page in (lesson, visit):
        assert "from toy import" not in page
        assert "ONLY-FOR-LAB" not in page
        assert "ZeroDivisionError" not in page
    assert "This part of the lesson did not start." in visit
    assert "Cell 1 of a lesson did not run: 1 / 0 (ZeroDivisionError" in site.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [
    # other notebooks and files, and ways out of the folder
    "/voila/render/draft.ipynb", "/voila/render/toy.py", "/voila/render/solutions/config.ipynb",
    "/voila/render/.git/config.ipynb",
    "/voila/render/.ipynb_checkpoints/config.ipynb", "/voila/render/../lessons/07-listening.ipynb", "/voila/render/..%2Flog.txt",
    "/voila/render/%2e%2e/solutions/config.ipynb", "/voila/render/07-listening.ipynb%00", "/voila/render/", "/07-listening.ipynb",
    "/voila/files/photo.png", "/voila/files/07-listening.ipynb", "/voila/files/toy.py", "/files/photo.png", "/photo.png",
    "/.git/config", "/solutions/config.ipynb", "//etc/passwd", "/page/../server.py", "/page/..%2fserver.py",
    "/page/%2e%2e%2fhelp.yaml", "/look/..%2f..%2fpyproject.toml", "/page/",
    # what Voila and Jupyter Server offer elsewhere
    "/look/tokens.css", "/page/lesson.js", "/page/host.js", "/voila/script/front.js",
    "/exercise/base/script", "/exercise/rewrite/words", "/exercise/..%2Fserver/script", "/voila/visit/front.js",
    "/voila/tree", "/voila/tree/solutions", "/api/contents", "/voila/api/contents", "/voila/api/contents/07-listening.ipynb",
    "/api/kernels", "/api/sessions", "/api/terminals", "/terminals/websocket/1", "/api/config", "/api/kernelspecs",
    "/voila/templates/lab/static/voila.js", "/voila/static/voila.js", "/voila/api/themes/x.css",
    "/voila/labextensions/anywidget/package.json", "/login", "/logout",
])  # fmt: skip
def test_everything_else_is_not_there(site: Site, path: str) -> None:
    answer = site.ask(path)
    assert answer.status == 404
    assert "There is no page at this address" in answer.body or path.startswith(("/page/", "/look/"))


@pytest.mark.parametrize("query", ["template=lab", "voila-template=lab", "theme=dark", "voila-theme=dark"])
def test_a_visitor_cannot_choose_the_template(site: Site, query: str) -> None:
    page = site.ask(f"{RENDER}?{query}").body
    assert '<main id="main" class="lesson"' in page
    assert "voila.js" not in page


def test_configuration_in_force_is_ours_whatever_the_machine_says(site: Site) -> None:
    now = site.in_force()
    assert now["connection"] == "ClosedConnection"
    assert now["voila"] == {
        "template": "attunement", "allow_template_override": "NO", "allow_theme_override": "NO", "file_allowlist": [],
        "show_tracebacks": False, "preheat_kernel": False,
    }  # fmt: skip
    assert now["cull"] == [120, 30, False]
    assert now["culling"]


@pytest.mark.parametrize("kind", ["execute_request", "complete_request", "inspect_request", "history_request", "debug_request"])
@pytest.mark.parametrize("channel", ["shell", "control"])
def test_a_visitor_runs_no_code(site: Site, kernel: str, tmp_path: Path, kind: str, channel: str) -> None:
    mark = tmp_path / "ran"
    code = f"open({str(mark)!r}, 'w').close()"
    with site.talk(kernel) as talk:
        refused = talk.say(kind, {"code": code, "silent": False, "cursor_pos": 1, "arguments": {"expression": code}}, channel)
        heard = talk.answered(channel)
    assert refused not in {message["parent_header"].get("msg_id") for message in heard}
    assert not mark.exists()


def test_a_page_may_open_its_socket_before_it_knows_its_kernel(site: Site) -> None:
    ticket, until = uuid.uuid4().hex, time.monotonic() + 60
    while not site.in_force()["ready"] and time.monotonic() < until:
        time.sleep(0.1)  # who has to wait in the queue gets a socket of the usual kind later
    with site.dial(f"/voila/socket/{ticket}?session_id={ticket}") as talk:
        begun = site.begun(ticket)
        refused = talk.say("execute_request", {"code": "1", "silent": False})
        assert refused not in {message["parent_header"].get("msg_id") for message in talk.answered()}
        told = re.search(r'<script type="application/vnd.jupyter.widget-state\+json">([^<]*)</script>', begun.body).group(1)
        assert json.loads(told)["state"].keys() == talk.states().keys()


def test_a_ticket_leads_to_its_kernel_and_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LONGEST", 0.05)

    async def tried() -> None:
        kernels = pool.WarmKernels()
        with pytest.raises(TimeoutError):
            await kernels.kernel_of("one")
        waiting = asyncio.ensure_future(kernels.kernel_of("two"))
        await asyncio.sleep(0)
        for ticket in ("two", "three"):
            kernels.begun(ticket, f"kernel of {ticket}")
        assert [await waiting, await kernels.kernel_of("three")] == ["kernel of two", "kernel of three"]
        queued = asyncio.ensure_future(kernels.kernel_of("four"))
        await asyncio.sleep(0)
        kernels.queued("four")
        with pytest.raises(TimeoutError):
            await queued

    apart(tried())


def test_an_exercise_answers_and_sends_at_once(site: Site, kernel: str) -> None:
    with site.talk(kernel) as talk:
        states = talk.states()
        toy = next(name for name, state in states.items() if state.get("word") == "ready")
        assert "export default" in states[toy]["_esm"]
        talk.say("comm_msg", {"comm_id": toy, "data": {"method": "custom", "content": {"say": "hello"}}})
        heard = talk.until(lambda message: message["content"].get("data", {}).get("content") == {"heard": "hello"})
        assert heard[-1]["content"]["comm_id"] == toy
        assert set(site.in_force()["nodelay"]) == {1}


def test_the_older_protocol_is_refused(site: Site, kernel: str) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
        site.talk(kernel, subprotocols=None)


@pytest.mark.parametrize("frame", [
    b"", b"\xff" * 8, b"\xff" * 4096, (2**40).to_bytes(8, "little") + bytes(64), (6).to_bytes(8, "little"), bytes(100_000),
    b"{}", "text", "\x06",
])  # fmt: skip
def test_what_is_no_message_is_dropped_and_the_kernel_answers_on(site: Site, kernel: str, frame: str | bytes) -> None:
    with site.talk(kernel) as talk:
        talk.socket.send(frame, websocket.ABNF.OPCODE_TEXT if isinstance(frame, str) else websocket.ABNF.OPCODE_BINARY)
        assert talk.answered()[-1]["content"]["status"] == "ok"
    assert "Traceback" not in site.log.read_text(encoding="utf-8")


def test_kernel_goes_when_the_page_says_goodbye_and_only_then(site: Site) -> None:
    kernel = site.lesson()
    goodbye = f"/voila/api/shutdown/{kernel}"
    assert site.ask(goodbye, "POST", Origin="https://example.org").status == 404
    assert kernel in site.in_force()["kernels"]
    assert site.ask(goodbye, "POST", Origin=f"http://127.0.0.1:{site.port}").status == 204
    assert kernel not in site.in_force()["kernels"]
    with pytest.raises(websocket.WebSocketBadStatusException):
        site.talk(kernel)


def test_no_other_site_reaches_the_app(site: Site, kernel: str) -> None:
    assert site.ask("/", Host="evil.example").status == 403
    assert site.ask(RENDER, Host="evil.example:80").status == 403
    with pytest.raises(websocket.WebSocketBadStatusException):
        site.talk(kernel, origin="https://evil.example")


def test_learners_words_are_nowhere_on_the_disk(site: Site, kernel: str) -> None:
    words = f"canary {uuid.uuid4().hex}"
    with site.talk(kernel) as talk:
        toy = next(name for name, state in talk.states().items() if state.get("word") == "ready")
        for data in ({"method": "custom", "content": {"say": words}}, {"method": "update", "state": {"word": [words]}}):
            talk.say("comm_msg", {"comm_id": toy, "data": data})
        assert words in str(talk.answered())  # it was there to be written down
    site.ask(f"/nowhere?{words.replace(' ', '+')}")
    files = [path for path in site.home.rglob("*") if path.is_file()]
    assert site.log in files
    assert not [path for path in files if words.split()[1].encode() in path.read_bytes()]


def test_full_house_is_said_place_by_place_and_ctrl_c_ends_everything(tmp_path: Path) -> None:
    full = Site(tmp_path, ("1",))
    kernel = full.lesson()
    second, third = (full.visit(ticket) for ticket in ("0000-0002", "0000-0003"))
    assert [(answer.status, answer.headers["retry-after"]) for answer in (second, third)] == [(202, "3")] * 2
    assert ['data-ahead="0"' in second.body, 'data-ahead="1"' in third.body] == [True, True]
    assert full.ask(RENDER).status == 200  # who waits can read
    assert full.ask(f"/voila/api/shutdown/{kernel}", "POST").status == 204
    assert full.visit("0000-0003").status == 202  # it is not this one's turn
    assert full.begun("0000-0002").status == 200
    code = full.close()
    said = full.log.read_text(encoding="utf-8").splitlines()
    assert said == [f"Attunement is open at http://127.0.0.1:{full.port}", "To stop it, press Ctrl+C here.", FAULT, FAULT]
    assert code == 0


def test_a_visit_begins_on_a_page_of_this_site_only(site: Site) -> None:
    assert site.visit(Origin="https://evil.example").status == 403
    assert site.visit(**{"Sec-Fetch-Site": "cross-site"}).status == 403
    assert site.visit(ticket="<b>").status == 403
    assert site.visit(name="draft.ipynb").status == 404
    assert site.ask("/voila/visit/07-listening.ipynb").status == 405


def test_a_taken_port_is_one_plain_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code = f"from attunement.publish import serve; serve({port})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    way_out = f"Stop that one, or choose another port: attunement serve --port {port + 1}"
    assert (done.stdout, done.stderr) == ("", f"Port {port} is taken by another program. {way_out}\n")
