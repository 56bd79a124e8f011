"""The pictures of the claim check: all numbers of a theme together, and what one correlation looks like, told and drawn."""

from __future__ import annotations

from typing import Any

from attunement.exercises.drawn import Drawn
from attunement.judging import links

LEAST_TOGETHER = 2  # numbers that make a picture


class Figures(Drawn):
    """An exercise with `source["claims"]`, of which those in `marked` were looked at; `figure` names the picture shown now."""

    source: dict[str, Any]
    marked: dict[int, str]
    figure: str

    def draw(self, palette: dict[str, str], width: int) -> str:
        """Draw the picture that is shown now."""
        from attunement.exercises.pictures import claims as pictures  # here, because matplotlib takes most of a second

        if self.figure == "effects":
            scales = {"r": self.word("claims_scale_r"), "d": self.word("claims_scale_d")}
            rows = [{**one, "said": said(one)} for one in self.effects()]
            return pictures.effects(rows, scales, palette, width)
        number, link = self._links()[0]
        halves = [self._half(link, count) for count in links.above(number["value"])]
        return pictures.link(links.points(number["value"]), {**link, "halves": halves}, palette, width)

    def after_mark(self, item: int) -> None:
        """Choose the picture once the claim `item` was marked: its own, and at the end all numbers together."""
        ended = len(self.marked) == len(self.source["claims"])
        if ended and self.effects():
            self.draw_next("effects")
        elif "link" in self.source["claims"][item]:
            self.draw_next("link")

    def draw_next(self, figure: str) -> None:
        """Show the picture of that name, or none for ""."""
        self.figure = figure
        self.describe(self.told()["alt"] if figure else "")

    def figures(self) -> dict[str, str]:
        """Return the pictures that may be shown by now → the name of each."""
        claims = self.source["claims"]
        found = {}
        if self.effects() and len(self.marked) == len(claims):
            found["effects"] = self.word("claims_effects")
        if any("link" in claims[item] for item in self.marked):
            found["link"] = self.word("claims_link", number=said(self._links()[0][0]))
        return found

    def told(self) -> dict[str, Any]:
        """Return the picture that is shown now in words and numbers; empty where there is none."""
        if not self.figure:
            return {}
        told = self._told_effects() if self.figure == "effects" else self._told_link()
        choices = [{"value": name, "label": label} for name, label in self.figures().items()]
        return {"name": self.figure, "choices": choices, **told}

    def effects(self) -> list[dict[str, Any]]:
        """Return every number of the theme with its sources; none where there are too few for a picture."""
        claims = self.source["claims"]
        found = [{**number, "source": "; ".join(one["sources"])} for one in claims for number in one.get("numbers", ())]
        return found if len(found) >= LEAST_TOGETHER else []

    def _links(self) -> list[tuple[dict[str, Any], dict[str, str]]]:
        return [(one["numbers"][0], one["link"]) for one in self.source["claims"] if "link" in one]

    def _told_effects(self) -> dict[str, Any]:
        rows = [[one["of"], said(one), one["base"], one["source"]] for one in self.effects()]
        heads = ["claims_head_of", "claims_head_number", "claims_head_base", "claims_head_source"]
        title = self.source["finding"]
        return {
            "title": title,
            "alt": " ".join([title, *(f"{of}: {number} ({base})." for of, number, base, _ in rows)]),
            "heads": [self.word(key) for key in heads],
            "rows": rows,
            "note": self.word("claims_effects_note"),
        }

    def _told_link(self) -> dict[str, Any]:
        number, link = self._links()[0]
        left, right = links.above(number["value"])
        half, near = links.POINTS // 2, links.expected(number["value"])
        ends = {name: link[name] for name in ("less", "more", "better")}
        return {
            "title": self.word("claims_link_title", number=said(number)),
            "alt": self.word("claims_link_alt", count=links.POINTS, half=half, left=left, right=right, **ends),
            "heads": ["", link["better"], link["worse"]],
            "rows": [
                [self.word("claims_link_group", group=link[name]), str(count), str(half - count)]
                for name, count in (("more", right), ("less", left))
            ],
            "note": self.word("claims_link_note", count=links.POINTS, seed=links.SEED, expected=near),
        }

    def _half(self, link: dict[str, str], count: int) -> str:
        return self.word("claims_link_half", above=count, all=links.POINTS // 2, better=link["better"])


def said(number: dict[str, Any]) -> str:
    """Return a number as the field writes it: `r = .28`, `d = -0.30`."""
    size = f"{abs(number['value']):.3f}".rstrip("0") if number["measure"] == "r" else f"{abs(number['value']):.2f}"
    sign = "−" if number["value"] < 0 else ""
    return f"{number['measure']} = {sign}{size.lstrip('0') if number['measure'] == 'r' else size}"
