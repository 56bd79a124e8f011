"""What all peers show: the same client, and what the same form check says of a reply, as plain HTML."""

from __future__ import annotations

from html import escape

from attunement import cases, feedback

MAYA = cases.load("maya-01")
PROSE = "# Acceptance\n\nMaya has been tired for weeks. Read what she says, and write what you would answer."
CLIENT = f"<header><b>{escape(MAYA.name)}</b> {escape(MAYA.about)}<p>{escape(MAYA.scene)}</p></header><p>{escape(MAYA.says)}</p>"
feedback.respond(MAYA, "You are worn out.")  # the rubric is read before the first visitor comes


def read(text: str) -> str:
    """Return level, summary, next step and findings of a reply; the last word of the reply says which one was read."""
    if not text.strip():
        return ""
    result = feedback.respond(MAYA, text)
    found = "".join(
        f"<li><b>{escape(text[one['start'] : one['end']])}</b> {escape(one['why'])} {escape(one['instead'] or '')}</li>"
        for one in result["findings"]
    )
    said = f"<p>Level {result['level']}: {escape(result['level_words'])}</p><p>{escape(result['summary'])}</p>"
    return f"{said}<p>{escape(result['next_step'] or '')}</p><ul>{found}</ul><p>read {escape(text.rsplit(maxsplit=1)[-1])}</p>"
