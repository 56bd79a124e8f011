"""One running app for all tests of the publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .visiting import Site

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a running site with one lesson."""
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.close()


@pytest.fixture(scope="session")
def front(site: Site) -> str:
    """Return the front page."""
    return site.ask("/").body


@pytest.fixture(scope="session")
def lesson(site: Site) -> str:
    """Return the page of the lesson."""
    return site.ask("/voila/render/07-listening.ipynb").body


@pytest.fixture(scope="session")
def visit(site: Site) -> str:
    """Return what a visit to the lesson is answered with."""
    return site.begun().body


@pytest.fixture(scope="session")
def kernel(site: Site) -> str:
    """Return the kernel of a visit to the lesson."""
    return site.lesson()
