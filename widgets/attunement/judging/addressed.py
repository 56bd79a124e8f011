"""Whether words speak to a client at all: what could stand under any client's words, or under none, is no reply to judge.

Measured on our own labelled replies and on nonsense of all kinds: tests/test_grading.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attunement import language
from attunement.scene import Scene

if TYPE_CHECKING:
    from attunement.cases import Case

HEARD = 3.0  # a level that words without any tie to the client do not reach by chance
SHORT = 4  # words; in fewer a nod or one feeling is all that can be found
SAYS_MORE = 2  # content words beside "you"
ABOUT_ELSE = "diverting"  # the finding that says so itself
YOU = frozenset({"you", "your", "yours", "yourself"})


def speaks_to(client: Case, text: str, read: dict[str, Any]) -> bool:
    """Tell whether a reply can be about this client; `read` is what the form check says of it (see feedback.score).

    It can where it takes up anything that the client said, felt or showed, or says something, be it wrong, to a "you". Else the
    form check must have found more in it than that it speaks of something else, and it must be more than a nod.
    """
    if read["level"] is None or read["level"] >= HEARD:
        return True
    scene = Scene(language.read(text), language.read(client.says), client)
    reply = scene.reply
    found = {finding["valence"] for finding in read["findings"] if finding["skill"] != ABOUT_ELSE} - {0}
    says = reply.feelings or len(reply.content) >= SAYS_MORE or -1 in found
    to_you = bool(says) and not YOU.isdisjoint(reply.plain)
    return scene.anchored or to_you or (bool(found) and len(reply.spoken) >= SHORT)
