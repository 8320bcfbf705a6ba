"""What the frame of every page says about the person."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Notice


def unread_notices(request: HttpRequest) -> dict[str, object]:
    """How many notices the person has not read; asked of the database only where a page says so."""
    return {"unread_notices": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return Notice.objects.filter(recipient=user).unread().count() if user and user.is_authenticated else 0
