"""Read what people bring to be measured: a YAML list, a JSON list or JSON lines, known by content, or a folder of such files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attunement import yamlfile
from attunement.errors import AuthorError, LearnerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMS = "expected is a list of entries as YAML or JSON, or one JSON object a line"
_KINDS = ("*.yaml", "*.yml", "*.json", "*.jsonl")
CLIENT = ("client", "says", "prompt", "client_says", "client_words", "statement", "seeker")  # keys for the client's words
_ENDS = ("", "_reply", "_response", "_text")
_NAMES = {str: "a text", list: "a list", bool: "true or false", int: "a number", float: "a number", type(None): "nothing"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry and where it stands (`pairs.yaml, entry 3`, `pairs.jsonl, line 3`)."""

    place: str
    data: dict[str, Any]

    def first(self, *names: str) -> Any:
        """Return the value of the first of these keys (`better`, also `better_reply`) that is there and not empty, or None."""
        keys = (f"{name}{end}" for name in names for end in _ENDS)
        return next((self.data[key] for key in keys if self.data.get(key) not in (None, "", [], {})), None)

    def wrong(self, expected: str, found: str | None = None) -> LearnerError:
        """Say in one sentence what is expected here and what was found."""
        keys = ", ".join(f"`{key}`" for key in self.data) or "nothing"
        return LearnerError(f"{self.place}: expected is {expected}; found: {found or keys}.")


def entries(path: Path, part: str | None = None) -> list[Entry]:
    """Return all entries; with `part`, those of that part only. Raise LearnerError for a file in another form or without any."""
    paths = sorted(file for kind in _KINDS for file in path.glob(kind)) if path.is_dir() else [path]
    found = [entry for file in paths for entry in _entries(file)]
    kept = [entry for entry in found if part is None or entry.data.get("part") == part]
    if not kept:
        raise LearnerError(f"{path.name}: {_FORMS}; found: {'none' if not found else f'none of the part `{part}`'}.")
    return kept


def words(value: Any) -> str | None:
    """Return a text with words in it, else None."""
    return value if isinstance(value, str) and value.strip() else None


def called(value: Any) -> str:
    """Name the form of a value in plain words."""
    if isinstance(value, dict):
        return "the keys " + (", ".join(f"`{key}`" for key in value) or "of nothing")
    return _NAMES.get(type(value), "something else")


def _entries(path: Path) -> Iterator[Entry]:
    for place, data in _read(path):
        if not isinstance(data, dict):
            raise LearnerError(f"{path.name}, {place}: expected is an entry with keys; found: {called(data)}.")
        yield Entry(f"{path.name}, {place}", data)


def _read(path: Path) -> list[tuple[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LearnerError(f"{path.name}: {_FORMS}; found: bytes that are not UTF-8 text.") from error
    try:
        return _listed(path, json.loads(text))
    except (ValueError, RecursionError):
        return _lines(path, text) if _in_lines(text) else _listed(path, _yaml(path))


def _in_lines(text: str) -> bool:
    """Tell whether the first line is a JSON object of its own."""
    try:
        return isinstance(json.loads(text.strip().splitlines()[0]), dict)
    except (ValueError, IndexError, RecursionError):
        return False


def _lines(path: Path, text: str) -> list[tuple[str, Any]]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            found += [(f"line {number}", json.loads(line))] if line.strip() else []
        except (ValueError, RecursionError) as error:
            raise LearnerError(f"{path.name}, line {number}: {_FORMS}; found: a line that is no JSON.") from error
    return found


def _yaml(path: Path) -> Any:
    try:
        return yamlfile.read(path)
    except AuthorError as error:
        place = path.name if error.line is None else f"{path.name}, line {error.line}"
        raise LearnerError(f"{place}: {_FORMS}; found: neither ({error.message})") from error


def _listed(path: Path, data: Any) -> list[tuple[str, Any]]:
    """Return the entries of a list, of a mapping that holds one list of entries, or a single entry."""
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        data = lists[0] if len(lists) == 1 and not {*CLIENT}.intersection(data) else [data]
    if not isinstance(data, list):
        raise LearnerError(f"{path.name}: {_FORMS}; found: {called(data)}.")
    return [(f"entry {number}", one) for number, one in enumerate(data, 1)]
