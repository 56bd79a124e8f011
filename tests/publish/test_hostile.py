"""What a visitor with bad intent sends, read back from servers that run: nothing is given away, broken or written down."""

from __future__ import annotations

import json
import os
import re
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import psutil
import pytest
import websocket
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from attunement.publish import kernels
from attunement.publish.lessons import SAVES
from attunement.publish.policy import HEADERS
from exercises.test_base import ARGUMENTS, NAMES

from .visiting import LESSON, LIKE_A_PAGE, PROTOCOL, Site, Talk

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.xdist_group("publish")
EVERY, NAME = "08-every.ipynb", "https://course.example"
TOKEN = "a-token-that-is-on-no-page-0123456789"
CAUGHT = "a kernel can write here"
NOBODY = "0a1b2c3d-0000-4000-8000-0123456789ab"  # the id of no kernel
MESSAGES = [
    "execute_request", "inspect_request", "complete_request", "history_request", "is_complete_request", "connect_request",
    "comm_info_request", "kernel_info_request", "shutdown_request", "interrupt_request", "debug_request", "input_reply",
    "input_request", "comm_open", "comm_msg", "comm_close", "create_subshell_request", "delete_subshell_request",
    "list_subshell_request", "usage_request", "apply_request", "clear_request", "abort_request", "status", "stream", "",
]  # fmt: skip
ADDRESSES = {  # handler → an address of it
    "FrontPage": "/", "LessonPage": f"/voila/render/{EVERY}",
    "Visit": f"/voila/visit/{EVERY}",
    "Part": "/exercise/rewrite/script", "KernelSocket": f"/api/kernels/{NOBODY}/channels",
    "EarlySocket": f"/voila/socket/{NOBODY}",
    "VoilaShutdownKernelHandler": f"/voila/api/shutdown/{NOBODY}", "NotFound": "/nowhere",
    "StockPage": "/voila/render/09-lab.ipynb", "Kernel": f"/api/kernels/{NOBODY}",
    "TemplateStaticFileHandler": "/voila/templates/lab/static/voila.js",
    "MultiStaticFileHandler": "/voila/static/voila.js", "ThemesHandler": "/voila/api/themes/x/index.css",
    "FileFindHandler": "/voila/labextensions/anywidget/static/x.js",
}  # fmt: skip
LIBRARIES = {"TemplateStaticFileHandler", "MultiStaticFileHandler", "ThemesHandler", "FileFindHandler"}  # files of packages
SHOWN = [name for name in NAMES if not SAVES.search(f".{name}(")]  # others write files, and stand in no published lesson
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
DEEP = json.loads("[" * 400 + "]" * 400)
HOSTILE = [
    None, True, -1, 10**400, 1e308, [], {}, DEEP, [["=", "x"]], {"a": [1]}, "", "x" * 30_000, "<img src=x onerror=alert(1)>",
    "\x00\x1b[2J", "\ud800", "\u202e\u200b", "__class__", "{0.__class__}", "%s%n", "🙂" * 2000,
]  # fmt: skip


def every(folder: Path) -> None:
    """Write a lesson with each exercise once, and one that asks for Voila's own front end."""
    code = nbformat.v4.new_code_cell
    calls = [f"at.{name}({', '.join(map(repr, ARGUMENTS.get(name, ())))})" for name in SHOWN]
    about = {**LESSON, "number": "08", "title": "Every exercise"}
    cells = [code(f"import attunement as at, os\n_ = os.write(2, {CAUGHT.encode()})"), *map(code, calls)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"attunement": about}), folder / EVERY)
    lab = nbformat.v4.new_notebook(cells=[code("1")], metadata={"attunement": {**about, "number": "09", "page": "lab"}})
    nbformat.write(lab, folder / "09-lab.ipynb")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site with every exercise and a public name, whose kernels write into a file what is thrown away otherwise."""
    wanted = {"how": {"site": NAME}, "config": {"WarmKernels": {"waiting": 1}}}
    site = Site(tmp_path_factory.mktemp("whole"), (json.dumps(wanted),), "publish.bounded")
    every(site.home / "lessons")
    yield site
    site.close()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site that asks for a token."""
    wanted = {"token": TOKEN, "config": {"WarmKernels": {"waiting": 0}}}
    site = Site(tmp_path_factory.mktemp("closed"), (json.dumps(wanted),), "publish.bounded")
    every(site.home / "lessons")
    yield site
    site.close()


@pytest.fixture(scope="module")
def visit(whole: Site) -> str:
    """Return the kernel in which every exercise is."""
    answer = whole.visit(name=EVERY)
    while answer.status == 202:
        answer = whole.visit(name=EVERY)
    return re.search(r'data-kernel="([\w-]+)"', answer.body).group(1)


def exercises(talk: Talk) -> dict[str, dict[str, Any]]:
    """Return the states of the exercises in a kernel, by id."""
    return {name: state for name, state in talk.states().items() if "said" in state}


def frame(kind: Any, channel: str = "shell", content: Any = None, **header: Any) -> bytes:
    """Return a message as it goes over the socket."""
    parts = {"header": {"msg_id": "1", "msg_type": kind, **LIKE_A_PAGE, **header}, "parent_header": {}, "metadata": {}}
    return serialize_msg_to_ws_v1({**parts, "content": content or {}}, channel, lambda part: json.dumps(part).encode())


@pytest.mark.parametrize("channel", ["shell", "control", "iopub", "stdin", "hb", ""])
def test_a_closed_list_of_messages_is_passed_on(channel: str) -> None:
    passed = {kind for kind in MESSAGES if kernels.read(frame(kind, channel))}
    some = {"shell": {"comm_msg", "comm_info_request", "kernel_info_request"}, "control": {"kernel_info_request"}}
    assert passed == some.get(channel, set())  # comm_open: see the next


@pytest.mark.parametrize(("content", "passed"), [
    ({"target_name": "jupyter.widget.control"}, True), ({"target_name": "jupyter.widget"}, False), ({"target_name": ""}, False),
    ({"target_name": ["jupyter.widget.control"]}, False), ({"target_module": "os"}, False), ([], False), ("x", False),
])  # fmt: skip
def test_no_widget_of_a_visitors_choice_is_made(content: Any, passed: bool) -> None:  # noqa: FBT001 (a table)
    assert bool(kernels.read(frame("comm_open", content=content))) is passed


@pytest.mark.parametrize("header", [
    {"msg_id": None}, {"msg_id": 1}, {"msg_type": ["comm_msg"]}, {"date": 5}, {"session": {}}, {"username": None}, {"version": 5},
])  # fmt: skip
def test_a_header_of_another_form_is_dropped(header: dict[str, Any]) -> None:
    assert kernels.read(frame("comm_msg"))
    assert not kernels.read(frame(**{"kind": "comm_msg", **header}) if "msg_type" not in header else frame(header["msg_type"]))


def test_the_kernel_is_neither_stopped_nor_given_widgets(whole: Site, visit: str) -> None:
    with whole.talk(visit) as talk:
        before, born = talk.states().keys(), talk.answered()[-1]["parent_header"]
        for kind in ("shutdown_request", "interrupt_request", "comm_close"):
            for channel in ("shell", "control"):
                talk.say(kind, {"restart": False, "comm_id": next(iter(before))}, channel)
        for model in ("FileUploadModel", "OutputModel", "AnyModel"):
            state = {"_model_module": "@jupyter-widgets/controls", "_model_name": model, "_esm": "export default {}"}
            talk.say("comm_open", {"comm_id": uuid.uuid4().hex, "target_name": "jupyter.widget", "data": {"state": state}})
        assert talk.states().keys() == before
        assert born
    assert visit in whole.in_force()["given"]


@pytest.mark.parametrize("session", ["x" * 300, "%C3%A9", "a%0ab", "canary+word", "%F0%9F%99%82"])
def test_a_session_of_any_name_is_refused_quietly(whole: Site, visit: str, session: str) -> None:
    before = whole.log.read_bytes()
    address = f"ws://127.0.0.1:{whole.port}/api/kernels/{visit}/channels?session_id={session}"
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
        websocket.create_connection(address, subprotocols=[PROTOCOL], timeout=10)
    assert whole.log.read_bytes() == before


def test_no_exercise_is_shaken_by_anything(whole: Site, visit: str) -> None:
    before = whole.log.read_bytes()
    with whole.talk(visit) as talk:
        states = exercises(talk)
        assert len(states) == len(SHOWN)
        for comm, state in states.items():
            for value in HOSTILE:
                content = {"do": "check", "text": value, "seq": value, "view": value, "note": value}
                for data in (
                    {"method": "update", "state": dict.fromkeys(state, value), "buffer_paths": []},
                    {"method": "custom", "content": value},
                    {"method": "custom", "content": content},
                    {"method": value},
                    value,
                ):
                    talk.say("comm_msg", {"comm_id": comm, "data": data})
            talk.answered()
        after = exercises(talk)
    words = {comm: state["words"] for comm, state in states.items()}
    assert {comm: state["words"] for comm, state in after.items()} == words
    assert {state["said"]["trouble"] for state in after.values()} <= {True, False}
    assert whole.log.read_bytes() == before
    assert (whole.home / "kernels.txt").read_text(encoding="utf-8") == CAUGHT


def test_five_million_letters_are_answered_with_a_sentence(whole: Site, visit: str) -> None:
    with whole.talk(visit) as talk:
        rewrite = next(name for name, state in exercises(talk).items() if "versions" in state)
        talk.say(
            "comm_msg", {"comm_id": rewrite, "data": {"method": "custom", "content": {"do": "keep", "text": "x" * 5_000_000}}}
        )
        heard = talk.until(lambda message: "said" in message["content"].get("data", {}).get("state", {}))
        said = [message["content"]["data"]["state"]["said"] for message in heard[-1:]]
    assert said[-1]["trouble"]
    assert "5,000" in said[-1]["text"]
    assert "xxx" not in str(said)


def test_every_address_is_known(whole: Site) -> None:
    assert {name for _, name in whole.in_force()["rules"]} == ADDRESSES.keys()


def answers(site: Site, name: str, **headers: str) -> dict[str, Any]:
    """Return the answers of a handler to every method."""
    return {method: site.ask(ADDRESSES[name], method, **headers) for method in METHODS}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_token_opens_everything_or_nothing(closed: Site, name: str) -> None:
    for method, answer in answers(closed, name).items():
        if name in LIBRARIES:
            assert TOKEN not in answer.body
        else:
            preflight = name == "VoilaShutdownKernelHandler" and method == "OPTIONS"  # says which headers may be sent, no more
            assert answer.status in (400, 403, 404, 405) or (preflight and answer.body == ""), (method, answer)
            assert "Every exercise" not in answer.body


def test_the_token_is_on_no_page(closed: Site) -> None:
    first = closed.ask(f"/?token={TOKEN}")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    for path in ("/", ADDRESSES["LessonPage"], "/nowhere", f"/nowhere?token={TOKEN}", f"/?token={TOKEN}"):
        answer = closed.ask(path, Cookie=cookie.partition(";")[0])
        assert answer.status in (200, 404)
        assert TOKEN not in answer.body + str(answer.headers)


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - LIBRARIES))
def test_only_the_sites_own_names_are_answered_to(whole: Site, name: str) -> None:
    for method, answer in answers(whole, name, Host="evil.example").items():
        assert answer.status in (400, 403, 404, 405), (method, answer)
        assert "Every exercise" not in answer.body


@pytest.mark.parametrize(("host", "origin", "opens"), [
    ("course.example", NAME, True), ("course.example", "https://evil.example", False), ("course.example", "null", False),
    ("course.example", "https://course.example.evil.example", False), ("evil.example", "https://evil.example", False),
    ("course.example:8443", "https://course.example:8443", True), ("sub.course.example", "https://sub.course.example", False),
])  # fmt: skip
def test_a_public_name_opens_the_site_and_no_other_does(whole: Site, visit: str, host: str, origin: str, opens: bool) -> None:  # noqa: FBT001
    named = {"Host": host, "Origin": origin}
    assert (whole.ask(f"/voila/visit/{EVERY}", "POST", **named, **{"X-Attunement-Ticket": "no ticket"}).status == 403) is True
    assert whole.ask(f"/voila/api/shutdown/{NOBODY}", "POST", **named).status == (404 if host.startswith("course") else 403)
    socket = None
    with suppress(websocket.WebSocketBadStatusException):
        socket = whole.talk(visit, host=host, origin=origin)
        socket.socket.close()
    assert (socket is not None) is opens


def protected(headers: dict[str, str]) -> bool:
    """Tell whether an answer carries every protection."""
    policy = headers.get("content-security-policy", "")
    return (
        "default-src 'none'" in policy and all(name.lower() in headers for name in HEADERS) and headers["server"] == "attunement"
    )


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - {"StockPage"}))
def test_every_answer_to_every_method_is_protected(whole: Site, name: str) -> None:
    for method, answer in answers(whole, name).items():
        assert protected(answer.headers), (method, answer.status, answer.headers)
        assert "set-cookie" not in answer.headers or name in LIBRARIES
        assert "access-control-allow-origin" not in answer.headers


def test_what_is_unchanged_refused_or_a_socket_is_protected_too(whole: Site, visit: str) -> None:
    page = whole.ask(ADDRESSES["LessonPage"])
    again = whole.ask(ADDRESSES["LessonPage"], **{"If-None-Match": page.headers["etag"]})
    assert (again.status, protected(again.headers)) == (304, True)
    assert protected(whole.ask("/", Host="evil.example").headers)
    with whole.talk(visit) as talk:
        assert protected(talk.socket.headers)


def test_no_error_shows_what_was_asked_for(whole: Site) -> None:
    word = f"canary{uuid.uuid4().hex}"
    asked = {
        "Referer": f"http://127.0.0.1/{word}",
        "X-Attunement-Ticket": f"<b>{word}",
        "Cookie": f"a={word}",
        "User-Agent": word,
    }
    for path in (
        f"/{word}",
        f"/{word}?{word}",
        f"/voila/render/{word}.ipynb",
        f"/exercise/{word}/script",
    ):
        for method in METHODS:
            answer = whole.ask(path, method, **asked)
            assert answer.status in (403, 404, 405)
            assert word not in answer.body + str(answer.headers)


def test_a_canary_in_every_exercise_and_request_is_written_down_nowhere(whole: Site, visit: str) -> None:
    word = f"canary{uuid.uuid4().hex}"
    with whole.talk(visit) as talk:
        for comm in exercises(talk):
            for do in ("check", "keep", "save", "write", word):
                talk.say(
                    "comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": {"do": do, "text": word, "note": word}}}
                )
            talk.say("comm_msg", {"comm_id": comm, "data": {"method": word, "state": {word: word}}})
        assert word in str(talk.answered())  # it was there to be written down
    asked = {"Referer": f"http://127.0.0.1/{word}", "X-Attunement-Ticket": word, "User-Agent": word, "Origin": f"http://{word}"}
    for path in (f"/{word}", f"/?{word}", f"/voila/visit/{EVERY}?{word}", f"/voila/api/shutdown/{word}-b-c-d-e"):
        for method in ("GET", "POST"):
            whole.ask(path, method, **asked)
    files = [path for path in whole.home.rglob("*") if path.is_file()]
    family = [psutil.Process(whole.process.pid), *psutil.Process(whole.process.pid).children(recursive=True)]
    written = [Path(f"/proc/{one.pid}/{part}") for one in family for part in ("cmdline", "environ")]
    runtime = [path for path in Path("/tmp").glob("voila_*/*") if path.is_file() and path.stat().st_uid == os.getuid()]
    assert len(files) > 3
    assert [path for path in [*files, *written, *runtime] if path.exists() and word.encode() in path.read_bytes()] == []
