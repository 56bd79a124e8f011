"""The feeling finder: what a client feels on the surface and underneath, on a wheel; then a reflection that offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attunement import cases, front, language
from attunement.errors import LearnerError
from attunement.exercises.practice import Practice
from attunement.exercises.reads import Reads
from attunement.judging import families, offered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attunement.cases import Case

LAYERS = ("surface", "beneath")
LISTS = ("accepts", "also", "not")  # of the families of a layer
AGAIN = {"surface": "feelings_again_surface", "beneath": "feelings_again_beneath"}
NEAR = 0.5  # of a first choice that is worth asking about, or of the right family at another strength


class Feelings(Reads, Practice):
    """The exercise of one client of the casebook."""

    _esm = front.module("feelings")
    _css = front.style("feelings")
    records: ClassVar[dict[str, tuple[str, ...]]] = {
        "feel": ("layer", "family", "strength"),
        "slot": ("slot", "option"),
        "hand": ("text",),
    }

    def begin(self) -> None:
        """Begin with nothing found."""
        self.looks: dict[str, dict[str, Any]] = {}  # layer → the last look at the wheel
        self.slots: dict[int, dict[str, Any]] = {}  # number of a slot → the last look at it
        self.first: dict[str, float] = {}  # layer or slot → 0.0 to 1.0 for the first choice
        self.handed: dict[str, Any] = {}

    def to(self, part: int) -> Case:  # noqa: ARG002 (there is one place only)
        """Return the client."""
        return cases.load(self.source["case"])

    def shows(self) -> dict[str, Any]:
        """Return the client as a learner may see one, the wheel, and the questions without their answers."""
        case = self.to(0)
        slots = [{"ask": slot["ask"], "options": [option["words"] for option in slot["options"]]} for slot in self._asked()]
        client = {"name": case.name, "about": case.about, "scene": case.scene, "says": case.says}
        return {"client": client, "wheel": families.shown(), "slots": slots}

    def shown(self) -> dict[str, Any]:
        """Return the looks at the wheel and at the slots, and what was handed in."""
        return {"looks": self.looks, "slots": {str(slot): look for slot, look in self.slots.items()}, "handed": self.handed}

    def do_feel(self, content: dict[str, Any]) -> None:
        """Look at a feeling that was chosen on the wheel for the `surface` or for what is `beneath`."""
        layer, family = self.pick(content, "layer", LAYERS), self.pick(content, "family", families.read())
        strength = self.whole(content, "strength", families.MILD, families.STRONG)
        if strength is None:
            raise LearnerError(self.word("feelings_none"))
        if layer == "beneath" and "surface" not in self.looks:
            raise LearnerError(self.word("feelings_surface_first"))
        share, remarks = self._look(layer, family, strength)
        self.looks[layer] = {"family": family, "strength": strength, "share": share, "remarks": remarks}
        self.first.setdefault(layer, share)
        if self.handed:
            self.handed = self._read(self.handed["text"])  # what was said of it was said of another choice
        self._announce(remarks)

    def do_slot(self, content: dict[str, Any]) -> None:
        """Look at the option that was chosen for what the client lives through, or for what the client needs."""
        slot = self.whole(content, "slot", 0, len(self._asked()) - 1)
        if slot is None or "beneath" not in self.looks:
            raise LearnerError(self.word("not_understood"))
        options = self._asked()[slot]["options"]
        option = self.whole(content, "option", 0, len(options) - 1)
        if option is None:
            raise LearnerError(self.word("feelings_option_none"))
        chosen = options[option]
        remarks = [{"valence": 1 if chosen["fits"] else -1, "quote": chosen["words"], "why": chosen["why"]}]
        self.slots[slot] = {"option": option, "remarks": remarks}
        self.first.setdefault(f"slot {slot}", float(chosen["fits"]))
        self._announce(remarks)

    def do_hand(self, content: dict[str, Any]) -> None:
        """Look for the feeling in the words of the reflection, and for whether it is offered or told; show one way to say it."""
        text = self.text(content, "text", language.LONGEST).strip()
        if "beneath" not in self.looks:
            raise LearnerError(self.word("feelings_beneath_first"))
        if not text:
            raise LearnerError(self.word("feelings_nothing_written"))
        begun, self.handed = bool(self.handed), self._read(text)
        if not begun:
            count = len(LAYERS) + len(self._asked())
            self.finish(sum(self.first.values()) / count)
        self._announce(self.handed["remarks"], self.word("feelings_handed"))

    def _read(self, text: str) -> dict[str, Any]:
        """Return what is said of a reflection after the looks at the wheel."""
        remarks = list(offered.remarks(self.source, self.looks, text, self.to(0).name, self.word))
        return {"text": text, "remarks": remarks, "model": self.source["model"]}

    def _announce(self, remarks: list[dict[str, Any]], shown: str = "") -> None:
        """The remarks stand on the page in their place; they are said aloud."""
        said = [f"{remark['why']} {remark.get('instead', '')}".strip() for remark in remarks]
        self.say(shown, heard=" ".join([*said, shown]).strip())

    def _asked(self) -> list[dict[str, Any]]:
        return self.source.get("slots", [])

    def _look(self, layer: str, family: str, strength: int) -> tuple[float, list[dict[str, Any]]]:
        """Return how far a choice fits (0.0, 0.5 or 1.0), and the remarks on it."""
        answers, word = self.source[layer], families.word(family, strength)
        accepted, also = answers["accepts"].get(family), answers.get("also", {}).get(family)
        if accepted and self._fits(accepted, strength):
            return 1.0, [{"valence": 1, "quote": word, "why": accepted["why"]}, *self._others(layer, family)]
        if accepted:
            there = {"valence": 1, "why": self.word("feelings_family_fits")}
            return NEAR, [there, offered.off_band(accepted, family, strength, self.to(0).name, self.word)]
        if also:
            return NEAR, [{"valence": 0, "quote": word, "why": also, "instead": self.word("feelings_worth_asking")}]
        why = answers.get("not", {}).get(family) or answers["otherwise"]
        return 0.0, [{"valence": -1, "quote": word, "why": why, "instead": self.word(AGAIN[layer])}]

    def _fits(self, accepted: dict[str, Any], strength: int) -> bool:
        low, high = accepted["strength"]
        return low <= strength <= high

    def _others(self, layer: str, family: str) -> list[dict[str, Any]]:
        """Several feelings can be true at once: name the others that fit."""
        others = [name for name in self.source[layer]["accepts"] if name != family]
        return [{"valence": 0, "why": self.word("feelings_too", others=", ".join(others))}] if others else []

    @classmethod
    def faults(cls, source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
        """Yield families that are not on the wheel, a band upside down, a family accepted twice, a slot without an answer."""
        known = families.read()
        for layer in LAYERS:
            for key in LISTS:
                for family in source[layer].get(key, {}):
                    if family not in known:
                        yield [layer, key, family], f"`{family}` is not on the wheel. Known are: {', '.join(known)}."
                    above = next((one for one in LISTS[: LISTS.index(key)] if family in source[layer].get(one, {})), "")
                    if above:
                        yield [layer, key, family], f"`{family}` stands under `{above}` already. Keep one."
            for family, entry in source[layer]["accepts"].items():
                if entry["strength"][0] > entry["strength"][1]:
                    yield [layer, "accepts", family, "strength"], "The band begins with the weaker end, for example [1, 2]."
        for number, slot in enumerate(source.get("slots", ())):
            if not any(option["fits"] for option in slot["options"]):
                yield ["slots", number, "options"], "At least one option must fit: write `fits: true` there."
