"""An entry of MusicBrainz's into the catalogue: a new album, or the one that is here brought together with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from albums.entries import (
    InvalidEntry,
    add_links,
    album_described,
    artist_of,
    artists_credited,
    credit_artists,
    import_album,
    list_tracks,
    release_date,
)
from albums.identity import Record, slug_of
from albums.locks import lock_album
from albums.models import Album, AlbumSource, Label
from albums.musicbrainz.said_facts import (
    LABELS,
    Facts,
    SaidOtherwise,
    brought_together,
    differences,
    facts_of,
    facts_said,
)
from albums.redirects import following_its_address

Entry = Mapping[str, Any]


class Taken(NamedTuple):
    """What became of an entry: "created", "updated" or "unchanged"."""

    album: Album
    outcome: str


@transaction.atomic
def take(entry: Entry, at: datetime, former: Collection[UUID] = ()) -> Taken:
    """The album that the entry describes, created, or brought up to what the source says where nobody has changed it.

    `former` are ids of records that went into this one. Raises InvalidEntry, and then nothing is stored.
    """
    key = UUID(entry["musicbrainz_id"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"musicbrainz {key}"])
    album = _album_here(entry, key, former)
    if album is None:
        created = import_album(entry)[0]
        _keep(AlbumSource(album=created), entry, at, former)
        return Taken(created, "created")
    album = lock_album(album.pk)
    source = AlbumSource.objects.filter(album=album).first() or AlbumSource(album=album)
    here, said = facts_of(album), facts_said(entry)
    wanted = brought_together(facts_said(source.said) if source.said else None, here, said)
    changed = _store(album, here, wanted, entry, key)
    _keep(source, entry, at, former)
    return Taken(album, "updated" if changed else "unchanged")


def differences_of(album: Album) -> list[SaidOtherwise]:
    """What MusicBrainz said of an album when it was last asked and stands here otherwise."""
    source = AlbumSource.objects.filter(album=album).first()
    if source is None or not source.said:
        return []
    return differences(facts_of(album), facts_said(source.said), album.artist_credit, source.said)


@transaction.atomic
def take_over(album: Album, names: Collection[str]) -> bool:
    """Let what the source says stand, of these facts. Returns whether anything changed. Raises InvalidEntry."""
    album = lock_album(album.pk)
    source = AlbumSource.objects.get(album=album)
    here, said = facts_of(album), facts_said(source.said)
    wanted = here | {name: said[name] for name in LABELS if name in names and said[name]}
    for name in ("tracks", "links"):
        wanted[name] = here[name] | wanted[name]
    return _store(album, here, wanted, source.said, album.musicbrainz_id)


def _album_here(entry: Entry, key: UUID, former: Collection[UUID]) -> Album | None:
    if found := Album.objects.of_musicbrainz(key).first():
        return found
    for old in former:
        if found := Album.objects.of_musicbrainz(old).first():
            return found
    return album_described(entry, artist_of(entry["artists"][0]))


def _store(album: Album, here: Facts, wanted: Facts, entry: Entry, key: UUID | None) -> bool:
    """Write what is wanted and not here. Returns whether that was anything."""
    names = [name for name in LABELS if wanted[name] != here[name]]
    is_another_id = album.musicbrainz_id != key
    if not names and not is_another_id:
        return False
    with following_its_address(album):
        for name in ("title", "disambiguation", "kind"):
            setattr(album, name, wanted[name])
        if album.kind != Album.Kind.SOUNDTRACK and album.film_id:
            raise InvalidEntry("it names a film, which only a soundtrack has")
        if "release_date" in names:
            album.release_date, album.release_precision = release_date(wanted["release_date"])
        album.musicbrainz_id = key
        if "credits" in names:
            _credit(album, entry)
        album.save()
    if "labels" in names:
        album.labels.set([Label.objects.named(name) for name in wanted["labels"].values()])
    if "tracks" in names:
        list_tracks(album, _rows_of_tracks(wanted["tracks"]))
    if "links" in names:
        gone = here["links"].keys() - wanted["links"].keys()
        album.links.filter(url__in=gone).delete()
        add_links(album, [{"url": url, "kind": kind} for url, kind in wanted["links"].items()])
    return bool(names) or is_another_id


def _credit(album: Album, entry: Entry) -> None:
    artists = artists_credited(entry)
    lead = artists[0][0]
    if lead.pk != album.lead_artist_id:
        album.lead_artist = lead
        album.slug = slug_of(Record.of(album), lead)
    credit_artists(album, artists)


def _rows_of_tracks(tracks: Mapping[str, Any]) -> list[dict[str, Any]]:
    places = {key: tuple(map(int, key.split("."))) for key in tracks}
    return [
        {"disc": places[key][0], "position": places[key][1], "title": title, "seconds": seconds}
        for key, (title, seconds) in sorted(tracks.items(), key=lambda item: places[item[0]])
    ]


def _keep(source: AlbumSource, entry: Entry, at: datetime, former: Collection[UUID]) -> None:
    source.said, source.heard_at = dict(entry), at
    source.former_ids = sorted({*source.former_ids, *former} - {UUID(entry["musicbrainz_id"])}, key=str)
    source.save()
