"""Catalogue entries, as JSON gives them, into albums. One entry, one transaction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Model, QuerySet, Value

from albums.identity import CannotTell, Dates, Record, album_meant, dates, slug_of
from albums.models import Album, AlbumLink, Artist, ArtistAlias, Credit, Film, Genre, Label, Track
from common.fields import longest_text
from common.query import LARGEST_KEY
from common.slugs import free_slug
from common.web_addresses import source_key


class InvalidEntry(ValueError):
    """An entry that cannot become an album; the message says which part and why.

    `missing` is what would tell which album is meant, where that is the trouble: "release_date" or "disambiguation".
    """

    def __init__(self, message: str, missing: str = "") -> None:
        super().__init__(message)
        self.missing = missing


@transaction.atomic
def import_album(entry: Mapping[str, Any]) -> tuple[Album, str]:
    """Create or complete the album an entry describes; return it with "created", "updated" or "unchanged".

    The same album is the one of that MusicBrainz id, or the one that `albums.identity` finds among those of the first
    artist. What the entry does not say stays as it is. Raises InvalidEntry, and then nothing is stored.
    """
    said = _record(entry)
    artists = artists_credited(entry)
    album = _existing(said, artists[0][0])
    created = album is None
    if album is None:
        album = Album(title=said.title, lead_artist=artists[0][0])
        album.slug = slug_of(said, album.lead_artist)
    before = None if created else _picture(album)
    stored = columns_of(album)
    _fill(album, entry, said)
    if created or columns_of(album) != stored:
        album.save()
    credit_artists(album, artists)
    album.genres.add(*(Genre.objects.named(name) for name in _names(entry, "genres", longest_text(Genre, "name"))))
    album.labels.add(*(Label.objects.named(name) for name in _names(entry, "labels", longest_text(Label, "name"))))
    list_tracks(album, _rows(entry, "tracks"))
    add_links(album, _rows(entry, "links"))
    if created:
        return album, "created"
    return album, "unchanged" if _picture(album) == before else "updated"


def album_described(entry: Mapping[str, Any], lead: Artist) -> Album | None:
    """The album that the entry means among those of its first artist; None for a new one. Raises InvalidEntry."""
    return _existing(_record(entry), lead)


def release_date(value: object) -> tuple[date, str]:
    """A date and its precision from "2025-09-19", "2025-09" or "2025". Raises InvalidEntry."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(value))
    try:
        if match:
            year, month, day = match.groups()
            precision = "day" if day else "month" if month else "year"
            return date(int(year), int(month or 1), int(day or 1)), precision
    except ValueError:
        pass
    raise InvalidEntry(f"the date {value!r} is not like 2025-09-19, 2025-09 or 2025")


def _record(entry: Mapping[str, Any]) -> Record:
    """What the entry says that tells its album from others."""
    if (kind := _text(entry, "kind", Album)) and kind not in Album.Kind.values:
        raise InvalidEntry(f"the kind {kind!r} is none of {', '.join(Album.Kind.values)}")
    day, precision = (None, "") if entry.get("release_date") is None else release_date(entry["release_date"])
    title, told = _text(entry, "title", Album, required=True), _text(entry, "disambiguation", Album)
    return Record(title, day, precision, kind, told, _uuid(entry, "musicbrainz_id"), _count(entry, "id", LARGEST_KEY))


def _existing(said: Record, lead: Artist) -> Album | None:
    if said.musicbrainz_id and (found := Album.objects.of_musicbrainz(said.musicbrainz_id).first()):
        return found
    try:
        return album_meant(said, [lead])
    except CannotTell as unclear:
        raise InvalidEntry(str(unclear), unclear.column) from unclear


def _fill(album: Album, entry: Mapping[str, Any], said: Record) -> None:
    if said.kind:
        album.kind = said.kind
    if _tells_more(said, Record.of(album)):
        album.release_date, album.release_precision = said.released, said.precision
    if said.disambiguation:
        album.disambiguation = said.disambiguation
    if language := _text(entry, "language", Album):
        album.language = language
    if said.musicbrainz_id and not album.musicbrainz_id:
        album.musicbrainz_id = said.musicbrainz_id
    if film := entry.get("film"):
        if album.kind != Album.Kind.SOUNDTRACK:
            raise InvalidEntry("only a soundtrack has a film")
        album.film = _film(film)


def _tells_more(said: Record, known: Record) -> bool:
    """Whether the date that is said is to be taken: not an edition's, and not one that is known more exactly."""
    if said.released is None or known.released is None:
        return said.released is not None
    if dates(said, known) is Dates.NOTHING and not said.names(known):
        return False
    return not known.release_iso.startswith(said.release_iso)


def _film(row: Any) -> Film:
    if not isinstance(row, Mapping):
        raise InvalidEntry("the film is not an object with a title")
    film = Film(title=_text(row, "title", Film, required=True))
    if row.get("release_date") is not None:
        film.release_date, precision = release_date(row["release_date"])
        if precision != "day":
            raise InvalidEntry("a film's release date names the day")
    film.minutes = _count(row, "minutes")
    film.director = _text(row, "director", Film)
    film.producers = _names(row, "producers", 200)
    same = Film.objects.filter(title=film.title, release_date=film.release_date).first()
    if same is not None:
        film.pk = same.pk
        film.minutes = film.minutes or same.minutes
        film.director = film.director or same.director
        film.producers = film.producers or same.producers
    if same is None or columns_of(film) != columns_of(same):
        film.save()
    return film


def artist_of(row: Mapping[str, Any]) -> Artist:
    """The artist of a row of `artists`, created when there is none. Raises InvalidEntry.

    The same artist is the one of that MusicBrainz id, or else the one of that name who has no id and no other
    disambiguation; they have the id from then on.
    """
    name = _text(row, "name", Artist, required=True)
    disambiguation = _text(row, "disambiguation", Artist)
    identity = _uuid(row, "musicbrainz_id")
    found = list(_known(name, disambiguation, identity)[:2])
    if len(found) > 1:
        raise InvalidEntry(f"two artists are known as {name!r}: give the disambiguation")
    artist = found[0] if found else None
    if artist is None:
        slug = free_slug(name, Artist.objects.all(), "artist")
        artist = Artist.objects.create(name=name, slug=slug, disambiguation=disambiguation, musicbrainz_id=identity)
    elif identity and not artist.musicbrainz_id:
        artist.musicbrainz_id = identity
        artist.save(update_fields=["musicbrainz_id"])
    if (sort_name := _text(row, "sort_name", Artist)) and not artist.sort_name:
        artist.sort_name = sort_name
        artist.save(update_fields=["sort_name"])
    for alias in _names(row, "aliases", longest_text(ArtistAlias, "name")):
        if not Artist.objects.known_as(alias).filter(pk=artist.pk).exists():
            artist.aliases.create(name=alias)
    return artist


def _known(name: str, disambiguation: str, identity: UUID | None) -> QuerySet[Artist]:
    known = Artist.objects.known_as(name)
    if identity is None:
        return known.filter(disambiguation=disambiguation) if disambiguation else known
    if (by_id := Artist.objects.filter(musicbrainz_id=identity)).exists():
        return by_id
    return known.filter(musicbrainz_id=None, disambiguation__in=["", disambiguation])


def artists_credited(entry: Mapping[str, Any]) -> list[tuple[Artist, str, str]]:
    """The artists of an entry, each with the name on the sleeve and what joins it to the next. Raises InvalidEntry."""
    rows = _rows(entry, "artists", required=True)
    return [(artist_of(row), _text(row, "credited_as", Credit), _join_phrase(row)) for row in rows]


def credit_artists(album: Album, artists: list[tuple[Artist, str, str]]) -> None:
    """Give the album that credit line. Raises InvalidEntry where an artist stands in it twice."""
    if len({artist.pk for artist, _, _ in artists}) < len(artists):
        raise InvalidEntry("an artist is credited twice")
    wanted = [
        (number, artist.pk, credited_as, join or (" & " if number < len(artists) else ""))
        for number, (artist, credited_as, join) in enumerate(artists, 1)
    ]
    stored = list(album.credits.values_list("position", "artist_id", "credited_as", "join_phrase"))
    if stored != wanted:
        album.credits.all().delete()
        Credit.objects.bulk_create(
            Credit(album=album, position=position, artist_id=artist, credited_as=credited_as, join_phrase=join)
            for position, artist, credited_as, join in wanted
        )


def list_tracks(album: Album, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add or rename tracks by disc and position. Tracks that are left out stay: excerpts may name them.

    A track without a position stands behind the one before it. Raises InvalidEntry.
    """
    last: dict[int, int] = defaultdict(int)
    stored = {(track.disc, track.position): track for track in album.tracks.all()}
    for row in rows:
        disc = _count(row, "disc") or 1
        position = last[disc] = _count(row, "position") or last[disc] + 1
        track = stored.setdefault((disc, position), Track(album=album, disc=disc, position=position))
        title, seconds = _text(row, "title", Track, required=True), _count(row, "seconds") or track.seconds
        if (track.title, track.seconds) != (title, seconds) or track.pk is None:
            track.title, track.seconds = title, seconds
            track.save()


def add_links(album: Album, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add the links that lead to other pages than those that are there. Raises InvalidEntry."""
    for row in rows:
        kind, url = read_link(row)
        if not album.links.alias(page=source_key("url")).filter(page=source_key(Value(url))).exists():
            album.links.create(url=url, kind=kind)


def read_link(row: Mapping[str, Any]) -> tuple[str, str]:
    """The kind and the address of a link. Raises InvalidEntry."""
    kind, url = _text(row, "kind", AlbumLink, required=True), _text(row, "url", AlbumLink, required=True)
    if kind not in AlbumLink.Kind.values:
        raise InvalidEntry(f"the link kind {kind!r} is none of {', '.join(AlbumLink.Kind.values)}")
    try:
        URLValidator(["http", "https"])(url)
    except ValidationError as error:
        raise InvalidEntry(f"{url!r} is no web address") from error
    return kind, url


def columns_of(row: Album | Film) -> dict[str, Any]:
    """What the row says, the columns derived from others aside."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.editable}


def _picture(album: Album) -> tuple:
    """Everything an import may change, to tell "updated" from "unchanged"."""
    fresh = Album.objects.get(pk=album.pk)
    film = Film.objects.values_list("title", "release_date", "minutes", "director", "producers")
    return (
        (
            fresh.kind,
            fresh.disambiguation,
            fresh.release_date,
            fresh.release_precision,
            fresh.language,
            fresh.musicbrainz_id,
            film.filter(pk=fresh.film_id).first() if fresh.film_id else None,
        ),
        list(fresh.credits.values_list("position", "artist", "credited_as", "join_phrase")),
        list(fresh.tracks.values_list("disc", "position", "title", "seconds")),
        set(fresh.genres.values_list("pk", flat=True)),
        set(fresh.labels.values_list("pk", flat=True)),
        set(fresh.links.values_list("url", flat=True)),
        set(Artist.objects.filter(credits__album=fresh).values_list("sort_name", "aliases__name")),
    )


def _join_phrase(row: Mapping[str, Any]) -> str:
    """What stands between a name and the next, with its spaces."""
    join = str(row.get("join") or "")
    if len(join) > (longest := longest_text(Credit, "join_phrase")) or "\x00" in join:
        raise InvalidEntry(f"join is longer than {longest} characters")
    return join


def _text(row: Mapping[str, Any], key: str, model: type[Model], *, required: bool = False) -> str:
    """The text under a key, which the model's column of that name must hold."""
    value = row.get(key)
    if value is None or value == "":
        if required:
            raise InvalidEntry(f"{key} is missing")
        return ""
    if not isinstance(value, str) or "\x00" in value:
        raise InvalidEntry(f"{key} is not a text: {value!r}")
    value = " ".join(value.split())
    if required and not value:
        raise InvalidEntry(f"{key} is empty")
    if len(value) > (longest := longest_text(model, key)):
        raise InvalidEntry(f"{key} is longer than {longest} characters")
    return value


def _rows(entry: Mapping[str, Any], key: str, *, required: bool = False) -> list[Mapping[str, Any]]:
    rows = entry.get(key) or []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise InvalidEntry(f"{key} is not a list of objects")
    if required and not rows:
        raise InvalidEntry(f"{key} is missing")
    return rows


def _names(entry: Mapping[str, Any], key: str, longest: int) -> list[str]:
    names = entry.get(key) or []
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise InvalidEntry(f"{key} is not a list of names")
    names = [" ".join(name.split()) for name in names]
    if any(len(name) > longest for name in names):
        raise InvalidEntry(f"a name in {key} is longer than {longest} characters")
    return names


def _count(row: Mapping[str, Any], key: str, most: int = 2**15 - 1) -> int | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise InvalidEntry(f"{key} is not a whole number from 0 to {most}: {value!r}")
    return value


def _uuid(row: Mapping[str, Any], key: str) -> UUID | None:
    value = row.get(key)
    if value is None:
        return None
    try:
        return UUID(str(value))
    except ValueError as error:
        raise InvalidEntry(f"{key} is no MusicBrainz id: {value!r}") from error
