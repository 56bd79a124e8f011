"""A summary looked at: which points are in it, what nobody said, whose words they are, whether it asks back."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from attunement import feedback, language
from attunement.judging import gist, strangers
from attunement.words import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attunement.language import Text
    from attunement.scene import Span

HURRIED = 2  # weight of the point that was hurried past
MOSTLY = 0.5  # of a summary's words in copied sentences; from here on it is a copy
LONG = 0.6  # of the client's words; a longer one is hardly a summary
ALIKE = 4  # content words of the client's; fewer may be chance
AT_END = 2  # last sentences in which a summary asks back
MOST_TOLD = 4  # inventions; more would be a flood
WAYS = frozenset({"advising", "moralising"})  # others are too easily found in a client's story told back
KINDS = {
    "number": "summary_number",
    "name": "summary_name",
    "people": "summary_people",
    "places": "summary_places",
    "verdicts": "summary_verdict",
}
ASKS = "check-back"
BEGINS = frozenset(["is", "was", "does", "did", "have", "am", "would", "tell", "correct", "put", "set", "stop", "say", "if"])


class Summing:
    """One summary of one exercise's turns. `word` fills in a sentence of the exercise."""

    def __init__(self, source: dict[str, Any], text: str, word: Callable[..., str]) -> None:
        """Read the summary, which is at most `language.LONGEST` characters."""
        self.source, self.text, self.word = source, language.read(text), word
        self.name = source["client"]["name"]
        self.theirs = " ".join(turn["says"] for turn in source["turns"] if turn["who"] == "client")
        self.result = feedback.score(self.theirs, text)
        self.said = language.read("\n".join(turn["says"] for turn in source["turns"]))

    # What is in it

    @cached_property
    def sure(self) -> bool:
        """Whether the words can be read at all."""
        return self.result["verdict"] != "not_scored" or self.is_list

    @cached_property
    def unlike(self) -> set[int]:
        """Positions of words that do not count: in a copied sentence, in a row of keywords, in what is twisted or advised."""
        lines = [(one.first, one.last) for one in gist.listed(self.text)]
        advised = [self._words(way["start"], way["end"]) for way in self.ways]
        return {i for span in (*lines, *self.copies, *advised, *(span for span, _ in self.slips)) for i in range(*span)}

    @cached_property
    def points(self) -> dict[int, Span]:
        """Point → the clauses in which it stands, in words of the learner's own."""
        if not self.sure:
            return {}
        found = ((i, gist.standing(self.text, one["words"], without=self.unlike)) for i, one in enumerate(self.source["points"]))
        return {i: span for i, span in found if span}

    @property
    def missing(self) -> list[int]:
        """The points that are not found."""
        return [i for i in range(len(self.source["points"])) if i not in self.points]

    @property
    def share(self) -> float:
        """Weight of the points that are in it, 0.0 to 1.0; the one that was hurried past counts double."""
        weights = [HURRIED if one.get("hurried") else 1 for one in self.source["points"]]
        return sum(weights[i] for i in self.points) / sum(weights)

    @cached_property
    def copies(self) -> list[Span]:
        """The sentences that were taken over."""
        return [(one.first, one.last) for one in gist.copied(self.text, self.said)]

    @property
    def is_copy(self) -> bool:
        """Whether most of it was taken over."""
        within = {i for span in self.copies for i in range(*span)}
        return len(within.intersection(self.text.spoken)) >= MOSTLY * len(self.text.spoken)

    @property
    def is_list(self) -> bool:
        """Whether there is hardly a sentence in it."""
        return gist.headings(self.text, self.said)

    @property
    def only_asks(self) -> bool:
        """Whether there is a question back and nothing to ask it of."""
        return self.asks is not None and all(one.asks for one in self.text.sentences)

    @cached_property
    def asks(self) -> Span | None:
        """The words that ask back, at the end before anywhere else."""
        places = [f["start"] for f in self.result["findings"] if f["skill"] == ASKS]
        asking = [one for one in self.text.sentences if one.asks or self.text.within(one)[0] in BEGINS]
        spans = [
            (one.first, one.last)
            for one in asking
            if self.text.holds(one, places) or strangers.says("check_back", strangers.sentence_of(self.text, one.first))
        ]
        return spans[-1] if spans else None

    @property
    def asks_last(self) -> bool:
        """Whether it asks back at its end."""
        return self.asks is not None and self.asks[0] >= self.text.sentences[-AT_END:][0].first

    # What is not

    @cached_property
    def known(self) -> Text:
        """All that was said and shown, and what the author adds."""
        source = self.source
        seen = (turn.get("does", "") for turn in source["turns"])
        told = [*source["client"].values(), self.said.original, *seen, *source.get("also", ()), *self._felt()]
        return language.read("\n".join(told))

    def _felt(self) -> list[str]:
        return [word for words in self.source["feelings"].values() for word in words]

    @cached_property
    def slips(self) -> list[tuple[Span, str]]:
        """The clauses that twist what was said, each with its reason; a guess that leaves room for a no is none."""
        found = [(gist.twisted(self.text, one["words"]), one["why"]) for one in self.source.get("slips", ())]
        return [(span, why) for span, why in found if span and not strangers.is_tentative(self.text, span[0])]

    @cached_property
    def inventions(self) -> list[strangers.Stranger]:
        """Numbers, names, people, places, verdicts that stand nowhere."""
        return list(islice(strangers.strangers(self.text, self.known), MOST_TOLD))

    @cached_property
    def ways(self) -> list[dict[str, Any]]:
        """Advice or a verdict, as the scorer finds it; the client's own words are none."""
        theirs = language.same(self.said.original)
        found = (f for f in self.result["findings"] if f["skill"] in WAYS and f["valence"] < 0)
        return [f for f in found if language.same(self.text.original[f["start"] : f["end"]]) not in theirs][:1]

    def guesses(self) -> Iterator[tuple[Span, str]]:
        """Yield feelings that no turn names: the one beneath, offered as a guess or said as if it were known."""
        feelings = self.source["feelings"]
        shown = {*self.said.feelings.values(), *language.read(", ".join(feelings["surface"])).feelings.values()}
        beneath = {*language.read(", ".join(feelings["beneath"])).feelings.values()} - shown
        expected = {family for one in shown | beneath for family in near(one)}
        for place, family in self.text.feelings.items():
            tentative, sentence = strangers.is_tentative(self.text, place), strangers.sentence_of(self.text, place)
            laid = strangers.says("laid", sentence) and not strangers.is_denied(self.text, place)
            if family in beneath and (tentative or laid):
                yield (place, place + 1), "summary_guess" if tentative else "summary_laid"
            elif family not in shown | expected and laid and not tentative:
                yield (place, place + 1), "summary_unnamed"

    @property
    def stands(self) -> bool:
        """Whether all points are in it and nothing in it is to be taken back."""
        return not (self.missing or self.slips or self.inventions or self.ways or self.is_copy)

    def _words(self, start: int, end: int) -> Span:
        inside = [i for i, word in enumerate(self.text.words) if word.start < end and word.end > start]
        return inside[0], inside[-1] + 1

    def letters(self, span: Span) -> tuple[int, int]:
        """Return where words (first, last excluded) start and end in the original (code points)."""
        return self.text.words[span[0]].start, self.text.words[span[1] - 1].end
