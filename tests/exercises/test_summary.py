"""Summary: points are counted in the learner's own words; tricks do not pay; what is hostile changes nothing; steps come back."""

from __future__ import annotations

from typing import Any

import pytest

from attunement import record, workbook
from attunement.exercises.summary import MOST_TRIES, Summary

from .conftest import tell

GOOD = (
    "Your bakery is closing at Easter, and people get flour as the explanation. You console your customers and nobody consoles "
    "you. You're relieved for your son. Still, you wake at three on Sundays and listen. And your dad upstairs says nothing. "
    "Did I get that right?"
)
HALF = "You're giving up the bakery, and your son is glad to be out of it. You lie awake early on Sundays, listening."
PASTED = " ".join(turn["says"] for turn in workbook.load("summary", "three-in-the-morning")["turns"] if turn["who"] == "client")

SOME = (
    "You said the shop closes at Easter, and you told everyone it's the price of flour. "
    "Your father lives above the shop, he's eighty-four, and he hasn't asked."
)


@pytest.fixture
def bilal() -> Summary:
    return Summary("three-in-the-morning")


def last(exercise: Summary) -> dict[str, Any]:
    return exercise.state["tries"][-1]


def marked(exercise: Summary, valence: int) -> list[str]:
    """Return the words with findings of this valence."""
    look = last(exercise)
    return [look["text"][one["start"] : one["end"]] for one in look["findings"] if one["valence"] == valence]


def remarked(exercise: Summary) -> str:
    return " ".join(one["why"] for one in last(exercise)["remarks"])


def test_all_points_in_words_of_ones_own(bilal: Summary) -> None:
    assert "points" not in bilal.task
    tell(bilal, do="sum", text=GOOD)
    look = last(bilal)
    assert (look["points"], look["stands"], look["remarks"]) == ([0, 1, 2, 3, 4], True, [])
    assert look["told"] == "5 of 5 points that Bilal brought are found in your words."
    assert marked(bilal, 1)[4:] == ["And your dad upstairs says nothing", "Did I get that right?"]
    assert "Bilal went over this quickly." in bilal.said["heard"]
    assert len(bilal.state["models"]) == 2
    assert [one.share for one in record.current().results] == [1.0]


def test_what_is_missing_is_hinted_at_first_and_named_later(bilal: Summary) -> None:
    tell(bilal, do="sum", text=HALF)
    assert last(bilal)["points"] == [0, 2, 3]
    assert "Something from turn 2 is not found yet." in remarked(bilal)
    assert "Somebody is not in your summary yet" in remarked(bilal)
    assert "asked" not in remarked(bilal)
    assert "Nothing here asks Bilal" in remarked(bilal)
    assert (bilal.state["models"], bilal.state["points"]) == ([], [])
    tell(bilal, do="sum", text=f"{HALF} Is that how it is?")
    assert "Bilal said, “He hasn't asked”." in remarked(bilal)
    assert [one["held"] for one in bilal.state["points"]] == [True, False, True, True, False]


def test_the_first_summary_is_recorded_and_the_hurried_point_counts_double(bilal: Summary) -> None:
    tell(bilal, do="sum", text=HALF)
    tell(bilal, do="sum", text=GOOD)
    assert [one.share for one in record.current().results] == [0.5]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PASTED, "stands in the conversation as it is"),
        (PASTED.replace("I'm", "you're").replace("I ", "you ").replace("My ", "Your "), "stands in the conversation as it is"),
        (SOME, "stands in the conversation as it is"),
        ("shop, Easter, flour, comfort, son, three, mixer, father, silence", "These are headings"),
        (
            "You: the shop closing, the flour reason, comforting customers, son glad, three awake, mixer listening.",
            "These are headings",
        ),
        ("Shop closes. Flour reason. Customers comforted. Son glad. Three awake. Father silent.", "These are headings"),
        (
            "The shop closes, and the flour, and the son is glad, and the three awake, and the father silent.",
            "These are headings",
        ),
        ("So there is a lot going on, and many different feelings. It has been a hard time for you. Is that right?", "to anyone"),
        ("Is that how it is? What have I left out?", "There is nothing to check yet."),
    ],
)
def test_tricks_do_not_pay(bilal: Summary, text: str, told: str) -> None:
    tell(bilal, do="sum", text=text)
    assert told in remarked(bilal)
    assert (last(bilal)["points"], last(bilal)["share"], marked(bilal, 1)) == ([], 0.0, [])
    assert [one.share for one in record.current().results] == [0.0]


def test_a_sentence_taken_over_is_told_and_a_short_quotation_is_not(bilal: Summary) -> None:
    taken = "You lie there and listen for the mixer."
    text = f"{taken} Your bakery is closing, and people get flour as the explanation. Your father knows. He hasn't asked."
    tell(bilal, do="sum", text=text)
    assert marked(bilal, -1) == [taken]
    assert last(bilal)["points"] == [0, 4]


def test_what_nobody_said_is_told(bilal: Summary) -> None:
    text = "The bakery in Bradford closes after 60 years, and your wife is depressed. You should talk to your father."
    tell(bilal, do="sum", text=text)
    assert marked(bilal, -1) == ["Bradford", "60", "wife", "depressed", "You should talk to your father"]
    assert last(bilal)["next"].startswith("Take out what nobody said")


@pytest.mark.parametrize(
    "text",
    [
        "You have told me two things, and three or so feelings are in them. The bakery closes in March or at Easter.",
        "Your father, who is 84, is like a brother in the trade. You are not lazy. Leeds gets the machines.",
        "At 3 you wake. For about twenty years it may have been so. On the one hand you are glad, Bilal.",
        "YOUR BAKERY CLOSES. Perhaps that is hard. “Take your pick,” you say.",
    ],
)
def test_there_is_no_false_alarm(bilal: Summary, text: str) -> None:
    tell(bilal, do="sum", text=text)
    assert marked(bilal, -1) == []


def test_what_is_twisted_has_its_reason_and_counts_for_nothing(bilal: Summary) -> None:
    tell(bilal, do="sum", text="Your bakery closes, and your son doesn't want it. Your father is disappointed in you.")
    assert marked(bilal, -1) == ["and your son doesn't want it", "Your father is disappointed in you"]
    assert last(bilal)["points"] == [0]
    tell(bilal, do="sum", text="Your bakery closes. Perhaps your father is disappointed. Your father is not angry.")
    assert marked(bilal, -1) == []


def test_a_feeling_that_nobody_named_is_welcome_as_a_guess(bilal: Summary) -> None:
    tell(bilal, do="sum", text="You're closing the shop, and perhaps you are ashamed before your father. You feel guilty.")
    feelings = {one["valence"]: one["why"] for one in last(bilal)["findings"] if one["skill"] == "feeling"}
    assert "That makes it welcome." in feelings[1]
    assert 'Put a "maybe" before it' in feelings[0]


def test_both_sides_belong_together() -> None:
    svetla = Summary("line-eleven")
    tell(svetla, do="sum", text="You and your sister don't talk any more, and the quiet does you good. Is that right?")
    assert "only one of them is found. Svetla says one thing about her sister and does another." in remarked(svetla)


def test_a_question_in_the_middle_is_no_end(bilal: Summary) -> None:
    text = (
        "You're giving up the bakery. Is that right? You're glad for your son. You wake early on Sundays. Your father is silent."
    )
    tell(bilal, do="sum", text=text)
    assert "and then go on" in next(one["why"] for one in last(bilal)["findings"] if one["skill"] == "check-back")
    assert marked(bilal, 1).count("Is that right?") == 0


def test_a_long_summary_and_one_about_the_client(bilal: Summary) -> None:
    tell(bilal, do="sum", text=" ".join([GOOD, "And I hear how much of it you carry with you, day after day."] * 3))
    assert "A summary is shorter than what was said." in remarked(bilal)
    tell(bilal, do="sum", text="Bilal closes the bakery. His father has not asked about it.")
    assert 'Say it to Bilal, with "you"' in remarked(bilal)


def test_what_cannot_be_read_is_not_counted(bilal: Summary) -> None:
    tell(bilal, do="sum", text="Der Laden schließt an Ostern und du bist sehr traurig darüber, dein Vater fragt nicht.")
    assert (last(bilal)["sure"], last(bilal)["told"], record.current().results) == (False, "", [])
    tell(bilal, do="sum", text=GOOD)
    assert [one.share for one in record.current().results] == [1.0]


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"text": " "},
        {"text": "Is that right?"},
        {"text": 3},
        {"text": ["a"]},
        {"text": "you " * 1000},
        {"text": "You\x00 and the shop closes"},
    ],
)
def test_what_is_no_summary_changes_nothing(bilal: Summary, content: dict[str, Any]) -> None:
    tell(bilal, do="sum", **content)
    assert (bilal.kept["steps"], bilal.state["tries"], bilal.said["trouble"]) == ([], [], True)


@pytest.mark.parametrize(
    "text", ["? ! ? !", "“ ” … …", "😀 😀 😀 😀", ", , , ,", "you you you you", "a\n\n\n\nb\n c d", "’s ’s ’s ’s"]
)
def test_odd_words_are_looked_at_without_a_fall(bilal: Summary, text: str) -> None:
    tell(bilal, do="sum", text=text)
    assert last(bilal)["share"] == 0.0


def test_the_same_words_twice_and_too_many_are_refused(bilal: Summary) -> None:
    tell(bilal, do="sum", text=HALF)
    tell(bilal, do="sum", text=HALF.upper())
    assert bilal.said["text"] == bilal.word("summary_known")
    for number in range(MOST_TRIES):
        tell(bilal, do="sum", text=f"Your father is silent, {number} times.")
    assert bilal.said["text"] == bilal.word("summary_full")


def test_steps_that_come_back_are_carried_out_again(bilal: Summary) -> None:
    for text in (HALF, GOOD):
        tell(bilal, do="sum", text=text)
    kept, state = bilal.kept, bilal.state
    record.current.cache_clear()
    again = Summary("three-in-the-morning")
    tell(again, do="restore", **kept)
    assert {**again.state, "count": 0} == {**state, "count": 0}
    assert again.kept == kept
    tell(again, do="again")
    assert (again.state["tries"], again.state["models"], again.kept["steps"]) == ([], [], [])
    tell(again, do="forget")
    assert record.current().results == []


@pytest.mark.parametrize("name", workbook.ids("summary"))
def test_our_own_summaries_stand(name: str) -> None:
    exercise = Summary(name)
    for model in exercise.source["models"]:
        tell(exercise, do="sum", text=model["words"])
        assert last(exercise)["stands"], model["words"]
        assert [one for one in last(exercise)["findings"] if one["valence"] < 1] == []
        assert last(exercise)["remarks"] == []


def test_faults_that_a_schema_cannot_know() -> None:
    source = workbook.load("summary", "line-eleven")
    assert list(Summary.faults(source)) == []
    point = source["points"][0]
    odd = {**source, "points": [{**point, "said": "I never said this.", "words": ["sister"]}, *source["points"][1:]]}
    assert [steps for steps, _ in Summary.faults(odd)] == [["points", 0, "said"], ["points", 0, "words"], ["models", 0, "words"]]
    assert next(steps for steps, _ in Summary.faults({**source, "turns": source["turns"][6:]})) == ["turns"]
    pair = [{"points": ["the quiet does her good", "a point of nobody's"], "why": "…"}]
    assert [steps for steps, _ in Summary.faults({**source, "together": pair})] == [["together", 0, "points"]]
    model = [{"words": "You quarrelled in Paris. You should ring her.", "why": "…"}]
    told = " ".join(message for _, message in Summary.faults({**source, "models": model}))
    assert all(part in told for part in ("is not found here", "`Paris`", "advising", "does not ask"))
