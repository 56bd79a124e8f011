"""Where to find help: the crisis notice on the front page, at the foot of every lesson and of every feedback page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attunement import yamlfile

if TYPE_CHECKING:
    from attunement.errors import AuthorError

OURS = Path(__file__).with_name("help.yaml")


def read(*folders: Path) -> dict[str, Any]:
    """Return the notice: the first `help.yaml` in the folders (so that a country can write its own), else ours.

    Keys: title, course, emergency, talk (sentences), places (a list of name, link and what).
    Raise AuthorError, with the line, where the file breaks `schemas/help.yaml`.
    """
    path = next((own for folder in folders if (own := folder / "help.yaml").exists()), OURS)
    errors: list[AuthorError] = (
        [] if path == OURS else yamlfile.check(path, "help")
    )  # the tests check ours; a check takes a second
    if errors:
        raise errors[0]
    return yamlfile.read(path)
