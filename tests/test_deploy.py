"""What stands in deploy/ and in the operators' page is true: files, addresses, commands, and what tools can check of them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import click
import pytest

from attunement import cli
from attunement.publish import pool, stock
from attunement.publish.server import Lessons

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "book" / "operators.md").read_text(encoding="utf-8")
CONTAINER = re.sub(r"\\\n", "", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
KERNEL = "abff3642-e8e7-45a5-9d4a-3608baf08fbd"

# Every kind of address that the course has, with an example; tests below hold it against the server and against nginx.
OPEN = {
    "/": "GET",
    "/voila/render/03-acceptance.ipynb": "GET",
    "/voila/visit/03-acceptance.ipynb": "POST",
    "/voila/visit/front": "POST",
    "/exercise/rewrite/script": "GET",
    "/exercise/peer-sheet/style": "GET",
    f"/api/kernels/{KERNEL}/channels": "GET",
    "/voila/socket/33e5f08e-227e9b66-b87e14e2-3543a20d": "GET",
    f"/voila/api/shutdown/{KERNEL}": "POST",
}
SHUT = [
    *("/api", "/api/kernels", f"/api/kernels/{KERNEL}", "/api/contents", "/api/kernelspecs", "/api/sessions", "/api/terminals"),
    *("/voila/render/", "/voila/render/a/b.ipynb", "/voila/render/notes.txt", "/voila/files/photo.png", "/voila/static/x.js"),
    *(
        "/static/x.js",
        "/tree",
        "/lab",
        "/login",
        "/metrics",
        "/.git/config",
        "/solutions/a.ipynb",
        "/modules/03-acceptance.ipynb",
    ),
    *(f"/voila/api/shutdown/{KERNEL}/x", f"/api/kernels/{KERNEL}/interrupt", "/exercise/rewrite", "/exercise/../script"),
]


# The unit


def unit() -> dict[str, list[str]]:
    """Return every key of the unit with its values, of which there may be several."""
    said: dict[str, list[str]] = {}
    for key, value in re.findall(
        r"^(\w+)=(.*)$", (DEPLOY / "attunement.service").read_text(encoding="utf-8"), flags=re.MULTILINE
    ):
        said.setdefault(key, []).append(value)
    return said


YES = ["DynamicUser", "LockPersonality", "MemoryDenyWriteExecute", "NoNewPrivileges", "PrivateDevices", "PrivateTmp"]
YES += ["PrivateUsers", "ProtectHome", "RestrictNamespaces", "RestrictSUIDSGID"]
HARDENED = dict.fromkeys(YES, "yes") | {
    "CapabilityBoundingSet": "",
    "IPAddressAllow": "localhost",
    "IPAddressDeny": "any",
    "LimitCORE": "0",
    "MemorySwapMax": "0",
    "OOMPolicy": "continue",
    "ProtectSystem": "strict",
    "Restart": "on-failure",
    "UMask": "0077",
}


def test_the_unit_takes_every_right_that_the_lessons_do_not_need() -> None:
    service = unit()
    assert {key: service.get(key) for key in HARDENED} == {key: [value] for key, value in HARDENED.items()}
    assert service["SystemCallFilter"] == ["@system-service", "~@privileged"]
    # A server that may do less does not start a kernel: see the comments in the unit.
    assert set(service["RestrictAddressFamilies"][0].split()) == {"AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK"}
    assert re.fullmatch(r"\d+G", service["MemoryMax"][0])
    assert int(service["LimitNOFILE"][0]) >= 4096
    assert int(service["TasksMax"][0]) >= 40 * 16, "a kernel is a process of 16 threads"


def test_systemd_takes_the_unit_and_finds_it_hardened(tmp_path: Path) -> None:
    """Where systemd is not installed, the test above has to do."""
    text = (DEPLOY / "attunement.service").read_text(encoding="utf-8")
    assert text.count("# HERE: ") == 2
    tool = shutil.which("systemd-analyze")
    if not tool:
        return
    here = tmp_path / "attunement.service"
    here.write_text(text.replace("/opt/attunement/bin/attunement", sys.executable), encoding="utf-8")
    for options in (("verify", "--man=no", "--recursive-errors=no"), ("security", "--offline=yes", "--threshold=15")):
        done = subprocess.run([tool, *options, here], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


# nginx


def blocks(text: str) -> list[Any]:
    """Return nginx's directives as lists of words; one that has a block ends with the list of what is in it."""
    words = re.findall(r"#[^\n]*|\"(?:\\.|[^\"])*\"|'[^']*'|(?:\$\{\w+\}|[^\s;{}])+|[;{}]", text)
    stack: list[list[Any]] = [[]]
    said: list[Any] = []
    for word in words:
        if word == "{":
            stack[-1].append([*said, []])
            stack.append(stack[-1][-1][-1])
            said = []
        elif word == ";":
            stack[-1].append(said)
            said = []
        elif word == "}":
            assert not said
            stack.pop()
        elif not word.startswith("#"):
            said.append(word.strip("\"'"))
    assert (len(stack), said) == (1, [])
    return stack[0]


def within(directives: list[Any], name: str) -> list[Any]:
    return [directive[1:] for directive in directives if directive[0] == name]


DIRECTIVES = blocks(NGINX)
PLAIN, SERVER = [server[0] for server in within(DIRECTIVES, "server")]
LOCATIONS = within(SERVER, "location")


def location(path: str) -> list[Any]:
    """Return what nginx would do for a path: an exact one, else the first pattern that fits, else what is left."""
    found = [inside for kind, at, inside in (each for each in LOCATIONS if len(each) == 3)
             if (kind == "=" and at == path) or (kind == "~" and re.search(at, path))]  # fmt: skip
    return found[0] if found else next(each[1] for each in LOCATIONS if each[0] == "/")


@pytest.mark.parametrize(("path", "method"), OPEN.items())
def test_nginx_passes_on_what_there_is_and_by_its_method_alone(path: str, method: str) -> None:
    inside = location(path)
    assert within(inside, "proxy_pass") == [["http://attunement"]]
    assert within(inside, "limit_except") == [[method, [["deny", "all"]]]]


@pytest.mark.parametrize("path", SHUT)
def test_nginx_answers_everything_else_itself(path: str) -> None:
    assert within(location(path), "proxy_pass") == []
    assert within(location(path), "return")[0][0] == "404"


def test_the_open_addresses_are_those_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "handlers", lambda *_: [])  # there only where a notebook asks; operators.md says so
    patterns = [handler[0] for handler in Lessons.init_handlers(MagicMock())]
    assert patterns.pop() == ".*"
    fits = {pattern: [path for path in OPEN if re.fullmatch(pattern, path)] for pattern in patterns}
    assert [pattern for pattern, paths in fits.items() if not paths] == [], "nginx.conf and OPEN do not know it yet"
    assert set(OPEN) == {path for paths in fits.values() for path in paths}


def test_nginx_speaks_tls_carries_the_socket_and_counts() -> None:
    assert within(SERVER, "ssl_protocols") == [["TLSv1.2", "TLSv1.3"]]
    assert all("ssl" in words for words in within(SERVER, "listen"))
    assert within(SERVER, "add_header")[0][0] == "Strict-Transport-Security"
    socket = location(f"/api/kernels/{KERNEL}/channels")
    sent = dict(within(socket, "proxy_set_header"))
    assert (sent["Upgrade"], sent["Connection"], sent["Host"]) == ("$http_upgrade", "upgrade", "$host")
    known = {name: value for name, value in within(SERVER, "proxy_set_header") if name != "Connection"}
    assert known.items() <= sent.items(), "a location that sets one header inherits none"
    assert [words[0] for words in within(socket, "limit_conn")] == ["sockets"]
    assert [words[0] for words in within(location("/voila/visit/front"), "limit_req")] == ["zone=visits"]
    assert within(SERVER, "limit_req_status") == within(SERVER, "limit_conn_status") == [["429"]]
    assert within(PLAIN, "proxy_pass") == []


def test_nginx_writes_down_nobody() -> None:
    telling = re.compile(r"\$(request|request_uri|args|query_string|http_\w+|cookie_\w+|remote_\w+|arg_\w+|uri)\b")
    (name, *said) = within(DIRECTIVES, "log_format")[0]
    assert telling.findall(" ".join(said)) == []
    assert within(SERVER, "access_log") == [["/var/log/nginx/attunement.log", name]]
    assert all(words[-1] == "crit" for server in (PLAIN, SERVER) for words in within(server, "error_log"))
    places = next(words[-1] for words in within(DIRECTIVES, "map") if words[1] == "$place")
    assert [at for at, place in places if "$" in place] == ["~^/voila/render/"], "a kernel's id is the key to a visit"


def test_nginx_itself_takes_the_example(tmp_path: Path) -> None:
    """Where nginx is not installed, what we read of it has to do: it was read to the end, and both servers have the name."""
    assert within(PLAIN, "server_name") == within(SERVER, "server_name") == [["course.example"]]
    nginx, openssl = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), shutil.which("openssl")
    if not (nginx and openssl):
        return
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=course.example"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], capture_output=True, check=True)
    text = NGINX.replace("/etc/ssl/course.example", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    text = re.sub(r"listen (\S+?)(;| ssl)", rf"listen unix:{tmp_path}/\1\2", text)  # ports may be taken, or not for everyone
    (tmp_path / "site.conf").write_text(text, encoding="utf-8")
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    done = subprocess.run([nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr.replace('[warn] the "user" directive', "")


# The container file


def instructions(name: str) -> list[str]:
    return [line.partition(" ")[2] for line in CONTAINER.splitlines() if line.startswith(f"{name} ")]


def test_all_that_the_image_takes_along_is_there_and_the_wheel_needs_no_more() -> None:
    taken = [word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]]
    assert [name for name in taken if not (ROOT / name).exists()] == []
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wheel = project.partition("[tool.hatch.build.targets.wheel]")[2].partition("[tool.ruff]")[0]
    needed = re.findall(r'^"([\w./-]+)" =', wheel, flags=re.MULTILINE) + re.findall(r'packages = \["([^"]+)', wheel)
    assert len(needed) >= 5
    assert [name for name in needed if not any(name == one or name.startswith(f"{one}/") for one in taken)] == []


def test_the_image_runs_without_rights_and_without_tools() -> None:
    last = CONTAINER.rpartition("\nFROM ")[2]
    assert re.search(r"^USER \d+:\d+$", last, flags=re.MULTILINE)
    assert re.search(r"^RUN python -m pip uninstall --yes .*\bpip$", last, flags=re.MULTILINE)
    assert "--without-pip /opt/attunement" in CONTAINER
    assert "--constraint constraints.txt" in CONTAINER
    assert "pip install" not in last


def test_the_image_starts_the_server_with_what_is_asked_for(tmp_path: Path) -> None:
    called = tmp_path / "attunement"
    called.write_text(f'#!/bin/sh\n{shlex.quote(sys.executable)} -c "import json, sys; print(json.dumps(sys.argv[1:]))" "$@"\n')
    called.chmod(0o700)
    entry = json.loads(instructions("ENTRYPOINT")[0])
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SITE": "https://a b.example", "VISITORS": "7"}
    done = subprocess.run([*entry, "--lessons", "/my lessons"], env=environment, capture_output=True, text=True, check=True)
    asked = ["--site", "https://a b.example", "--visitors", "7", "--lessons", "/my lessons"]
    assert json.loads(done.stdout) == ["serve", "--host", "0.0.0.0", "--port", "8866", *asked]


@pytest.mark.parametrize("status", [200, 403, 500])
def test_the_image_is_well_when_its_front_page_is(status: int) -> None:
    asked: list[tuple[str, str | None]] = []

    class Front(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Front)
    threading.Thread(target=partial(server.serve_forever, 0.05), daemon=True).start()
    command = instructions("HEALTHCHECK")[0].partition("CMD ")[2].replace("8866", str(server.server_port))
    command = re.sub(r"^python", shlex.quote(sys.executable), command)
    done = subprocess.run(["sh", "-c", command], env={"SITE": "https://course.example"}, capture_output=True, check=False)
    server.shutdown()
    server.server_close()
    assert asked == [("/", "course.example")]
    assert (done.returncode == 0) is (status == 200)


# The page


def options(command: str) -> set[str]:
    found = cli.main.get_command(click.Context(cli.main), command)
    assert found, f"there is no command attunement {command}"
    return {option for parameter in found.params for option in parameter.opts}


def test_every_command_and_every_option_exists() -> None:
    """In the page's blocks, in the unit and in the container file; and what the page says of single options."""
    fenced = re.findall(r"```\n(.*?)```", PAGE, flags=re.DOTALL)
    texts = "\n".join([*fenced, (DEPLOY / "attunement.service").read_text(encoding="utf-8"), CONTAINER])
    calls = re.findall(r"(?:^|ExecStart=|exec )(?:/\S*/)?attunement ([\w-]+)(.*)$", texts, flags=re.MULTILINE)
    assert len(calls) >= 6
    assert {
        f"{command} {word}" for command, rest in calls for word in set(re.findall(r"--[\w-]+", rest)) - options(command)
    } == set()
    of_serve = {"--site", "--host", "--visitors", "--lessons", "--forked", "--private"}
    assert of_serve <= set(re.findall(r"`(--\w+)", PAGE))
    assert of_serve <= options("serve")


def test_every_file_that_the_page_names_is_there() -> None:
    named = re.findall(r"(?<![\w/.])((?:deploy|widgets|book)/[\w./-]*\w|\.binder/|constraints\.txt|modules)(?![\w/])", PAGE)
    assert {"deploy/nginx.conf", "deploy/attunement.service", "deploy/Containerfile", "constraints.txt"} <= set(named)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_page_says_what_the_server_and_nginx_do() -> None:
    assert f"after {pool.REST_AFTER // 60} minutes in which nobody wrote: the page says so two minutes before" in PAGE
    assert pool.REST_WARN == 120
    zones = dict(re.findall(r"zone=(\w+):10m rate=(\d+)r/s", NGINX))
    burst = dict(re.findall(r"limit_req zone=(\w+) burst=(\d+)", NGINX))
    sockets = re.search(r"limit_conn sockets (\d+);", NGINX)[1]
    visits = f"{zones['visits']} visits a second with a reserve of {burst['visits']}"
    assert f"{visits}, {sockets} open lessons, {zones['pages']} other requests a second" in PAGE
    assert "client_header_timeout 10s" in NGINX
    assert "client_max_body_size 16k" in NGINX
