"""The rubric as a page: what the form check reads in a reply, why, and what to try instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import cues, yamlfile
from attunement.book.markdown import bold, bullets, fold, join, plain, said
from attunement.book.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = {
    "skill": ("Skills", "What tends to reach a client."),
    "roadblock": ("Roadblocks", "What tends to get in the way, in a first reply at least."),
    "neutral": ("Neither", "What is seen, and does not count for or against a reply by itself."),
}
HITS, MISSES = 3, 2


def render() -> str:
    """Return the page as Markdown."""
    skills = [yamlfile.read(path) for path in sorted(cues.RUBRIC.glob("*.yaml"))]
    return join(text("rubric"), *(_part(kind, skills) for kind in PARTS)) + "\n"


def _part(kind: str, skills: list[dict[str, Any]]) -> str:
    title, means = PARTS[kind]
    of_kind = [skill for skill in skills if skill["kind"] == kind]
    return join(f"## {title}", means, *(_skill(skill) for skill in of_kind)) if of_kind else ""


def _skill(skill: dict[str, Any]) -> str:
    name = skill["skill"]
    return join(f"### {plain(name[:1].upper() + name[1:])}", plain(skill["about"]), *(_cue(cue) for cue in skill["cues"]))


def _cue(cue: dict[str, Any]) -> str:
    instead = f"{bold('Instead.')} {plain(cue['instead'])}" if "instead" in cue else ""
    return fold(
        cue["id"].replace("-", " ").capitalize(),
        plain(cue["why"]),
        instead,
        _examples("Found in", cue["hits"][:HITS]),
        _examples("Not found in", cue["misses"][:MISSES]),
        " ".join(_worth(cue)),
        f"Source: {plain(cue['source'])}.",
    )


def _examples(label: str, examples: list[Any]) -> str:
    lines = [_example(example) for example in examples]
    return join(f"{bold(label)}:", bullets(lines)) if lines else ""


def _example(example: Any) -> str:
    if isinstance(example, str):
        return said(example)
    client = f"To {said(example['client'])} " if "client" in example else ""
    return f"{client}{said(example['reply'])}"


def _worth(cue: dict[str, Any]) -> Iterator[str]:
    if "level" in cue:
        yield f"Expected: {plain(format(cue['level'], '+g'))} steps on the ladder."
    if "cap" in cue:
        yield f"A reply with it stands no higher than {plain(cue['cap'])}."
    if cue.get("blocks"):
        yield "Skills in the same sentence do not count."
    if "refuses" in cue:
        yield f"Such a reply gets no score: {plain(cue['refuses'])}"
