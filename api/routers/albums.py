"""Albums."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.decorators import decorate_view

from albums.models import Album
from api.kept import kept
from api.shown import Narrowed, Resource, answer
from pages.album_record import load_record
from pages.linked_data import absolute
from pages.views.album import version_of_album

router = Router()


class AlbumShown(Resource):
    """One record, whatever its editions, with what comes of its reviews."""

    url: str
    title: str
    artist: str


@router.get("/albums/{any_slug:artist}/{any_slug:slug}", response=AlbumShown)
@decorate_view(kept(version_of_album))
def album(request: HttpRequest, artist: str, slug: str, asked: Query[Narrowed]) -> HttpResponse:
    """One album, under its artist's address and its own, as its page has them."""
    try:
        record = load_record(artist, slug)
    except Album.DoesNotExist as error:
        raise Http404 from error
    found = record.album
    shown = AlbumShown(url=absolute(found.get_absolute_url()), title=found.title, artist=found.artist_credit)
    return answer(shown, asked.fields)
