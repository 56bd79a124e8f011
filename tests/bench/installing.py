"""The peers, each in a virtual environment of its own under .bench/, installed when they are first measured and then kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCH = ROOT / ".bench"
VERSIONS = Path(__file__).parent / "peers" / "versions.txt"
OURS = ["pyyaml", "jsonschema", "click"]  # what the form check imports; the package itself is read where it lies
PATIENCE = 900  # s for one installation


def versions(text: str) -> dict[str, str]:
    """Return the pinned version of every package in a file of versions, by name."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return dict(line.split("==") for line in lines if line)


def pinned() -> dict[str, str]:
    """Return the version of every peer, by name; Voila's is our own."""
    constraints = versions((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    return {"voila": constraints["voila"], **versions(VERSIONS.read_text(encoding="utf-8"))}


def python(name: str) -> Path:
    """Return the Python of a peer's environment, installing it where it is not yet; raise LookupError where that fails."""
    wanted = [f"{name}=={pinned()[name]}", *OURS]
    if name == "voila":
        wanted += ["ipykernel", "anywidget", "--constraint", str(ROOT / "constraints.txt")]
    home = BENCH / f"venv-{name}"
    binary = home / ("Scripts" if sys.platform == "win32" else "bin")
    if _is_done(home, wanted):
        return binary / "python"
    BENCH.mkdir(exist_ok=True)
    _run(name, [sys.executable, "-m", "venv", "--clear", str(home)])
    _run(name, [str(binary / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted])
    _done(home, wanted)
    return binary / "python"


def lighthouse() -> Path:
    """Return Lighthouse's program, installing it where it is not yet; raise LookupError where that fails."""
    home, wanted = BENCH / "lighthouse", [f"lighthouse@{pinned()['lighthouse']}"]
    if not _is_done(home, wanted):
        if not shutil.which("npm"):
            raise LookupError("Lighthouse needs npm, which is not on this machine.")
        home.mkdir(parents=True, exist_ok=True)
        _run("lighthouse", ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(home), *wanted])
        _done(home, wanted)
    return home / "node_modules" / ".bin" / "lighthouse"


def _is_done(home: Path, wanted: list[str]) -> bool:
    note = home / "installed"
    return note.is_file() and note.read_text(encoding="utf-8") == " ".join(wanted)


def _done(home: Path, wanted: list[str]) -> None:
    (home / "installed").write_text(" ".join(wanted), encoding="utf-8")


def _run(name: str, command: list[str]) -> None:
    """Run a step of an installation; raise LookupError with the last thing it said where it fails."""
    print(f"installing {name} for the benchmark …", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LookupError(f"{name} is left out, since it could not be installed: {error}") from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise LookupError(f"{name} is left out, since it could not be installed (is the registry within reach?): {said}")
