"""Forked kernels: real ones, through jupyter_client's own manager, from one warmed process for all tests."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from jupyter_client.manager import KernelManager

from apart import apart
from attunement.publish import forked
from attunement.publish.forked import kernel as halves
from attunement.publish.forked import parent, provisioner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jupyter_client.blocking import BlockingKernelClient

pytestmark = pytest.mark.xdist_group("forked")  # one warmed process
WAIT = 60  # seconds that a busy machine may take
# Warmed processes for tests that need one more: one that learns no lesson, which takes most of the time, and one that cannot.
UNLEARNED = "from attunement.publish.forked import warmed; warmed.learn = lambda _: None; warmed.main()"
NO_LESSONS = """
import attunement.publish.forked.warmed as warmed
def learn(app): raise LookupError("no lessons")
warmed.learn = learn
warmed.main()
"""


class Forked(KernelManager):
    """A kernel manager that asks for forked kernels, whatever the other tests' factory says."""

    talk: BlockingKernelClient

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        self.kernel_id = self.kernel_id or "test"
        self.provisioner = self.provisioner or provisioner.ForkedProvisioner(
            kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
        )
        return await super()._async_pre_start_kernel(**kw)

    @property
    def is_forked(self) -> bool:
        return isinstance(self.provisioner.process, parent.Kernel)

    def run(self, code: str) -> str:
        """Return what the last line of `code` is worth, else the name of the error."""
        return self.answer(self.talk.execute("", user_expressions={"out": code}))

    def answer(self, request: str) -> str:
        while (reply := self.talk.get_shell_msg(timeout=WAIT))["parent_header"].get("msg_id") != request:
            pass
        content = reply["content"]
        out = content.get("user_expressions", {}).get("out", content)
        return out["data"]["text/plain"] if "data" in out else out.get("ename", content["status"])

    def message(self, msg_type: str) -> dict[str, Any]:
        while (said := self.talk.get_iopub_msg(timeout=WAIT))["msg_type"] != msg_type:
            pass
        return said["content"]


@pytest.fixture(scope="module")
def launch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Forked]]:
    """Return what starts a kernel; end them all, and the warmed process."""
    kernels: list[Forked] = []
    provisioner.WARMED.end()
    provisioner.WARMED.begin()
    patience, parent.PATIENCE = parent.PATIENCE, WAIT

    def start(transport: str = "ipc", **launched: Any) -> Forked:
        file = tmp_path_factory.mktemp("k") / "k.json"
        kernels.append(Forked(transport=transport, connection_file=str(file), kernel_name="python3"))
        kernels[-1].start_kernel(**launched)
        kernels[-1].talk = kernels[-1].client()
        kernels[-1].talk.start_channels()
        kernels[-1].talk.wait_for_ready(timeout=WAIT)
        return kernels[-1]

    yield start
    for kernel in kernels:
        kernel.talk.stop_channels()
        kernel.shutdown_kernel(now=True)
    provisioner.WARMED.end()
    parent.PATIENCE = patience


@pytest.fixture(scope="module")
def kernel(launch: Callable[..., Forked]) -> Forked:
    """Return a forked kernel."""
    made = launch()
    assert made.is_forked
    return made


@pytest.fixture
def unlearned(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin a warmed process that has learned nothing, for one test, and the next after that as usual."""
    warmed = parent.Warmed()
    monkeypatch.setattr(parent, "COMMAND", ["-P", "-c", UNLEARNED])
    monkeypatch.setattr(provisioner, "WARMED", warmed)
    yield
    warmed.end()


def until(true: Callable[[], bool]) -> bool:
    """Tell whether it becomes true within the time that a busy machine may take."""
    ends = time.monotonic() + WAIT
    while not true() and time.monotonic() < ends:
        time.sleep(0.02)
    return true()


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


# What we lean on


def test_ipykernel_is_as_we_know_it() -> None:
    assert halves.contract() == "", "publish/forked/kernel.py says what has to be looked at"
    assert forked.available() == ""


@pytest.mark.parametrize("number", range(len(halves.FACTS)), ids=[fact[0] for fact in halves.FACTS])
def test_a_change_in_ipykernel_is_named(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    name, source, pattern, known = halves.FACTS[number]
    monkeypatch.setattr(halves, "FACTS", ((name, source, pattern, (*known, "something_new")),))
    assert f"({name})" in halves.contract()


def test_jupyter_finds_the_provisioner() -> None:
    (found,) = entry_points(group="jupyter_client.kernel_provisioners", name=forked.NAME)
    assert found.load() is provisioner.ForkedProvisioner
    assert forked.settings() == {"KernelProvisionerFactory": {"default_provisioner_name": forked.NAME}}


# A kernel like any other


def test_it_runs_and_shows_an_exercise(kernel: Forked) -> None:
    assert kernel.run("6 * 7") == "42"
    request = kernel.talk.execute("import attunement as at\nexercise = at.rewrite('maya-01')\nexercise")
    opened = kernel.message("comm_open")
    assert opened["target_name"] == "jupyter.widget"
    assert "application/vnd.jupyter.widget-view+json" in kernel.message("execute_result")["data"]
    assert kernel.answer(request) == "ok"


def test_a_page_can_ask_for_the_state_of_its_exercises(kernel: Forked) -> None:
    kernel.answer(kernel.talk.execute("import attunement as at\nagain = at.rewrite('maya-01')"))
    for kind, content in [
        ("comm_open", {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}),
        ("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}}),
    ]:
        kernel.talk.shell_channel.send(kernel.talk.session.msg(kind, content, metadata={"version": "1.0.0"}))
    while "states" not in (data := kernel.message("comm_msg")["data"]):
        pass
    assert kernel.run("again.model_id").strip("'") in data["states"]


def test_nothing_of_the_warming_up_is_left(launch: Callable[..., Forked]) -> None:
    new = launch()
    assert new.run("len(__import__('comm').get_comm_manager().comms)") == "0"
    assert new.run("[name for name in globals() if name in {'at', 'attunement', 'app', 'line', 'control'}]") == "[]"
    assert new.run("'matplotlib.figure' in __import__('sys').modules") == "True"


def test_it_can_be_interrupted(kernel: Forked) -> None:
    request = kernel.talk.execute("import time\nprint('asleep')\ntime.sleep(600)")
    assert kernel.message("stream")["text"] == "asleep\n"
    kernel.interrupt_kernel()
    assert kernel.answer(request) == "KeyboardInterrupt"
    answers = (kernel.run("1 + 1") for _ in range(20))  # ipykernel drops what comes in the moment after an error
    assert next(answer for answer in answers if answer != "aborted") == "2"


def test_it_can_be_started_again(launch: Callable[..., Forked]) -> None:
    kernel = launch()
    kernel.answer(kernel.talk.execute("mine = 1"))
    first = kernel.provisioner.pid
    kernel.restart_kernel(now=False)
    kernel.talk.wait_for_ready(timeout=WAIT)
    assert kernel.run("mine") == "NameError"
    assert kernel.is_forked
    assert kernel.provisioner.pid != first
    assert gone(first)


@pytest.mark.parametrize("end", [{"now": True}, {"now": False}], ids=["killed", "asked to end"])
def test_it_ends_and_leaves_nothing(launch: Callable[..., Forked], end: dict[str, bool]) -> None:
    kernel = launch()
    process, pid, file = kernel.provisioner.process, kernel.provisioner.pid, Path(kernel.connection_file)
    assert kernel.is_alive()
    kernel.shutdown_kernel(**end)
    assert not kernel.is_alive()
    assert until(lambda: gone(pid))
    assert process.line.fileno() == -1
    assert not [*file.parent.iterdir()]


def test_a_kernel_that_dies_is_noticed_and_its_number_left_alone(launch: Callable[..., Forked]) -> None:
    kernel = launch()
    process, pid = kernel.provisioner.process, kernel.provisioner.pid
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: not kernel.is_alive())
    process.pid = kernel.provisioner.pgid = os.getpid()  # as if the system had given its number to us
    process.kill()
    apart(kernel.provisioner.send_signal(signal.SIGKILL))


def test_it_works_over_tcp(launch: Callable[..., Forked]) -> None:
    kernel = launch("tcp")
    assert kernel.is_forked
    assert kernel.run("1 + 1") == "2"


# On its own


def test_two_kernels_share_nothing(kernel: Forked, launch: Callable[..., Forked], tmp_path: Path) -> None:
    other = launch(cwd=str(tmp_path), env={**os.environ, "ROOM": "blue", "TZ": "Pacific/Auckland"})
    other.answer(other.talk.execute("mine = 'mine'\n__import__('attunement').leak = 1"))
    assert kernel.run("mine") == "NameError"
    assert kernel.run("hasattr(__import__('attunement'), 'leak')") == "False"
    assert other.run("__import__('os').getcwd()") == repr(str(tmp_path))
    assert other.run("(__import__('os').environ['ROOM'], __import__('time').tzname[0])") == "('blue', 'NZST')"
    assert kernel.run("(__import__('os').getcwd(), 'ROOM' in __import__('os').environ)") == repr((str(Path.cwd()), False))
    own = [
        "__import__('random').random()",
        "__import__('numpy').random.random()",
        "__import__('uuid').uuid4().hex",
        "get_ipython().kernel.ident",
        "get_ipython().kernel.session.session",
        "get_ipython().kernel.session.key",
        "__import__('os').getsid(0)",
    ]
    for what in own:
        assert kernel.run(what) != other.run(what), what


def test_its_key_is_the_launchs(kernel: Forked) -> None:
    key = json.loads(Path(kernel.connection_file).read_text(encoding="utf-8"))["key"]
    assert kernel.run("get_ipython().kernel.session.key.decode()") == repr(key)


@pytest.mark.usefixtures("unlearned")
def test_no_file_of_the_server_is_open_in_it(launch: Callable[..., Forked]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as web:
        os.set_inheritable(web.fileno(), True)  # noqa: FBT003 (it has no name)
        kernel = launch()
        assert kernel.is_forked
        port = web.getsockname()[1]
        assert psutil.Process(kernel.provisioner.pid).open_files() == []  # a font's place in its file would be read by all
        for pid in (provisioner.WARMED.process.pid, kernel.provisioner.pid):
            process = psutil.Process(pid)
            assert process.net_connections("unix")  # so that the next line means something
            assert [link for link in process.net_connections() if link.laddr and link.laddr.port == port] == []
            streams = [Path(f"/proc/{pid}/fd/{number}").readlink() for number in range(3)]
            assert streams == [Path(os.devnull)] * 3


def test_the_warmed_process_has_one_thread_and_forgets_its_kernels(kernel: Forked) -> None:
    warmed = psutil.Process(provisioner.WARMED.process.pid)
    assert kernel.is_forked
    assert warmed.num_threads() == 1
    assert [child for child in warmed.children() if child.status() == psutil.STATUS_ZOMBIE] == []
    assert len(warmed.net_connections("unix")) == 1


@pytest.mark.usefixtures("unlearned")
def test_words_are_written_nowhere(launch: Callable[..., Forked], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    kernel = launch(cwd=str(tmp_path), env=dict(os.environ))
    canary = "canary-4711"
    kernel.answer(kernel.talk.execute(f"said = '{canary}'\nprint(said)", store_history=True))
    kernel.answer(kernel.talk.execute(f"raise ValueError('{canary}')", store_history=True))
    kernel.restart_kernel(now=False)
    kernel.talk.wait_for_ready(timeout=WAIT)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (tmp_path / "ipython" / "profile_default").is_dir()
    assert [path for path in files if canary.encode() in path.read_bytes()] == []
    assert [path.name for path in files if path.suffix == ".sqlite"] == []


# When something goes wrong


SERVER = """
import asyncio, sys
from jupyter_client.manager import KernelManager
from attunement.publish.forked import parent, provisioner
parent.COMMAND, parent.PATIENCE = ["-P", "-c", sys.argv[2]], 60
line = None
async def main():
    global line
    manager = KernelManager(transport="ipc", connection_file=sys.argv[1], kernel_name="python3")
    manager.write_connection_file()
    import os
    line = await provisioner.WARMED.fork({"file": sys.argv[1], "cwd": "/", "env": dict(os.environ)})
    print(provisioner.WARMED.process.pid, line.pid, flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""


def test_no_kernel_outlives_its_server(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVER, str(tmp_path / "k.json"), UNLEARNED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) == 2
        server.kill()
    assert until(lambda: all(gone(pid) for pid in pids))


@pytest.mark.usefixtures("unlearned")
def test_when_the_warmed_process_dies_kernels_live_and_a_new_one_is_begun(
    launch: Callable[..., Forked], caplog: pytest.LogCaptureFixture
) -> None:
    kernel = launch()
    old = provisioner.WARMED.process
    os.kill(old.pid, signal.SIGKILL)
    assert until(lambda: gone(old.pid))
    with caplog.at_level(logging.WARNING, "attunement.publish"):
        stock = launch()
        assert not stock.is_forked
        assert stock.run("1 + 1") == "2"
    assert [record.getMessage() for record in caplog.records] == [parent.INSTEAD % parent.DIED]
    assert kernel.run("1 + 1") == "2"
    assert launch().is_forked
    assert provisioner.WARMED.process.pid != old.pid


@pytest.mark.usefixtures("unlearned")
def test_a_warmed_process_that_keeps_silent_is_replaced(
    launch: Callable[..., Forked], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert launch().is_forked
    old = provisioner.WARMED.process
    os.kill(old.pid, signal.SIGSTOP)
    monkeypatch.setattr(parent, "PATIENCE", 0.2)
    assert not launch().is_forked
    assert parent.SILENT in caplog.text
    assert old.poll() is not None
    monkeypatch.setattr(parent, "PATIENCE", WAIT)
    assert launch().is_forked


def test_a_process_that_cannot_warm_up_says_why_and_is_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    warmed = parent.Warmed()
    monkeypatch.setattr(parent, "COMMAND", ["-P", "-c", NO_LESSONS])
    monkeypatch.setattr(parent, "ENOUGH", 1)
    monkeypatch.setattr(parent, "PATIENCE", WAIT)
    answers = [apart(warmed.fork({"file": "", "cwd": "/", "env": {}})) for _ in range(3)]
    assert answers == [None] * len(answers)
    assert warmed.process is None
    assert [record.args[0] for record in caplog.records] == ["LookupError: no lessons", parent.GIVEN_UP]


def test_what_a_copy_refuses_is_launched_otherwise(launch: Callable[..., Forked], caplog: pytest.LogCaptureFixture) -> None:
    launch()
    before = provisioner.WARMED.process.pid
    asked = {"file": "/nowhere/k.json", "cwd": "/no/such/folder", "env": dict(os.environ)}
    assert apart(provisioner.WARMED.fork(asked)) is None
    assert "FileNotFoundError" in caplog.text
    assert provisioner.WARMED.process.pid == before


@pytest.mark.parametrize(
    ("command", "launched"),
    [
        (["R", "--slave", "-e", "IRkernel::main()", "--args", "k.json"], {}),
        (["/usr/bin/python3", "-m", "ipykernel_launcher", "-f", "k.json"], {}),
        ([sys.executable, "-m", "ipykernel_launcher", "-f", "k.json", "--debug"], {}),
        ([sys.executable, "-m", "ipykernel_launcher", "-f", "k.json"], {"stdout": subprocess.PIPE}),
        ([sys.executable, "-m", "ipykernel_launcher", "-f", "k.json"], {"independent": True}),
        ([sys.executable, "-m", "ipykernel_launcher", "-f", "k.json"], {"preexec_fn": print}),
        ([sys.executable, "-m", "ipykernel_launcher", "-f", "k.json"], {"env": {"PYTHONHASHSEED": "1"}}),
    ],
    ids=["R", "another Python", "arguments", "a pipe", "independent", "unknown", "a hash seed"],
)
def test_what_a_fork_cannot_give_is_left_to_jupyter(command: list[str], launched: dict[str, Any]) -> None:
    assert provisioner.request(command, launched) is None
    plain = [sys.executable, "-m", "ipykernel_launcher", "-f", "k.json"]
    assert provisioner.request(plain, {"env": dict(os.environ), "stdout": subprocess.DEVNULL})["file"] == "k.json"


def test_elsewhere_than_on_linux_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    forked.available.cache_clear()
    assert forked.available() == forked.NOT_LINUX
    assert forked.settings() == {}
    monkeypatch.undo()
    forked.available.cache_clear()
    assert forked.available() == ""
