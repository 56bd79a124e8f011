"""Worked examples of the exercises that are for oneself: plans, the journal, one's own progress; and of claims."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from attunement import yamlfile
from attunement.book.markdown import bold, bullets, fold, join, plain

WORDS = Path(__file__).parents[1] / "exercises" / "words" / "en" / "claims.yaml"


@cache
def _said() -> dict[str, str]:
    """Return the words of the exercise."""
    return yamlfile.read(WORDS)


def mark(claim: dict[str, Any]) -> str:
    """Return how well a claim is known, as the exercise calls it."""
    return _said()[f"claims_{claim['status'].replace(' ', '_')}"].capitalize()


def claims(task: dict[str, Any]) -> str:
    """Show every claim; how well it is known is folded away."""
    return join(*(join(bold(claim["claim"]), fold("How well it is known", known(claim))) for claim in task["claims"]))


def known(claim: dict[str, Any]) -> str:
    """Return the status of a claim, what is known, what that does not show, and who found it."""
    sources = "; ".join(claim.get("sources", []))
    return join(
        f"{bold(mark(claim))}. {plain(claim['why'])}",
        f"{plain(claim['known'])} {plain(claim.get('limit', ''))}".strip(),
        f"Source: {plain(sources)}." if sources else "No source: we have not looked for studies of this.",
    )


def journal(task: dict[str, Any]) -> str:
    """Show what there is to write about, and what is noticed before it."""
    minute = task.get("minute")
    quiet = join(f"First, {minute['seconds']} quiet seconds:", bullets(plain(cue) for cue in minute["cues"])) if minute else ""
    wheel = "First, a wheel of feelings stands open, to find a word." if task.get("checks_in") else ""
    return join(quiet, wheel, f"{bold(task['label'])}", bullets(plain(prompt) for prompt in task["prompts"]))


def plan(task: dict[str, Any]) -> str:
    """Show the two questions and the first example."""
    example = task["examples"][0]
    return join(
        bullets([f"**If** {plain(task['if'])}", f"**Then** {plain(task['then'])}"]),
        f"For example: if {plain(example['if'])}, then I {plain(example['then'])}.",
        plain(example["why"]),
    )


def nothing(task: dict[str, Any]) -> str:  # noqa: ARG001 (the form of all kinds)
    """Return what there is to show of a page that only a learner fills."""
    return ""
