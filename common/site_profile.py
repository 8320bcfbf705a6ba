"""What the site is called, and how it writes dates: the environment's word, else the site's own, else the default.

The version of a page rises with the profile's edition (`common.models.site_edition`), so whoever asks for the version
is told the edition with it: a page that is kept is found without asking for the profile, and one that is rendered asks
only where another edition is known. What has no version asks anew, once in a request.
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


@dataclass(frozen=True)
class _Kept:
    """What the site keeps of itself, in one edition. Edition 0 says nothing: it rises with what is said."""

    edition: int = 0
    name: str = ""
    language: str = ""
    time_zone: str = ""


class _Request(threading.local):
    under_way = False
    edition: int | None = None
    facts: SiteFacts | None = None


_request = _Request()
_last_heard = _Kept()
_KEPT = PreparedQuery(
    "site_profile", 0, lambda: SiteProfile.objects.filter(pk=1).values_list("edition", "name", "language", "time_zone")
)


def edition_is(edition: int) -> None:
    """The database has told this request, with the version of its page, which edition of the profile there is.

    The first word counts: a replica may be asked after it, and lag.
    """
    if _request.under_way and _request.edition is None:
        _request.edition = edition


def this_site() -> SiteFacts:
    """The site as it is now. One query at most; within a request, one in all."""
    if _request.facts is not None:
        return _request.facts
    try:
        facts = _facts(_heard())
    except DatabaseError:
        return _last_known()  # a page that says so is being made
    if _request.under_way:
        _request.facts = facts
        facts.activate()
    return facts


def _heard() -> _Kept:
    global _last_heard  # noqa: PLW0603  of the process: every thread serves the same site
    heard = _last_heard
    if heard.edition != _request.edition:
        _last_heard = heard = _Kept(*(_KEPT.first() or ()))
    return heard


def forget_site() -> None:
    """Know nothing of the site any more, in this process; in this thread, write dates by the settings."""
    global _last_heard
    _request.facts, _request.edition, _last_heard = None, None, _Kept()
    timezone.deactivate()
    translation.deactivate()


def _facts(kept: _Kept) -> SiteFacts:
    def said(setting: str, own: str) -> str:
        return getattr(settings, setting) if setting in settings.GIVEN_OF_SITE else own or getattr(settings, setting)

    return SiteFacts(
        said("SITE_NAME", kept.name), said("LANGUAGE_CODE", kept.language), said("TIME_ZONE", kept.time_zone)
    )


def _last_known() -> SiteFacts:
    return _facts(_last_heard)


class SiteMiddleware:
    """Dates and times as the site writes them. Asks the database nothing: a page that is rendered does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Start with what was last known of the site."""
        _request.under_way, _request.facts, _request.edition = True, None, None
        _last_known().activate()
        try:
            return self.get_response(request)
        finally:
            # The dates stay as they are: what is streamed is written after this.
            _request.under_way, _request.facts, _request.edition = False, None, None
