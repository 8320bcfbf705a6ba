"""Albums: the list, narrowed and sorted as browse does; one of them; one that somebody names as people type."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from albums.browsing.filters import TAGS, AskedListing, read
from albums.browsing.listing import stretch
from albums.identity import CannotTell, Record, album_meant
from albums.models import Album, Artist
from albums.models.version import version_of_catalogue
from api.cursors import next_url, read_cursor
from api.kept import kept
from api.problems import Problem, Wrong
from api.shown.albums_and_artists import AlbumEntry, AlbumShown
from api.shown.base import Listed, OneAsked, OneIncluded, PageAsked, answer, answer_list, chosen, one_of
from api.shown.quoted_reviews import ReviewList, ReviewShown
from common.keyset import Place
from pages.album_record import AlbumRecord, load_figures, load_record, load_reviews
from pages.views.album import version_of_album
from pages.views.browse import VOICES
from reviews.search import load, search_one_kind

router = Router()

FOUND = 10
UNKNOWN = "there is no "


class AlbumsAsked(PageAsked):
    """What the list of albums is narrowed and sorted by: what browse takes, in its words."""

    q: str = Field("", description="Words that title or artists hold.")
    genre: str = Field("", description="A genre, by its name in addresses.")
    label: str = Field("", description="A record label, likewise.")
    publication: str = Field("", description="A publication that has reviewed it.")
    critic: str = Field("", description="A critic who has reviewed it.")
    kind: Literal["", "album", "ep", "soundtrack", "live", "compilation", "mixtape"] = ""
    year: str = Field("", pattern=r"^([1-8][0-9]{3}|[1-8][0-9]{2}0s)?$", description="Of release: 1994 or 1990s.")
    score_from: str = Field("", pattern=r"^(100|[0-9]{1,2})?$", description="The lowest consensus, as printed.")
    score_to: str = Field("", pattern=r"^(100|[0-9]{1,2})?$", description="The highest consensus, as printed.")
    reviews: str = Field("", pattern=r"^([1-9][0-9]{0,5})?$", description="So many counted reviews or more.")
    order: Literal["new", "best", "reviews", "divisive", "title"] = "new"
    include: str = Field("", description="What is to come along: genres, labels, tracks.")


class AlbumList(Listed[AlbumEntry]):
    """A page of albums. `total` says how many there are on all pages, `total_is` how exactly that is known."""

    total: int
    total_is: Annotated[str, one_of("exact", "about", "under")]


@router.get("/albums", response=AlbumList)
@decorate_view(kept(version_of_catalogue))
def album_list(request: HttpRequest, asked: Query[AlbumsAsked]) -> HttpResponse:
    """Albums, narrowed and sorted as on the page."""
    include = chosen(asked.include, AlbumEntry.along, "include")
    listing = _understood(asked)
    of = f"albums by {asked.order}"
    place = read_cursor(asked.cursor, of, 2)
    found = stretch(listing, Place(*place) if place else None, asked.limit)
    page = AlbumList(
        items=entries(found.albums, include),
        next=next_url(request, of, found.ends.key, found.ends.pk) if found.ends else None,
        total=found.total.number,
        total_is=found.total.precision or "exact",
    )
    return answer_list(page, AlbumEntry, asked.fields, include)


def _understood(asked: AlbumsAsked) -> AskedListing:
    """The same as browse understands, but what it would leave out and say is a problem here."""
    own = set(PageAsked.model_fields) | {"include"}
    given = {name: value for name, value in asked.model_dump().items() if value and name not in own}
    listing = read(QueryDict(urlencode(given)), (*TAGS, *VOICES))
    if listing.hints:
        status = 404 if all(hint.startswith(UNKNOWN) for hint in listing.hints) else 400
        wrong = [Wrong(where="query", name="", detail=hint) for hint in listing.hints]
        raise Problem(status, f"{'; '.join(listing.hints)}.", wrong)
    return listing


class AlbumNamed(OneAsked):
    """How somebody names an album: by its id at MusicBrainz, or by artist and title as people type them."""

    musicbrainz_id: str = Field(
        "",
        pattern=r"^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})?$",
        description="Release group; an id that was merged into another finds what it went into.",
    )
    artist: str = Field("", max_length=300, description="One of its artists, or an alias.")
    title: str = Field("", max_length=500, description="With or without the words for an edition.")
    year: str = Field("", pattern=r"^([1-8][0-9]{3})?$", description="Of release, where it is known.")


class AlbumsFound(Listed[AlbumEntry]):
    """Albums that may be meant, the likeliest first. `certain`: it is the one that is there; else look yourself."""

    certain: bool


@router.get("/albums/find", response=AlbumsFound)
@decorate_view(kept(version_of_catalogue))
def album_find(request: HttpRequest, asked: Query[AlbumNamed]) -> HttpResponse:
    """The album that somebody names, by the rule that tells records apart; else what a search for the words finds."""
    if not asked.musicbrainz_id and not asked.title.replace("\x00", "").strip():
        raise Problem.with_parameter("title", "say a title, or a musicbrainz_id.")
    found, certain = _found(asked)
    page = AlbumsFound(items=entries(found, set()), next=None, certain=certain)
    return answer_list(page, AlbumEntry, asked.fields)


def _found(asked: AlbumNamed) -> tuple[list[Any], bool]:
    if asked.musicbrainz_id:
        known = Album.objects.of_musicbrainz(UUID(asked.musicbrainz_id)).filter(proposed=False)
        return list(known.with_cards()), True
    artist, title = (text.replace("\x00", " ").strip() for text in (asked.artist, asked.title))
    meant = None
    if artist:
        released = date(int(asked.year), 1, 1) if asked.year else None
        with suppress(CannotTell):
            said = Record(title, released, "year" if released else "")
            meant = album_meant(said, list(Artist.objects.known_as(artist)))
    if meant is not None and not meant.proposed:
        return list(Album.objects.with_cards().filter(pk=meant.pk)), True
    return load("albums", search_one_kind(f"{artist} {title}", "albums", FOUND)), False


@router.get("/albums/{any_slug:artist}/{any_slug:slug}", response=AlbumShown)
@decorate_view(kept(version_of_album))
def album(request: HttpRequest, artist: str, slug: str, asked: Query[OneIncluded]) -> HttpResponse:
    """One album with its consensus, every review's move, the score without it, and the history."""
    include = chosen(asked.include, AlbumShown.along, "include")
    record = _record(artist, slug)
    reviews = load_reviews(record.album) if include else load_figures(record.album)
    return answer(AlbumShown.of_record(record, reviews, include), asked.fields, include)


@router.get("/albums/{any_slug:artist}/{any_slug:slug}/reviews", response=ReviewList)
@decorate_view(kept(version_of_album))
def album_reviews(request: HttpRequest, artist: str, slug: str, asked: Query[PageAsked]) -> HttpResponse:
    """An album's counted reviews, newest first, with what is quoted of each."""
    of = "reviews of an album"
    place = read_cursor(asked.cursor, of, 2)
    reviews = load_reviews(_record(artist, slug).album)
    behind = [review for review in reviews if place is None or (review.published_at, review.pk) < tuple(place)]
    page = [ReviewShown.of(review) for review in behind[: asked.limit]]
    more = len(behind) > asked.limit
    ends = next_url(request, of, page[-1].published_at, page[-1].id) if more else None
    return answer_list(ReviewList(items=page, next=ends), ReviewShown, asked.fields)


def _record(artist: str, slug: str) -> AlbumRecord:
    try:
        return load_record(artist, slug)
    except Album.DoesNotExist as error:
        raise Http404 from error


def entries(albums: list[Any], include: set[str]) -> list[AlbumEntry]:
    """Albums with their cards as lists have them. One query for each thing that is included, and one."""
    prefetch_related_objects(albums, "consensus", *include)
    return [AlbumEntry.of(album, include) for album in albums]
