"""Replies to put in order, and the orders that are right, as an author wrote them or as a client of the casebook has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attunement import cases
from attunement.judging import ranking

if TYPE_CHECKING:
    from collections.abc import Iterator


class Key(NamedTuple):
    """One right order: for whom, the groups of names from the top down, why, and (higher, lower) → why these two stand so."""

    client: dict[str, Any] | None
    order: list[list[str]]
    why: str
    pairs: dict[tuple[str, str], str]


class Ladder(NamedTuple):
    """What is put in order: name → {"words", "why"}; the keys; what a client says before."""

    replies: dict[str, dict[str, str]]
    keys: list[Key]
    says: str


def read(source: dict[str, Any]) -> Ladder:
    """Return the replies and keys of an exercise that is in order."""
    says, client = source.get("says", ""), source.get("client")
    if "case" in source:
        case = cases.load(source["case"])
        says = says or case.says
        client = {"name": case.name, "about": case.about, "scene": case.scene}
    replies = source.get("replies") or _models(cases.load(source["case"]))
    order = source.get("order") or ([] if "keys" in source else _levels(replies))
    pairs = source.get("pairs", [])
    shared = {"client": client and client | {"says": says}, "order": order, "why": source.get("why", "")}
    keys = [_key(one, [*one.get("pairs", []), *pairs]) for one in source.get("keys") or [shared]]
    return Ladder({name: {"words": one["words"], "why": one["why"]} for name, one in replies.items()}, keys, says)


def _key(one: dict[str, Any], pairs: list[dict[str, str]]) -> Key:
    place = ranking.places(one["order"])
    told: dict[tuple[str, str], str] = {}
    for pair in pairs:
        if place[pair["higher"]] < place[pair["lower"]]:
            told.setdefault((pair["higher"], pair["lower"]), pair["why"])
    return Key(one["client"], one["order"], one["why"], told)


def _models(case: cases.Case) -> dict[str, dict[str, Any]]:
    """Return a client's model replies under the names model-1, model-2 ... in the order of the file."""
    return {
        f"model-{number}": {"words": model.reply, "why": model.note, "level": model.level}
        for number, model in enumerate(case.models, 1)
    }


def _levels(replies: dict[str, dict[str, Any]]) -> list[list[str]]:
    """Return the names of model replies in groups of one level, from the highest level down."""
    levels = sorted({reply["level"] for reply in replies.values()}, reverse=True)
    return [[name for name, reply in replies.items() if reply["level"] == level] for level in levels]


def faults(source: dict[str, Any]) -> Iterator[tuple[list[str | int], str]]:
    """Yield what an author should mend: no replies or no order, names that do not meet, pairs the wrong way round."""
    written = "replies" in source
    if written != (("order" in source) != ("keys" in source)) or not (written or "case" in source):
        yield (
            ["title"],
            "write `replies` with one `order` or with `keys`, or only the `case` whose model replies are put in order.",
        )
        return
    if len({"case", "client", "keys"} & source.keys()) != 1:
        yield (
            ["title"],
            "say once who the client is: `case` (an id of the casebook), `client`, or a `client` in each of the `keys`.",
        )
        return
    if not {"case", "says"} & source.keys() and not source.get("acts"):
        yield (
            ["title"],
            "`says` is missing. Write what the client says before the replies, or `acts: true` where things are done.",
        )
    replies = source.get("replies") or _models(cases.load(source["case"]))
    models = [] if written else [([], _levels(replies), source.get("pairs", []))]
    for steps, order, pairs in [*models, *_orders(source)]:
        yield from _names(steps, order, list(replies))
        yield from _pairs(steps, order, pairs)
    yield from _pairs_known(source, list(replies))


def _orders(source: dict[str, Any]) -> Iterator[tuple[list[str | int], list[list[str]], list[dict[str, str]]]]:
    """Yield where an order stands, the order, and the pairs that must keep to it."""
    if "order" in source:
        yield [], source["order"], source.get("pairs", [])
    for number, key in enumerate(source.get("keys", ())):
        yield ["keys", number], key["order"], key.get("pairs", [])


def _names(steps: list[str | int], order: list[list[str]], names: list[str]) -> Iterator[tuple[list[str | int], str]]:
    placed = [name for group in order for name in group]
    for name in dict.fromkeys([*names, *placed]):
        if name not in names:
            yield [*steps, "order"], f"`{name}` is no reply here. Known are: {', '.join(names)}."
        elif placed.count(name) != 1:
            yield [*steps, "order"], f"`{name}` stands {placed.count(name)} times in the order. Each reply stands there once."


def _pairs(steps: list[str | int], order: list[list[str]], pairs: list[dict[str, str]]) -> Iterator[tuple[list[str | int], str]]:
    place = ranking.places(order)
    for number, pair in enumerate(pairs):
        higher, lower = place.get(pair["higher"]), place.get(pair["lower"])
        if higher is not None and lower is not None and higher >= lower:
            yield (
                [*steps, "pairs", number],
                f"the order does not have `{pair['higher']}` above `{pair['lower']}`. Turn them round.",
            )


def _pairs_known(source: dict[str, Any], names: list[str]) -> Iterator[tuple[list[str | int], str]]:
    own = [(["keys", at], key.get("pairs", [])) for at, key in enumerate(source.get("keys", ()))]
    orders = [ranking.places(key["order"]) for key in source.get("keys", ())]
    for number, pair in enumerate(source.get("pairs", ()) if orders else ()):
        higher, lower = pair["higher"], pair["lower"]
        if {higher, lower} <= {*names} and not any(place.get(higher, 0) < place.get(lower, 0) for place in orders):
            yield ["pairs", number], f"none of the `keys` has `{higher}` above `{lower}`: it is never shown. Turn them round."
    for steps, pairs in [([], source.get("pairs", [])), *own]:
        for number, pair in enumerate(pairs):
            for side in ("higher", "lower"):
                if pair[side] not in names:
                    yield [*steps, "pairs", number, side], f"`{pair[side]}` is no reply here. Known are: {', '.join(names)}."
