"""Reading what stands behind the question mark of an address. What makes no sense is None, never an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

LARGEST_KEY = 2**63 - 1


class QueryMiddleware:
    """Reads every query, so that a flood of parameters is refused on pages that have none as on those that do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("QUERY_STRING"):
            request.GET.keys()  # read when asked for; more than DATA_UPLOAD_MAX_NUMBER_FIELDS are answered with 400
        return self.get_response(request)


def whole(text: str, largest: int = LARGEST_KEY) -> int | None:
    """A whole number from 0 to `largest`, written in plain digits; None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        return None
    return int(text) if int(text) <= largest else None


def moment(text: str) -> datetime | None:
    """A moment in ISO 8601 with its offset from UTC; None for anything else."""
    try:
        read = parse_datetime(text)
    except ValueError:
        return None
    return read if read and is_aware(read) else None
