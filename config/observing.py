"""What is told of each request: a line in the log, a figure for Prometheus. In the way of none where neither is wanted.

An address may hold what opens an account (a set-up address, a new password, an unsubscription), so the log has the
pattern of such an address, and never a query.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django_guid import get_guid

from common.release import release

if TYPE_CHECKING:
    from sentry_sdk.types import Event

access = logging.getLogger("chorus.access")

SECRETS = frozenset({"key", "token", "uidb36"})
"""Parts of addresses that nobody but their owner may know."""


class ObservingMiddleware:
    """Times requests for the log and for Prometheus, where either is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not (settings.METRICS or settings.JSON_ACCESS_LOG):
            raise MiddlewareNotUsed
        self._get_response = get_response
        self._observe = None
        if settings.METRICS:
            from config import metrics  # noqa: PLC0415  loaded where it is wanted

            self._observe = metrics.start(settings.METRICS, settings.METRICS_FOLDER)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page, and what it took."""
        began = time.monotonic()
        response = self._get_response(request)
        took = time.monotonic() - began
        if self._observe:
            method = request.method if request.method in ("GET", "HEAD", "POST") else "other"
            self._observe(view_of(request), str(method), response.status_code, took)
        if settings.JSON_ACCESS_LOG:
            told = {"method": request.method, "path": path_of(request), "status": response.status_code}
            access.info("request", extra=told | {"milliseconds": round(took * 1000, 1)})
        return response


def view_of(request: HttpRequest) -> str:
    """The name of the address, of which there are so many as the site has, whatever strangers type."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else "none"


def path_of(request: HttpRequest) -> str:
    """The path, or the pattern of one with a secret in it. Never the query."""
    match = request.resolver_match or _match_of(request.path_info)
    return f"/{match.route}" if match and not SECRETS.isdisjoint(match.kwargs) else request.path


def _match_of(path: str) -> ResolverMatch | None:
    """Where an address leads that was answered before it was looked up: by a redirect to https, or to its slash."""
    for address in (path, f"{path}/"):
        with suppress(Resolver404):
            return resolve(address)
    return None


def without_people(event: Event, hint: dict[str, Any]) -> Event:
    """An error as it may leave the site: what went wrong and where in the code, nothing of who asked and what for."""
    for part in ("request", "user", "breadcrumbs", "server_name", "extra"):
        event.pop(part, None)  # type: ignore[misc]
    event["release"] = release()
    if guid := get_guid():
        event["tags"] = {"request": guid}
    return event


def report_errors(dsn: str) -> None:
    """Tell a Sentry of errors from now on, without anything of the people whom they befell."""
    import sentry_sdk  # noqa: PLC0415  loaded where it is wanted

    sentry_sdk.init(
        dsn,
        before_send=without_people,
        include_local_variables=False,
        max_breadcrumbs=0,
        max_request_body_size="never",
        send_default_pii=False,
    )
