"""A transcript in phrases that can be marked, and what marks of it are worth.

An author writes `[Everyone at work is tired.]{deflects}`; what is not marked so is cut at the ends of its clauses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MARKED = re.compile(r"\[([^\[\]{}]+)\]\{([a-z0-9-]+)\}")
CLAUSE = re.compile(r"(?<=[.,;:?!…])\s+")
SHORTEST = 3  # words of a clause that stands alone; shorter ones join the next
LOOKING = re.compile(
    r"\b(eye contact|gaz(e|es|ed|ing)|eyes?|glanc\w+|star(es|ed|ing)"
    r"|look(s|ed|ing)? (away|down|up|round|around|out|past|at|to|towards?|into|straight))\b",
    re.IGNORECASE,
)
GROUPS = ("cues", "decoys", "either")


class Phrase(NamedTuple):
    """Some words of a turn: `how` they come ("says" or "does"), the author's `key` and its group, both "" for plain words."""

    words: str
    how: str
    key: str
    group: str

    @property
    def is_cue(self) -> bool:
        """Tell whether this should be found."""
        return self.group == "cues"

    @property
    def counts(self) -> bool:
        """Tell whether a mark here is judged at all."""
        return self.group != "either"


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield (words, key) for each phrase of a text; the key is "" where the author marked nothing."""
    at = 0
    for match in MARKED.finditer(text):
        yield from ((clause, "") for clause in clauses(text[at : match.start()]))
        trail = re.match(r"[.,;:?!…]*", text[match.end() :]).group()
        yield " ".join(match[1].split()) + trail, match[2]
        at = match.end() + len(trail)
    yield from ((clause, "") for clause in clauses(text[at:]))


def clauses(text: str) -> list[str]:
    """Cut a text after its commas and stops; a very short clause goes with the one after it, or at the end before it."""
    found: list[str] = []
    for part in CLAUSE.split(" ".join(text.split())):
        if found and len(found[-1].split()) < SHORTEST:
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    if len(found) > 1 and len(found[-1].split()) < SHORTEST:
        last = found.pop()
        found[-1] += f" {last}"
    return found


def phrases(source: dict[str, Any]) -> list[list[Phrase]]:
    """Return the phrases of each turn, in the order in which the author wrote what is said and what is done."""
    groups = {key: group for group in GROUPS for key in source.get(group, {})}
    return [
        [Phrase(words, how, key, groups.get(key, "")) for how in turn if how != "who" for words, key in pieces(turn[how])]
        for turn in source["turns"]
    ]


def marking(source: dict[str, Any]) -> frozenset[str]:
    """Return whose turns can be marked ("client", "therapist"): those in which the author marked something."""
    turns = zip(source["turns"], phrases(source), strict=True)
    return frozenset(turn["who"] for turn, parts in turns if any(part.key for part in parts))


def _marked(source: dict[str, Any]) -> list[Phrase]:
    """Return the phrases of those whose turns can be marked."""
    whose, turns = marking(source), zip(source["turns"], phrases(source), strict=True)
    return [part for turn, parts in turns if turn["who"] in whose for part in parts]


def share(marked: Collection[Phrase], phrases: Collection[Phrase]) -> float:
    """Return how well the marks tell cues from the rest, 0.0 to 1.0; what is left open does not count.

    This is the share of cues that are marked, less the share of the rest that is marked too (W. J. Youden, Index for rating
    diagnostic tests, Cancer 3, 1950): who marks everything, or anything, gets nothing for it.
    """
    hits, alarms = (_part(marked, phrases, is_cue=wanted) for wanted in (True, False))
    return max(0.0, hits - alarms)


def _part(marked: Collection[Phrase], phrases: Collection[Phrase], *, is_cue: bool) -> float:
    there, found = (sum(one.counts and one.is_cue == is_cue for one in group) for group in (phrases, marked))
    return found / max(1, there)


def faults(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield what an author should mend: brackets, names that do not meet, looking that is scored."""
    used = [part.key for parts in phrases(source) for part in parts if part.key]
    listed = [key for group in GROUPS for key in source.get(group, {})]
    for number, turn in enumerate(source["turns"]):
        yield from ((["turns", number, how], found) for how in turn if how != "who" for found in _brackets(turn[how], listed))
    for group in GROUPS:
        for key in source.get(group, {}):
            if used.count(key) != 1:
                yield [group, key], f"`{key}` stands {used.count(key)} times in the turns. Mark one passage as [words]{{{key}}}."
            if listed.count(key) > 1:
                yield [group, key], f"`{key}` stands in two lists. Keep it in one of: {', '.join(GROUPS)}."
    if all(part.is_cue for part in _marked(source) if part.counts):
        yield ["cues"], "everything that can be marked is a cue, so nothing is told apart. Leave some words without a name."
    yield from _pairs(source)
    yield from _looking(source)


def _brackets(text: str, listed: list[str]) -> Iterator[str]:
    if re.search(r"[\[\]{}]", MARKED.sub("", text)):
        yield "a bracket is left over. Write a passage as [words]{name}, the name in small letters."
    for _, key in MARKED.findall(text):
        if key not in listed:
            yield f"`{key}` is explained nowhere. Add it to one of: {', '.join(GROUPS)}."


def _pairs(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    for number, pair in enumerate(source.get("pairs", ())):
        if len({*pair["cues"]}) < len(pair["cues"]):
            yield ["pairs", number, "cues"], "a cue is no pair with itself. Name two different cues."
        for key in pair["cues"]:
            if key not in source["cues"]:
                yield ["pairs", number, "cues"], f"`{key}` is no cue here. Known are: {', '.join(source['cues'])}."


def _looking(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    for part in _marked(source):
        if part.group == "either" or part.how == "says" or not LOOKING.search(part.words):
            continue
        told = f"`{part.key or part.words}` is about looking, and nobody is scored for that."
        if part.group:
            yield [part.group, part.key], f"{told} Move it to `either`."
        else:
            yield ["turns"], f"{told} Give it a name, and a line under `either`."
