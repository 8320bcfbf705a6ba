"""Who is asking, when proxies stand between."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the visitor, which rate limits count by.

    Each of our `TRUSTED_PROXIES` appends the address it was called from to X-Forwarded-For; what stands before those
    was written by the visitor and proves nothing. A request that did not pass them all counts as its sender's.
    """
    hops = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if 0 < hops <= len(forwarded):
        return forwarded[-hops]
    return request.META["REMOTE_ADDR"]
