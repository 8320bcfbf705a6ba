"""What a host lets programs do: robots.txt by RFC 9309, and its reservation of text and data mining.

A robots.txt that is refused or not there (4xx) allows everything; one that fails (5xx, no answer) allows nothing until
it answers. Both files are kept for a day. The reservation is the TDM Reservation Protocol's file for the whole host
(W3C community group, 2024); its header and meta tag are read with each page.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from common.fetching import Fetcher, NoAnswer, NotAsked
from reviews.models import WebHost

KEPT_FOR = timedelta(hours=24)
ASKED_AGAIN_AFTER_FAILURE = timedelta(hours=1)
MOST_BYTES = 600_000
LONGEST_DELAY = timedelta(minutes=10)
MOST_LOCATIONS = 200


class Rules:
    """What one host allows an agent."""

    def __init__(self, host: WebHost, agent: str) -> None:
        self._host = host
        self._agent = product_of(agent)
        self._robots = Protego.parse(host.robots)

    def allow(self, url: str) -> bool:
        """Whether the agent may fetch that page."""
        if self._host.robots_status is None or self._host.robots_status >= 500:
            return False
        return self._robots.can_fetch(url, self._agent)

    def reserve(self, url: str) -> bool:
        """Whether text and data mining of that page is reserved by the host."""
        path = urlsplit(url).path or "/"
        return any(_covers(location, path) for location in self._host.reserved)

    @property
    def delay(self) -> timedelta:
        """The pause it asks for between two requests, at most ten minutes."""
        asked = self._robots.crawl_delay(self._agent) or 0
        return min(timedelta(seconds=max(float(asked), 0)), LONGEST_DELAY)


def product_of(agent: str) -> str:
    """The name by which robots.txt calls the agent: "Chorus" of "Chorus/1.0 (+https://...)"."""
    return re.split(r"[/\s(]", agent.strip(), maxsplit=1)[0]


def rules_of(url: str, fetcher: Fetcher, at: datetime) -> Rules:
    """The rules of the host of that address, asked anew once a day. The caller has the host's turn."""
    parts = urlsplit(url)
    host = WebHost.objects.get_or_create(host=turn_name(url))[0]
    if host.robots_at is None or at - host.robots_at >= _good_for(host):
        origin = f"{parts.scheme}://{parts.netloc}"
        host.robots_status, host.robots = _robots(f"{origin}/robots.txt", fetcher)
        host.reserved = _reserved(f"{origin}/.well-known/tdmrep.json", fetcher) if _answers(host) else []
        host.robots_at = at
        host.save(update_fields=["robots_status", "robots", "reserved", "robots_at"])
    return Rules(host, fetcher.agent)


def turn_name(url: str) -> str:
    """The name under which a host is kept. "www." counts: it may be another machine with other rules."""
    return (urlsplit(url).hostname or "").rstrip(".")


def _good_for(host: WebHost) -> timedelta:
    return KEPT_FOR if _answers(host) else ASKED_AGAIN_AFTER_FAILURE


def _answers(host: WebHost) -> bool:
    return host.robots_status is not None and host.robots_status < 500


def _robots(url: str, fetcher: Fetcher) -> tuple[int | None, str]:
    try:
        answer = fetcher.get(url, most_bytes=MOST_BYTES, cut=True)
    except (NoAnswer, NotAsked):
        return None, ""
    text = answer.body.decode("utf-8", "replace").replace("\0", "") if answer.status == 200 else ""
    return answer.status, text


def _reserved(url: str, fetcher: Fetcher) -> list[str]:
    try:
        answer = fetcher.get(url, most_bytes=MOST_BYTES)
        found = json.loads(answer.body) if answer.status == 200 else []
    except (NoAnswer, NotAsked, ValueError, RecursionError):
        return []
    rows = found if isinstance(found, list) else []
    locations = [
        row["location"]
        for row in rows
        if isinstance(row, dict) and str(row.get("tdm-reservation")) == "1" and isinstance(row.get("location"), str)
    ]
    return [location[:500].replace("\0", "") for location in locations[:MOST_LOCATIONS]]


def _covers(location: str, path: str) -> bool:
    """Whether a location of the protocol, a path in which "*" stands for anything and "$" for the end, names a path.

    Plain string work: a pattern of a stranger's is never made a regular expression.
    """
    pattern, whole = (location[:-1], True) if location.endswith("$") else (location, False)
    first, *others = pattern.split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not whole or at == len(path) or (bool(others) and path.endswith(others[-1]))
