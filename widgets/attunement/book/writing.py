"""Worked examples of the exercises in which one writes to a client, or judges what somebody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import cases, feedback, scoring
from attunement.book.markdown import bold, bullets, fold, join, person, plain, reasoned, said, speech, turn

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = (2, 3, 5)  # of a client's model replies, one on each of these levels


def rewrite(case: cases.Case) -> str:
    """Show the client and the reply that misses; why it does, and replies that reach further, are folded away."""
    return join(
        person(case),
        speech(case.says, case.name),
        speech(case.poor_reply, "A reply that misses"),
        fold("Why it misses", plain(case.poor_misses)),
        fold("Three replies, each with its level", ladder(case.models)),
    )


def ladder(models: Iterable[cases.Model]) -> str:
    """Return a model reply on each of the shown levels, or of all where the levels are others, from the low to the high."""
    first = {model.level: model for model in reversed(tuple(models))}
    shown = [first[level] for level in SHOWN if level in first]
    shown = shown if len(shown) == len(SHOWN) else [first[level] for level in sorted(first)]
    return bullets(reasoned(model.reply, model.note, f"Level {model.level}.") for model in shown)


def session(task: dict[str, Any]) -> str:
    """Show how the session opens; where a reply leads, met or missed, is folded away."""
    client, beats = task["client"], task["beats"]
    first = beats[task["opening"]]
    ways = [("A reply that goes further", first["met"]), ("A reply that misses", first["missed"])]
    return join(
        person(client),
        speech(first["says"], client["name"], first["does"]),
        fold("Two ways on", *(_way(label, way, beats, client["name"]) for label, way in ways)),
    )


def _way(label: str, way: dict[str, Any], beats: dict[str, Any], name: str) -> str:
    beat = beats.get(way["to"])
    return join(
        f"{bold(label)}. {plain(name)} thinks: {said(way['felt'])}",
        speech(beat["says"], name, beat["does"]) if beat else "",
    )


def repair(task: dict[str, Any]) -> str:
    """Show the transcript up to the first line that got in the way; which it is, and how to mend it, are folded away."""
    name, turns = task["client"]["name"], task["turns"]
    at = next(number for number, one in enumerate(turns) if "fault" in one)
    models = bullets(reasoned(model["words"], model["why"]) for model in turns[at]["fault"]["models"][:2])
    return join(
        person(task["client"]),
        *(turn(one, name) for one in turns[: at + 1]),
        fold("What got in the way, and how else to say it", plain(turns[at]["why"]), models),
    )


def predict(task: dict[str, Any]) -> str:
    """Show a reply whose level is to be guessed; the author's level and the reason are folded away."""
    item = task["items"][0]
    case = cases.load(item.get("case") or task["case"])
    shown = join(person(case), speech(case.says, case.name))
    if "reply" not in item:
        return join(shown, "You write a reply here, and guess its level before you see it.", _anchors(case))
    answer = f"{bold('Level ' + str(item['level']))}. {plain(item['why'])}"
    return join(shown, speech(item["reply"], "A reply"), fold("The author’s level, and why", answer))


def _anchors(case: cases.Case) -> str:
    return fold(f"Replies to {case.name} to hold yours against", ladder(case.models))


def peer(task: dict[str, Any]) -> str:
    """Show whose reply is rated; the writer's own rating and replies to hold it against are folded away."""
    case, example = cases.load(task["case"]), task.get("example")
    shown = join(person(case), speech(case.says, case.name))
    if not example:
        return join(shown, _anchors(case))
    rated = bullets(f"{bold(a)}: {feedback.FOUR_A_WORDS[example[a]]}" for a in scoring.FOUR_AS)
    own = join(f"{bold('Level ' + str(example['level']))}. {said(example['says'])}", rated)
    return join(
        shown,
        speech(example["reply"], example["name"]),
        fold(f"How {example['name']} rates it", own),
        _anchors(case),
    )
