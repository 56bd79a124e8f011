"""What is told about a summary: findings on its words, remarks beside them, one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import language
from attunement.judging import gist
from attunement.judging.summing import ALIKE, KINDS, LONG, Summing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.judging.strangers import Stranger
    from attunement.scene import Span

Told = dict[str, Any]
FEWEST_TURNS = 3


def look(one: Summing, number: int) -> Told:
    """Return what is painted of the summary that was handed in as the `number`-th (from 1).

    Keys: text, sure, share, points (numbers), stands, findings (as of a form check), remarks, told (one sentence), next.
    """
    if not one.sure:
        remarks = [{"valence": 0, "why": f"{one.word('summary_unread')} {one.result['reason']}"}]
        return _told(one, [], remarks, "", "")
    findings = sorted(_findings(one), key=lambda found: found["start"])
    counted = one.word("summary_counted", had=len(one.points), count=len(one.source["points"]), name=one.name)
    return _told(one, findings, list(_remarks(one, number)), counted, one.word(_next(one), name=one.name))


def _told(one: Summing, findings: list[Told], remarks: list[Told], told: str, step: str) -> Told:
    judged = {"sure": one.sure, "share": one.share, "points": sorted(one.points), "stands": one.sure and one.stands}
    return {"text": one.text.original, **judged, "findings": findings, "remarks": remarks, "told": told, "next": step}


def _findings(one: Summing) -> Iterator[Told]:
    word, name = one.word, one.name
    for point, span in one.points.items():
        author = one.source["points"][point]
        why = word("summary_hurried", name=name, why=author["why"]) if author.get("hurried") else author["why"]
        yield _finding(one, span, "summary_is_point", why)
    for span, why in one.slips:
        yield _finding(one, span, "summary_is_slip", why, word("summary_slip_instead", name=name))
    yield from (_new(one, stranger) for stranger in one.inventions)
    yield from ({key: found[key] for key in ("start", "end", "skill", "valence", "why", "instead")} for found in one.ways)
    for span in () if one.is_copy else one.copies:
        yield _finding(one, span, "summary_is_copy", word("summary_copied", name=name), word("summary_copied_instead"))
    for span, key in one.guesses():
        yield _finding(one, span, "summary_is_guess", word(key, name=name)) | {"valence": int(key == "summary_guess")}
    if one.asks and one.points:
        key = "summary_asks" if one.asks_last else "summary_asks_early"
        yield _finding(one, one.asks, "summary_is_asking", word(key, name=name)) | {"valence": int(one.asks_last)}


def _new(one: Summing, stranger: Stranger) -> Told:
    """Return what is told of a word that nobody has said."""
    verdict = stranger.kind == "verdicts"
    why = one.word(KINDS[stranger.kind], name=one.name)
    instead = one.word("summary_verdict_instead" if verdict else "summary_nowhere_instead", name=one.name)
    return _finding(one, (stranger.place, stranger.place + 1), "summary_is_new", why, instead)


def _finding(one: Summing, span: Span, skill: str, why: str, instead: str = "") -> Told:
    start, end = one.letters(span)
    valence = 1 if skill == "summary_is_point" else -1
    return {"start": start, "end": end, "skill": one.word(skill), "valence": valence, "why": why, "instead": instead}


def _remarks(one: Summing, number: int) -> Iterator[Told]:
    word, name = one.word, one.name
    if one.is_list:
        yield {"valence": -1, "why": word("summary_list", name=name)}
    elif one.is_copy:
        start, end = one.letters(one.copies[0])
        yield {"valence": -1, "quote": one.text.original[start:end], "why": word("summary_mostly", name=name)}
    elif not one.points and not one.slips:
        alike = gist.own(one.text, one.said) >= ALIKE
        key = "summary_only_asks" if one.only_asks else "summary_unfound" if alike else "summary_off"
        yield {"valence": 0 if key == "summary_unfound" else -1, "why": word(key, name=name)}
    for pair in one.source.get("together", ()):
        held = [point for point in _numbers(one, pair["points"]) if point in one.points]
        if len(held) == 1:
            start, end = one.letters(one.points[held[0]])
            yield {"valence": 0, "quote": one.text.original[start:end], "why": word("summary_one_side", why=pair["why"])}
    yield from _missing(one, number)
    if one.points and not one.asks:
        yield {"valence": 0, "why": word("summary_no_asking", name=name)}
    if one.points and not {"you", "your", "yours"} & {*one.text.plain}:
        yield {"valence": 0, "why": word("summary_about", name=name)}
    yield from _length(one)


def _missing(one: Summing, number: int) -> Iterator[Told]:
    """Tell after the first try in which turn something is missing, and later what."""
    points = one.source["points"]
    if number > 1 or one.stands:
        for i in one.missing:
            said = {key: points[i][key].rstrip(" .") for key in ("name", "said")}
            yield {"valence": 0, "why": one.word("summary_missing", **said, why=points[i]["why"], person=one.name)}
        return
    if not one.points:
        return
    plain = [i for i in one.missing if "without" not in points[i]]
    turns = sorted({turn_of(one.source, points[i]["said"]) for i in plain})
    if turns:
        key = "summary_turn" if len(turns) == 1 else "summary_turns"
        yield {"valence": 0, "why": one.word(key, turns=", ".join(map(str, turns)), name=one.name)}
    yield from ({"valence": 0, "why": points[i]["without"]} for i in one.missing if "without" in points[i])


def _length(one: Summing) -> Iterator[Told]:
    ours, theirs = len(one.text.spoken), len(language.read(one.theirs).spoken)
    if ours > LONG * theirs:
        key = "summary_longer" if ours >= theirs else "summary_long"
        yield {"valence": -1 if ours >= theirs else 0, "why": one.word(key, ours=ours, theirs=theirs, name=one.name)}


def _next(one: Summing) -> str:
    """Return the key of the one thing to do next."""
    wanted = {
        "summary_next_own": one.is_list or one.is_copy,
        "summary_next_first": not one.points and not one.slips,
        "summary_next_slip": one.slips,
        "summary_next_new": one.inventions or one.ways,
        "summary_next_missing": one.missing,
        "summary_next_ask": not one.asks_last,
    }
    return next((key for key, holds in wanted.items() if holds), "summary_next_aloud")


def _numbers(one: Summing, names: list[str]) -> list[int]:
    known = [point["name"] for point in one.source["points"]]
    return [known.index(name) for name in names]


def turn_of(source: dict[str, Any], said: str) -> int:
    """Return in which of the client's turns (from 1) these words stand; 0 where they do not."""
    turns = [turn["says"] for turn in source["turns"] if turn["who"] == "client"]
    same = language.same(said)
    return next((number for number, words in enumerate(turns, start=1) if same in language.same(words)), 0)


def faults(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield where in a file something cannot be summed up as the author says."""
    if sum(turn["who"] == "client" for turn in source["turns"]) < FEWEST_TURNS:
        yield ["turns"], "the client speaks fewer than three times. A summary needs something to sum up."
    known = [point["name"] for point in source["points"]]
    for number, point in enumerate(source["points"]):
        if not turn_of(source, point["said"]):
            yield ["points", number, "said"], "these words are not in a turn of the client. Quote them as the turn has them."
        if any(len(wording.split()) == 1 for wording in point["words"]):
            yield ["points", number, "words"], "one word alone would pay for a list of keywords. Write at least two."
    for number, pair in enumerate(source.get("together", ())):
        if not {*pair["points"]} <= {*known}:
            yield ["together", number, "points"], f"there is no such point. Known are: {', '.join(known)}."
            return
    for number, model in enumerate(source["models"]):
        yield from ((["models", number, "words"], fault) for fault in _lacks(source, model["words"]))


def _lacks(source: dict[str, Any], words: str) -> Iterator[str]:
    """Yield what is not in order in a summary of the author's."""
    one = Summing(source, words, lambda *_, **__: "")
    for point in one.missing:
        yield f"the point `{source['points'][point]['name']}` is not found here in words of its own. Add a wording."
    taken = [one.letters(span) for span, _ in one.slips] + [one.letters((new.place, new.place + 1)) for new in one.inventions]
    yield from (f"`{words[start:end]}` would be told as twisted or as said by nobody." for start, end in taken)
    yield from (f"`{words[way['start'] : way['end']]}` would be told as {way['skill']}." for way in one.ways)
    if not one.asks_last:
        yield "it does not ask the client at its end whether this is how it is."
