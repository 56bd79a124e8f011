"""The two kinds of error: an author's mistake and something that stops a learner."""

from __future__ import annotations


class AttunementError(Exception):
    """Base of every error that Attunement raises on purpose; its text is fit to be shown."""


class AuthorError(AttunementError):
    """A mistake in a file that an author wrote, told as `file:line: what is wrong. What to do`."""

    def __init__(self, file: str, line: int | None, message: str) -> None:
        """Remember the place; `line` is 1-based, or None where the whole file is meant."""
        self.file, self.line, self.message = file, line, message
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {message}")


class LearnerError(AttunementError):
    """Something a learner did or met; the text is one kind sentence and what to do next."""
