"""Where a review first appeared: never at an aggregator, and nowhere that curators have blocked."""

from __future__ import annotations

from collections.abc import Iterable

from common.web_addresses import host_of
from reviews.models import BlockedSource, Publication, SourcePolicy
from reviews.reading.furniture import names_aggregator


def aggregator_at(url: str, aggregators: Iterable[Publication] | None = None) -> str:
    """The name of the aggregator whose site `url` belongs to, empty when it is nobody's that we know as one.

    One query, unless `aggregators` brings the publications that are known to be such.
    """
    host = host_of(url)
    if names_aggregator(host):
        return host
    if aggregators is None:
        aggregators = Publication.objects.filter(is_aggregator=True)
    return next((house.name for house in aggregators if _belongs(host, host_of(house.site))), "")


def leads_to(url: str, house: Publication) -> bool:
    """Whether the address is on that publication's site."""
    return _belongs(host_of(url), host_of(house.site))


def blocked_at(url: str, blocked: Iterable[BlockedSource] | None = None) -> BlockedSource | None:
    """What blocks the address, if anything does. One query, unless `blocked` brings all that are."""
    if blocked is None:
        blocked = BlockedSource.objects.all()
    return next((source for source in blocked if source.covers(url)), None)


def refusal_of(blocked: BlockedSource) -> str:
    """Why nothing from there is taken, for people."""
    return f"Reviews from {blocked} are not taken here: {blocked.reason}"


def refusal_to_fetch(policy: SourcePolicy | None, url: str) -> str:
    """Why that policy of the address's site lets nothing be fetched from there, for people; empty when it does."""
    if policy is None:
        return f"Nobody has said yet whether {host_of(url)} may be fetched."
    return "" if policy.allows_request() else f"Nothing is fetched from {policy.host}: so its policy says."


def _belongs(host: str, site: str) -> bool:
    return bool(site) and (host == site or host.endswith(f".{site}"))
