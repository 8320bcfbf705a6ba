"""What a visitor sees when the site fails."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token
from psycopg2.errors import QueryCanceled

RETRY_AFTER_SECONDS = 30
LIMITS_LAST_SECONDS = 300


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """503 and when to come back if the database cannot be reached or had no time, otherwise the 500 page.

    Django calls this with the exception in hand, wherever it came from: a view, a template, the session, a middleware.
    """
    error = sys.exception()
    if isinstance(error, OperationalError | InterfaceError):
        too_much = isinstance(error.__cause__, QueryCanceled)
        # Without the request: no context processor may ask the database.
        page = render_to_string("503.html", {"too_much": too_much})
        return HttpResponse(
            page, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
        )
    return defaults.server_error(request)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: django-allauth answers with this whatever goes over `settings.ACCOUNT_RATE_LIMITS`."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(LIMITS_LAST_SECONDS)
    return response
