"""Kill -9, full disks and other failures while a learner hands in or an instructor collects: what was complete stays complete."""

from __future__ import annotations

import ctypes
import errno
import os
import random
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from nbgrader.exchange import ExchangeError

from attunement import answers, receipts

from . import handing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .handing import Desk

pytestmark = [pytest.mark.course, pytest.mark.xdist_group("crashes")]  # measured times want a worker to themselves
FILES = 12  # beside notebook and answers, so that copying takes a while
DISK = 0.004  # seconds that this disk takes to flush a file
KILLS = 10


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk on which Ana has handed in once."""
    desk = handing.open_desk(tmp_path_factory.mktemp("crashes") / "all")
    for number in range(FILES):
        (desk.folder() / f"note-{number}.txt").write_text(f"{number}" * 50_000)
    desk.hand_in("Words 0.")
    return desk


def slowly(action: Callable[[], Any]) -> Callable[[], Any]:
    """Let each flush to the disk take its time: a test's own disk may be too quick to be caught at it."""

    def slow() -> Any:
        flush = os.fsync
        os.fsync = lambda handle: (flush(handle), time.sleep(DISK))[0]
        return action()

    return slow


def moments(action: Callable[[], Any], seed: int) -> list[tuple[float, bool]]:
    """Return random moments in seconds: half of them spread over all that an undisturbed run takes, half for its copying."""
    begun = time.monotonic()
    done = handing.child(slowly(action))
    assert isinstance(done, str), done
    took, chance = time.monotonic() - begun, random.Random(seed)
    anywhere = [(took * (number + chance.random()) / (KILLS // 2), False) for number in range(KILLS // 2)]
    return anywhere + [(FILES * DISK * chance.random(), True) for _ in range(KILLS - KILLS // 2)]


def shows(folder: Path, pattern: str, *, wanted: bool) -> Callable[[], bool]:
    """Return whether something new of this name is to be seen, or True where that is not `wanted`."""
    known = {*folder.glob(pattern)}
    return lambda: not wanted or bool({*folder.glob(pattern)} - known)


def whole(folder: Path) -> bool:
    """Tell whether a folder is a hand-in to its last byte."""
    return receipts.changed(receipts.read(folder), folder) == [] and len(list(folder.iterdir())) == FILES + 5


def test_killed_at_any_moment_of_handing_in_the_last_complete_hand_in_is_taken(desk: Desk) -> None:
    cut_off = 0
    for number, (moment, copying) in enumerate(moments(desk.hand_in, 6), start=1):
        before, half = {path.name for path in desk.seen()}, len(desk.hidden())
        answers.save(desk.folder(), "reply-1", f"Words {number}.", "priya-01")
        handing.child(slowly(desk.hand_in), moment, shows(desk.inbound, ".*", wanted=copying))
        begun = len(desk.hidden()) > half
        cut_off += begun
        assert all(whole(path) for path in desk.seen())
        assert "has not finished" in desk.collect() or not begun
        assert whole(desk.submitted())
        last = desk.seen()[-1]
        assert desk.words() == answers.read(last)["reply-1"].text
        assert (desk.words() == f"Words {number}.") == (last.name not in before)
    assert cut_off >= 3
    desk.hand_in("The last words.")
    desk.collect()
    assert desk.words() == "The last words."
    assert receipts.read(desk.folder()).sha256 == receipts.read(desk.submitted()).sha256


def test_killed_at_any_moment_of_collecting_no_half_folder_stands(desk: Desk) -> None:
    desk.hand_in("Words 0.")
    cut_off = 0
    for number, (moment, copying) in enumerate(moments(desk.collect, 7), start=1):
        desk.hand_in(f"Words {number}.")
        handing.child(slowly(desk.collect), moment, shows(desk.submitted().parent, ".*", wanted=copying))
        cut_off += desk.submitted().with_name(".a1.collecting").exists()
        assert not desk.submitted().exists() or whole(desk.submitted())
        desk.collect()
        assert whole(desk.submitted())
        assert desk.words() == f"Words {number}."
    assert cut_off >= 3
    assert [path.name for path in desk.submitted().parent.iterdir()] == ["a1"]


# A full disk


def small_files(desk: Desk) -> str:
    """Let no file grow beyond 20 kB: writing then fails in the middle of a file, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    return f"file size limited, {desk.root.name}"


def small_disk(desk: Desk) -> str:
    """Put a disk of 256 kB where hand-ins arrive, for this process alone; where that is not allowed, limit the files."""
    libc = ctypes.CDLL(None, use_errno=True)
    mounts, private = 0x00020000, 1 << 18 | 1 << 14  # CLONE_NEWNS; MS_PRIVATE | MS_REC
    if libc.unshare(mounts) or libc.mount(b"none", b"/", None, private, None):
        return small_files(desk)
    if libc.mount(b"tmpfs", str(desk.inbound).encode(), b"tmpfs", 0, b"size=256k,mode=777"):
        return small_files(desk)
    return "tmpfs"


@pytest.mark.parametrize("full", [small_files, small_disk])
def test_on_a_full_disk_nothing_is_handed_in_and_the_earlier_hand_in_counts(desk: Desk, full: Callable[[Desk], str]) -> None:
    desk.hand_in("Before the disk was full.")
    answers.save(desk.folder(), "reply-1", "After.", "priya-01")
    receipt, seen, hidden = receipts.read(desk.folder()), desk.seen(), desk.hidden()

    def hand_in() -> tuple[str, str, list[str]]:
        how = full(desk)
        known = {path.name for path in desk.inbound.iterdir()}
        try:
            return how, desk.hand_in(), []
        except ExchangeError as error:
            return how, str(error), [path.name for path in desk.inbound.iterdir() if path.name not in known]

    how, said, left = handing.child(hand_in)
    assert how
    assert said.startswith("Nothing was handed in: ")
    assert "No space left on device" in said or "File too large" in said
    assert "An earlier hand-in still counts." in said
    assert (left, desk.seen(), desk.hidden()) == ([], seen, hidden)
    assert receipts.read(desk.folder()) == receipt
    desk.collect()
    assert desk.words() == "Before the disk was full."


def everything(desk: Desk) -> set[Path]:
    """Return the folders in the exchange and in the learner's cache, hidden ones too."""
    return {*desk.inbound.iterdir(), *(desk.root / "cache" / "attunement").iterdir()}


@pytest.mark.parametrize("at", [1, 9, FILES + 8, 2 * FILES + 8])
def test_a_disk_that_fails_later_leaves_nothing_behind_either(desk: Desk, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before, count, flush = everything(desk), iter(range(1, 1000)), os.fsync

    def fails(handle: int) -> None:
        if next(count) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(handle)

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(ExchangeError, match="Nothing was handed in: No space left on device"):
        desk.hand_in()
    assert everything(desk) == before


def test_one_hand_in_that_cannot_be_read_stops_nobody(desk: Desk) -> None:
    desk.hand_in("Hello.", "bob")
    desk.hand_in("Newest.")
    parent = desk.submitted("bob").parent
    parent.parent.mkdir(parents=True, exist_ok=True)
    parent.write_text("a file where a folder belongs")
    assert "Not collected: bob+a1" in desk.collect()
    assert desk.words() == "Newest."
    parent.unlink()
    desk.collect()
    assert desk.words("bob") == "Hello."


# Words that are being saved


def test_killed_while_saving_the_last_words_that_were_acknowledged_are_there(tmp_path: Path) -> None:
    chance = random.Random(8)
    for _ in range(KILLS):
        reader, writer = os.pipe()

        def save(writer: int = writer) -> None:
            for number in range(1_000_000):
                answers.save(tmp_path, "reply-1", f"{number} " + "word " * (number % 300), "priya-01")
                os.write(writer, number.to_bytes(4))

        handing.child(save, 0.01 + 0.05 * chance.random())
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            acknowledged = len(pipe.read()) // 4 - 1
        kept = answers.read(tmp_path).get("reply-1")
        assert kept is not None or acknowledged < 0
        assert kept is None or int(kept.text.split()[0]) in {acknowledged, acknowledged + 1}
        (tmp_path / answers.FILE).unlink(missing_ok=True)


def test_two_kernels_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    def write(name: str) -> None:
        for number in range(40):
            answers.save(tmp_path, f"{name}-{number}", name)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: handing.child(lambda: write(name)), ["here", "there"]))
    assert len(answers.read(tmp_path)) == 80
