"""From points to reasons: which words earned or cost how many steps. The rows add up to the level, exactly."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from attunement import language
from attunement.evidence import BEGIN, END
from attunement.weights import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attunement.language import Sentence, Text
    from attunement.scoring import Finding, Score
    from attunement.weights import Share

    Row = dict[str, Any]
    Passage = tuple[int, int]  # code points, end excluded
    Named = Passage | str  # the learner's words by their place, or what else weighs

SMALL = UNIT // 20  # a twentieth of a step; what weighs less is told together
LEAST_NAMED = UNIT // 10  # a tenth; what weighs less within a row is noise to a reader
MOST_ROWS = 12  # of a long reply the weightiest are told; a list that nobody reads explains nothing
MOST_NAMED = 3  # runs of words named in one row
START, SHAPE, SMALLER = "Where every reply starts", "The shape of the whole", "Smaller things together"
WORDING, WORDING_OF_ONE = "The wording", "The wording of this sentence"
BEGINNING, ENDING, PAUSES = "the way it begins", "the way it ends", "its pauses"
LITTLE_WORDS, BESIDE = "its little words", "A sentence beside the point adds nothing"
HELD, TAKEN_BACK = "held by ", "beside the point"  # names of shares that take something away
_LITTLE = frozenset(
    re.findall(r"\w+", "a an the and or of in on at to for from with by as it its that this is are was were be been")
)
ENDS_OF_LADDER = {
    "held by top of the ladder": "Held at 5.0, the top of the ladder",
    "foot of the ladder": "Held at 1.0, the foot of the ladder",
}
LONGEST_QUOTE = 60  # characters; a longer one is shortened at a word
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # bidirectional overrides; lone surrogates
_MARKS = ".?!…"
_ENDERS = frozenset(_MARKS)
# What each feature of the whole (`evidence.shape`) is about.
_ABOUT = {
    "how it asks": "asks|asks twice|ends in a question|share of sentences that ask|share of words that ask|question word"
    "|begins with a question word|question word first|begins with a verb|verb first|length of the question",
    "how it says “you”": "share of you|says you|says you often|you among the first",
    "how it says “I”": "share of I|says I",
    "how it says “we”": "share of we",
    "the client's words in it": "words of the client|a word of the client|share of the client's words",
    "how much it says": "words with content|share of content|length",
    "the feelings it names": "feelings",
    "its numbers": "numbers",
    "its commas": "commas",
    "what it answers": "client asks|client says little|client's length",
}
ABOUT = {feature: words for words, features in _ABOUT.items() for feature in features.split("|")}
LENGTH = "how long it is"  # for `more than 12 words` and the like


def quoted(response: str, start: int, end: int) -> str:
    """Return a passage of a reply on one line, not too long, without signs that turn a line round."""
    words = " ".join(_TURNING.sub("", response[start:end]).split())
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return words


def rows(result: Score, response: str) -> list[Row]:
    """Return what the level is the sum of: where it starts, then what weighs most, last what holds it; [] without a level.

    Each row: what (plain words), quote (the learner's, or ""), start and end (code points, or None), points (steps, of either
    sign), most ([{words, own, points}]: what weighs most in it; `own` where the words are the learner's).
    """
    if not result.shares:
        return []
    start, *shares = result.shares
    held = [share for share in shares if share.name in {*ENDS_OF_LADDER, TAKEN_BACK} or share.name.startswith(HELD)]
    weighed = _weighed(result, response, [share for share in shares if share not in held])
    told = [_row(START, start.points), *_told(weighed), *(_held(result, share, response) for share in held)]
    return [{**row, "points": row["points"] / UNIT} for row in told]


def strongest(result: Score, response: str) -> list[Passage]:
    """Return the sentences that earn something by their wording, without their last marks, those that earn most first."""
    wording = _wording(language.read(response), [share for share in result.shares if share.span])
    earned = sorted((row for row in wording if row["points"] > 0), key=lambda row: -row["points"])
    return [(row["start"], row["start"] + len(response[row["start"] : row["end"]].rstrip(_MARKS))) for row in earned]


def in_hundredths(told: list[Row]) -> list[Row]:
    """Return the rows with points of two decimals that still add up: to the level, rounded in the same way.

    The running sum is rounded and not each row, so that no reader who adds them up finds a hundredth missing. A row of which
    nothing is left goes.
    """
    exact = accumulate(round(row["points"] * UNIT) for row in told)
    sums = [0.0, *(round(total / UNIT, 2) for total in exact)]
    return [
        {**row, "points": round(behind - before, 2)}
        for row, (before, behind) in zip(told, pairwise(sums), strict=True)
        if behind != before
    ]


def _row(what: str, points: int, response: str = "", passage: Passage | None = None, most: Iterable[Row] = ()) -> Row:
    start, end = passage or (None, None)
    quote = quoted(response, *passage) if passage else ""
    return {"what": what, "quote": quote, "start": start, "end": end, "points": points, "most": list(most)}


def _told(weighed: Iterable[Row]) -> list[Row]:
    """Put the weightiest first, and the small ones into one row."""
    ordered = sorted(weighed, key=lambda row: (-abs(row["points"]), row["start"] or 0))
    large = [row for row in ordered[:MOST_ROWS] if abs(row["points"]) >= SMALL]
    small = ordered[len(large) :]
    rest = sum(row["points"] for row in small)
    return large + (small if len(small) == 1 else [_row(SMALLER, rest)] if rest else [])


def _weighed(result: Score, response: str, shares: list[Share]) -> Iterator[Row]:
    """Yield a row for each cue that counts, for the wording of each sentence, and for the shape of the whole."""
    found = {finding.cue.id: finding for finding in reversed(result.findings)}  # the first of each
    whole, wording = [], []
    for share in shares:
        if share.span:
            wording.append(share)
        elif share.name in found:
            yield _cue(result, found[share.name], share, response)
        else:
            whole.append(share)
    yield from _wording(language.read(response), wording)
    if whole:
        yield _shape(whole)


def _cue(result: Score, finding: Finding, share: Share, response: str) -> Row:
    skill = finding.cue.skill
    once = ", counted once" if sum(one.cue.skill == skill for one in result.findings) > 1 else ""
    return _row(skill[0].upper() + skill[1:] + once, share.points, response, (finding.start, finding.end))


def _held(result: Score, share: Share, response: str) -> Row:
    if share.name in ENDS_OF_LADDER:
        return _row(ENDS_OF_LADDER[share.name], share.points)
    if share.name == TAKEN_BACK:
        return _row(BESIDE, share.points)
    holder = next(finding for finding in result.findings if finding.cue.id == share.name.removeprefix(HELD))
    return _row(f"Held at {holder.cue.cap} by {holder.cue.skill}", share.points, response, (holder.start, holder.end))


def _wording(text: Text, runs: Iterable[Share]) -> Iterator[Row]:
    """Yield for each sentence what all runs of words weigh together whose first word stands in it."""
    sentences: defaultdict[Sentence, defaultdict[Named, int]] = defaultdict(lambda: defaultdict(int))
    for run in runs:
        named, place = _named(text, run)
        sentences[text.homes[place]][named] += run.points
    what = WORDING if len(text.sentences) == 1 else WORDING_OF_ONE
    for sentence, weights in sentences.items():
        passage = text.words[sentence.first].start, text.words[sentence.last - 1].end
        yield _row(what, sum(weights.values()), text.original, passage, _most(weights, text.original))


def _named(text: Text, run: Share) -> tuple[Named, int]:
    """Return the passage of a run's words without its signs and outer marks, and the place of the first of them.

    A run of nothing but signs and marks, or little words, is named by what it is about: nobody can learn from an `and`.
    """
    first, _ = run.span or (0, 0)
    behind = first + 1 + run.name.count(" ") - run.name.count(BEGIN) - run.name.count(END)
    places = [i for i in range(first, behind) if text.plain[i][0].isalnum()]
    if places and _LITTLE.issuperset(text.plain[i] for i in places):
        return LITTLE_WORDS, places[0]
    if places:
        return (text.words[places[0]].start, text.words[places[-1]].end), places[0]
    if END in run.name or not _ENDERS.isdisjoint(run.name):
        return ENDING, first
    return (BEGINNING if run.name == BEGIN else PAUSES), first


def _shape(shares: Iterable[Share]) -> Row:
    weights: defaultdict[Named, int] = defaultdict(int)
    for share in shares:
        weights[ABOUT.get(share.name, LENGTH)] += share.points
    return _row(SHAPE, sum(weights.values()), most=_most(weights))


def _most(weights: dict[Named, int], response: str = "") -> Iterator[Row]:
    """Yield what weighs most in a row, without what is small."""
    for named, points in sorted(weights.items(), key=lambda one: -abs(one[1]))[:MOST_NAMED]:
        if abs(points) >= LEAST_NAMED:
            own = not isinstance(named, str)
            yield {"words": quoted(response, *named) if own else named, "own": own, "points": points / UNIT}
