"""Room for readers: of the threads of a worker, only so many work on large posts at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from common.apart import LARGE, MOST_AT_ONCE
from config.errors import Why, unavailable
from config.form_bodies import take_apart


class LargePostsMiddleware:
    """Answers a large post at once with 503, and with what was typed, while `MOST_AT_ONCE` others are at work.

    Eight at once would otherwise hold every thread of two workers, and readers would wait for the first that is done.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_large(request):
            return self.get_response(request)
        take_apart(request)
        if not self._room.acquire(blocking=False):
            return unavailable(request, Why.BUSY)
        try:
            return self.get_response(request)
        finally:
            self._room.release()


def _is_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or ""
    return request.method == "POST" and length.isdecimal() and int(length) > LARGE
