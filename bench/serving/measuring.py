"""Measuring the pages of running sites, each beside the control. Returns figures, prints nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle

from bench.serving.catalogues import CannotMeasure
from bench.serving.client import Client, TimedAnswer
from bench.serving.figures import Latency, Throughput
from bench.serving.load import Load
from bench.serving.measured_pages import MeasuredPage
from bench.serving.query_witness import ASKED, QUERIES, WORKER
from bench.serving.site import Site

CONTROL = "/bench/control/"
# Of one round; there are three, each at another time of the run.
ROUNDS = 3
FEWEST_TIMED, SECONDS_TIMED = 20, 1.3
MOST_TIMED = 100
FEWEST_SLOW, SLOW = 3, 3
ROUND_SECONDS = 1.0
COUNTED = 10


@dataclass(frozen=True)
class First:
    """A page whose rendering is never kept: alone in the small and the big catalogue, and under load in the big one.

    A quick run has no small one. Rounds of the same page are added together.
    """

    page: MeasuredPage
    small: Latency | None
    big: Latency
    load: Throughput
    queries: int
    bytes: int

    def __add__(self, other: First) -> First:
        return First(
            page=self.page,
            small=self.small + other.small if self.small and other.small else None,
            big=self.big + other.big,
            load=self.load + other.load,
            queries=max(self.queries, other.queries),
            bytes=max(self.bytes, other.bytes),
        )


@dataclass(frozen=True)
class Kept:
    """A page that is kept: whole (warm), and as the 304 of a reader who has it."""

    page: MeasuredPage
    warm: Throughput
    unchanged: Throughput
    warm_latency: Latency
    unchanged_latency: Latency
    warm_queries: int
    unchanged_queries: int

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            page=self.page,
            warm=self.warm + other.warm,
            unchanged=self.unchanged + other.unchanged,
            warm_latency=self.warm_latency + other.warm_latency,
            unchanged_latency=self.unchanged_latency + other.unchanged_latency,
            warm_queries=max(self.warm_queries, other.warm_queries),
            unchanged_queries=max(self.unchanged_queries, other.unchanged_queries),
        )


@dataclass(frozen=True)
class Memory:
    """Of one worker process, in megabytes: resident, and its share of what several processes hold together."""

    resident: float
    proportional: float


def measure_first(
    page: MeasuredPage, ours: Sequence[str], big: Site, on_small: Sequence[str], small: Site | None, load: Load
) -> First:
    """One round of a page on two sites that keep no pages, asked for by its addresses on each; `small` may be missing.

    Under load comes first, since every connection to the database pays once for the first query of a kind.
    """
    under_load = in_a_round(load, big, ours, page.headers)
    asked: list[tuple[Site, Sequence[str], Mapping[str, str]]] = [(big, [CONTROL], {}), (big, ours, page.headers)]
    if small:
        load(small.host, small.port, on_small, page.headers, ROUND_SECONDS)
        asked.append((small, on_small, page.headers))
    control, big_alone, *small_alone = interleaved(asked)
    queries, size = count(big, ours, page.headers)
    return First(
        page=page,
        small=Latency.of_round(small_alone[0], control) if small else None,
        big=Latency.of_round(big_alone, control),
        load=under_load,
        queries=queries,
        bytes=size,
    )


def measure_kept(page: MeasuredPage, address: str, site: Site, load: Load) -> Kept:
    """One round of a page that the site has kept, and of the 304 of a reader who has it."""
    with Client(site.host, site.port) as client:
        answer = _asked(client, address, page.headers)
    if "etag" not in answer.headers:
        raise CannotMeasure(f"{address} carries no ETag.")
    has_it = {**page.headers, "If-None-Match": answer.headers["etag"]}
    load(site.host, site.port, [address], page.headers, ROUND_SECONDS)
    control, warm, unchanged = interleaved(
        [(site, [CONTROL], {}), (site, [address], page.headers), (site, [address], has_it)], seconds=0.4
    )
    return Kept(
        page=page,
        warm=in_a_round(load, site, [address], page.headers),
        unchanged=in_a_round(load, site, [address], has_it),
        warm_latency=Latency.of_round(warm, control),
        unchanged_latency=Latency.of_round(unchanged, control),
        warm_queries=count(site, [address], page.headers)[0],
        unchanged_queries=count(site, [address], has_it)[0],
    )


def interleaved(
    asked: Sequence[tuple[Site, Sequence[str], Mapping[str, str]]], seconds: float = SECONDS_TIMED
) -> list[list[float]]:
    """Seconds of single requests on one connection to each site, one of each kind in turn.

    Whatever else the machine does meanwhile hits all kinds alike. The first of each kind is not counted.
    """
    timed: list[list[float]] = [[] for _ in asked]
    turns = [cycle(addresses) for _, addresses, _ in asked]
    with ExitStack() as opened:
        clients = {site: opened.enter_context(Client(site.host, site.port)) for site, _, _ in asked}
        began = time.monotonic()
        while not _enough(len(timed[0]) - 1, time.monotonic() - began, seconds):
            for times, turn, (site, _, headers) in zip(timed, turns, asked, strict=True):
                times.append(_asked(clients[site], next(turn), headers).seconds)
    return [times[1:] for times in timed]


def _enough(timed: int, passed: float, seconds: float) -> bool:
    """Whether so many requests in so many seconds will do: many quick ones, fewer slow ones, a handful of very slow."""
    return (
        timed >= MOST_TIMED
        or (timed >= FEWEST_TIMED and passed >= seconds)
        or (timed >= FEWEST_SLOW and passed >= seconds * SLOW)
    )


def in_a_round(load: Load, site: Site, addresses: Sequence[str], headers: Mapping[str, str]) -> Throughput:
    """Answers a second in one round, with the control's just before it."""
    control = load(site.host, site.port, [CONTROL], {}, ROUND_SECONDS)
    return Throughput([load(site.host, site.port, addresses, headers, ROUND_SECONDS)], [control])


def count(site: Site, addresses: Sequence[str], headers: Mapping[str, str]) -> tuple[int, int]:
    """The most queries that one of the first addresses takes, and the most bytes it sends, as packed."""
    with Client(site.host, site.port) as client:
        answers = [_asked(client, address, {**headers, ASKED: "1"}) for address in addresses[:COUNTED]]
    return max(int(answer.headers[QUERIES.lower()]) for answer in answers), max(len(each.body) for each in answers)


def first_answers(site: Site, pages: Sequence[tuple[MeasuredPage, str]]) -> list[tuple[MeasuredPage, float]]:
    """Seconds of the very first request for each page, in their order, whatever comes of it."""
    with Client(site.host, site.port) as client:
        return [(page, client.get(address, page.headers).seconds) for page, address in pages]


def worker_memory(site: Site) -> list[Memory]:
    """What each worker holds now."""
    held = [process.memory_full_info() for process in site.workers()]
    return [Memory(found.rss / 1e6, getattr(found, "pss", found.uss) / 1e6) for found in held]


def clients_of_workers(site: Site, opened: ExitStack) -> dict[str, Client]:
    """A connection to each worker process, by its process id. Raises CannotMeasure when one cannot be reached."""
    wanted = {str(process.pid) for process in site.workers()}
    found: dict[str, Client] = {}
    for _ in range(100 * len(wanted)):
        client = opened.enter_context(Client(site.host, site.port))
        found.setdefault(_asked(client, CONTROL, {ASKED: "1"}).headers[WORKER.lower()], client)
        if wanted <= found.keys():
            return found
    raise CannotMeasure(f"Only {len(found)} of {len(wanted)} workers could be reached.")


def _asked(client: Client, address: str, headers: Mapping[str, str]) -> TimedAnswer:
    try:
        answer = client.get(address, headers)
    except OSError as error:
        raise CannotMeasure(f"{address} was not answered: {error}.") from error
    if answer.status not in (200, 304):
        raise CannotMeasure(f"{address} was answered with {answer.status}.")
    return answer
