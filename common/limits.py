"""How often one visitor may do a thing; the rates stand in `settings.RATE_LIMITS`."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited

Visitor = Callable[[str, HttpRequest], str]


def over_limit(request: HttpRequest, action: str, visitor: str | Visitor = "user_or_ip") -> bool:
    """Count this request as one `action` of that visitor and say whether it is one too many."""
    return is_ratelimited(request, group=action, key=visitor, rate=settings.RATE_LIMITS[action], increment=True)
