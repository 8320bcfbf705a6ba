"""A web of strangers' servers, and the site's way to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from common.fetching import Fetcher
from reviews.models import SourcePolicy
from tests.web import Web, serving

HOSTS = ("lantern.example", "kiosk.example", "www.lantern.example")


@pytest.fixture
def web(settings) -> Iterator[Web]:
    """Servers that answer for every host of `HOSTS`, without a pause between two requests."""
    with serving() as found:
        settings.FETCH_LOOPBACK = dict.fromkeys(HOSTS, found.port)
        settings.FETCH_PAUSE = 0
        yield found


@pytest.fixture
def fetcher(web: Web, settings) -> Fetcher:
    return Fetcher("Chorus/1.0 (+http://chorus.example/)", seconds=5, loopback=settings.FETCH_LOOPBACK)


@pytest.fixture
def policy(db) -> SourcePolicy:
    """Somebody has said that the Lantern's feeds may be followed."""
    return SourcePolicy.objects.create(host="lantern.example", fetching="feed")
