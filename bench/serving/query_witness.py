"""What only the inside of a worker knows of a request, told to whoever asks for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASKED = "X-Bench"
WORKER, QUERIES = "X-Bench-Worker", "X-Bench-Queries"


class WitnessMiddleware:
    """Says in two headers which worker process answered and how many queries it took, to a request that carries
    `X-Bench: 1`. Timed requests do not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if ASKED not in request.headers:
            return self.get_response(request)
        queries = 0

        def count(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*arguments)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[WORKER], response[QUERIES] = str(os.getpid()), str(queries)
        return response
