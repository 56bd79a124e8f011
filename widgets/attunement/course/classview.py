"""What the replies and choices of a class have in common: skills that were heard, roadblocks, lines that were often missed."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import feedback, items
from attunement.course import classwork, itemstats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attunement.course.classwork import Work

MOST_LINES = 10
EXAMPLES = 2
FOUR_AS = ("attention", "acceptance", "appreciation", "affirmation")


class Roadblock(NamedTuple):
    """A skill gone wrong (advising, minimising ...): learners and replies with it, its commonest reason, words that showed it."""

    skill: str
    learners: int
    replies: int
    why: str
    instead: str
    source: str
    examples: tuple[str, ...]


class Line(NamedTuple):
    """A line of a selected-response item: who answered, who missed it, what fits, what was chosen most often instead."""

    item: str
    words: str
    answered: int
    missed: int
    fits: str
    chosen: str
    times: int


def four_as(works: Sequence[Work]) -> dict[str, Any]:
    """Return for each of the four A's how many replies are in which of feedback.FOUR_A_WORDS, with `replies` and `learners`."""
    replies = [(work, told["four_as"]) for work, told in classwork.kind(works, "reply") if told["level"] is not None]
    counts = {a: Counter(rated.get(a) for _, rated in replies) for a in FOUR_AS}
    rows = {a: [counts[a][place] for place in range(len(feedback.FOUR_A_WORDS))] for a in FOUR_AS}
    return {"rows": rows, "replies": len(replies), "learners": len({work.row.person.id for work, _ in replies})}


def heard(works: Sequence[Work]) -> list[tuple[str, int, int]]:
    """Return skill, learners and replies for every skill that reached a client, the one that most learners used first."""
    return _counted(_findings(works, 1))


def chosen(works: Sequence[Work]) -> list[tuple[str, itemstats.Spread]]:
    """Return for each skill of the selected-response items how the learners' earned parts (0.0 to 1.0) lie."""
    shares: defaultdict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for work, told in classwork.kind(works, "choice"):
        if told["share"] is not None:
            shares[items.load(told["item"])["skill"]][work.row.person.id].append(told["share"])
    means = {skill: [sum(own) / len(own) for own in people.values()] for skill, people in shares.items()}
    return [(skill, found) for skill, values in sorted(means.items()) if (found := itemstats.spread(values))]


def roadblocks(works: Sequence[Work]) -> list[Roadblock]:
    """Return what got in the way, the one that most learners met first."""
    found = _findings(works, -1)
    return [_roadblock(skill, learners, replies, found[skill]) for skill, learners, replies in _counted(found)]


Found = tuple[str, str, str, dict[str, Any]]  # learner, reply, the words, the finding


def _findings(works: Iterable[Work], valence: int) -> dict[str, list[Found]]:
    found: defaultdict[str, list[Found]] = defaultdict(list)
    for work, told in classwork.kind(works, "reply"):
        for one in told["findings"]:
            if one["valence"] == valence:
                learner, quote = work.row.person.id, feedback.quote(told["text"], one["start"], one["end"])
                found[one["skill"]].append((learner, f"{learner} {work.row.assignment} {told['item']}", quote, one))
    return found


def _counted(found: dict[str, list[Found]]) -> list[tuple[str, int, int]]:
    counts = [(skill, len({one[0] for one in all_}), len({one[1] for one in all_})) for skill, all_ in found.items()]
    return sorted(counts, key=lambda count: (-count[1], -count[2], count[0]))


def _roadblock(skill: str, learners: int, replies: int, found: list[Found]) -> Roadblock:
    """Take the reason of the commonest cue, and words of different learners."""
    cue, _ = Counter(one["cue"] for *_, one in found).most_common(1)[0]
    said = next(one for *_, one in found if one["cue"] == cue)
    words = {learner: quote for learner, _, quote, one in reversed(found) if one["cue"] == cue}
    examples = tuple(sorted({*words.values()}, key=lambda said: (len(said), said))[:EXAMPLES])
    return Roadblock(skill, learners, replies, said["why"], said["instead"], said["source"], examples)


def missed(works: Sequence[Work]) -> list[Line]:
    """Return the lines of selected-response items that were most often missed, at most ten, none that nobody missed."""
    given: defaultdict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    about: dict[str, dict[str, Any]] = {}
    for _, told in classwork.kind(works, "choice"):
        about[told["item"]] = told
        for number, line in enumerate(told["lines"]):
            if line["chosen"] and line["fits"]:
                given[told["item"], number].append(line)
    lines = [_line(about[item], own) for (item, _), own in given.items()]
    return sorted((line for line in lines if line.missed), key=lambda line: -line.missed / line.answered)[:MOST_LINES]


def _line(about: dict[str, Any], own: list[dict[str, Any]]) -> Line:
    wrong = [line for line in own if line["right"] is False or (line["right"] is None and line["chosen"] != line["fits"])]
    instead, times = Counter(_named(about, line["chosen"]) for line in wrong).most_common(1)[0] if wrong else ("", 0)
    item = classwork.title(about["item"], about)
    return Line(item, own[0]["words"], len(own), len(wrong), _named(about, own[0]["fits"]), instead, times)


def _named(about: dict[str, Any], labels: Sequence[str]) -> str:
    return ("place " if about["order"] else "") + ", ".join(labels)
