"""Pages as somebody with an account gets them: what is everybody's is kept, what is theirs is made for each request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.serving.desks import headers_of
from bench.serving.figures import Latency, Throughput, summed
from bench.serving.helper import Helper
from bench.serving.load import Load
from bench.serving.measuring import CONTROL, ROUND_SECONDS, ROUNDS, count, in_a_round, interleaved
from bench.serving.site import Site

Headers = Mapping[str, str]


@dataclass(frozen=True)
class SignedInPage:
    """A page and who asks for it, by the name under which `bench.serving.signed_in_readers` tells their session.

    `addresses` names the list in `bench.serving.addresses`. `of_control` is the least share of the control's rate.
    """

    name: str
    addresses: str
    reader: str
    of_control: float | None = None


@dataclass(frozen=True)
class SignedIn:
    """What somebody with an account waits for, the page being kept."""

    page: SignedInPage
    latency: Latency
    load: Throughput
    queries: int

    def __add__(self, other: SignedIn) -> SignedIn:
        return SignedIn(
            self.page, self.latency + other.latency, self.load + other.load, max(self.queries, other.queries)
        )


SIGNED_IN_PAGES = (
    SignedInPage("Album, 30 reviews, signed in", "album_30", "reader", of_control=0.25),
    SignedInPage("Albums, first page, signed in", "browse", "reader"),
)


def measure_signed_in(site: Site, addresses: Mapping[str, Sequence[str]], load: Load) -> list[SignedIn]:
    """Time those pages in three rounds, for people who are signed in for it and taken back after it."""
    with Helper("bench.serving.signed_in_readers", site.folder) as readers:
        sessions = readers.told()
        rounds = [
            [_a_round(page, addresses[page.addresses], headers_of(sessions[page.reader]), site, load)
             for page in SIGNED_IN_PAGES]
            for _ in range(ROUNDS)
        ]  # fmt: skip
    return [summed(found) for found in zip(*rounds, strict=True)]


def _a_round(page: SignedInPage, addresses: Sequence[str], headers: Headers, site: Site, load: Load) -> SignedIn:
    load(site.host, site.port, addresses, headers, ROUND_SECONDS)
    control, alone = interleaved([(site, [CONTROL], {}), (site, addresses, headers)], seconds=0.4)
    return SignedIn(
        page, Latency.of_round(alone, control), in_a_round(load, site, addresses, headers),
        count(site, addresses, headers)[0],
    )  # fmt: skip
