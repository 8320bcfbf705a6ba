"""What every feed of this site is: Atom, under an address of its own, whose entries keep their names for good."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from common.page_addresses import absolute


class SiteFeed(Feed):
    """A feed, as it was asked for."""

    feed_type = Atom1Feed

    def __init__(self, request: HttpRequest) -> None:
        self._own_address = absolute(request.get_full_path())

    def feed_url(self, shown: Any = None) -> str:
        """Its own address."""
        return self._own_address

    def feed_guid(self, shown: Any = None) -> str:
        """Its id."""
        return self._own_address

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The feed. What changes is told by the version that the answer bears."""
        response = self(request)
        response.headers.pop("Last-Modified", None)
        return response


def entry_name(kind: str, key: object) -> str:
    """A name for an entry that stays when titles and addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{kind}:{key}"
