"""The rubric: every cue is an entry in `rubric/` with why, instead, source, hits and misses; `kinds` finds them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from attunement import phrases, shelf, words, yamlfile
from attunement.errors import AuthorError
from attunement.kinds import KINDS
from attunement.scene import clause_at, sentence_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from attunement.scene import Scene, Span

RUBRIC = Path(__file__).parent / "rubric"
WEIGHTS = Path(__file__).parent / "weights.json"  # read by `weights`, which stands further down the river
VALENCE = {"skill": 1, "roadblock": -1, "neutral": 0}


class Cue(NamedTuple):
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
    alone: bool = False
    advisory: str = ""
    refuses: str = ""
    act: str | None = None
    four_as: Mapping[str, int] = MappingProxyType({})


@cache
def every(folder: Path = RUBRIC) -> tuple[Cue, ...]:
    """Return all cues of the rubric, in the order of files and entries."""
    return tuple(_cue(entry, data["skill"], data["kind"]) for data in shelf.read(folder).values() for entry in data["cues"])


@cache
def refusing() -> tuple[Cue, ...]:
    """Return the cues that leave a reply without a score."""
    return tuple(cue for cue in every() if cue.refuses)


@cache
def version(folder: Path = RUBRIC) -> str:
    """Return eight hexadecimal digits that change whenever the rubric, the lexicon or the learned weights do."""
    return f"{crc32(WEIGHTS.read_bytes() + (shelf.mark(folder) + shelf.mark(words.LEXICON)).encode()):08x}"


def check(folder: Path = RUBRIC) -> list[AuthorError]:
    """Return everything an author should mend in the rubric: form, unreadable phrases, phrases and ids that stand twice."""
    errors = [error for path in sorted(folder.glob("*.yaml")) for error in yamlfile.check(path, "skill")]
    errors += yamlfile.unread(folder)
    return errors or [*_unreadable(folder), *_standing_twice(folder)]


def entries(folder: Path) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    """Yield the file, the number and the data of each cue."""
    for path in sorted(folder.glob("*.yaml")):
        yield from ((path, number, entry) for number, entry in enumerate(yamlfile.read(path)["cues"]))


def phrases_of(entry: dict[str, Any]) -> Iterator[str]:
    """Yield all phrases of an entry: what finds its cue, and what takes it back."""
    for key in ("phrases", "bare", "unless"):
        yield from entry.get(key, [])


def _unreadable(folder: Path) -> Iterator[AuthorError]:
    for path, number, entry in entries(folder):
        for phrase in phrases_of(entry):
            try:
                phrases.check(phrase)
            except ValueError as error:
                yield at(path, number, f"{error}. Close what you open.")


def _standing_twice(folder: Path) -> Iterator[AuthorError]:
    seen: dict[str, str] = {}
    for path, number, entry in entries(folder):
        for name in [entry["id"], *entry.get("phrases", []), *entry.get("bare", [])]:
            if name in seen:
                yield at(path, number, f"`{name}` stands in {seen[name]} already. Keep one.")
            seen[name] = yamlfile.shown(path)


def at(path: Path, number: int, message: str) -> AuthorError:
    """Return an error that names the file and the line of its cue `number` (from 0)."""
    return AuthorError(yamlfile.shown(path), yamlfile.line_of(path, ["cues", number]), message)


def _cue(entry: dict[str, Any], skill: str, kind: str) -> Cue:
    """Build a cue from its entry; the kind of cue is the one key among KINDS."""
    entry = dict(entry)
    how = next(name for name in KINDS if name in entry)
    find = KINDS[how](entry.pop(how))
    unless, within, anchored = entry.pop("unless", []), entry.pop("within", None), entry.pop("anchored", False)
    taken_back = phrases.compiled(unless)
    entry["hits"], entry["misses"] = tuple(entry["hits"]), tuple(entry["misses"])

    def match(scene: Scene) -> Iterator[Span]:
        spans = list(find(scene)) if not anchored or scene.anchored else []
        if not spans:
            return
        withdrawn = [first for first, _ in phrases.find(taken_back, scene.reply)] if unless else []
        for span in spans:
            fits = not within or (within == "question") == sentence_at(scene.reply, span[0]).asks
            if fits and not (withdrawn and _holds(_reach(scene, span), withdrawn)):
                yield span

    return Cue(skill=skill, valence=VALENCE[kind], match=match, **entry)


def _holds(reach: range, places: list[int]) -> bool:
    """Tell whether one of the places, which stand in order, is in reach."""
    first = bisect_left(places, reach.start)
    return first < len(places) and places[first] < reach.stop


def _reach(scene: Scene, span: Span) -> range:
    """Return where a phrase that takes a cue back may begin: in the cue's clause, or with the word that joins the next to it."""
    first, last = clause_at(scene.reply, span[0])
    joined = min(last + 2, sentence_at(scene.reply, span[0]).last)
    return range(min(first, span[0]), max(joined, span[1]))
