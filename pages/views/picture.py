"""The pictures that stand beside shared links: of albums, hosted reviews and critics."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from albums.models import Album
from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from common.query import LARGEST_KEY
from pages.album_record import load_record, load_reviews
from pages.link_pictures.contents import PictureContents, of_album, of_critic, of_list, of_review
from pages.link_pictures.once import picture_of
from pages.views.album import version_of_album
from pages.views.elsewhere import for_other_pages
from readers.models import ReaderList
from reviews.models import Critic, Review


@require_safe
def album(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """Of an album, with its consensus and two quotations."""
    return for_other_pages(_album(request, artist=artist, slug=slug))


@same_for_everyone(version_of_album)
def _album(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    found = _album_or_404(artist, slug)
    return _answer(of_album(found, load_reviews(found)))


@require_safe
def review(request: HttpRequest, artist: str, slug: str, pk: int) -> HttpResponse:
    """Of a review that its author put here. One that may only be quoted has no page of its own, and no picture."""
    return for_other_pages(_review(request, artist=artist, slug=slug, pk=pk))


def _version_of_review(artist: str, slug: str, pk: int) -> int | None:
    return version_of_album(artist, slug)


@same_for_everyone(_version_of_review)
def _review(request: HttpRequest, artist: str, slug: str, pk: int) -> HttpResponse:
    record = _album_or_404(artist, slug)
    found = Review.objects.published().filter(album=record, pk=pk).with_cards().first()
    if found is None or not found.hosted:
        raise Http404("No such review here.")
    found.album = record
    return _answer(of_review(found))


@require_safe
def critic(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a critic, with words of their newest reviews."""
    return for_other_pages(_critic(request, slug=slug))


@same_for_everyone(version_of_catalogue)
def _critic(request: HttpRequest, slug: str) -> HttpResponse:
    listed = Critic.objects.listed().select_related("publication", "tally")
    return _answer(of_critic(get_object_or_404(listed, slug=slug)))


@require_safe
def reader_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a public list, with the first records on it."""
    return for_other_pages(_answer(of_list(get_object_or_404(ReaderList.objects.public(), pk=min(pk, LARGEST_KEY)))))


def _answer(shown: PictureContents) -> HttpResponse:
    return HttpResponse(picture_of(shown), content_type="image/jpeg")


def _album_or_404(artist: str, slug: str) -> Album:
    try:
        return load_record(artist, slug).album
    except Album.DoesNotExist as error:
        raise Http404("No such album.") from error
