"""Feeds, each beside the page it belongs to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from albums.models import Album, Artist, Genre, Label
from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from pages.feeds import ReviewFeed
from pages.linked_data import absolute
from pages.views.album import version_of_album
from reviews.models import Critic, Publication


def _feed(request: HttpRequest, shown: Any = None) -> HttpResponse:
    feed = ReviewFeed(shown)
    query = request.META.get("QUERY_STRING", "")
    feed.own_address = absolute(request.path) + (f"?{query}" if query else "")
    response = feed(request)
    # What changes is told by the version that the answer bears.
    response.headers.pop("Last-Modified", None)
    return response


@require_safe
@same_for_everyone(version_of_catalogue)
def newest(request: HttpRequest) -> HttpResponse:
    """Of everything."""
    return _feed(request)


@require_safe
@same_for_everyone(version_of_catalogue)
def critic(request: HttpRequest, slug: str) -> HttpResponse:
    """Of one critic."""
    return _feed(request, get_object_or_404(Critic.objects.listed(), slug=slug))


@require_safe
@same_for_everyone(version_of_catalogue)
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Of one publication."""
    return _feed(request, get_object_or_404(Publication.objects.sources(), slug=slug))


@require_safe
@same_for_everyone(version_of_catalogue)
def artist(request: HttpRequest, slug: str) -> HttpResponse:
    """Of an artist's records."""
    return _feed(request, get_object_or_404(Artist.objects.listed(), slug=slug))


@require_safe
@same_for_everyone(version_of_album)
def album(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """Of one record."""
    listed = Album.objects.listed().select_related("lead_artist")
    return _feed(request, get_object_or_404(listed, lead_artist__slug=artist, slug=slug))


@require_safe
@same_for_everyone(version_of_catalogue)
def genre(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a genre's records."""
    return _feed(request, get_object_or_404(Genre.objects.in_use(), slug=slug))


@require_safe
@same_for_everyone(version_of_catalogue)
def label(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a label's records."""
    return _feed(request, get_object_or_404(Label.objects.in_use(), slug=slug))
