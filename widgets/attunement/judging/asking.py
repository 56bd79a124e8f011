"""What a learner's question is in form and what it does: which answers it leaves to the client.

The form is what a question begins with. What it does is told by the ways of asking in `asking.yaml` and by what the scorer finds:
advice, a reproach or an answer can stand behind a question that begins with "what".
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import feedback, language, phrases, yamlfile
from attunement.judging import interrogative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.cases import Case
    from attunement.language import Sentence, Text

WAYS = Path(__file__).parent / "asking.yaml"
SURE = 0.6  # of the signal that a client would say more
FEW = 5  # words and marks; "And the boy?" may be anything
ANSWERS = 5  # words of an answer that hangs behind a question: "What keeps you awake, the guilt?"
ASKED_FOR = frozenset({"of", "about", "for", "with", "by", "to", "from", "is", "it"})
SMALL = frozenset(
    ["and", "or", "for", "to", "in", "at", "when", "then", "now", "if", "really", "exactly", "would", "do", "today"]
)
ADVICE = frozenset({"advising", "ordering", "rescuing", "lecturing"})
REPROACH = frozenset({"interrogating", "judging", "moralising", "name-calling", "attack", "sarcasm", "warning"})
BESIDE = frozenset(
    {"question-pile", "diverting-off-topic"}
)  # counted here, or told by the client's words and not by the question
CHECKS = frozenset({"check-back"})
INVITES = frozenset({"open-question-invitation", "meaning-asked"})
LAID = frozenset({"feel", "felt", "feeling", "so", "your"})  # before a feeling: it is laid upon the client
LAID_UPON = frozenset((verb, "you") for verb in ("are", "were", "make", "made", "makes"))


class Asked(NamedTuple):
    """A question as it is read: `form` open, closed, invites or none; what it does (`way`); the `words` that show it.

    The ways: opens, invites (open, though closed in form), closed, fact, choice, holds (an answer), advises, accuses, several,
    hinders (with `why` and `instead` of the scorer), none, torn (the form check is not sure), unread (`why` says why not).
    """

    form: str
    way: str
    words: str
    first: str = ""
    count: int = 1
    stands_behind: bool = False  # something is said before it is asked
    why: str = ""
    instead: str = ""

    @property
    def fits(self) -> bool:
        """Tell whether the answer is left to the client."""
        return self.way in ("opens", "invites")

    @property
    def sure(self) -> bool:
        """Tell whether a form check can say."""
        return self.way not in ("torn", "unread")


def read(case: Case, words: str) -> Asked:
    """Read what is asked of this client in `words` (any string)."""
    words = re.sub(rf"^\W*{re.escape(case.name)}\s*[,.:]\s*", "", words, flags=re.IGNORECASE)
    words = interrogative.marked(words)
    result = feedback.respond(case, words)
    text = language.read(words[: language.LONGEST])
    if result["verdict"] == "not_scored":
        return Asked("none", "unread", words, why=result["reason"])
    asked = _questions(text, result["findings"])
    if not asked:
        return Asked("none", "none", words.strip())
    form, first = interrogative.form(text, asked[0])
    count = len(asked) + sum(interrogative.further(text, one) for one in asked)
    begun = Asked(form, "", _quoted(text, asked[0]), first, count, stands_behind=asked[0] != text.sentences[0])
    return next(_ways(case, text, asked, result, begun), begun._replace(way="torn"))


def _ways(case: Case, text: Text, asked: list[Sentence], result: dict[str, Any], begun: Asked) -> Iterator[Asked]:
    """Yield what a question does; the first counts, as what gets in the way outweighs what opens."""
    for way in ("advises", "accuses", "holds"):
        yield from (begun._replace(way=way, words=_quoted(text, one)) for one in asked if _says(way, text, one))
    invites = any(_says("opens", text, one) for one in asked)
    yield from (begun._replace(way=way, **told) for way, told in _hindering(case, result["findings"], text, invites=invites))
    if begun.count == 1 and begun.form == "closed" and "or" in text.within(asked[0]):
        yield begun._replace(way="choice")
    yield from (begun._replace(way="holds", words=_quoted(text, one)) for one in asked if _answered(case, text, one))
    if begun.count > 1:
        yield begun._replace(way="several")
    only = asked[0]
    if _says("torn", text, only):
        yield begun._replace(way="torn")
    yield from _left_open(text, only, result, begun)


def _left_open(text: Text, only: Sentence, result: dict[str, Any], begun: Asked) -> Iterator[Asked]:
    """Yield whether the one question that is left is open, and if not, what would answer it."""
    found = {finding["cue"] for finding in result["findings"]}
    if begun.form == "invites":
        yield begun._replace(way="opens")
    if begun.form == "closed" and (_says("opens", text, only) or ("open-question-invitation" in found and "you" in text.plain)):
        yield begun._replace(way="invites")
    if _says("fact", text, only) and begun.first in text.within(only)[:2]:
        yield begun._replace(form="closed", way="fact")
    if begun.form == "closed":
        yield begun._replace(way="closed" if begun.first else "holds" if len(text.within(only)) > FEW else "torn")
    if begun.form == "open" and ("open-question-form" in found or result["signals"]["elaboration"] >= SURE):
        yield begun._replace(way="opens")


def _questions(text: Text, findings: list[dict[str, Any]]) -> list[Sentence]:
    """Return the sentences that ask or, where none does, that invite; one that checks back or asks for leave is none."""
    checks = [f["start"] for f in findings if f["skill"] in CHECKS]
    opened = [f["start"] for f in findings if f["cue"] in INVITES]
    asks = [one for one in text.sentences if one.asks and not text.holds(one, checks) and not _says("asks_leave", text, one)]
    return asks or [one for one in text.sentences if not one.asks and (text.holds(one, opened) or _says("tells", text, one))]


def _says(way: str, text: Text, sentence: Sentence) -> bool:
    """Tell whether a question asks in this way, and in none that is excepted."""
    wanted, unless = _patterns()[way]
    within = language.read(_whole(text, sentence))
    return any(phrases.find(wanted, within)) and not any(phrases.find(unless, within))


def _hindering(case: Case, findings: list[dict[str, Any]], text: Text, *, invites: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the scorer found that gets in the way, in the question or beside it; the client's own words do not."""
    theirs = language.same(case.says)
    for finding in findings:
        quoted = text.original[finding["start"] : finding["end"]]
        counts = finding["valence"] < 0 and finding["cue"] not in BESIDE and language.same(quoted) not in theirs
        if counts and not (invites and finding["skill"] in ADVICE):
            way = "advises" if finding["skill"] in ADVICE else "accuses" if finding["skill"] in REPROACH else "hinders"
            yield way, {"words": quoted, "why": finding["why"], "instead": finding["instead"]}


def _answered(case: Case, text: Text, sentence: Sentence) -> bool:
    """Tell whether a question brings its answer: behind a comma, or as a feeling that the client has not shown."""
    plain = text.within(sentence)
    commas = [i for i, word in enumerate(plain) if word in (",", "—", "–", "-", ":")]
    tail = [word for word in plain[commas[-1] + 1 :] if word[0].isalnum()] if commas else []
    here = text.feelings.keys() & range(sentence.first + (commas[-1] if commas else 0), sentence.last)
    named = case.name.lower() in tail
    if plain[0] in interrogative.WIDE | {"and", "so"} and 0 < len(tail) <= ANSWERS and not named and tail[0] not in SMALL:
        return bool(here or {"maybe", "perhaps"} & {*tail} or plain[commas[-1] - 1] in ASKED_FOR)
    return _brings(case, text, sentence)


def _brings(case: Case, text: Text, sentence: Sentence) -> bool:
    """Tell whether a feeling is laid upon the client that neither the words nor the face showed."""
    told = language.read(f"{case.says} {' '.join(case.surface)}")
    known = {*told.feelings.values()}
    places = (
        i
        for i in text.feelings
        if sentence.first < i < sentence.last and text.feelings[i] not in known and not text.plain[i].endswith("ing")
    )
    return any(text.plain[i - 1] in LAID or text.plain[max(0, i - 2) : i] in LAID_UPON for i in places)


def _whole(text: Text, sentence: Sentence) -> str:
    return text.original[text.words[sentence.first].start : text.words[sentence.last - 1].end]


def _quoted(text: Text, sentence: Sentence) -> str:
    return " ".join(_whole(text, sentence).split())


@cache
def _patterns() -> dict[str, tuple[phrases.Phrases, phrases.Phrases]]:
    ways = yamlfile.read(WAYS)
    return {way: (phrases.compiled(entry["phrases"]), phrases.compiled(entry.get("unless", ()))) for way, entry in ways.items()}
