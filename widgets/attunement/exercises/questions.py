"""Questions: tell their form from what they do, spot the exception, and turn a closed or loaded one into an open one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import cases, front, language
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.judging import history, turning

if TYPE_CHECKING:
    from collections.abc import Iterator


ASPECTS = ("form", "function")
SORTS = ("open", "closed")
TRIES = 2  # questions handed in before ours can be read
MOST_TURNS = 20  # of one question
REFUSED = {"nothing": "questions_nothing", "same": "questions_same", "known": "questions_known", "full": "questions_full"}
SEEN = ("questions_end_seen", "questions_end_seen_one", "questions_end_seen_not")  # of several; of one, right or not yet
TURNED = ("questions_end_turned", "questions_end_turned_one", "questions_end_turned_not")


class Questions(Practice):
    """The exercise of up to three lists: questions to sort, groups in which to spot one, questions to turn."""

    _esm = front.module("questions")
    _css = front.style("questions")
    records: ClassVar[dict[str, tuple[str, ...]]] = {
        "sort": ("item", *ASPECTS),
        "spot": ("item", "question"),
        "turn": ("item", "text"),
    }

    def begin(self) -> None:
        """Begin with no question looked at."""
        self.sorted: dict[int, dict[str, Any]] = {}  # item → the last look at it
        self.spotted: dict[int, dict[str, Any]] = {}
        self.turned: dict[int, list[dict[str, Any]]] = {}  # item → every question that was handed in
        self.first: dict[str, float] = {}  # "sort 0" → how much of it fitted at first sight
        self.end = ""  # what is said of the whole, once all questions were looked at

    def _list(self, name: str) -> list[dict[str, Any]]:
        return self.source.get(name, [])

    def shows(self) -> dict[str, Any]:
        """Return the questions, without what they are."""
        return {
            "sort": [{"words": one["words"], "says": one.get("says", "")} for one in self._list("sort")],
            "spot": [
                {"find": one["find"], "says": one.get("says", ""), "questions": [each["words"] for each in one["questions"]]}
                for one in self._list("spot")
            ],
            "turn": [
                {"client": cases.load(one["case"]).seen(), "words": one["words"], "misses": one["misses"]}
                for one in self._list("turn")
            ],
        }

    def shown(self) -> dict[str, Any]:
        """Return what was chosen and handed in, and what is to be said about it; ours are shown once they are earned."""
        turned = {
            str(item): {"tries": tries, "models": self._list("turn")[item]["models"] if self._earned(item) else []}
            for item, tries in self.turned.items()
        }
        looks = {name: {str(item): look for item, look in found.items()} for name, found in self._looks().items()}
        return {**looks, "turned": turned, "end": self.end}

    def _looks(self) -> dict[str, dict[int, dict[str, Any]]]:
        return {"sorted": self.sorted, "spotted": self.spotted}

    def _earned(self, item: int) -> bool:
        return len(self.turned[item]) >= TRIES or any(one["fits"] for one in self.turned[item])

    # Sort

    def do_sort(self, content: dict[str, Any]) -> None:
        """Look at what the question `item` was taken for, in its `form` and in its `function`."""
        number, item = self._item(content, "sort")
        if any(content.get(aspect) is None for aspect in ASPECTS):
            raise LearnerError(self.word("questions_both"))
        chosen = {aspect: self.pick(content, aspect, SORTS) for aspect in ASPECTS}
        right = {aspect: item[aspect]["is"] in (chosen[aspect], "either") for aspect in ASPECTS}
        told = [self._aspect(item, aspect, chosen[aspect], right=right[aspect]) for aspect in ASPECTS]
        told += [{"valence": 0, "why": view} for view in item.get("views", [])]
        self.sorted[number] = {**chosen, "fits": all(right.values()), "remarks": told}
        self.first.setdefault(f"sort {number}", sum(right.values()) / len(right))
        self._tell(told)

    def _aspect(self, item: dict[str, Any], aspect: str, chosen: str, *, right: bool) -> dict[str, Any]:
        said = {"form": "questions_form", "function": "questions_function"}[aspect]
        kind = {"open": "questions_open", "closed": "questions_closed"}[chosen]
        what = self.word("questions_taken", aspect=self.word(said), chosen=self.word(kind))
        return {"valence": 1 if right else -1, "why": f"{what} {item[aspect]['why']}"}

    # Spot

    def do_spot(self, content: dict[str, Any]) -> None:
        """Look at the `question` that was picked out of the group `item`."""
        number, item = self._item(content, "spot")
        question = self.whole(content, "question", 0, len(item["questions"]) - 1)
        if question is None:
            raise LearnerError(self.word("questions_pick"))
        picked = item["questions"][question]
        right = picked.get("fits", False)
        told = [{"valence": 1 if right else -1, "quote": picked["words"], "why": picked["why"]}]
        self.spotted[number] = {"question": question, "fits": right, "remarks": told}
        self.first.setdefault(f"spot {number}", float(right))
        self._tell(told)

    # Turn

    def do_turn(self, content: dict[str, Any]) -> None:
        """Read the question that was handed in as `text`, in form and in function."""
        number, item = self._item(content, "turn")
        text, tries = self.text(content, "text", language.LONGEST), self.turned.get(number, [])
        if refused := history.refused(text, tries, item["words"], MOST_TURNS):
            raise LearnerError(self.word(REFUSED[refused]))
        look = turning.look(cases.load(item["case"]), text, self.word)
        self.turned[number] = [*tries, look]
        self._tell(look["remarks"], look["next"])

    # All three

    def _item(self, content: dict[str, Any], name: str) -> tuple[int, dict[str, Any]]:
        items = self._list(name)
        number = self.whole(content, "item", 0, len(items) - 1)
        if number is None:
            raise LearnerError(self.word("not_understood"))
        return number, items[number]

    def _tell(self, told: list[dict[str, Any]], step: str = "") -> None:
        """Say the verdict and every reason aloud; the page shows them in their place."""
        signs = {one["valence"] for one in told}
        verdict = self.word("questions_again" if -1 in signs else "questions_fits") if signs - {0} else ""  # the reason says it
        self.say("", heard=" ".join(filter(None, [verdict, *(one["why"] for one in told), step, self._end()])))

    def _end(self) -> str:
        """After the last question, once: record what fitted, and return what is said of it."""
        wanted = len(self._list("sort")) + len(self._list("spot"))
        done = [item for item in self.turned if self._earned(item)]
        if self.end or len(self.first) < wanted or len(done) < len(self._list("turn")):
            return ""
        known = [[one["fits"] for one in self.turned[item] if one["sure"]] for item in done]
        shares = [*self.first.values(), *(float(any(fits)) for fits in known if fits)]
        self.finish(sum(shares) / len(shares) if shares else None)
        seen = self._sum(SEEN, sum(share == 1 for share in self.first.values()), wanted)
        turned = self._sum(TURNED, sum(map(any, known)), len(done))
        self.end = " ".join(filter(None, [seen, turned, self.word("questions_end")]))
        return self.end

    def _sum(self, words: tuple[str, str, str], right: int, count: int) -> str:
        """Say how many of a list are `right`; of a single one, whether it is; "" of none."""
        of_several, one, not_yet = words
        if count == 1:
            return self.word(one if right else not_yet)
        return self.word(of_several, right=right, count=count) if count else ""

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield a file without questions, and a group in which nothing, or everything, is to be spotted."""
        if not any(source.get(name) for name in cls.records):
            yield ["title"], "there is no question here. Add at least one of `sort`, `spot`, `turn`."
        for number, group in enumerate(source.get("spot", ())):
            fits = [each.get("fits", False) for each in group["questions"]]
            if all(fits) or not any(fits):
                yield ["spot", number, "questions"], "at least one question must have `fits: true`, and one must be without it."
