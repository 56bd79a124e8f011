"""How a reflection offers a feeling: which feeling is in its words, how strong, and as a guess or as a fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attunement.judging import families

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Say = Callable[..., str]

GUESSES = re.compile(
    r"\b(?:maybe|perhaps|possibly|might|may be|could be|could (?:it|there) be|as if|as though|almost as|a little|correct me"
    r"|tell me if|my guess|part of you|something in you|some part|not sure (?:if|whether)|i (?:may|might|could) be"
    r"|i (?:wonder|am wondering|guess|imagine|suspect|can imagine|would imagine)|i['’](?:m wondering|m guessing|d imagine)"
    r"|i (?:have|get) (?:a|the) (?:sense|feeling)|(?:it |this |that |you )?(?:sounds?|seems?)\b(?: like| as if)?"
    r"|(?:it |this |that |you )?looks?\b(?: like| as if)?(?! (?:at|away|down|up|back|out|for|after|into|past|over)\b)"
    r"|am i (?:right|close|near|wrong)|is that (?:close|right|near|it)|does that (?:fit|sound right)"
    r"|have i (?:got|understood) (?:that|you)|if i (?:hear|follow|understand))\b",
    re.IGNORECASE,
)
FACTS = re.compile(
    r"\b(?:you (?:must|have to) (?:be|feel|have felt)|you(?: are|['’]re)? (?:clearly|really|actually|definitely|certainly)"
    r"|deep down|what you really|the truth is|of course you (?:are|feel)|underneath,? you are|i know (?:that )?you)\b",
    re.IGNORECASE,
)


def off_band(accepted: dict[str, Any], family: str, strength: int, name: str, say: Say) -> dict[str, Any]:
    """Return the remark on a word that is stronger or milder than what the client shows."""
    strong, word = strength > accepted["strength"][1], families.word(family, strength)
    why = accepted.get("stronger" if strong else "weaker") or say(
        "feelings_stronger" if strong else "feelings_weaker", word=word, name=name
    )
    return {"valence": -1, "quote": word, "why": why, "instead": say("feelings_inwards" if strong else "feelings_outwards")}


def remarks(source: dict[str, Any], looks: dict[str, Any], text: str, name: str, say: Say) -> Iterator[dict[str, Any]]:
    """Yield what to say of a reflection, after the `looks` at the wheel; `say` fills in a sentence of the page."""
    look, said = looks["beneath"], families.spoken(text)
    beneath, word = source["beneath"]["accepts"], families.word(look["family"], look["strength"])
    found = next((family for family in (look["family"], *beneath) if family in said), None)
    if not found:
        yield _missing({looks["surface"]["family"], *source["surface"]["accepts"]}, said, word, say) | {
            "instead": source["beneath"]["hint"]
        }
        return
    key = "feelings_named" if found == look["family"] else "feelings_named_other"
    yield {"valence": 1, "quote": ", ".join(said[found]), "why": say(key, word=word)}
    for strength in families.strengths(found, text) if found in beneath else ():
        if strength > beneath[found]["strength"][1]:
            yield off_band(beneath[found], found, strength, name, say)
    yield _offer(text, name, say)


def _missing(surface: set[str], said: dict[str, list[str]], word: str, say: Say) -> dict[str, Any]:
    """What was found underneath is not in the words: they stay on the surface, name another feeling, or none."""
    shallow = next((family for family in said if family in surface), None)
    if shallow:
        return {"valence": 0, "quote": ", ".join(said[shallow]), "why": say("feelings_surface_only", word=word)}
    if said:
        quote = ", ".join(one for words in said.values() for one in words)
        return {"valence": 0, "quote": quote, "why": say("feelings_other", word=word)}
    return {"valence": -1, "why": say("feelings_no_feeling", word=word)}


def _offer(text: str, name: str, say: Say) -> dict[str, Any]:
    fact, guess = FACTS.search(text), GUESSES.search(text)
    if fact:
        why, instead = say("feelings_certain", name=name), say("feelings_guess")
        return {"valence": -1, "quote": fact[0], "why": why, "instead": instead}
    if text.rstrip(" \"'”’)").endswith("?") and not guess:
        return {"valence": 0, "why": say("feelings_asked", name=name), "instead": say("feelings_guess")}
    if guess:
        return {"valence": 1, "quote": guess[0], "why": say("feelings_offered", name=name)}
    return {"valence": 0, "why": say("feelings_told", name=name), "instead": say("feelings_guess")}
