"""What every exercise stands on: it computes in Python, speaks to its front end by traits and listens to messages only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets
from ipywidgets import Layout

from attunement import answers, front, record
from attunement.errors import LearnerError

if TYPE_CHECKING:
    from collections.abc import Collection, Container

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # all but tab and new line; a lone surrogate
VIEW = re.compile(r"[a-z0-9]{1,32}")
WHOLE = 2**53  # the largest whole number that JavaScript counts to


class Sealed:
    """A widget whose state the front end cannot set: it may ask for the state and send messages.

    Whoever opens the page can send anything, so nothing that arrives may raise: what raises here would fill a log.
    """

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take no trait from the front end, whatever it is."""

    def _handle_msg(self, msg: dict[str, Any]) -> None:
        """Answer a message of the widget protocol; `update` and what is unknown have no effect."""
        data = _dict(_dict(_dict(msg).get("content")).get("data"))
        if data.get("method") == "request_state":
            self.send_state()  # type: ignore[attr-defined]
        elif data.get("method") == "custom":
            with record.told(_dict(_dict(msg).get("header")).get("date") if front.served() else None):
                self.receive(data.get("content"))

    def receive(self, content: Any) -> None:
        """Hear nothing, unless an exercise does."""


class SealedLayout(Sealed, Layout):
    """The layout that every widget must have, closed in the same way; one for all, since nothing about it ever changes."""

    one: ClassVar[SealedLayout | None] = None

    @classmethod
    def shared(cls) -> SealedLayout:
        """Return the one layout; another one where somebody has closed it (`Widget.close_all`)."""
        if cls.one is None or cls.one.comm is None:
            cls.one = cls()
        return cls.one


class Exercise(Sealed, anywidget.AnyWidget):
    """An exercise of one client or none. The front end says `{"do": name, ...}`; `do_<name>` answers if `hears` names it."""

    hears: ClassVar[frozenset[str]] = frozenset()  # with what every part of the exercise `asks`
    asks: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Gather what an exercise hears from itself and its parts."""
        super().__init_subclass__(**kwargs)
        cls.hears = frozenset().union(*(vars(base).get(name, ()) for base in cls.__mro__ for name in ("hears", "asks")))

    language = traitlets.Unicode("en").tag(sync=True)  # of the client or the author's file; set before `__init__`
    words = traitlets.Dict().tag(sync=True)
    said = traitlets.Dict().tag(sync=True)  # {"text", "heard", "trouble": bool, "count"}: what is shown and what is announced

    def __init__(self, **traits: Any) -> None:
        """Make the widget with its words; `traits` are the exercise's own."""
        said = {"text": "", "heard": "", "trouble": False, "count": 0}
        super().__init__(words=front.spoken(self.kind(), self.language), said=said, layout=SealedLayout.shared(), **traits)

    @classmethod
    def kind(cls) -> str:
        """Return the stem of the exercise's files, such as "rewrite"."""
        return cls.__module__.rpartition(".")[2]

    def receive(self, content: Any) -> None:
        """Do what a message asks for; where it cannot be done, say so in a kind sentence."""
        try:
            self._do(_dict(content))
        except LearnerError as error:
            self.say(str(error), trouble=True)

    def _do(self, content: dict[str, Any]) -> None:
        name = content.get("do")
        if not isinstance(name, str) or name not in self.hears:
            raise LearnerError(self.word("not_understood"))
        getattr(self, f"do_{name}")(content)

    def say(self, text: str, *, heard: str | None = None, trouble: bool = False) -> None:
        """Show one sentence to the learner and announce it, or announce `heard` where the page shows more in its own place.

        The same sentence twice is said twice.
        """
        heard = text if heard is None else heard
        self.said = {"text": text, "heard": heard, "trouble": trouble, "count": self.said["count"] + 1}

    def word(self, key: str, **values: object) -> str:
        """Return the sentence `key` in the learner's language, filled in."""
        return front.words(self.kind(), self.language)[key].format(**values)

    def text(self, content: dict[str, Any], key: str, most: int = answers.LONGEST) -> str:
        """Return the learner's words under `key`; raise LearnerError if they are too long or cannot be read."""
        text = content.get(key)
        if not isinstance(text, str):
            raise LearnerError(self.word("not_understood"))
        if len(text) > most:
            raise LearnerError(self.word("too_long", most=f"{most:,}"))
        if CONTROLS.search(text):
            raise LearnerError(self.word("odd_characters"))
        return text

    def whole(self, content: dict[str, Any], key: str, low: int = 0, high: int = WHOLE) -> int | None:
        """Return the whole number of `low` to `high` under `key`, or None where none was given; raise LearnerError otherwise."""
        number = content.get(key)
        if number is None:
            return None
        if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
            raise LearnerError(self.word("not_understood"))
        return number

    def pick(self, content: dict[str, Any], key: str, known: Container[str]) -> str:
        """Return the text under `key`, which must be one of the `known`; raise LearnerError otherwise."""
        picked = content.get(key)
        if not isinstance(picked, str) or picked not in known:
            raise LearnerError(self.word("not_understood"))
        return picked

    def picks(self, content: dict[str, Any], key: str, known: Collection[Any]) -> list[Any]:
        """Return the list under `key`: some of the `known` texts or whole numbers, each once; raise LearnerError otherwise."""
        picked = content.get(key)
        if not isinstance(picked, list) or len(picked) > len(known):
            raise LearnerError(self.word("not_understood"))
        kinds = {(type(one), one) for one in known}
        if any(not isinstance(one, str | int) or (type(one), one) not in kinds for one in picked) or len({*picked}) < len(picked):
            raise LearnerError(self.word("not_understood"))
        return picked

    def view(self, content: dict[str, Any]) -> str:
        """Return the name of the view that speaks (letters and digits), or "" where it has none."""
        name = content.get("view")
        return name if isinstance(name, str) and VIEW.fullmatch(name) else ""


def _dict(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}
