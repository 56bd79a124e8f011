"""Worked examples of the exercises in which something is named, sorted or put in order."""

from __future__ import annotations

import re
from typing import Any

from attunement import cases
from attunement.book.markdown import BREAK, bold, bullets, fold, join, numbered, person, plain, reasoned, said, speech, turn

PASSAGE = re.compile(r"\[([^\]]*)\]\{([^}]*)\}")
SHOWN = 2  # of several like ones, so many are shown


def classify(task: dict[str, Any]) -> str:
    """Show the labels and two sentences, with their labels folded away."""
    client = task.get("client")
    labels = bullets(f"{bold(name)}: {plain(means)}" for name, means in task["labels"].items())
    head = join(person(client) if client else "", speech(task["says"]) if "says" in task else "", labels)
    return join(head, *(_named(item, acts=task.get("acts", False)) for item in task["items"][:SHOWN]))


def _named(item: dict[str, Any], *, acts: bool) -> str:
    others = [f"{bold(label)} does not fit: {plain(why)}" for label, why in item.get("not", {}).items()]
    also = f"May be chosen too: {plain(', '.join(item['also']))}." if item.get("also") else ""
    answer = f"{bold(', '.join(item['fits']))}. {plain(item['why'])}"
    return join(
        speech(item["says"], "Before it") if "says" in item else "",
        f"> {plain(item['words'])}" if acts else speech(item["words"]),
        fold("What it does, and why", answer, also, *others),
    )


def questions(task: dict[str, Any]) -> str:
    """Show the first question of each part: sort, spot, turn."""
    parts = [(_sorted, "sort"), (_spotted, "spot"), (_turned, "turn")]
    return join(*(show(task[part][0]) for show, part in parts if task.get(part)))


def _sorted(item: dict[str, Any]) -> str:
    answers = [f"In {part}: {bold(item[part]['is'])}. {plain(item[part]['why'])}" for part in ("form", "function")]
    return join(
        speech(item["says"], "The client") if "says" in item else "",
        speech(item["words"], "The question"),
        fold("Open or closed, in form and in function", *answers, *(plain(view) for view in item.get("views", []))),
    )


def _spotted(group: dict[str, Any]) -> str:
    found = [item for item in group["questions"] if item.get("fits")]
    return join(
        speech(group["says"], "The client") if "says" in group else "",
        plain(group["find"]),
        bullets(said(item["words"]) for item in group["questions"]),
        fold("Which one, and why", *(reasoned(item["words"], item["why"]) for item in found)),
    )


def _turned(item: dict[str, Any]) -> str:
    client = cases.load(item["case"])
    models = bullets(reasoned(model["words"], model["why"]) for model in item["models"])
    return join(
        speech(client.says, client.name),
        speech(item["words"], "Turn this"),
        fold("What it leaves out, and ways to turn it", plain(item["misses"]), models),
    )


def rank(task: dict[str, Any]) -> str:
    """Show the replies; one order that fits (where several do, that of the first client) is folded away."""
    if "replies" not in task:
        return _ladder(cases.load(task["case"]))
    key = task["keys"][0] if "keys" in task else task
    client = key.get("client") or task.get("client")
    says, client = _met(task, client)
    order = [_place(task, group) for group in key["order"]]
    several = "Another order is right for another client." if "keys" in task else ""
    shuffled = sorted(task["replies"].values(), key=lambda reply: reply["words"])
    mark = plain if task.get("acts") else said
    return join(
        client,
        says,
        bullets(mark(reply["words"]) for reply in shuffled),
        fold("One order that fits, with reasons", numbered(order), plain(key.get("why", "")), several),
    )


def _met(task: dict[str, Any], client: dict[str, Any] | None) -> tuple[str, str]:
    if client:
        return (speech(task["says"], client["name"]) if "says" in task else ""), person(client)
    case = cases.load(task["case"])
    return speech(case.says, case.name), person(case)


def _place(task: dict[str, Any], group: list[str]) -> str:
    replies = [task["replies"][name] for name in group]
    if task.get("acts"):
        lines = [f"{bold(reply['words'])}{BREAK}{plain(reply['why'])}" for reply in replies]
    else:
        lines = [reasoned(reply["words"], reply["why"]) for reply in replies]
    return f"{BREAK}Level with it: ".join(lines)


def _ladder(case: cases.Case) -> str:
    models = sorted(case.models, key=lambda model: -model.level)
    order = numbered(reasoned(model.reply, model.note) for model in models)
    replies = bullets(said(reply) for reply in sorted(model.reply for model in models))
    return join(person(case), speech(case.says, case.name), replies, fold("One order that fits, with reasons", order))


def spot(task: dict[str, Any]) -> str:
    """Show the transcript without its marks; what tells something is folded away."""
    client = cases.load(task["case"]) if "case" in task else task["client"]
    name = client.name if isinstance(client, cases.Case) else client["name"]
    passages = {key: words for one in task["turns"] for text in one.values() for words, key in PASSAGE.findall(text)}
    cues = [f"{bold(passages[key])}{BREAK}{plain(why)}" for key, why in task["cues"].items() if key in passages]
    turns = [turn({key: _bare(text) for key, text in one.items()}, name) for one in task["turns"]]
    reply = reasoned(task["reply"]["words"], task["reply"]["why"], "What could be said") if "reply" in task else ""
    return join(person(client), *turns, fold("What there is to notice, and why", bullets(cues), reply))


def _bare(text: str) -> str:
    return PASSAGE.sub(r"\1", text)
