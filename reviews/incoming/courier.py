"""The courier: a web process's own rounds to fetch what waits and to ask the feeds that are due."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from common.rounds import Rounds
from reviews.incoming.feeds import poll_due
from reviews.incoming.fetching.asking import site_fetcher
from reviews.incoming.fetching.fetched_documents import fetch_due
from reviews.incoming.looking_back import read_older_pages

SECONDS_BETWEEN_LOOKS = 20
FEEDS_A_ROUND = 20
"""A round asks so many feeds at most, so that what a curator has just pasted never waits long."""

_ONE_AT_A_TIME = 7_310_442_118
"""The key of the advisory lock by which the workers agree on who goes."""


def one_round() -> None:
    """Fetch what is due, then ask some feeds, then fetch what they announced. One courier goes at a time.

    A courier who dies loses the lock with the connection, and nothing else: what was claimed is due again later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            return
        try:
            fetcher = site_fetcher()
            fetch_due(fetcher)
            poll_due(fetcher, most=FEEDS_A_ROUND)
            read_older_pages(fetcher)
            fetch_due(fetcher)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_AT_A_TIME])


courier = Rounds("courier", one_round, SECONDS_BETWEEN_LOOKS)
"""Goes when called, and looks every so often for what is due."""


def call_courier() -> None:
    """There is something to fetch. Returns at once; does nothing where commands do the fetching."""
    if settings.FETCH_IN_BACKGROUND:
        courier.call()
