"""Our own labelled replies: `replies/<client>.yaml` holds what a therapist, trainee or friend may say, and what it is worth.

Every client belongs wholly to one part: `fit` (the weights are learned on it) or `check` (the figures are measured on it).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement import cases, yamlfile
from attunement.errors import AuthorError

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLIES = Path(__file__).parent / "replies"
SECOND = Path(__file__).parent / "second.csv"
EVERYDAY = ("chat-", "lay-", "peer-", "text-")
MODEL = "model"  # the style of the casebook's own model replies


@dataclass(frozen=True, slots=True)
class Labelled:
    """A reply with its labels: level 1 to 5 in half steps, main behaviour, signals 0 to 2, and spans (code points) by label."""

    client: str
    says: str
    part: str
    reply: str
    level: float
    style: str
    behaviour: str
    signals: dict[str, int]
    marks: dict[str, tuple[tuple[int, int], ...]]

    @property
    def everyday(self) -> bool:
        """Tell whether a friend or stranger answers here, rather than somebody in the therapist's chair."""
        return self.client.startswith(EVERYDAY)


@cache
def every(folder: Path = REPLIES) -> tuple[Labelled, ...]:
    """Return all labelled replies, in the order of files and entries. Files are trusted here: `check` judges them."""
    return tuple(one for path in sorted(folder.glob("*.yaml")) for one in _labelled(path.stem, yamlfile.read(path)))


def of(part: str) -> list[Labelled]:
    """Return the replies of one part."""
    return [one for one in every() if one.part == part]


def second(file: Path = SECOND) -> list[tuple[Labelled, float, str]]:
    """Return the replies that were coded a second time, each with the level and the main behaviour of that coding.

    The second coder saw the client's words and the replies in random order, and no label. Replies that stand in the order of
    their levels (model replies and ladders) were coded too, but their place gave the level away: they are left out of the file.
    """
    ours = defaultdict(list)
    for one in every():
        ours[one.client].append(one)
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            (ours[row["client"]][int(row["number"]) - 1], float(row["level"]), row["behaviour"]) for row in csv.DictReader(lines)
        ]


def check(folder: Path = REPLIES) -> list[AuthorError]:
    """Return everything to mend: form, unknown clients, quotes that are not in the reply, replies that stand twice."""
    return [error for path in sorted(folder.glob("*.yaml")) for error in _check_file(path)]


def _labelled(name: str, data: dict[str, Any]) -> Iterator[Labelled]:
    says, models = _client(data)
    for entry in data["replies"]:
        reply = models[entry["model"]] if "model" in entry else entry["reply"]
        yield Labelled(
            client=name,
            says=says,
            part=data["part"],
            reply=reply,
            level=float(entry.get("model") or entry["level"]),
            style=entry.get("style", MODEL),
            behaviour=entry["behaviour"],
            signals=entry["signals"],
            marks={label: tuple(_span(reply, quote) for quote in quotes) for label, quotes in entry["marks"].items()},
        )


def _client(data: dict[str, Any]) -> tuple[str, dict[int, str]]:
    """Return the client's words and, for a client of the casebook, level → model reply."""
    if "client" not in data:
        return data["says"], {}
    case = cases.load(data["client"])
    return case.says, {model.level: model.reply for model in case.models}


def _span(reply: str, quote: str) -> tuple[int, int]:
    start = reply.find(quote)
    return start, start + len(quote)


def _check_file(path: Path) -> list[AuthorError]:
    errors = yamlfile.check(path, "replies")
    data = {} if errors else yamlfile.read(path)
    if "client" in data and (data["client"] != path.stem or path.stem not in cases.ids()):
        errors.append(_at(path, ["client"], "`client` must be a client of the casebook and the file's own name."))
    elif not errors:
        errors = [_at(path, ["replies", number], told) for number, told in _slips(list(_labelled(path.stem, data)))]
    return errors


def _slips(replies: list[Labelled]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for number, one in enumerate(replies):
        if one.reply in seen:
            yield number, "this reply stands twice here. Keep one."
        seen.add(one.reply)
        for label, spans in one.marks.items():
            if any(start < 0 for start, _ in spans):
                yield number, f"a quote under `{label}` is not in the reply. Copy it exactly."


def _at(path: Path, steps: list[Any], message: str) -> AuthorError:
    return AuthorError(yamlfile.shown(path), yamlfile.line_of(path, steps), message)
