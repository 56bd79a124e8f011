"""What several tests look at: clients with their example replies, and scores that do not depend on the casebook's models."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from attunement import cases, scoring
from attunement.validity import replies as labelled
from browser.chromium import launched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from attunement.cases import Case

# A model reply earns no score, so the tests that score models take them out of the case first.
CLIENTS = {case.id: case._replace(models=()) for case in cases.every()}
MODELS = [(CLIENTS[case.id], model.level, model.reply) for case in cases.every() for model in case.models]


@pytest.fixture(scope="session")
def models() -> list[tuple[Case, int, str]]:
    """Return every model reply with its client (who has forgotten it) and the level that its author gave it."""
    return MODELS


@pytest.fixture(scope="session")
def labelled_scores() -> list[tuple[scoring.Score, str]]:
    """Return the score of each of our own labelled replies, and the reply; it takes long, so those who ask are of one group."""
    return [(scoring.score(one.says, one.reply), one.reply) for one in labelled.every()]


@pytest.fixture(scope="session")
def replies() -> list[tuple[Case, str]]:
    """Return every poor reply and every model reply with its client."""
    poor = ((CLIENTS[case.id], case.poor_reply) for case in cases.every())
    return list(chain(poor, ((case, reply) for case, _, reply in MODELS)))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the one Chromium of this process: Playwright cannot be started twice in one."""
    with launched() as browser:
        yield browser
