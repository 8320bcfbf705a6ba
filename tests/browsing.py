"""The list of albums, for tests that ask it."""

from __future__ import annotations

from django.http import QueryDict

from albums.browsing.listing import Listing
from pages.views.browse import VOICES

LIST = "/albums/"


def browse(query: str = "") -> Listing:
    """The list that a query string asks for."""
    return Listing(QueryDict(query.removeprefix("?")), VOICES)


def titles(query: str = "") -> list[str]:
    return [album.title for album in browse(query).albums]
