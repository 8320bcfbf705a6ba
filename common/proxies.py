"""Who is asking, when proxies stand between."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the visitor.

    Each of our `TRUSTED_PROXIES` appends the address it was called from to X-Forwarded-For; what stands before those
    was written by the visitor and proves nothing. A request that did not pass them all counts as its sender's.
    """
    hops = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if 0 < hops <= len(forwarded):
        return forwarded[-hops]
    return request.META["REMOTE_ADDR"]


HOUSEHOLD = 64
"""Bits of an IPv6 address that one visitor cannot choose: a connection at home has all addresses that begin so."""


def client_network(request: HttpRequest) -> str:
    """What rate limits count a visitor by: the address, of IPv6 its first half."""
    text = client_address(request)
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return text
    if not isinstance(address, IPv6Address):
        return text
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, HOUSEHOLD), strict=False).network_address)
