"""From words to points: what a grade cell of an assignment calls."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from attunement import answers, cases, feedback
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from pathlib import Path

CANNOT_JUDGE = "The form check cannot judge these words."  # so begins the line that asks for a person
EARNED = "Form check: "  # so begins the line with the points
FULL_MARKS_FROM = 4.0  # above level 4 form alone cannot tell better from longer: a person would have to judge


def points(level: float | None, out_of: float) -> float:
    """Return the points, in halves, for a level of 1.0 to 5.0: none at level 1, all from level 4 on; None earns 0."""
    if level is None:
        return 0.0
    share = min(1.0, max(0.0, (level - 1) / (FULL_MARKS_FROM - 1)))
    return min(out_of, int(share * out_of * 2 + 0.5) / 2)


def grade_cell(item: str, case: str, out_of: float) -> float | None:
    """Grade where nbgrader does; in a learner's own notebook say when the points come, and return None.

    The cell stands in the learner's notebook too, and running it there must not tell the score that this assignment keeps back.
    """
    if os.environ.get("NBGRADER_EXECUTION") != "autograde":
        print("Your points and the reasons for them come with your feedback, after you hand in.")  # noqa: T201
        return None
    return grade(item, case, out_of)


def grade(item: str, case: str, out_of: float, folder: Path | str = ".") -> float:
    """Score the words kept under `item` as a reply to the client `case`, print the reasons, return points of 0 to `out_of`.

    Only the words count: the client and the points come from the released notebook, never from the learner's file.
    """
    try:
        answer = answers.read(folder).get(item)
    except LearnerError as error:
        return _say(f"{error}\nNot scored: 0 of {out_of:g} points.", 0.0)
    if answer is None or not answer.text.strip():
        return _say(f"Not attempted: no words were handed in here. 0 of {out_of:g} points.", 0.0)
    result = feedback.respond(cases.load(case), answer.text)
    earned = points(result["level"], out_of)
    return _say("\n".join([*_reasons(answer.text, result), f"{EARNED}{earned:g} of {out_of:g} points."]), earned)


def _reasons(text: str, result: dict) -> list[str]:
    """Say each finding on a line of its own: sign, the learner's words, the reason, the alternative."""
    lines = [result["summary"]]
    if result["verdict"] == "advisory":
        lines.append(result["reason"])
    if result["verdict"] == "not_scored":
        lines.append(f"{CANNOT_JUDGE} Your instructor reads them and may give points by hand.")
    for finding in result["findings"]:
        sign = {1: "+", -1: "−"}.get(finding["valence"], "·")
        instead = f" Instead: {finding['instead']}" if finding["instead"] else ""
        lines.append(
            f"{sign} {feedback.quote(text, finding['start'], finding['end'])} ({finding['skill']}): {finding['why']}{instead}"
        )
    return [line for line in [*lines, f"One thing to try: {result['next_step']}"] if line]


def _say(text: str, earned: float) -> float:
    print(text.encode("utf-8", "replace").decode("utf-8"))  # noqa: T201 (a grade cell speaks by printing)
    return earned
