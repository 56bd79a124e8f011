"""The little Markdown that the book's pages are made of. What authors wrote is escaped here: it shows as it was written."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from attunement.cases import Case

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAK = "\\\n"  # a new line in the same paragraph
MARKED = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&^=@:%])")


def plain(text: object) -> str:
    """Return an author's words on one line, so that every sign in them shows as itself."""
    return MARKED.sub(r"\\\1", " ".join(str(text).split()))


def join(*blocks: str) -> str:
    """Return blocks as paragraphs of one text; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block)


def bold(text: str) -> str:
    """Return an author's words in bold."""
    return f"**{plain(text)}**" if text else ""


def aside(text: str) -> str:
    """Return what can be seen and is not said."""
    return f"*{plain(text)}*" if text else ""


def said(words: str) -> str:
    """Return what somebody says or might say, inside a line, in the type of people's words."""
    return f"[“{plain(words)}”]{{.said}}"


def speech(words: str, who: str = "", does: str = "") -> str:
    """Return what somebody says as a quotation, with the name before it and what can be seen behind it."""
    spoken = f"“{plain(words)}”" if words else ""
    return "> " + " ".join(part for part in (bold(who), spoken, aside(does)) if part)


def turn(said: dict[str, Any], client: str) -> str:
    """Return one turn of a transcript, under the client's name or the therapist's."""
    return speech(said.get("says", ""), client if said["who"] == "client" else "Therapist", said.get("does", ""))


def person(client: dict[str, Any] | Case) -> str:
    """Return who the client is: name, what there is to know, and the scene."""
    known = client.seen() if isinstance(client, Case) else client
    return join(f"{bold(known['name'])}, {plain(known['about'])}", aside(known.get("scene", "")))


def bullets(lines: Iterable[str]) -> str:
    """Return lines, ready as Markdown, as a list."""
    return "\n".join(f"- {line}" for line in lines)


def numbered(lines: Iterable[str]) -> str:
    """Return lines, ready as Markdown, as a list in order."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def reasoned(words: str, why: str, label: str = "") -> str:
    """Return words that somebody may say, with a label before them, and the reason on a line of its own."""
    return f"{bold(label)} {said(words)}".strip() + f"{BREAK}{plain(why)}"


def fold(summary: str, *blocks: str) -> str:
    """Return blocks that stay closed until the reader opens them."""
    return join(f"<details>\n<summary>{html.escape(summary)}</summary>", *blocks, "</details>")


def box(title: str, name: str, *blocks: str) -> str:
    """Return blocks in a frame with a title; `name` is its class in the stylesheet."""
    return f"::::{{admonition}} {plain(title)}\n:class: {name}\n\n{join(*blocks)}\n::::"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; its cells are ready as Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
