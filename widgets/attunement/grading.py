"""From answers to points: what a grade cell of an assignment calls."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import answers, cases, feedback, items
from attunement.errors import LearnerError
from attunement.judging import addressed, plot, story

if TYPE_CHECKING:
    from pathlib import Path

    from attunement.answers import Answer
    from attunement.cases import Case

CANNOT_JUDGE = "The form check cannot judge these words."  # so begins the line that asks for a person
NOT_TO_THEM = "The form check sees nothing in these words that speaks to {name}, so it gives no points."
EARNED = "Form check: "  # so begins the line with the points
FULL_MARKS_FROM = 4.0  # above level 4 form alone cannot tell better from longer: a person would have to judge
MIME = "application/vnd.attunement.marked+json"  # what a grade cell says beside its lines, for feedback page and report


class Marked(NamedTuple):
    """What became of one item: points, the lines that a grade cell prints, and the same as data for feedback page and report.

    `told` has the keys `kind` ("reply", "choice", "session" or "nothing"), `item`, `points`, `out_of`, `person` (whether a person
    has to judge) and those of its kind, see `_reply`, `_choice`, `_session`. It holds the learner's words as they are.
    """

    points: float
    lines: list[str]
    told: dict[str, Any]


def points(level: float | None, out_of: float) -> float:
    """Return the points, in halves, for a level of 1.0 to 5.0: none at level 1, all from level 4 on; None earns 0."""
    return halves(share(level), out_of)


def share(level: float | None) -> float:
    """Return what a level of 1.0 to 5.0 is worth, 0.0 at level 1 and 1.0 from level 4 on; None is worth 0.0."""
    return 0.0 if level is None else min(1.0, max(0.0, (level - 1) / (FULL_MARKS_FROM - 1)))


def halves(part: float, out_of: float) -> float:
    """Return a part (0.0 to 1.0) of `out_of` points, in half points."""
    return min(out_of, int(part * out_of * 2 + 0.5) / 2)


def grade_cell(item: str, case: str | None = None, out_of: float = 5, *, session: str | None = None) -> float | None:
    """Grade where nbgrader does; in a learner's own notebook say nothing, and return None.

    The cell stands in the learner's notebook too, and running it there must not tell the score that this assignment keeps back.
    """
    if os.environ.get("NBGRADER_EXECUTION") != "autograde":
        return None
    from IPython.display import display

    marked = mark(item, case, out_of, session=session)
    said = json.dumps([marked.lines, marked.told], ensure_ascii=False)
    lines, told = json.loads(said.encode("utf-8", "replace"))  # half a pair of UTF-16 can be typed, but not sent
    print("\n".join(lines))  # noqa: T201 (a grade cell speaks by printing)
    display({MIME: told}, raw=True)
    return marked.points


def mark(
    item: str, case: str | None = None, out_of: float = 5, *, session: str | None = None, folder: Path | str = "."
) -> Marked:
    """Score again what is kept under `item`: a reply to the client `case`, the session `session`, or the item of that name.

    Only what the learner gave counts: client, session, key and points come from the released notebook and the course, never from
    the learner's file.
    """
    try:
        answer = answers.read(folder).get(item)
    except LearnerError as error:
        return _marked(item, out_of, 0.0, [str(error), f"Not scored: 0 of {out_of:g} points."], _nothing(str(error)))
    if answer is None or not answer.given:
        lines = [f"Not attempted: nothing was handed in here. 0 of {out_of:g} points."]
        return _marked(item, out_of, 0.0, lines, _nothing("Nothing was handed in here."))
    if case:
        return _reply(item, answer, cases.load(case), out_of)
    return _session(item, answer, session, out_of) if session else _choice(item, answer, out_of)


def _marked(item: str, out_of: float, earned: float, lines: list[str], told: dict[str, Any]) -> Marked:
    return Marked(earned, lines, {"item": item, "points": earned, "out_of": out_of, "person": False, **told})


def _nothing(reason: str) -> dict[str, Any]:
    return {"kind": "nothing", "reason": reason}


def _earned(earned: float, out_of: float) -> str:
    return f"{EARNED}{earned:g} of {out_of:g} points."


# A reply


def _reply(item: str, answer: Answer, client: Case, out_of: float) -> Marked:
    """Score a reply: `told` has `case`, `text`, `models` (level and reply), and what `feedback.score` returns.

    Its rows of points are under `shares` here, because `points` are the item's. Words that speak to no client are not scored.
    """
    result = feedback.respond(_knowing_ours(client), answer.text)
    if not addressed.speaks_to(client, answer.text, result):
        result = feedback.refuse(NOT_TO_THEM.format(name=client.name))
    earned, person = points(result["level"], out_of), result["verdict"] == "not_scored"
    lines = [*_reasons(answer.text, result), _earned(earned, out_of)]
    models = [{"level": model.level, "reply": model.reply} for model in client.one_step_on(result["level"])]
    told = {"kind": "reply", "case": client.id, "text": answer.text, "models": models, "person": person}
    return _marked(item, out_of, earned, lines, {**told, "shares": result.pop("points"), **result})


def _knowing_ours(client: Case) -> Case:
    """Return the client with the replies that stand in public beside the model replies: the form check takes neither."""
    ours = tuple(cases.Model(cases.AIM, reply, "") for reply in items.published(client.id))
    return client._replace(models=(*client.models, *ours))


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


# A selected-response item


def _choice(item: str, answer: Answer, out_of: float) -> Marked:
    """Score a selected-response item: `told` has `title`, `order`, `labels` and the fields of `items.Judged`."""
    source = items.load(item)
    judged = items.judge(source, answer.chosen)
    earned = halves(judged.share or 0.0, out_of)
    what = "pairs in order" if source.get("order") else "right"
    lines = [f"{judged.right} of {judged.of} {what}.", _earned(earned, out_of)]
    about = {"title": source["title"], "order": bool(source.get("order")), "labels": items.labels(source)}
    return _marked(item, out_of, earned, lines, {"kind": "choice", **about, **judged._asdict()})


# A session


def _session(item: str, answer: Answer, name: str, out_of: float) -> Marked:
    """Score a session, replayed: `told` has `client`, `turns`, `trust`, `ending` (or None), `missing`, `unread`, `why`.

    The points are the mean over the replies. Where it was broken off, `missing` replies are worth 0 each: as many as it would
    take to go on and miss each time, so that to stop earns no more. `unread` is what could not be replayed, and `why`.
    """
    source = items.session(name)
    turns, waits, why = story.told(source, answer.turns)
    missing = plot.misses(source, waits) if waits else 0
    shares = [share(turn.reached) if earns else 0.0 for turn, earns in zip(turns, story.earning(turns), strict=True)]
    trust = turns[-1].trust if turns else source["trust"]
    earned = halves(sum(shares) / max(1, len(turns) + missing), out_of)
    told = {
        "kind": "session",
        "client": source["client"],
        "turns": [_turn(source, turn, part) for turn, part in zip(turns, shares, strict=True)],
        "trust": trust,
        "ending": None if missing else story.ending(source, trust),
        "missing": missing,
        "unread": list(answer.turns[len(turns) :]),
        "why": why,
        "person": bool(why),
    }
    return _marked(item, out_of, earned, [*_replies(turns, missing, why), _earned(earned, out_of)], told)


def _replies(turns: list[story.Turn], missing: int, why: str) -> list[str]:
    """Say of each reply how it landed, and what is missing from the session."""
    lands = [f"level {one.reached:.1f}, {'said before' if one.again else one.landing}: {one.text}" for one in turns]
    lines = [f"{number}. {land}" for number, land in enumerate(lands, start=1)]
    lines += [f"{CANNOT_JUDGE} Reply {len(turns) + 1}: {why}"] if why else []
    return lines + ([f"The session was broken off. Replies that are missing: {missing}; each is worth 0."] if missing else [])


def _turn(source: dict[str, Any], turn: story.Turn, part: float) -> dict[str, Any]:
    """Return what the client said, did and felt, what was replied, what became of it and what it is worth."""
    beat = source["beats"][turn.beat]
    return {"says": beat["says"], "does": beat["does"], "felt": story.felt(source, turn), "points": part, **turn._asdict()}
