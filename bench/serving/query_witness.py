"""What only the inside of a worker knows of a request, told to whoever asks for it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from common.measures import PICTURES

ASKED = "X-Bench"
WORKER, QUERIES, DRAWN = "X-Bench-Worker", "X-Bench-Queries", "X-Bench-Drawn"


class _Request(threading.local):
    drawn = 0


_request = _Request()


def _note_drawing(how: str) -> None:
    _request.drawn += 1


class WitnessMiddleware:
    """Says in headers which worker process answered, how many queries it took and how many pictures it drew, to a
    request that carries `X-Bench: 1`. Timed requests do not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        PICTURES.collected_by(_note_drawing)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if ASKED not in request.headers:
            return self.get_response(request)
        queries = _request.drawn = 0

        def count(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*arguments)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[WORKER], response[QUERIES] = str(os.getpid()), str(queries)
        response[DRAWN] = str(_request.drawn)
        return response
