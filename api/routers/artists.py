"""Artists, as filed, and what each has recorded."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from albums.browsing.orders import ORDERS
from albums.models import Album, Artist
from albums.models.version import version_of_catalogue
from api.cursors import keyset_page
from api.kept import kept
from api.routers.albums import entries
from api.shown.albums_and_artists import AlbumEntry, ArtistShown
from api.shown.base import Listed, OneAsked, PageAsked, answer, answer_list, chosen
from common.keyset import Keyset

router = Router()

AS_FILED = Keyset(F("filed"))


class ArtistList(Listed[ArtistShown]):
    """A page of artists."""


class RecordsAsked(PageAsked):
    """A list of one artist's records."""

    include: str = Field("", description="What is to come along: genres, labels, tracks.")


class Records(Listed[AlbumEntry]):
    """A page of an artist's records."""


@router.get("/artists", response=ArtistList)
@decorate_view(kept(version_of_catalogue))
def artist_list(request: HttpRequest, asked: Query[PageAsked]) -> HttpResponse:
    """Every artist with a listed album, by sort name."""
    artists, ends = keyset_page(request, _artists(), AS_FILED, "artists", asked.cursor, asked.limit)
    page = ArtistList(items=[ArtistShown.of(artist) for artist in artists], next=ends)
    return answer_list(page, ArtistShown, asked.fields)


@router.get("/artists/{any_slug:slug}", response=ArtistShown)
@decorate_view(kept(version_of_catalogue))
def artist(request: HttpRequest, slug: str, asked: Query[OneAsked]) -> HttpResponse:
    """One artist: their names, and how many records they are credited on."""
    return answer(ArtistShown.of(_artist(slug)), asked.fields)


@router.get("/artists/{any_slug:slug}/albums", response=Records)
@decorate_view(kept(version_of_catalogue))
def artist_albums(request: HttpRequest, slug: str, asked: Query[RecordsAsked]) -> HttpResponse:
    """An artist's records, newest first, undated last."""
    include = chosen(asked.include, AlbumEntry.along, "include")
    rows = Album.objects.listed().filter(artists=_artist(slug)).with_cards()
    albums, ends = keyset_page(request, rows, ORDERS["new"], "albums of an artist", asked.cursor, asked.limit)
    return answer_list(Records(items=entries(albums, include), next=ends), AlbumEntry, asked.fields, include)


def _artist(slug: str) -> Any:
    return get_object_or_404(_artists(), slug=slug)


def _artists() -> QuerySet[Any]:
    return Artist.objects.listed().with_album_counts().prefetch_related("aliases")
