"""All measures by name, each with the sentence that says what its figures tell and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement.validity import alarms, contrasts, ladders, public, replies, speed

if TYPE_CHECKING:
    from pathlib import Path

SAYS = {
    "annomi": (
        "This says how well the form check tells questions, reflections, input and other apart in motivational interviewing in "
        "English. It does not say whether an utterance was good. Where the weights were learned on the same videos, the figure "
        "is better than it would be on new ones. The caution is about the level, and very short utterances get it most."
    ),
    "held-out": (
        "This says how well the way of learning tells questions, reflections, input and other apart on videos that it has not "
        "seen. It does not say whether an utterance was good."
    ),
    "lend-an-ear": (
        "This says how far the signals follow experts who judged whole conversations about trouble at work. It does not say that "
        "the people in them felt helped."
    ),
    "levels": (
        "This says how far the levels follow the labels of those who wrote the replies. It does not say that a client would feel "
        "met, and it is no measure of a person."
    ),
    "pairs": (
        "This says whether the better of two replies stands higher where they were written to differ in one thing. It does not "
        "say how large the difference should be."
    ),
    "invariant": (
        "This says how far the level moves when only names, pronouns, faith, spelling or manner of speech change. It does not "
        "show that every voice is treated alike; it covers the changes in this file."
    ),
    "alarms": (
        "This says how often a cue is right by the labels of our own replies, a kindred label counting as right. It does not say "
        "how often a cue misses what it looks for."
    ),
    "speed": "This holds for this machine and this moment. It says nothing about a browser or a server under load.",
    "second": (
        "The second coder is the same kind of author as the first, an AI assistant and no clinician. So this agreement is a high "
        "guess at that between clinicians. Replies that stand in the order of their levels are left out, for their place told "
        "the coder too much."
    ),
}
_HALF = 0.5


def annomi(path: Path, *, held_out: bool = False) -> dict[str, Any]:
    """Measure the main behaviour on AnnoMI; see `public.annomi`. `held_out`: each video by weights that have not seen it."""
    if not held_out:
        return _told(public.annomi(path))
    from attunement.validity import heldout  # needs scikit-learn

    source = f"{path.name}, each video by weights learned without it"
    return _told({**public.annomi(path, heldout.behaviours(path)), "held_out": True, "source": source})


def lend_an_ear(path: Path) -> dict[str, Any]:
    """Measure the signals on Lend an Ear; see `public.lend_an_ear`."""
    return _told(public.lend_an_ear(path))


def levels(path: Path | None = None, part: str | None = None) -> dict[str, Any]:
    """Measure the level on graded replies, without a file on our own; see `ladders.levels`."""
    return _told(ladders.levels(path, part))


def second() -> dict[str, Any]:
    """Compare the second coding of our own replies with the first; see `ladders.second`."""
    return _told(ladders.second())


def pairs(path: Path, part: str | None = None) -> dict[str, Any]:
    """Measure contrast pairs; see `contrasts.pairs`."""
    return _told(contrasts.pairs(path, part))


def invariant(path: Path, part: str | None = None) -> dict[str, Any]:
    """Measure irrelevant changes; see `contrasts.invariant`."""
    return _told(contrasts.invariant(path, part))


def quickness() -> dict[str, Any]:
    """Measure the speed; see `speed.speed`."""
    return _told(speed.speed())


def false_alarms() -> dict[str, Any]:
    """Measure each cue on the part `check` of our own replies; `wrong` names the cues that are wrong more often than right."""
    labelled = replies.of("check")
    lines = [_cue(one) for one in alarms.measure(labelled)]
    wrong = [line["name"] for line in lines if line["value"] < _HALF]
    clients = {one.client for one in labelled}
    return _told({"measure": "alarms", "n": len(labelled), "groups": len(clients), "rows": lines, "wrong": wrong})


def _cue(one: alarms.Alarm) -> dict[str, Any]:
    """Return how one cue fares; `value` is the share of what it finds that is right or kindred."""
    counts = {"n": one.found, "right": one.right, "akin": one.akin, "without": one.without}
    shares = {"value": round(one.precision, 3), "false_alarms": round(one.false_alarms, 4)}
    return {"name": one.cue.id, "skill": one.cue.skill, **shares, **counts}


def said(measured: dict[str, Any]) -> str:
    """Return the sentence that says what a measure's figures tell and what they do not."""
    return SAYS["held-out" if measured.get("held_out") else measured["measure"]]


def _told(measured: dict[str, Any]) -> dict[str, Any]:
    return {**measured, "says": said(measured)}
