"""One polite request: where a policy lets us, in the host's turn, by its rules, and no sooner than it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from common.fetch_agent import fetch_agent
from common.fetching import Fetched, Fetcher, NotAsked
from common.turns import retry_after
from common.web_addresses import host_of
from reviews.incoming.fetching.robots import rules_of, turn_name
from reviews.incoming.fetching.turns import Turn, turn_at

BUSY = (429, 503)


class LeadsElsewhere(NotAsked):
    """A redirect leads to another site, at the address `url`, which has a policy of its own or none."""

    def __init__(self, url: str) -> None:
        super().__init__(f"It leads to {host_of(url) or 'no address on the web'}.")
        self.url = url


class AskLater(Exception):
    """The host answers that it is too busy; `after` says how long to leave it alone."""

    def __init__(self, status: int, after: timedelta) -> None:
        super().__init__(f"It answers {status}: too busy just now.")
        self.after = after


@dataclass(frozen=True)
class Asked:
    """An answer, and whether the host reserves text and data mining of that page."""

    answer: Fetched
    reserved: bool


def site_fetcher() -> Fetcher:
    """The fetcher under the site's own name. Only tests and rehearsals have hosts on this machine."""
    return Fetcher(fetch_agent(), loopback=settings.FETCH_LOOPBACK)


def ask_politely(
    url: str, fetcher: Fetcher, headers: Mapping[str, str] | None = None, at: datetime | None = None
) -> Asked:
    """GET the page of a site whose policy the caller has looked at.

    Raises NotYet when it is not our turn, AskLater when the host is too busy, NotAsked where robots.txt does not allow
    it, LeadsElsewhere on the way to another site, and NoAnswer.
    """
    pause = timedelta(seconds=settings.FETCH_PAUSE)
    with turn_at(turn_name(url), pause) as turn:
        rules = rules_of(url, fetcher, at or timezone.now())
        turn.wait_longer(rules.delay)

        def may_ask(address: str) -> None:
            if host_of(address) != host_of(url):
                raise LeadsElsewhere(address)
            if not rules.allow(address):
                raise NotAsked("Its robots.txt does not let programs in.")

        answer = fetcher.get(url, headers, may_ask)
        _heed(answer, turn)
        return Asked(answer, rules.reserve(answer.url))


def _heed(answer: Fetched, turn: Turn) -> None:
    """Leave a host alone for as long as it asks."""
    if answer.status in BUSY or ("retry-after" in answer.headers and answer.status >= 400):
        after = retry_after(answer.headers.get("retry-after", ""), timezone.now()) or timedelta(minutes=5)
        turn.wait_longer(after)
        raise AskLater(answer.status, after)
