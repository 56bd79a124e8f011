"""An item of an assignment with the hints off: what is given is in `answers.json`, or the page says why not."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from attunement import answers
from attunement.errors import LearnerError
from attunement.exercises.base import Exercise


def place_of(folder: Path) -> str:
    """Return a name for a folder that tells nothing about it."""
    return hashlib.sha256(str(folder).encode(errors="replace")).hexdigest()[:16]


class Saves(Exercise):
    """One item. No score is made here: the grade cell reads the file and judges again.

    A kind says what it `gives` (the field of `answers.Answer`: text, chosen or turns) and reads it from a message (`given`).
    """

    asks: ClassVar[frozenset[str]] = frozenset({"save"})
    gives: ClassVar[str] = "text"
    overtaken: ClassVar[str] = ""  # the key of what is said where another window saved something else

    item = traitlets.Unicode().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)  # the folder: what a browser keeps comes back in no other
    saved = traitlets.Dict().tag(sync=True)  # {"seq", "view", what it gives, "time" (ISO 8601), "why" it is not saved}

    def __init__(self, item: str, case: str | None = None, **shown: Any) -> None:
        """Open the item, with what the folder's `answers.json` has of it; `shown` are the traits of the kind."""
        self.folder, self.case_id = Path.cwd(), case
        self.last = ("", "")  # which view saved last, and when
        super().__init__(item=item, place=place_of(self.folder), saved=self._found(item), **shown)

    def given(self, content: dict[str, Any]) -> Any:
        """Return what is to be saved; raise LearnerError where it cannot be. A kind does this."""
        raise NotImplementedError

    def known(self, given: Any) -> Any:
        """Return what of a saved answer this item knows; a kind narrows it, because the file is the learner's."""
        return given

    def do_save(self, content: dict[str, Any]) -> None:
        """Save what is given; answer with the time, or with the reason why it could not be saved."""
        told = {"seq": self.whole(content, "seq") or 0, "view": self.view(content)}
        try:
            given = self.given(content)
            self._overtake_nobody(given, content.get("base"), told["view"])
            answer = answers.save(self.folder, self.item, case=self.case_id, **{self.gives: given})
        except LearnerError as error:
            self.saved = told | {self.gives: None, "time": "", "why": str(error)}
        else:
            self.last = (told["view"], answer.saved)
            self.saved = told | {self.gives: self._of(answer), "time": answer.saved, "why": ""}

    def _overtake_nobody(self, given: Any, base: Any, view: str) -> None:
        """Raise LearnerError if something else was saved since this view last heard what is in the file (at the time `base`)."""
        try:
            found = answers.read(self.folder).get(self.item)
        except LearnerError:
            return  # a file that cannot be read is set aside by the saving
        own = self.last[1] if self.last[0] == view else base
        if isinstance(base, str) and found and self._of(found) != given and found.saved not in {base, own}:
            raise LearnerError(self.word(self.overtaken))

    def _of(self, answer: answers.Answer) -> Any:
        return self.known(getattr(answer, self.gives))

    def _found(self, item: str) -> dict[str, Any]:
        nothing = {"seq": 0, "view": "", self.gives: self._of(answers.Answer("", None, "")), "time": "", "why": ""}
        try:
            answer = answers.read(self.folder).get(item)
        except LearnerError as error:
            return nothing | {"why": str(error)}
        return nothing | {self.gives: self._of(answer), "time": answer.saved} if answer else nothing
