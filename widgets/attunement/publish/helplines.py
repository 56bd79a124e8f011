"""Where to find help: the crisis notice on the front page and at the foot of every lesson."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement import yamlfile

if TYPE_CHECKING:
    from attunement.errors import AuthorError

OURS = Path(__file__).with_name("help.yaml")


def read(lessons: Path) -> dict[str, Any]:
    """Return the notice: that of the lessons folder (`help.yaml`, so that a country can write its own), else ours.

    Keys: title, course, emergency, talk (sentences), places (a list of name, link and what).
    Raise AuthorError, with the line, where the file breaks `schemas/help.yaml`.
    """
    own = lessons / "help.yaml"
    path = own if own.exists() else OURS
    errors: list[AuthorError] = yamlfile.check(path, "help")
    if errors:
        raise errors[0]
    return yamlfile.read(path)
