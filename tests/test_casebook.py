"""The clients themselves: whole, unlike each other, safe to read, and with models that do what they say."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from attunement import cases

ROOT = Path(__file__).parents[1]
CLIENTS = [cases.load(case_id) for case_id in cases.ids()]

# Safe messaging: a learner may be at risk too, so no client story names a method, an act of violence or its details.
# And a diagnosis, or a slur that began as one, says what to think of a client before she has spoken. Identities that
# people claim for themselves (Deaf, autistic) are welcome.
NOT_HERE = re.compile(
    r"\b(?:suicid\w*|self[- ]?harm\w*|overdos\w*|noose|hang(?:ed|ing) (?:him|her|them)sel\w+|razor\w*|pills?|gun|knife"
    r"|kill\w*|murder\w*|rap(?:e[ds]?|ist)|molest\w*|abus\w+|beat(?:en|ing)|blood\w*|trauma\w*|ptsd|adhd|ocd|bpd"
    r"|depress(?:ed|ion|ive)|bipolar|borderline|narciss\w*|psycho(?:tic|sis|path\w*)?|schizo\w*|paranoi[ad]|manic|hysterical"
    r"|anorexi\w*|bulimi\w*|addict\w*|alcoholic\w*|disorder\w*|syndrome|symptom\w*|diagnos\w*|patholog\w*|codependent"
    r"|crazy|insane|lunatic|retarded|crippled?|wheelchair-bound|confined to|suffers? from|mute|illegal immigrant)\b",
    re.IGNORECASE,
)
# What lesson 3 takes out of a reply may not stand in a reply that it shows as good.
ROADBLOCK = re.compile(
    r"\b(?:at least|should|ought|must|just|simply|normal|obviously|don't worry|calm down|have you tried|why (?:did|don't)"
    r"|cheer up|i'm sure|i know (?:exactly )?how|everyone (?:feels|goes)|silver lining|well done|good (?:job|for you))\b",
    re.IGNORECASE,
)

every_client = pytest.mark.parametrize("case", CLIENTS, ids=lambda case: case.id)


def test_the_casebook_keeps_its_schema() -> None:
    assert [str(error) for error in cases.check()] == []
    assert len(CLIENTS) >= 12


@every_client
def test_a_client_is_whole(case: cases.Case) -> None:
    levels = [model.level for model in case.models]
    assert (cases.CASEBOOK / f"{case.id}.yaml").is_file()
    assert sorted(case.lands) == [1, 2, 3, 4, 5]
    assert len(set(levels)) >= 3
    assert levels == sorted(levels), "models are read from the one that hurts to the one that invites"
    assert all((case.surface, case.beneath, case.strengths, case.poor_misses, case.hurries_past))
    assert case.id.startswith(case.name.lower())


@every_client
def test_the_reason_quotes_the_poor_reply(case: cases.Case) -> None:
    quotes = re.findall(r'"([^"]+)"', case.poor_misses)
    spoken = f"{case.poor_reply} {case.says}".lower()
    assert quotes, "say which words miss"
    assert [quote for quote in quotes if quote.lower().strip(".,") not in spoken] == []


@every_client
def test_good_models_meet_and_do_not_block(case: cases.Case) -> None:
    good = [model.reply for model in case.models if model.level >= 3]
    assert [(reply, ROADBLOCK.findall(reply)) for reply in good if ROADBLOCK.search(reply)] == []
    assert [reply for reply in good if reply in case.says or case.says in reply] == [], "a model gives back, it does not copy"


@every_client
def test_no_method_no_label(case: cases.Case) -> None:
    text = (cases.CASEBOOK / f"{case.id}.yaml").read_text(encoding="utf-8")
    assert NOT_HERE.findall(text) == []


@pytest.mark.parametrize(
    "words", ["a borderline client", "she is depressed", "Self-harm", "his OCD", "wheelchair-bound", "the pills"]
)
def test_the_lint_bites(words: str) -> None:
    assert NOT_HERE.search(words)


@pytest.mark.parametrize(
    "words", ["He hangs up his scarf.", "cutting out coffee", "furniture maker, Deaf", "She skilled up.", "autistic"]
)
def test_the_lint_lets_people_be(words: str) -> None:
    assert NOT_HERE.search(words) is None


@every_client
def test_who_is_met_again_is_the_same_person_weeks_later(case: cases.Case) -> None:
    first = cases.load(f"{case.person}-01")
    assert (case.name, case.pronouns) == (first.name, first.pronouns)
    who, before = case.about.split(" · ")[0], first.about.split(" · ")[0]
    assert who == before, "age and work are the same"
    assert (case is first) == (case.about == first.about), "it is a later meeting"


def test_no_two_people_share_a_name() -> None:
    names = {case.person: case.name.casefold() for case in CLIENTS}
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize("part", ["says", "scene", "poor_reply", "poor_misses", "hurries_past"])
def test_no_two_clients_share_words(part: str) -> None:
    counted = Counter(getattr(case, part).casefold() for case in CLIENTS)
    assert [words for words, times in counted.items() if times > 1] == []


def test_no_reply_note_or_gesture_stands_twice() -> None:
    said = [text for case in CLIENTS for model in case.models for text in (model.reply, model.note)]
    seen = [turn.does for case in CLIENTS for turn in case.lands.values()]
    assert [text for text, times in Counter([*said, *seen]).items() if times > 1] == []


def test_good_models_do_not_lean_on_one_opening() -> None:
    """A learner who reads them all must not come away with a formula."""
    good = [model.reply for case in CLIENTS for model in case.models if model.level >= 3]
    openings = Counter(" ".join(re.findall(r"[\w']+", reply.lower())[:3]) for reply in good)
    assert [words for words, times in openings.items() if times > 1] == []
    assert [reply for reply in good if re.match(r"it (sounds|seems)|i hear|you feel", reply.lower())] == []


def test_there_is_a_ladder_to_climb() -> None:
    spread = Counter(case.difficulty for case in cases.every())
    assert min(spread[step] for step in ("easy", "medium", "hard")) >= 5


# Lessons and assignments


def met(pattern: str) -> set[str]:
    """Return the ids of all clients that the notebooks under `pattern` name in their code cells."""
    call = re.compile(r"""(?:rewrite\(|case=|answer\(\s*["'][^"']+["']\s*,)\s*["']([^"']+)["']""")
    books = (json.loads(path.read_text(encoding="utf-8")) for path in ROOT.glob(pattern))
    code = ("".join(cell["source"]) for book in books for cell in book["cells"] if cell["cell_type"] == "code")
    return {case_id for source in code for case_id in call.findall(source)}


def test_an_assignment_brings_clients_that_no_lesson_has_shown() -> None:
    lessons, assignments = met("modules/*.ipynb"), met("solutions/*/*.ipynb")
    assert lessons, "no lesson shows a client"
    assert assignments, "no assignment brings a client"
    assert lessons & assignments == set()
    assert (lessons | assignments) - set(cases.ids()) == set(), "a notebook names a client that nobody has written"
