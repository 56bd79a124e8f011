"""What the generated pages say of their own; it stands in `words.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attunement import yamlfile


@cache
def _all() -> dict[str, str]:
    return yamlfile.read(Path(__file__).with_suffix(".yaml"))


def text(name: str, **given: str) -> str:
    """Return the text of that name as Markdown, with what is given (ready as Markdown) in its place."""
    return _all()[name].strip().format(**given)
