"""What the tests of the exercises share: an empty record, and a front end that raises what ipywidgets would swallow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.session import Session

from attunement import record

if TYPE_CHECKING:
    from attunement.exercises.base import Exercise
    from attunement.exercises.practice import Practice


@pytest.fixture(autouse=True)
def _empty_record() -> None:
    """Give each test its own record."""
    record.current.cache_clear()


def tell(widget: Exercise, **content: Any) -> None:
    """Send a message as the page would; whatever it raises comes out here, and what it leaves behind can be sent back."""
    hand(widget, {"method": "custom", "content": content})


def hand(widget: Exercise, data: Any) -> None:
    """Hand over the data of one comm message, as the kernel does."""
    widget._handle_msg({"content": {"comm_id": widget.model_id, "data": data}, "buffers": []})
    sendable(widget)


def sendable(widget: Exercise) -> dict[str, Any]:
    """Return the state as the page would read it; raise if Jupyter's own packer cannot send it."""
    return json.loads(Session().pack(widget.get_state()))


def comes_back(exercise: Practice) -> Practice:
    """Return the same exercise after a reload: the browser hands back what it kept, and all is as it was."""
    kept, state = exercise.kept, exercise.state
    record.current.cache_clear()
    again = type(exercise)(exercise.key.partition("/")[2])
    tell(again, do="restore", **kept)
    assert again.state | {"count": 0} == state | {"count": 0}
    assert again.kept == kept
    return again
