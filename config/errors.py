"""What a visitor sees when the site fails."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

import psycopg2
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token
from psycopg2.errors import QueryCanceled, ReadOnlySqlTransaction

from api import problems
from api.middleware import PREFIX as API
from common.held_forms import held_form

RETRY_AFTER_SECONDS = 30
AWAY = "The catalogue cannot be reached just now. Please try again in half a minute.\n"
LIMITS_LAST_SECONDS = 300
# How libpq and psycopg2 say that the other end went while they were listening, in an error of no class of its own.
_BROKEN_OFF = (
    "no message from the libpq",
    "lost synchronization",
    "server conn crashed",
    "connection already closed",
    "server closed the connection",
    "terminating connection",
)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


class Why(StrEnum):
    """Why a request cannot be answered now, and could be later."""

    AWAY = "away"
    TOO_MUCH = "too much"
    TOO_LONG = "too long"
    NO_ROOM = "no room"
    BUSY = "busy"


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """503 and when to come back where that helps: see `reason_to_wait`. Otherwise the 500 page.

    Django calls this with the exception in hand, wherever it came from: a view, a template, the session, a middleware.
    """
    why = reason_to_wait(sys.exception())
    return unavailable(request, why) if why else defaults.server_error(request)


def reason_to_wait(error: BaseException | None) -> Why | None:
    """Why the same request may be answered later, if it may: the database is away or had no time, the disk is full.

    What goes wrong in the wake of such an error (a rollback over a dead connection, a transaction that cannot go on)
    counts as that error.
    """
    return next((why for link in _chain(error) if (why := _reason_of(link))), None)


def _reason_of(error: BaseException) -> Why | None:
    if isinstance(error, QueryCanceled) or isinstance(error.__cause__, QueryCanceled):
        return Why.TOO_MUCH
    if isinstance(error, OperationalError | InterfaceError | psycopg2.OperationalError | psycopg2.InterfaceError):
        return Why.AWAY
    if isinstance(error, ReadOnlySqlTransaction):
        return Why.NO_ROOM
    if isinstance(error, DatabaseError | psycopg2.DatabaseError) and any(words in str(error) for words in _BROKEN_OFF):
        return Why.AWAY
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return Why.NO_ROOM
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def unavailable(request: HttpRequest, why: Why) -> HttpResponse:
    """503, when to come back, and what was typed, to be sent again. Asks nothing of the database."""
    held = None if request.headers.get("HX-Request") else held_form(request)
    # Without the request: no context processor may ask the database.
    context = {"why": why.name, "held": held, "key": request.POST.get("csrfmiddlewaretoken", "") if held else ""}
    page = render_to_string("503.html", context | {"address": request.get_full_path()})
    return HttpResponse(page, status=503, headers=_come_back())


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: django-allauth answers with this whatever goes over `settings.ACCOUNT_RATE_LIMITS`."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(LIMITS_LAST_SECONDS)
    return response


Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def answering(application: Wsgi) -> Wsgi:
    """The application, with a 503 for what fails before a request is made of what came, as the look at a connection."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception as error:
            if reason_to_wait(error) is None:
                raise
            for_program = environ.get("PATH_INFO", "").startswith(API)
            kind, text = (problems.CONTENT_TYPE, problems.Problem(503).body()) if for_program else ("text/plain", AWAY)
            start_response("503 Service Unavailable", [("Content-Type", kind), *_come_back().items()])
            return [text.encode()]

    return answer


def _come_back() -> dict[str, str]:
    return {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
