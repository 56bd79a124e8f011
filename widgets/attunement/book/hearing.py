"""Worked examples of the exercises in which one listens: what was said, when to speak, what is felt, how it is to be someone."""

from __future__ import annotations

from typing import Any

from attunement import cases
from attunement.book.markdown import BREAK, aside, bold, bullets, fold, join, person, plain, reasoned, said, speech, turn

STATUS = {"said": "It was said.", "almost": "Almost, and one point is changed.", "not": "It was not said."}
HEARD = 2  # passages that are shown of a story


def attend(task: dict[str, Any]) -> str:
    """Show the beginning of the first story with what calls away, then one statement and one question."""
    story = task["stories"][0]
    statement, recall = story["statements"][0], story["recalls"][0]
    return join(
        person(story["client"]),
        *(_passage(passage, story["client"]["name"]) for passage in story["passages"][:HEARD]),
        "Later you are asked what stayed with you:",
        bullets([plain(statement["words"]), plain(recall["asks"])]),
        fold(
            "What was said",
            f"{STATUS[statement['is']]} {plain(statement['was'])}",
            reasoned(recall["said"], recall["why"]),
        ),
    )


def _passage(passage: dict[str, Any], name: str) -> str:
    call = passage.get("then")
    away = f"{plain(call['what'])} {bold(call['aside'])}: {plain(call['back'])}" if call else ""
    return join(speech(passage["says"], name), away)


def pause(task: dict[str, Any]) -> str:
    """Show what the client says up to the first silence; what a word or a silence does there is folded away."""
    passages = task["passages"]
    last = next((number for number, passage in enumerate(passages) if "silence" in passage), 0)
    silence = passages[last].get("silence", {})
    words = [" ".join(clause["words"] for clause in passage["says"]) for passage in passages[: last + 1]]
    outcomes = [("A word at once", "early"), ("A word after a while", "within"), ("Nobody speaks", "after")]
    lines = [
        f"{bold(label)}: {plain(silence[part]['does'])} {plain(silence[part]['why'])}"
        for label, part in outcomes
        if part in silence
    ]
    return join(
        person(task["client"]),
        speech(task["asked"], "Therapist"),
        *(speech(said, task["client"]["name"]) for said in words),
        aside(silence.get("sees", "")),
        fold("How long this silence is, and what a word does in it", plain(silence.get("range", "")), bullets(lines)),
    )


def feelings(task: dict[str, Any]) -> str:
    """Show the client; the feelings that fit, on the surface and underneath, are folded away."""
    case = cases.load(task["case"])
    layers = [("On the surface", "surface"), ("Underneath, perhaps", "beneath")]
    found = [
        join(f"{label}:", bullets(f"{bold(family)}. {plain(fits['why'])}" for family, fits in task[layer]["accepts"].items()))
        for label, layer in layers
    ]
    model = reasoned(task["model"]["reply"], task["model"]["why"], "Offered so that a no is possible:")
    return join(person(case), speech(case.says, case.name), fold("What fits, and a reply that offers it", *found, model))


def summary(task: dict[str, Any]) -> str:
    """Show the turns; the points that a summary keeps, and one summary, are folded away."""
    name = task.get("client", {}).get("name", "Client")
    turns = [turn(one, name) for one in task["turns"]]
    points = bullets(f"{bold(point['name'])}. {plain(point['why'])}" for point in task["points"])
    model = task["models"][0]
    return join(
        person(task["client"]) if "client" in task else "",
        *turns,
        fold("What a summary keeps, and one that does", points, speech(model["words"]), plain(model["why"])),
    )


def imagine(task: dict[str, Any]) -> str:
    """Show the client and what one might ask; the answers and the client's own account are folded away."""
    case = cases.load(task["case"])
    asked = bullets(said(item["words"]) for item in task["questions"])
    answers = bullets(
        f"{said(item['words'])}{BREAK}{reasoned(item['answer'], item['why'], case.name)}" for item in task["questions"]
    )
    return join(
        person(case),
        speech(case.says, case.name),
        "After you have written as the client, you choose what to ask:",
        asked,
        fold("What each question brings, and the client’s own account", answers, speech(task["account"], case.name)),
    )
