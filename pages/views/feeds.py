"""Feeds, each beside the page it belongs to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from pages.feeds import FEED_KINDS, JustOutFeed, NewcomerFeed, ReviewFeed
from pages.views.album import version_of_album


@require_safe
@same_for_everyone(version_of_catalogue)
def newest(request: HttpRequest) -> HttpResponse:
    """Of everything."""
    return ReviewFeed(request).answer(request)


@require_safe
@same_for_everyone(version_of_catalogue)
def newcomers(request: HttpRequest) -> HttpResponse:
    """Of records that have a score for the first time."""
    return NewcomerFeed(request).answer(request)


@require_safe
@same_for_everyone(version_of_catalogue)
def just_out(request: HttpRequest) -> HttpResponse:
    """Of records that have come out in the last weeks."""
    return JustOutFeed(request).answer(request)


@require_safe
@same_for_everyone(version_of_catalogue)
def feed_of(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Of one critic, publication, artist, genre or label."""
    return _feed(request, kind, slug=slug)


@require_safe
@same_for_everyone(version_of_album)
def album(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """Of one record."""
    return _feed(request, "album", lead_artist__slug=artist, slug=slug)


def _feed(request: HttpRequest, kind: str, **looked_up: Any) -> HttpResponse:
    found = FEED_KINDS[kind]
    shown = get_object_or_404(found.rows(), **looked_up)
    return ReviewFeed(request, shown, found.reviews).answer(request)
