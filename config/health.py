"""How the site is, for whatever watches over it: `/healthz` says that a worker answers, `/readyz` what it can do.

Both are answered before anything else looks at the request: a probe asks by an address that is no name of the site,
without TLS and without a session, and must hear the truth while the database is away. Neither tells a secret.
"""

from __future__ import annotations

import pkgutil
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.util import find_spec

import psycopg2
from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone

from accounts.models import OutgoingMail
from common.release import release
from reviews.models import Feed, IncomingDocument

LEAST_FREE_BYTES = 500_000_000
"""With less than this the disk is told of as low: a night's backup and a day's uploads still fit."""
LATE = timedelta(hours=1)
"""What should have been done so long ago waits for somebody who does not come."""
KEPT_SECONDS = 2.0
"""Whoever asks more often than that is told what was found last."""


@dataclass(frozen=True)
class Probed:
    """What one look found: in words, and whether the site can work so (`works`) and should stay so (`well`)."""

    words: str
    works: bool = True
    well: bool = True


class HealthMiddleware:
    """Answers probes. Stands first, so that nothing a probe does not bring is asked of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._found: tuple[float, dict[str, Probed]] = (-KEPT_SECONDS, {})

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """A probe's answer, or the page's."""
        if request.path_info not in ("/healthz", "/readyz"):
            return self._get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        return _alive() if request.path_info == "/healthz" else self._readiness()

    def _readiness(self) -> HttpResponse:
        moment, found = self._found
        if time.monotonic() - moment >= KEPT_SECONDS:
            found = look()
            self._found = (time.monotonic(), found)
        works = all(finding.works for finding in found.values())
        well = all(finding.well for finding in found.values())
        state = "ready" if works and well else "degraded" if works else "not ready"
        told = {"status": state, "release": release()[:12]} | {name: said.words for name, said in found.items()}
        return JsonResponse(told, status=200 if works else 503, headers={"Cache-Control": "no-store"})


def _alive() -> HttpResponse:
    return JsonResponse({"status": "alive", "release": release()[:12]}, headers={"Cache-Control": "no-store"})


def look() -> dict[str, Probed]:
    """What this worker finds just now: its database and migrations, without which it is not ready; disk and queues."""
    found = {"disk": _disk()}
    try:
        found |= {"database": Probed("answers"), "migrations": _migrations()}
        if found["migrations"].works:
            found |= {name: _oldest(waits_since) for name, waits_since in _queues()}
    except (Error, psycopg2.Error):
        connection.close()
        found["database"] = Probed("does not answer", works=False)
    return dict(sorted(found.items()))


def _disk() -> Probed:
    try:
        free = shutil.disk_usage(settings.MEDIA_ROOT if settings.MEDIA_ROOT.exists() else settings.BASE_DIR).free
    except OSError as error:
        return Probed(f"cannot be asked: {error.strerror}", well=False)
    return Probed(f"{free / 1e9:.1f} GB free", well=free >= LEAST_FREE_BYTES)


def _migrations() -> Probed:
    missing = len(shipped_migrations() - set(MigrationRecorder(connection).applied_migrations()))
    return Probed("all applied" if not missing else f"{missing} not applied", works=not missing)


@cache
def shipped_migrations() -> frozenset[tuple[str, str]]:
    """App and name of every migration that this release brings. By their files: none is loaded for it."""
    shipped = set()
    for app in apps.get_app_configs():
        module, _ = MigrationLoader.migrations_module(app.label)
        spec = find_spec(module) if module and find_spec(module.rpartition(".")[0]) else None
        names = pkgutil.iter_modules(spec.submodule_search_locations or ()) if spec else ()
        shipped |= {(app.label, found.name) for found in names if found.name[0] not in "_~"}
    return frozenset(shipped)


def _queues() -> Iterator[tuple[str, datetime | None]]:
    now = timezone.now()
    yield "mail", OutgoingMail.objects.due(now).aggregate(first=Min("next_try_at"))["first"]
    yield "feeds", Feed.objects.due(now).aggregate(first=Min("next_poll_at"))["first"]
    yield "documents", IncomingDocument.objects.to_fetch(now).aggregate(first=Min("next_try_at"))["first"]


def _oldest(waits_since: datetime | None) -> Probed:
    if waits_since is None:
        return Probed("nothing is due")
    age = timezone.now() - waits_since
    return Probed(f"the oldest is due for {max(age, timedelta()).total_seconds():.0f} s", well=age < LATE)
