"""Where a review first appeared: never at an aggregator."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from reviews.ingest.furniture import names_aggregator
from reviews.models import Publication


def aggregator_at(url: str, aggregators: Iterable[Publication] | None = None) -> str:
    """The name of the aggregator whose site `url` belongs to, empty when it is nobody's that we know as one.

    One query, unless `aggregators` brings the publications that are known to be such.
    """
    host = _host(url)
    if names_aggregator(host):
        return host
    if aggregators is None:
        aggregators = Publication.objects.filter(is_aggregator=True)
    return next((house.name for house in aggregators if _belongs(host, _host(house.site))), "")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _belongs(host: str, site: str) -> bool:
    return bool(site) and (host == site or host.endswith(f".{site}"))
