"""Whether a review published by one process is on the album page that every worker serves on the very next request."""

from __future__ import annotations

import gzip
from contextlib import ExitStack
from dataclasses import dataclass, field

from bench.serving.client import Client, TimedAnswer
from bench.serving.helper import Helper
from bench.serving.measuring import clients_of_workers
from bench.serving.site import Site

PUBLISHED = 1000


@dataclass
class Freshness:
    """`seen` of `published` reviews stood on the next page of every worker; seconds and queries of publishing."""

    workers: int
    published: int = 0
    seen: int = 0
    seconds: list[float] = field(default_factory=list)
    queries: int = 0


def measure_freshness(site: Site, times: int = PUBLISHED) -> Freshness:
    """Publish so many reviews one after the other; ask every worker before, so that it holds the old page, and after.

    The worker that is asked first alternates. A reader who has the old page (`If-None-Match`) must get the new one.
    """
    with Helper("bench.serving.publisher", site.folder) as publisher, ExitStack() as opened:
        clients = list(clients_of_workers(site, opened).values())
        found = Freshness(workers=len(clients))
        held: dict[tuple[int, str], str] = {}
        for number in range(times):
            _publish_and_look(publisher, clients, number, held, found)
        return found


def _publish_and_look(
    publisher: Helper,
    clients: list[Client],
    number: int,
    held: dict[tuple[int, str], str],
    found: Freshness,
) -> None:
    told = publisher.told("next")
    found.published += 1
    found.seconds.append(told["seconds"])
    found.queries = max(found.queries, told["queries"])
    address = told["address"]
    order = range(number, number + len(clients))
    shown = []
    for place in (turn % len(clients) for turn in order):
        has_it = {"If-None-Match": held[place, address]} if (place, address) in held else {}
        answer = clients[place].get(address, has_it)
        shown.append(answer.status == 200 and told["name"] in text_of(answer))
        held[place, address] = answer.headers.get("etag", "")
    found.seen += all(shown)


def text_of(answer: TimedAnswer) -> str:
    """The page, unpacked."""
    packed = answer.headers.get("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode()
