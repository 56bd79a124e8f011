"""The rubric: every cue is an entry in `rubric/` with why, instead, source, hits and misses; `kinds` finds them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement import language, phrases, yamlfile
from attunement.errors import AuthorError
from attunement.kinds import KINDS
from attunement.scene import sentence_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.language import Sentence, Text
    from attunement.scene import Scene, Span

RUBRIC = Path(__file__).parent / "rubric"
VALENCE = {"skill": 1, "roadblock": -1, "neutral": 0}


@dataclass(frozen=True)
class Cue:
    """One entry of the rubric. `match(scene)` yields the spans of words (first, last excluded) where it is found."""

    id: str
    skill: str
    valence: int
    why: str
    source: str
    match: Callable[[Scene], Iterator[Span]]
    hits: tuple[Any, ...]
    misses: tuple[Any, ...]
    instead: str = ""
    next: str = ""
    level: float = 0.0
    cap: float | None = None
    blocks: bool = False
    anchored: bool = False
    alone: bool = False
    advisory: str = ""
    act: str | None = None
    four_as: dict[str, int] = field(default_factory=dict)
    signals: dict[str, float] = field(default_factory=dict)


def every(folder: Path = RUBRIC) -> tuple[Cue, ...]:
    """Return all cues of the rubric, in the order of files and entries."""
    return _every(folder)


@cache
def version(folder: Path = RUBRIC) -> str:
    """Return eight hexadecimal digits that change whenever the rubric or the lexicon does."""
    files = [*sorted(folder.glob("*.yaml")), language.LEXICON]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


def check(folder: Path = RUBRIC) -> list[AuthorError]:
    """Return everything an author should mend in the rubric: form, phrases that stand twice, ids that stand twice."""
    errors = [error for path in sorted(folder.glob("*.yaml")) for error in yamlfile.check(path, "skill")]
    return errors or _standing_twice(folder)


def _standing_twice(folder: Path) -> list[AuthorError]:
    seen: dict[str, str] = {}
    errors = []
    for path in sorted(folder.glob("*.yaml")):
        for number, entry in enumerate(yamlfile.read(path)["cues"]):
            for name in [entry["id"], *entry.get("phrases", []), *entry.get("bare", [])]:
                if name in seen:
                    line = yamlfile.line_of(path, ["cues", number])
                    errors.append(AuthorError(yamlfile.shown(path), line, f"`{name}` stands in {seen[name]} already. Keep one."))
                seen[name] = yamlfile.shown(path)
    return errors


@cache
def _every(folder: Path) -> tuple[Cue, ...]:
    return tuple(
        _cue(entry, data["skill"], data["kind"])
        for path in sorted(folder.glob("*.yaml"))
        for data in [yamlfile.read(path)]
        for entry in data["cues"]
    )


def _cue(entry: dict[str, Any], skill: str, kind: str) -> Cue:
    """Build a cue from its entry; the kind of cue is the one key among KINDS."""
    entry = dict(entry)
    how = next(name for name in KINDS if name in entry)
    find = KINDS[how](entry.pop(how))
    unless, within = entry.pop("unless", None), entry.pop("within", None)
    taken_back = phrases.compiled(unless) if unless else None
    entry["hits"], entry["misses"] = tuple(entry["hits"]), tuple(entry["misses"])

    def match(scene: Scene) -> Iterator[Span]:
        for span in find(scene):
            sentence = sentence_at(scene.reply, span[0])
            wrong_form = within and (within == "question") != sentence.asks
            if not wrong_form and not (taken_back and _found_in(taken_back, scene.reply, sentence)):
                yield span

    return Cue(skill=skill, valence=VALENCE[kind], match=match, **entry)


def _found_in(pattern: Any, text: Text, sentence: Sentence) -> bool:
    return any(sentence.first <= first < sentence.last for first, _ in phrases.find(pattern, text))
