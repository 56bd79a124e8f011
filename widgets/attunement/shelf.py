"""A folder of authors' YAML files as one dictionary, read in a blink: what is read at every start stands ready as JSON.

`derived.json` in a folder is a copy of its YAML files and tells from which bytes it was made. It is used only while those are
the bytes that lie beside it, so an author's change shows at once. `attunement check --fix` brings it up to date.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path

DERIVED = "derived.json"


@cache
def read(folder: Path) -> dict[str, Any]:
    """Return name (without .yaml) → data of every file, in the order of names; raise AuthorError for what is no YAML."""
    try:
        derived = json.loads((folder / DERIVED).read_bytes())
        if derived["of"] == mark(folder):
            return derived["files"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # none yet, or not whole: the YAML files are the source
    return _files(folder)


def is_fresh(folder: Path) -> bool:
    """Tell whether `derived.json` is what `store` would write now."""
    path = folder / DERIVED
    return path.is_file() and path.read_text(encoding="utf-8") == _derived(folder)


def store(folder: Path) -> None:
    """Write `derived.json`."""
    (folder / DERIVED).write_text(_derived(folder), encoding="utf-8", newline="\n")
    read.cache_clear()


def mark(folder: Path) -> str:
    """Return eight hexadecimal digits that change whenever a YAML file of the folder does, by name or by bytes."""
    total = 0
    for path in sorted(folder.glob("*.yaml")):
        total = crc32(path.read_bytes().replace(b"\r\n", b"\n"), crc32(path.name.encode(), total))
    return f"{total:08x}"


def _derived(folder: Path) -> str:
    """One line a file of the folder, so that a change of one is a change of one line."""
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(data)}" for name, data in _files(folder).items())
    return f'{{"of": "{mark(folder)}", "files": {{\n{lines}\n}}}}\n'


def _files(folder: Path) -> dict[str, Any]:
    from attunement import yamlfile  # slow to import, and seldom needed

    return {path.stem: yamlfile.read(path) for path in sorted(folder.glob("*.yaml"))}
