"""A cue without examples does not exist: run every cue's own hits and misses."""

from __future__ import annotations

from typing import Any

from attunement import cases, cues, language, yamlfile
from attunement.errors import AuthorError
from attunement.scene import Scene

ANY_CLIENT = "I do not know what to do about it all."


def check() -> list[AuthorError]:
    """Return one error for each example that its cue gets wrong."""
    return [
        AuthorError(*_place(cue.id), f"`{cue.id}` should {'' if wanted else 'not '}be found in: {_shown(example)}")
        for cue in cues.every()
        for wanted, examples in ((True, cue.hits), (False, cue.misses))
        for example in examples
        if found(cue, example) != wanted
    ]


def found(cue: cues.Cue, example: Any) -> bool:
    """Tell whether a cue is found in an example: a reply, or a mapping with client, reply and, if it matters, case."""
    given = example if isinstance(example, dict) else {"client": ANY_CLIENT, "reply": example}
    case = cases.load(given["case"]) if "case" in given else None
    scene = Scene(language.read(given["reply"]), language.read(given["client"]), case)
    return any(cue.match(scene))


def _shown(example: Any) -> str:
    return example["reply"] if isinstance(example, dict) else example


def _place(cue_id: str) -> tuple[str, int | None]:
    """Return the file and line of a cue's entry."""
    for path in sorted(cues.RUBRIC.glob("*.yaml")):
        ids = [entry["id"] for entry in yamlfile.read(path)["cues"]]
        if cue_id in ids:
            return yamlfile.shown(path), yamlfile.line_of(path, ["cues", ids.index(cue_id)])
    return cue_id, None
