"""What a learner brings back of a client's story in words of their own, compared with what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import language
from attunement.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator


class Tally(NamedTuple):
    """What came of recalling one story: in all, and of it the statements told apart at first sight."""

    found: int
    count: int
    sorted: int
    statements: int


def stems(text: str) -> frozenset[str]:
    """Return the stems of all words of a text, little words and slips of the keyboard included as the project reads them."""
    read = language.read(text)
    return frozenset(stem(read.plain[i]) for i in read.spoken)


def found(text: str, accepted: list[str]) -> str | None:
    """Return the first accepted wording of which every word is in the text, in any order and form, or None."""
    held = stems(text)
    return next((wording for wording in accepted if stems(wording) <= held), None)


def tally(first: dict[int, bool], told: dict[int, dict[str, Any]]) -> Tally:
    """Count the statements that were told apart at first sight and the facts that were found in the learner's words."""
    right = sum(first.values())
    return Tally(right + sum(look["found"] for look in told.values()), len(first) + len(told), right, len(first))


def faults(tale: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where in a story something cannot be recalled as the author says."""
    if not any("then" in passage for passage in tale["passages"]):
        yield ["passages"], "nothing interrupts this story. Write at least one `then`."
    for kind in ("said", "almost", "not"):
        if not any(statement["is"] == kind for statement in tale["statements"]):
            yield ["statements"], f"no statement is `{kind}`."
    whole = language.same(" ".join(passage["says"] for passage in tale["passages"]))
    for number, one in enumerate(tale["recalls"]):
        if language.same(one["said"]) not in whole:
            yield ["recalls", number, "said"], "these words are not in the story. Quote the client as the passage has it."
        if found(one["said"], one["accepts"]) is None:
            yield ["recalls", number, "accepts"], "the client's own words in `said` would not be found. Accept them."
        if empty := [wording for wording in one["accepts"] if not stems(wording)]:
            yield ["recalls", number, "accepts"], f"`{empty[0]}` has no word in it that could be found."
        elif told := _given_away(tale, number):
            yield (
                ["recalls", number, "accepts"],
                f"the learner has read `{told}` above this question. Say it there in other words.",
            )


def _given_away(tale: dict[str, Any], number: int) -> str | None:
    """Return an accepted wording that a statement, an earlier question, or the question itself tells."""
    *before, own = tale["recalls"][: number + 1]
    seen = [one[key] for one in tale["statements"] for key in ("words", "was")]
    seen += [text for one in before for text in one.values() if isinstance(text, str)] + [own["asks"], own["hint"]]
    return next((wording for text in seen if (wording := found(text, own["accepts"]))), None)
