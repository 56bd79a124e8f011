"""Converse: a graded session. A client whom no lesson shows, hints off; each reply is saved before the client answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import traitlets

from attunement import answers, front, items
from attunement.errors import LearnerError
from attunement.exercises.base import Exercise
from attunement.exercises.saves import place_of
from attunement.judging import plot, story


class Converse(Exercise):
    """One session. `answers.json` holds its replies; how they landed stays here, and the grade cell reads them again."""

    _esm = front.module("converse")
    _css = front.style("converse")
    hears: ClassVar[frozenset[str]] = frozenset({"open", "say"})

    item = traitlets.Unicode().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)  # the folder: words that a browser keeps come back in no other
    task = traitlets.Dict().tag(sync=True)  # {"title", "ask", "client": {"name", "about", "scene"}, "least": replies}
    state = traitlets.Dict().tag(sync=True)  # {"turns": [{"says", "does", "text"}], "now": {"says", "does"}, "over", "note"}

    def __init__(self, item: str, session: str) -> None:
        """Open the item with the client of `items/session/<session>.yaml`, as far as the folder's `answers.json` has it."""
        self.folder, self.source = Path.cwd(), items.session(session)
        self.language = self.source["language"]
        self.turns: list[story.Turn] = []
        self.held: tuple[str, ...] = ()  # the replies in the file, when it was last read or written
        client = {key: self.source["client"][key] for key in ("name", "about", "scene")}
        task = {"title": self.source["title"], "ask": self.source["ask"], "client": client, "least": plot.shortest(self.source)}
        super().__init__(item=item, place=place_of(self.folder), task=task)
        self._open()

    def do_open(self, _content: dict[str, Any]) -> None:
        """Look into the file again: a page was opened, perhaps long after this was made."""
        if self._gone_on():
            self._open()
        else:
            self.state = self._state(self.state["note"])

    def do_say(self, content: dict[str, Any]) -> None:
        """Say `text` as reply number `turn`: read it, save it, and let the client answer; raise LearnerError where one fails."""
        text = self.text(content, "text").strip()
        if self._arrived(content, text):
            return
        turn = story.said(self.source, self.turns, text)
        if not turn:
            raise LearnerError(self.word("converse_closed"))
        if isinstance(turn, str):
            raise LearnerError(self.word("session_waits", name=self.name, reason=turn))
        self._save(turn)
        with self.hold_sync():
            self.turns.append(turn)
            self.state = self._state()
            self.say("", heard=self._heard())

    @property
    def name(self) -> str:
        """The client's name."""
        return self.source["client"]["name"]

    # The file

    def _open(self) -> None:
        """Tell the session again as far as the file holds it; nothing is written."""
        try:
            self.held = self._in_file()
        except LearnerError as error:
            self.turns, note = [], self.word("converse_unread", why=error)
        else:
            self.turns, waits, why = story.told(self.source, self.held)
            numbers = {"held": len(self.held), "shown": len(self.turns)}
            key = "" if len(self.turns) == len(self.held) else "converse_part" if waits else "converse_more"
            note = self.word(key, why=why, **numbers) if key else ""
        self.state = self._state(note)

    def _in_file(self) -> tuple[str, ...]:
        found = answers.read(self.folder).get(self.item)
        return found.turns if found else ()

    def _arrived(self, content: dict[str, Any], text: str) -> bool:
        """Tell whether this very reply was said already; raise LearnerError where the session has gone on without this page.

        The file may hold less than was said, where it was moved or put back: the next reply brings back what it lacks.
        """
        number = self.whole(content, "turn", 0, answers.MOST)
        if self._gone_on():
            self._open()
            raise LearnerError(self.word("converse_elsewhere"))
        if self.turns and (number, text) == (len(self.turns) - 1, self.turns[-1].text):
            self.state = self._state()
            return True
        if number != len(self.turns):
            raise LearnerError(self.word("session_moved_on"))
        return False

    def _gone_on(self) -> bool:
        """Tell whether the file holds replies that are not these; it may hold less, see `_arrived`."""
        held = self._held()
        return held not in (self.held, tuple(turn.text for turn in self.turns[: len(held)]))

    def _held(self) -> tuple[str, ...]:
        """Return the replies in the file, () where it cannot be read: the saving sets it aside."""
        try:
            return self._in_file()
        except LearnerError:
            return ()

    def _save(self, turn: story.Turn) -> None:
        """Save all replies and this one, before it is said; raise LearnerError if that cannot be."""
        texts = (*(one.text for one in self.turns), turn.text)
        try:
            self.held = answers.save(self.folder, self.item, turns=texts).turns
        except LearnerError as error:
            raise LearnerError(self.word("converse_not_saved", name=self.name, why=error)) from error

    # What the page sees: the client's words and what can be seen, never how a reply landed

    def _state(self, note: str = "") -> dict[str, Any]:
        beats = self.source["beats"]
        turns = [_seen(beats[turn.beat]) | {"text": turn.text} for turn in self.turns]
        waits = story.waits(self.source, self.turns)
        now = beats[waits] if waits else story.ending(self.source, self.turns[-1].trust)
        count = self.state.get("count", 0) + 1
        return {"turns": turns, "now": _seen(now), "over": not waits, "note": note, "count": count}

    def _heard(self) -> str:
        """Return what is announced after a reply: what the client says and does, and where the session stands."""
        now, over = self.state["now"], self.state["over"]
        says = self.word("session_heard_says", name=self.name, says=now["says"]) if now["says"] else ""
        reply = self.word("converse_reply", number=len(self.turns) + 1, least=self.task["least"])
        ends = f"{self.word('converse_over')}. {self.word('converse_end', name=self.name)}"
        return " ".join(part for part in (says, now["does"], ends if over else reply) if part)


def _seen(beat: dict[str, Any]) -> dict[str, str]:
    """Return what the client says and does."""
    return {"says": beat["says"], "does": beat["does"]}
