"""A cue without examples does not exist: run every cue's own hits and misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attunement import cases, cues, language
from attunement.scene import Scene

if TYPE_CHECKING:
    from attunement.errors import AuthorError

ANY_CLIENT = "I do not know what to do about it all."


def every() -> list[tuple[cues.Cue, dict[str, str], bool]]:
    """Return every example as (its cue, the example with `client`, `reply` and, if it matters, `case`, whether it is a hit)."""
    return [
        (cue, _whole(example), wanted)
        for cue in cues.every()
        for wanted, given in ((True, cue.hits), (False, cue.misses))
        for example in given
    ]


def check() -> list[AuthorError]:
    """Return one error for each example that its cue gets wrong."""
    places = {entry["id"]: (path, number) for path, number, entry in cues.entries(cues.RUBRIC)}
    return [
        cues.at(*places[cue.id], f"`{cue.id}` should {'' if wanted else 'not '}be found in: {example['reply']}")
        for cue, example, wanted in every()
        if found(cue, example) != wanted
    ]


def found(cue: cues.Cue, example: dict[str, str]) -> bool:
    """Tell whether a cue is found in an example of `every`."""
    case = cases.load(example["case"]) if "case" in example else None
    scene = Scene(language.read(example["reply"]), language.read(example["client"]), case)
    return any(cue.match(scene))


def _whole(example: str | dict[str, str]) -> dict[str, str]:
    """A reply that stands alone answers a client of whom nothing matters."""
    return example if isinstance(example, dict) else {"client": ANY_CLIENT, "reply": example}
