"""What pages say about the person."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Notice
from common.requests import person_of


def unread_notices(request: HttpRequest) -> dict[str, object]:
    """How many notices the person has not read; asked of the database only where a page says so."""
    return {"unread_notices": SimpleLazyObject(lambda: unread_notices_of(request))}


def unread_notices_of(request: HttpRequest) -> int:
    """The same, counted once for a request."""
    count: int | None = getattr(request, "unread_notices", None)
    if count is None:
        person = person_of(request)
        count = Notice.objects.unread_of(person.pk) if person else 0
        request.unread_notices = count  # type: ignore[attr-defined]
    return count
