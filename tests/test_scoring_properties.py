"""What holds for every reply, found by trying many: nothing breaks it, nothing cheap raises it, time stays in proportion."""

from __future__ import annotations

import json
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from attunement import cases, cues, feedback, language, scoring, words
from conftest import CLIENTS, MODELS

CLIENT = "I failed my driving test for the third time. I had told everybody the date."
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
OFF_TOPIC = [
    "The buses have been late all week.",
    "Bananas contain potassium.",
    "It rained in the afternoon and then the sun came out.",
    "Paris is the capital of France.",
    "Here is a recipe for soup: onions, carrots, water.",
    "The window is open.",
    "Blue and green are nice colours for a kitchen.",
]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)

# Half noise, half the scorer's own food: sentences of the casebook and the phrases that cues are made of.
said = st.sampled_from([reply for _, _, reply in MODELS] + [case.poor_reply for case in cases.every()])
heard = st.sampled_from([hit for cue in cues.every() for hit in cue.hits if isinstance(hit, str)])
marks = st.text(alphabet=" .,;:?!…—-'’\n\t\u200b\u0301\ud800🙂ß", max_size=12)
mixed = st.lists(st.one_of(said, heard, marks, st.text(max_size=40)), max_size=6).map(" ".join)
english = st.lists(st.one_of(said, heard), min_size=1, max_size=3).map(" ".join)
clients = st.sampled_from(list(CLIENTS.values()))


@quick
@given(client=st.one_of(mixed, st.just(CLIENT)), reply=mixed, case=st.one_of(st.none(), st.sampled_from(sorted(CLIENTS))))
@example(client="", reply="\u0301", case=None)
@example(client="\ud800", reply="sad \ud800", case=None)
@example(client="?", reply="?a", case="maya-01")
def test_any_words_get_an_answer_of_one_form(client: str, reply: str, case: str | None) -> None:
    told = feedback.score(client, reply, case)
    assert json.loads(json.dumps(told)) == told
    assert told["level"] is None or 1 <= told["level"] <= 5
    assert (told["level"] is None) == (told["verdict"] == "not_scored")
    assert all(value is None or value in (0, 1, 2, 3) for value in told["four_as"].values())
    assert all(0 <= value <= 1 for value in told["signals"].values())
    assert told["next_step"]
    assert told["summary"]


@quick
@given(reply=mixed, case=clients)
def test_findings_stand_on_whole_words(reply: str, case: cases.Case) -> None:
    words = language.read(reply).words
    starts, ends = {word.start for word in words}, {word.end for word in words}
    for finding in scoring.score(case.says, reply, case).findings:
        assert 0 <= finding.start < finding.end <= len(reply)
        assert finding.start in starts
        assert finding.end in ends


@quick
@given(reply=mixed, case=clients, form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
@example(reply="It’s like you’re saying ‘I’m café-sad’…", case=CLIENTS["joan-01"], form="NFKC")
def test_the_same_words_in_another_normal_form_score_the_same(reply: str, case: cases.Case, form: str) -> None:
    assert same(case, reply, unicodedata.normalize(form, reply))


@quick
@given(reply=mixed, case=clients, data=st.data())
def test_what_cannot_be_seen_does_not_count(reply: str, case: cases.Case, data: st.DataObject) -> None:
    hidden = data.draw(st.lists(st.sampled_from(ZERO_WIDTH), min_size=len(reply), max_size=len(reply)))
    assert same(case, reply, "".join(char + zero for char, zero in zip(reply, hidden, strict=True)))


@quick
@given(reply=english, case=clients)
@example(reply="Have you tried counting to ten? Have you tried counting to ten?", case=CLIENTS["joan-01"])
def test_capitals_and_spaces_at_the_ends_do_not_count(reply: str, case: cases.Case) -> None:
    assert same(case, reply, reply.upper())
    assert same(case, reply, reply.lower())
    assert same(case, reply, f"  {reply} \n ")


def same(case: cases.Case, one: str, other: str) -> bool:
    """Tell whether two replies get the same score, wherever the words stand."""
    if max(len(one), len(other)) > language.LONGEST:
        return True
    scores = [scoring.score(case.says, reply, case) for reply in (one, other)]
    first, second = [(s.verdict, s.level, s.four_as, s.signals, [f.cue.id for f in s.findings]) for s in scores]
    return first == second


@quick
@given(reply=english, case=clients, extra=st.sampled_from(OFF_TOPIC))
def test_an_off_topic_sentence_never_raises(reply: str, case: cases.Case, extra: str) -> None:
    before = scoring.score(case.says, reply, case).level  # words too few to be called English get none
    assert not off_topic_here(case, extra) or before is None or level(case, f"{reply} {extra}") <= before


@quick
@given(reply=english, case=clients)
def test_saying_it_twice_never_raises(reply: str, case: cases.Case) -> None:
    assert level(case, f"{reply} {reply}") <= level(case, reply)


def off_topic_here(case: cases.Case, extra: str) -> bool:
    """Tell whether a sentence shares neither content nor a field of life with the client: one of them cooks soup in a kitchen."""
    told, said = language.read(" ".join([case.says, case.scene, *case.strengths])), language.read(extra)
    fields = {field for i in told.content for field in words.topics(told.plain[i])}
    near = any(not fields.isdisjoint(words.topics(said.plain[i])) for i in said.content)
    return not near and set(told.content.values()).isdisjoint(said.content.values())


def level(case: cases.Case, reply: str) -> float:
    """Return the level, 0 where there is none."""
    return scoring.score(case.says, reply, case).level or 0.0


@pytest.mark.parametrize("extra", OFF_TOPIC)
def test_an_off_topic_sentence_raises_no_model(extra: str) -> None:
    tried = [(case, reply) for case, _, reply in MODELS if off_topic_here(case, extra)]
    assert len(tried) > len(MODELS) / 4
    assert [reply for case, reply in tried if level(case, f"{reply} {extra}") > level(case, reply)] == []


# Time

NOISE = 0.005  # seconds; the longest reply takes 10 to 20 milliseconds

LONG_WINDED = [
    "You hoped so much for this one, and the examiner patted your arm. ",
    "sad. ",
    "you feel sad ",
    "you should ",
    "I understand but ",
    "you failed the test. ",
    "at least you say at least ",
    "why? ",
    "i understand. ",
    "x",
    "\u0301",
    "ñ ",
    "[(|*",
]


@pytest.mark.parametrize("unit", LONG_WINDED)
def test_time_grows_with_the_words_and_no_faster(unit: str) -> None:
    times = [seconds(unit, size) for size in (1250, 2500, 5000)]
    assert all(longer < 3 * shorter + NOISE for shorter, longer in pairwise(times)), times


def seconds(unit: str, size: int) -> float:
    """Return the least processor time, of several, in which a reply of `size` characters is read and scored."""
    reply, taken = (unit * size)[:size], []
    for _ in range(7):
        language.read.cache_clear()
        started = time.process_time()
        scoring.score(CLIENT, reply)
        taken.append(time.process_time() - started)
    return min(taken)
