"""What the entries of a file say: graded replies, contrast pairs, irrelevant changes. Keys may have several names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attunement import cases
from attunement.validity import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attunement.validity.files import Entry

_REPLY = ("reply", "response", "text", "words")
_REPLIES = ("replies", "responses", "ladder", "levels")
_LEVEL = ("level", "label", "grade", "rank")
_GRADED = "`client` with `replies` (texts in rising order, or `reply` and `level` for each), or `client`, `reply` and `level`"
_PAIR = "`client`, `better` and `worse`, and if known `name`"
_CHANGE = "`client`, `reply` and `variants` (texts, or `reply` and `kind` for each), or `client`, `a` and `b`"
_ANY = "not named"


@dataclass(frozen=True, slots=True)
class Graded:
    """A reply with its level; `ranked` where the file gives an order only. Style and behaviour may be unknown."""

    client: str
    reply: str
    level: float
    ranked: bool = False
    style: str | None = None
    behaviour: str | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """To the same client's words `better` should stand above `worse`, for the reason `name`."""

    name: str
    client: str
    better: str
    worse: str
    part: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A reply (with the client's words) and the same with an irrelevant change of this kind."""

    kind: str
    before: tuple[str, str]
    after: tuple[str, str]


def graded(path: Path, part: str | None = None) -> list[Graded]:
    """Read replies of known level or order; raise LearnerError for another form."""
    return [one for entry in files.entries(path, part) for one in _graded(entry)]


def contrasts(path: Path, part: str | None = None) -> list[Contrast]:
    """Read contrast pairs; raise LearnerError for another form."""
    return [_contrast(entry) for entry in files.entries(path, part)]


def changes(path: Path, part: str | None = None) -> list[Change]:
    """Read irrelevant changes; raise LearnerError for another form."""
    return [change for entry in files.entries(path, part) for change in _changes(entry)]


def _client(entry: Entry, expected: str) -> str:
    """Return the client's words; the id of a client of the casebook stands for that client's."""
    found = _known(entry)
    if found is None:
        raise entry.wrong(expected)
    return found


def _known(entry: Entry) -> str | None:
    found = files.words(entry.first(*files.CLIENT))
    return cases.load(found).says if found in cases.ids() else found


def _reply(value: Any) -> str | None:
    return files.words(files.Entry("", value).first(*_REPLY) if isinstance(value, dict) else value)


def _graded(entry: Entry) -> Iterator[Graded]:
    client, listed = _client(entry, _GRADED), entry.first(*_REPLIES) or _by_level(entry.data)
    if isinstance(listed, dict):
        listed = [{"reply": reply, "level": level} for level, reply in listed.items()]
    if not listed:
        listed = [entry.data]
    if not isinstance(listed, list):
        raise entry.wrong(_GRADED, f"{files.called(listed)} in place of the replies")
    for number, one in enumerate(listed, 1):
        yield _one(entry, client, one, number)


def _by_level(data: dict[str, Any]) -> dict[str, Any]:
    """Return what stands under the keys 1, 2 ... or level_1, level_2 ..., by level."""
    named = {key.removeprefix("level").strip(" _-"): value for key, value in data.items()}
    return {level: value for level, value in named.items() if level.isdecimal()}


def _one(entry: Entry, client: str, one: Any, number: int) -> Graded:
    """Read one reply: a text (its place is its rank), one of the casebook's models, or a reply with its level."""
    if files.words(one):
        return Graded(client, one, float(number), ranked=True)
    data = files.Entry(entry.place, one if isinstance(one, dict) else {})
    reply, level = _model(entry, data) if "model" in data.data else (_reply(data.data), data.first(*_LEVEL))
    try:
        value = float(level)
    except (TypeError, ValueError):
        value = None
    if reply is None or value is None or value != value:  # noqa: PLR0124 (not a number)
        raise entry.wrong(_GRADED, None if one is entry.data else f"{files.called(one)} as reply {number}")
    return Graded(client, reply, value, style=_named(data, "style"), behaviour=_named(data, "behaviour"))


def _model(entry: Entry, data: Entry) -> tuple[str | None, Any]:
    """Return the casebook's model reply of that level (our own files do not repeat its text)."""
    case_id, level = entry.data.get("client"), data.data["model"]
    models = cases.load(case_id).models if case_id in cases.ids() else ()
    return next((model.reply for model in models if model.level == level), None), level


def _named(entry: Entry, *names: str) -> str | None:
    found = entry.first(*names)
    return None if found is None else str(found)


def _contrast(entry: Entry) -> Contrast:
    better, worse = _reply(entry.first("better", "good", "higher")), _reply(entry.first("worse", "bad", "lower"))
    if better is None or worse is None:
        raise entry.wrong(_PAIR)
    name = _named(entry, "name", "kind", "contrast", "type") or _ANY
    return Contrast(name, _client(entry, _PAIR), better, worse, _named(entry, "part"))


def _changes(entry: Entry) -> Iterator[Change]:
    first = entry.first(*_REPLY, "a", "original", "base", "before")
    changed = entry.first("variants", "b", "variant", "changed", "after")
    before = _said(first, _known(entry), None)
    if isinstance(changed, dict) and not _names_a_reply(changed):
        changed = [{"reply": reply, "kind": kind} for kind, reply in changed.items()]
    listed = changed if isinstance(changed, list) else [changed]
    for number, one in enumerate(listed, 1):
        after = _said(one, *before)
        if None in (*before, *after):
            raise entry.wrong(_CHANGE, None if changed is None else f"{files.called(one)} as variant {number}")
        kind = _named(files.Entry("", one), "kind", "name", "type") if isinstance(one, dict) else None
        yield Change(kind or _named(entry, "kind", "name", "type") or _ANY, before, after)


def _said(value: Any, client: str | None, reply: str | None) -> tuple[str | None, str | None]:
    """Return the client's words and the reply of a text or of an entry, which may change only one of them."""
    if not isinstance(value, dict):
        return client, files.words(value)
    if not _names_a_reply(value):
        return client, None
    return files.words(files.Entry("", value).first(*files.CLIENT)) or client, _reply(value) or reply


def _names_a_reply(value: dict[str, Any]) -> bool:
    return not set(value).isdisjoint({*_REPLY, *files.CLIENT})
