"""What the site is called, and how it writes dates: the environment's word, else the site's own, else the default.

Every rendering asks anew, once in a request. A page that is kept is found without asking: its version rises with the
profile (`common.models.site_edition`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from common.models import SiteProfile
from common.prepared import PreparedQuery


@dataclass(frozen=True)
class SiteFacts:
    """The name, the language of dates, and the clock."""

    name: str
    language: str
    time_zone: str

    def activate(self) -> None:
        """Write dates so from here on, in this thread."""
        translation.activate(self.language)
        timezone.activate(ZoneInfo(self.time_zone))


class _Request(threading.local):
    under_way = False
    facts: SiteFacts | None = None


_request = _Request()
_known: list[SiteFacts] = []
_KEPT = PreparedQuery(
    "site_profile", 0, lambda: SiteProfile.objects.filter(pk=1).values_list("name", "language", "time_zone")
)


def this_site() -> SiteFacts:
    """The site as it is now. One query; within a request, one in all."""
    if _request.facts is not None:
        return _request.facts
    try:
        facts = _facts(*(_KEPT.first() or ("", "", "")))
    except DatabaseError:
        return _last_known()  # a page that says so is being made
    _known[:] = [facts]
    if _request.under_way:
        _request.facts = facts
        facts.activate()
    return facts


def forget_site() -> None:
    """Know nothing of the site any more, in this process; in this thread, write dates by the settings."""
    _request.facts = None
    _known.clear()
    timezone.deactivate()
    translation.deactivate()


def _facts(name: str = "", language: str = "", time_zone: str = "") -> SiteFacts:
    def said(setting: str, kept: str) -> str:
        return getattr(settings, setting) if setting in settings.GIVEN_OF_SITE else kept or getattr(settings, setting)

    return SiteFacts(said("SITE_NAME", name), said("LANGUAGE_CODE", language), said("TIME_ZONE", time_zone))


def _last_known() -> SiteFacts:
    return _known[0] if _known else _facts()


class SiteMiddleware:
    """Dates and times as the site writes them. Asks the database nothing: a page that is rendered does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Start with what was last known of the site."""
        _request.under_way, _request.facts = True, None
        _last_known().activate()
        try:
            return self.get_response(request)
        finally:
            # The dates stay as they are: what is streamed is written after this.
            _request.under_way, _request.facts = False, None
