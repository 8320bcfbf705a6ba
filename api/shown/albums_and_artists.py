"""Records and who made them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from albums.models import Album, AlbumLink, Track
from api.shown.base import Link, Part, Resource, addresses_of, link_to, list_by, one_of
from api.shown.consensus_figures import ConsensusShown, HistoryStep, WorkingShown, steps_of
from api.shown.quoted_reviews import ReviewShown
from common.page_addresses import absolute
from pages.album_page import history_of
from pages.album_record import AlbumRecord, consensus_of
from pages.working import Working, working
from reviews.models import Review

Kind = Annotated[str, one_of(*Album.Kind.values)]


class Credited(Link):
    """One artist's place in a credit line."""

    credited_as: str = Field(description="Where the sleeve prints another name; else empty.")
    join_phrase: str = Field(description="What follows the name.")


class TrackShown(Part):
    """One track."""

    disc: int
    position: int
    title: str
    seconds: int | None


class LinkElsewhere(Part):
    """Where to hear, buy or read more about it."""

    kind: Annotated[str, one_of(*AlbumLink.Kind.values)]
    url: str


class FilmShown(Part):
    """The film that a soundtrack was made for."""

    title: str
    released: date | None
    director: str


class AlbumEntry(Resource):
    """An album as lists have it."""

    along: ClassVar[tuple[str, ...]] = ("genres", "labels", "tracks")

    type: Literal["album"] = "album"
    url: str = Field(description="Its page.")
    api_url: str
    title: str
    distinction: str = Field(description="What tells it from others of its artist and title; mostly empty.")
    language: str = Field(description="Language tag of the title, when not English.")
    artist: str = Field(description="All artists, as credited.")
    artists: list[Credited]
    kind: Kind
    released: str = Field(description="2025-09-19, 2025-09 or 2025, as exactly as it is known; empty when unknown.")
    musicbrainz_id: UUID | None = Field(description="Release group at MusicBrainz.")
    cover: str | None
    changed_at: datetime = Field(description="When what readers see of it changed last.")
    consensus: ConsensusShown | None = Field(description="Null before the first counted review.")
    genres: list[Link] = Field(default=[], description="With `include=genres`, or of one album.")
    labels: list[Link] = Field(default=[], description="With `include=labels`, or of one album.")
    tracks: list[TrackShown] = Field(default=[], description="With `include=tracks`, or of one album.")

    @classmethod
    def of(cls, album: Album, include: set[str]) -> AlbumEntry:
        """An album with its credits, its consensus and what is included at hand."""
        return cls(
            **_facts(album),
            genres=_page_links(album.genres.all()) if "genres" in include else [],
            labels=_page_links(album.labels.all()) if "labels" in include else [],
            tracks=_tracks(album) if "tracks" in include else [],
        )


class AlbumShown(AlbumEntry):
    """One album, with what comes of its reviews and how."""

    along: ClassVar[tuple[str, ...]] = ("reviews",)

    links: list[LinkElsewhere]
    film: FilmShown | None
    cover_source: str = Field(description="Where the cover came from, when it is not an upload.")
    working: WorkingShown | None = Field(description="Null before the first counted review.")
    history: list[HistoryStep] = Field(description="How the consensus came to stand where it does, newest first.")
    reviews: list[ReviewShown] = Field(
        default=[], description="With `include=reviews`: all counted ones, newest first."
    )

    @classmethod
    def of_record(cls, record: AlbumRecord, reviews: list[Review], include: set[str]) -> AlbumShown:
        """A record with its counted reviews, newest first. Two queries."""
        album = record.album
        worked: Working | None = working(album, reviews)
        history, _ = history_of(album, reviews)
        return cls(
            **_facts(album),
            genres=_page_links(record.genres),
            labels=_page_links(record.labels),
            tracks=_tracks(album),
            links=[LinkElsewhere(kind=link.kind, url=link.url) for link in record.links],
            film=_film(album),
            cover_source=record.cover_source,
            working=WorkingShown.of(worked, reviews) if worked else None,
            history=steps_of(history),
            reviews=[ReviewShown.of(review) for review in reviews] if "reviews" in include else [],
        )


class ArtistShown(Resource):
    """An artist credited on a listed album."""

    type: Literal["artist"] = "artist"
    url: str
    api_url: str
    name: str
    sort_name: str = Field(description="As filed; empty: as named.")
    disambiguation: str
    aliases: list[str]
    musicbrainz_id: UUID | None
    album_count: int = Field(description="Listed albums that credit them.")
    albums_url: str = Field(description="Their records in the API.")

    @classmethod
    def of(cls, artist: Any) -> ArtistShown:
        """An artist with aliases and `album_count` at hand."""
        addresses = addresses_of(artist)
        return cls(
            **addresses,
            name=artist.name,
            sort_name=artist.sort_name,
            disambiguation=artist.disambiguation,
            aliases=[alias.name for alias in artist.aliases.all()],
            musicbrainz_id=artist.musicbrainz_id,
            album_count=artist.album_count,
            albums_url=f"{addresses['api_url']}/albums",
        )


def _facts(album: Album) -> dict[str, Any]:
    consensus = consensus_of(album)
    return {
        **addresses_of(album),
        "title": album.title,
        "distinction": album.distinction,
        "language": album.language,
        "artist": album.artist_credit,
        "artists": [
            Credited(
                **link_to(credit.artist).model_dump(), credited_as=credit.credited_as, join_phrase=credit.join_phrase
            )
            for credit in album.credits.all()
        ],
        "kind": album.kind,
        "released": album.release_iso,
        "musicbrainz_id": album.musicbrainz_id,
        "cover": _absolute_media(album.cover.url) if album.cover else None,
        "changed_at": album.changed_at,
        "consensus": ConsensusShown.of(consensus) if consensus else None,
    }


def _absolute_media(url: str) -> str:
    """A bucket's address is one already."""
    return absolute(url) if url.startswith("/") else url


def _page_links(named: Any) -> list[Link]:
    """Genres and labels have pages, and albums by them are found by `genre=` and `label=`."""
    return [
        Link(name=each.name, url=absolute(each.get_absolute_url()), api_url=list_by("/albums", each)) for each in named
    ]


def _tracks(album: Album) -> list[TrackShown]:
    tracks: list[Track] = list(album.tracks.all())
    return [
        TrackShown(disc=track.disc, position=track.position, title=track.title, seconds=track.seconds)
        for track in tracks
    ]


def _film(album: Album) -> FilmShown | None:
    film = album.film
    return FilmShown(title=film.title, released=film.release_date, director=film.director) if film else None
