"""What guesses show beside what was read: how many were too high, whether later ones come nearer, and where the gap is widest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FEWEST = 4  # guesses of which it makes sense to set the earlier beside the later


class Guess(NamedTuple):
    """One guess: in which try and at which item (from 0), the level that was guessed and the one that was read (1 to 5)."""

    round: int
    item: int
    guessed: int
    read: int

    @property
    def gap(self) -> int:
        """Steps on the ladder by which the guess was higher than what was read; below zero where it was lower."""
        return self.guessed - self.read


def counts(guesses: list[Guess]) -> dict[str, int]:
    """Return how many guesses were higher ("more"), lower ("less") and the same."""
    return {
        "more": sum(one.gap > 0 for one in guesses),
        "less": sum(one.gap < 0 for one in guesses),
        "same": sum(one.gap == 0 for one in guesses),
    }


def lean(guesses: list[Guess]) -> str:
    """Return which of more, less and same came most often; "mixed" where two came as often."""
    counted = counts(guesses)
    most = [name for name, count in counted.items() if count == max(counted.values())]
    return most[0] if len(most) == 1 else "mixed"


def parted(guesses: list[Guess]) -> tuple[list[Guess], list[Guess]]:
    """Return the earlier and the later guesses: earlier tries and the last one; of a single try, its halves."""
    last = max((one.round for one in guesses), default=0)
    earlier, later = [one for one in guesses if one.round < last], [one for one in guesses if one.round == last]
    if earlier:
        return earlier, later
    half = len(guesses) // 2
    return guesses[:half], guesses[half:]


def away(guesses: list[Guess]) -> float:
    """Return how many steps the guesses are away from what was read, on average; 0.0 of none."""
    return sum(abs(one.gap) for one in guesses) / len(guesses) if guesses else 0.0


def widest(guesses: list[Guess]) -> Guess | None:
    """Return the guess of the last try that is farthest from what was read; None where all are the same."""
    last = [one for one in guesses if one.round == max(guess.round for guess in guesses)]
    farthest = max(last, key=lambda one: abs(one.gap), default=None)
    return farthest if farthest and farthest.gap else None


TITLES = {"more": "predict_more", "less": "predict_less", "same": "predict_same", "mixed": "predict_mixed"}
OWN_TITLES = TITLES | {"more": "predict_own_more", "less": "predict_own_less"}
MOST_TOLD = 12  # guesses that a picture's words tell; its table has all


class Finding:
    """What guesses show, in sentences: `word` fills in a sentence of the exercise, `names` are the clients' of the items."""

    def __init__(self, guesses: list[Guess], names: Sequence[str], word: Callable[..., str], *, own: bool) -> None:
        """Look at the guesses, of which there is at least one; `own` where the learner wrote replies."""
        self.guesses, self.names, self.word, self.own = guesses, names, word, own

    def title(self) -> str:
        """Say how many guesses were higher, lower or the same, whichever came most often."""
        counted = counts(self.guesses)
        key = (OWN_TITLES if self.own else TITLES)[lean(self.guesses)]
        return self.word(key, most=max(counted.values()), count=len(self.guesses), **counted)

    def groups(self) -> dict[str, str]:
        """Name the earlier and the later guesses."""
        earlier, later = map(len, parted(self.guesses))
        tries = len({one.round for one in self.guesses}) > 1
        keys = ("predict_earlier_tries", "predict_later_tries") if tries else ("predict_earlier_half", "predict_later_half")
        return {"earlier": self.word(keys[0], count=earlier), "later": self.word(keys[1], count=later)}

    def over(self) -> str:
        """Set the earlier guesses beside the later ones; "" where they are too few."""
        if len(self.guesses) < FEWEST:
            return ""
        before, now = (f"{away(part):.1f}" for part in parted(self.guesses))
        return self.word("predict_over", before=before, now=now, **self.groups())

    def ask(self) -> str:
        """Say which reply to show to a person: the one with the widest gap."""
        far = widest(self.guesses)
        if not far:
            return self.word("predict_ask_any")
        return self.word("predict_ask", number=far.item + 1, name=self.names[far.item], guessed=far.guessed, read=far.read)

    def alt(self) -> str:
        """Say the picture in words."""
        told = [self.word("predict_alt_one", guessed=one.guessed, read=one.read) for one in self.guesses[-MOST_TOLD:]]
        return self.word("predict_alt", title=self.title(), told=", ".join(told))
