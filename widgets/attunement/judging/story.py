"""The story of a session: beats with three ways onward each, and a trust that every reply moves. No widgets here.

A beat is one thing the client says. The form check reads the reply against it; whether the client was met, heard or missed
decides which beat follows, and how far trust moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import feedback
from attunement.cases import Case, Model, rung
from attunement.judging import formula, history

if TYPE_CHECKING:
    from collections.abc import Sequence

END = "end"
LANDINGS = ("met", "heard", "missed")
CLOSED, HALFWAY, LEANING, OPEN = 0, 3, 4, 6  # trust
MET, HEARD = 4, 3  # rungs of the ladder
OWN = "self-focus"  # the skill under which the rubric has what is said of oneself
ORDERS = {"ordering", "advising"}
ASKING = {"open question", "encourager"}  # skills that give nothing back of what was said
SAID_BEFORE = "You said that before. It cannot be about what I said only now."  # what every client feels then
ASKED = "A question. Did the other thing arrive, what I said before it?"
LONGEST = 1_200  # characters of one reply in a graded session, some 200 words; more is a speech


class Turn(NamedTuple):
    """What became of one reply: the beat it answered, its level (1 to 5), how it landed, trust (0 to 6) before and after."""

    beat: str
    text: str
    level: int
    reached: float  # the level as it was read, 1.0 to 5.0
    landing: str  # met, heard or missed
    again: bool  # a formula that was said before
    before: float  # in half steps
    trust: float
    next_step: str
    asks: bool = False  # heard, as a question that gives nothing back: trust stays


def turn(source: dict[str, Any], beat: str, text: str, trust: float, earlier: Sequence[Turn] = ()) -> Turn | str:
    """Return what becomes of the reply `text` to a beat, or why it cannot be read; `earlier` are the turns of this session."""
    read, _ = reading(source, beat, text)
    if read["level"] is None:
        return read["reason"]
    level, again = rung(read["level"]), repeats(source, beat, text, earlier)
    landing = "missed" if again else "met" if level >= MET else "heard" if level >= HEARD else "missed"
    asks = landing == "heard" and only_asks(read)
    after = trust if asks else min(OPEN, max(CLOSED, trust + moves(source["beats"][beat], landing, trust)))
    return Turn(beat, text, level, read["level"], landing, again, trust, after, read["next_step"] or "", asks)


def told(source: dict[str, Any], texts: Sequence[str]) -> tuple[list[Turn], str, str]:
    """Replay a session from its replies alone.

    Return the turns, the beat that waits for the next reply ("" at the end), and why the next of the texts cannot be read, or "".
    """
    turns: list[Turn] = []
    for text in texts:
        one = said(source, turns, text)
        if not isinstance(one, Turn):
            return turns, waits(source, turns), one
        turns.append(one)
    return turns, waits(source, turns), ""


def said(source: dict[str, Any], turns: Sequence[Turn], text: str) -> Turn | str:
    """Return what becomes of the next reply of a graded session, or why it cannot be said; "" where the session is over."""
    beat, trust = waits(source, turns), turns[-1].trust if turns else source["trust"]
    if beat and len(text) > LONGEST:
        return f"It has more than {LONGEST:,} characters, which is a speech. Say less, and leave room for an answer."
    return turn(source, beat, text, trust, turns) if beat else ""


def waits(source: dict[str, Any], turns: Sequence[Turn]) -> str:
    """Return the beat that waits for a reply after these turns, "" at the end."""
    return onward(source, turns[-1]) if turns else source["opening"]


def onward(source: dict[str, Any], one: Turn) -> str:
    """Return the beat that follows a turn, "" at the end."""
    to = source["beats"][one.beat][one.landing]["to"]
    return "" if to == END else to


def earning(turns: Sequence[Turn]) -> list[bool]:
    """Tell of each reply of a graded session whether it earns: one that missed or was said before does not.

    A question alone, or a nod, earns; the next one only after something was given back.
    """
    earns, asked = [], False
    for one in turns:
        earns.append(one.landing != "missed" and not (one.asks and asked))
        asked = asked if one.landing == "missed" else one.asks
    return earns


def felt(source: dict[str, Any], one: Turn) -> str:
    """Return what the client felt on hearing a reply."""
    return SAID_BEFORE if one.again else ASKED if one.asks else source["beats"][one.beat][one.landing]["felt"]


def only_asks(read: dict[str, Any]) -> bool:
    """Tell whether all that the form check finds for a reply is that it asks or nods."""
    skills = {finding["skill"] for finding in read["findings"] if finding["valence"] > 0}
    return bool(skills) and skills <= ASKING


def reading(source: dict[str, Any], beat: str, text: str) -> tuple[dict[str, Any], bool]:
    """Return what the form check says of a reply, and whether it left out what the learner says of themselves.

    To own one's part in what went wrong is how it is mended, so where something is to be mended that is no self-focus.
    A command that the client has spoken ("Don't go") is no command when it is given back.
    """
    client, repair = case(source, beat), source["beats"][beat].get("repair")
    read, said = feedback.respond(client, text), history.plain(client.says)
    own = [finding for finding in read["findings"] if finding["skill"] == OWN and repair]
    quoted = [
        one for one in read["findings"] if one["skill"] in ORDERS and history.plain(text[one["start"] : one["end"]]) in said
    ]
    if not own + quoted:
        return read, False
    rest = text
    for finding in own + quoted:
        start, end = finding["start"], finding["end"]
        rest = rest[:start] + " " * (end - start) + rest[end:]
    without = feedback.respond(client, rest)
    better = (without["level"] or 0) > read["level"]
    return (without, bool(own)) if better else (read, False)


def repeats(source: dict[str, Any], beat: str, text: str, earlier: Sequence[Turn]) -> bool:
    """Tell whether a reply is a formula that this client has heard before."""
    beats = source["beats"]
    return formula.said_before(text, beats[beat]["says"], [(turn.text, beats[turn.beat]["says"]) for turn in earlier])


def case(source: dict[str, Any], beat: str) -> Case:
    """Return the client as one beat shows them, for the form check, which takes none of the session's `models` for a reply."""
    client, feelings, now = source["client"], source["feelings"], source["beats"][beat]
    known = {key: client[key] for key in ("name", "pronouns", "about")} | {key: tuple(feelings[key]) for key in feelings}
    ours = tuple(Model(level=MET, reply=words, note="") for words in source.get("models", ()))
    known |= {"poor_reply": "", "poor_misses": "", "models": ours, "lands": {}}
    return Case(
        id="",
        language="en",
        difficulty="hard",
        scene=now["does"],
        says=now["says"],
        strengths=tuple(source["strengths"]),
        hurries_past=now.get("hurries_past", ""),
        **known,
    )


def moves(beat: dict[str, Any], landing: str, trust: float) -> float:
    """Return how many steps trust moves; to be heard is enough while there is little of it, and mending counts double.

    Where there is much of it, it grows by half steps: otherwise four good replies would fill it, and the rest would not count.
    """
    if "trust" in beat[landing]:
        return beat[landing]["trust"]
    if landing == "missed":
        return -1
    if beat.get("repair"):
        return 2 if landing == "met" else 1
    if landing == "met":
        return 1 if trust < LEANING else 0.5
    return 1 if trust < HALFWAY else 0


def ending(source: dict[str, Any], trust: float) -> dict[str, Any]:
    """Return the highest ending that trust has reached."""
    return max((one for one in source["endings"] if one["trust"] <= trust), key=lambda one: one["trust"])
