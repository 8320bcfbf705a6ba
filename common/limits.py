"""How often one visitor may do a thing; the rates stand in `settings.RATE_LIMITS`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from threading import Lock

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest
from django_ratelimit.core import get_usage

from common.proxies import client_network

Visitor = Callable[[str, HttpRequest], str]

LOT = 20
"""So many requests a worker counts as one where each of them would otherwise wait for the count."""
SMALL = 10
"""A limit of fewer lots than these is counted in smaller ones."""
REMEMBERED = 10_000


def over_limit(request: HttpRequest, action: str, visitor: str | Visitor = "user_or_ip") -> bool:
    """Count this request as one `action` of that visitor and say whether it is one too many."""
    return bool(seconds_over_limit(request, action, visitor))


def seconds_over_limit(request: HttpRequest, action: str, visitor: str | Visitor = "user_or_ip") -> int:
    """The same, and say for how long nothing more of the kind will do: 0 while this one will."""
    usage = get_usage(request, group=action, key=visitor, rate=settings.RATE_LIMITS[action], increment=True)
    return max(1, usage["time_left"]) if usage["should_limit"] else 0


@dataclass(frozen=True)
class _Lot:
    """What a worker was given of a visitor's requests until a moment; `refused`: nothing is left to give."""

    tickets: Iterator[int]
    until: float
    refused: bool


_lots: LRUCache[tuple[str, ...], _Lot] = LRUCache(REMEMBERED)
_guard = Lock()


def seconds_to_wait(request: HttpRequest, action: str, visitor: str = "") -> int:
    """Count this request as one `action` of that visitor, else of its address, and say how long to wait: 0, not at all.

    For what costs less than counting: a worker takes requests in lots from the count that all workers share, and nobody
    gets more than the rate says. What is left of a lot is lost to the visitor when the count ends.
    """
    rate = settings.RATE_LIMITS[action]
    key = (action, rate, visitor or client_network(request))
    with _guard:
        lot = _lots.get(key)
    now = time.time()
    if lot is None or lot.until <= now or not (lot.refused or next(lot.tickets, 0)):
        lot = _lot_of(request, action, rate, visitor)
        with _guard:
            _lots[key] = lot
    return max(1, ceil(lot.until - now)) if lot.refused else 0


def _lot_of(request: HttpRequest, action: str, rate: str, visitor: str) -> _Lot:
    """One lot more, the first of which is this request."""
    number, _, period = rate.partition("/")
    size = max(1, min(LOT, int(number) // SMALL))
    usage = get_usage(
        request,
        group=action,
        key=(lambda group, asked: visitor) if visitor else "ip",
        rate=f"{int(number) // size}/{period}",
        increment=True,
    )
    return _Lot(iter(range(1, size)), time.time() + max(1, usage["time_left"]), usage["should_limit"])


def forget_lots() -> None:
    """In this process nobody has asked for anything yet."""
    with _guard:
        _lots.clear()
