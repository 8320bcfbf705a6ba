"""Many release groups of a dump into the catalogue at once.

What is new and concerns nobody who is here without an id goes in by a few statements for all. What may be an album or
an artist that is here goes the way of single records, where the rules are (`taking_over`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from albums.entries import InvalidEntry, release_date
from albums.identity import Record
from albums.models import Album, AlbumLink, AlbumSource, Artist, ArtistAlias, Credit
from albums.models.version import entered_in_one_go
from albums.musicbrainz.taking_over import take
from common.fields import longest_text
from common.names import fold
from common.slugs import free_slugs

Entry = dict[str, Any]
LISTS = ("labels", "tracks")
"""What a dump of release groups says nothing of: it stands in the dump of releases."""


@transaction.atomic
def take_many(entries: Sequence[Entry], at: datetime) -> Counter[str]:
    """Bring these in, and count the outcomes: "created", "updated", "unchanged", "bad"."""
    outcomes: Counter[str] = Counter()
    distinct = {entry["musicbrainz_id"]: entry for entry in entries}
    known = _sources_of(distinct)
    fresh = [entry for key, entry in distinct.items() if key not in known]
    artists = _artists_of(fresh)
    plain, special = _parted(fresh, artists)
    outcomes["created"] += _create(plain, artists, at)
    for entry in special:
        outcomes[_take_one(entry, at)] += 1
    for key, source in known.items():
        entry = distinct[key] | {name: (source.said if source else {}).get(name, []) for name in LISTS}
        same = source is not None and source.said == entry
        outcomes["unchanged" if same else _take_one(entry, at)] += 1
    return outcomes


def _take_one(entry: Entry, at: datetime) -> str:
    try:
        return take(entry, at).outcome
    except InvalidEntry:
        return "bad"


def _sources_of(entries: Mapping[str, Entry]) -> dict[str, AlbumSource | None]:
    """Of the ids those that are here, with what was heard of them."""
    albums = Album.objects.filter(musicbrainz_id__in=list(entries)).select_related("source")
    known = {str(album.musicbrainz_id): getattr(album, "source", None) for album in albums}
    for source in AlbumSource.objects.merged([UUID(key) for key in entries]):
        known |= {str(key): source for key in source.former_ids if str(key) in entries}
    return known


def _artists_of(entries: Iterable[Entry]) -> dict[str, Artist]:
    """The artists of these by their ids, the new ones created with their aliases.

    Without those who may be somebody who is here without an id, and those whose names do not fit.
    """
    rows = {row["musicbrainz_id"]: row for entry in entries for row in entry["artists"] if _fits_artist(row)}
    found = {str(artist.musicbrainz_id): artist for artist in Artist.objects.filter(musicbrainz_id__in=list(rows))}
    names = {fold(row["name"]) for key, row in rows.items() if key not in found}
    nameless = Artist.objects.filter(musicbrainz_id=None)
    doubtful = set(nameless.filter(folded__in=names).values_list("folded", flat=True))
    doubtful |= set(nameless.filter(aliases__folded__in=names).values_list("aliases__folded", flat=True))
    new = {key: row for key, row in rows.items() if key not in found and fold(row["name"]) not in doubtful}
    slugs = free_slugs([row["name"] for row in new.values()], Artist.objects.all(), "artist")
    made = Artist.objects.bulk_create(
        Artist(
            name=row["name"],
            sort_name=row["sort_name"],
            disambiguation=row["disambiguation"],
            musicbrainz_id=UUID(key),
            slug=slug,
        )
        for (key, row), slug in zip(new.items(), slugs, strict=True)
    )
    ArtistAlias.objects.bulk_create(
        ArtistAlias(artist=artist, name=alias)
        for artist, row in zip(made, new.values(), strict=True)
        for alias in _once(row["aliases"], artist.name)
    )
    return found | {str(artist.musicbrainz_id): artist for artist in made}


def _once(aliases: Iterable[str], name: str) -> list[str]:
    """Names that differ from each other and from the artist's own."""
    by_folded = {fold(alias): alias for alias in reversed(list(aliases))}
    return [alias for folded, alias in by_folded.items() if folded != fold(name)]


def _parted(entries: list[Entry], artists: Mapping[str, Artist]) -> tuple[list[Entry], list[Entry]]:
    """What can go in at once, and what must be looked at one by one."""
    unknown = Album.objects.filter(musicbrainz_id=None, lead_artist__in=list(artists.values()))
    here = set(unknown.values_list("lead_artist_id", flat=True))
    plain: list[Entry] = []
    special: list[Entry] = []
    for entry in entries:
        rows = entry["artists"]
        simple = (
            _fits_album(entry)
            and all(row["musicbrainz_id"] in artists for row in rows)
            and artists[rows[0]["musicbrainz_id"]].pk not in here
        )
        (plain if simple else special).append(entry)
    return plain, special


def _create(entries: list[Entry], artists: Mapping[str, Artist], at: datetime) -> int:
    used: defaultdict[int, set[str]] = defaultdict(set)
    leads = {artists[entry["artists"][0]["musicbrainz_id"]].pk for entry in entries}
    for lead, slug in Album.objects.filter(lead_artist__in=leads).values_list("lead_artist_id", "slug"):
        used[lead].add(slug)
    with connection.cursor() as cursor, entered_in_one_go(cursor):
        _store(entries, artists, used, at)
    return len(entries)


def _store(entries: list[Entry], artists: Mapping[str, Artist], used: Mapping[int, set[str]], at: datetime) -> None:
    albums = Album.objects.bulk_create(_album(entry, artists, used) for entry in entries)
    both = list(zip(albums, entries, strict=True))
    Credit.objects.bulk_create(
        Credit(
            album=album,
            artist=artists[row["musicbrainz_id"]],
            position=place,
            credited_as=row["credited_as"],
            join_phrase=row["join"] or (" & " if place < len(entry["artists"]) else ""),
        )
        for album, entry in both
        for place, row in enumerate(entry["artists"], 1)
    )
    AlbumLink.objects.bulk_create(
        AlbumLink(album=album, kind=row["kind"], url=row["url"]) for album, entry in both for row in entry["links"]
    )
    AlbumSource.objects.bulk_create(AlbumSource(album=album, said=entry, heard_at=at) for album, entry in both)


def _album(entry: Entry, artists: Mapping[str, Artist], used: Mapping[int, set[str]]) -> Album:
    lead = artists[entry["artists"][0]["musicbrainz_id"]]
    day, precision = release_date(entry["release_date"]) if entry.get("release_date") else (None, "")
    said = Record(entry["title"], day, precision, entry["kind"], entry["disambiguation"])
    slug = said.slug(used[lead.pk])
    used[lead.pk].add(slug)
    return Album(
        title=entry["title"],
        disambiguation=entry["disambiguation"],
        slug=slug,
        lead_artist=lead,
        kind=entry["kind"],
        release_date=day,
        release_precision=precision,
        musicbrainz_id=UUID(entry["musicbrainz_id"]),
    )


_LONGEST_NAME = longest_text(Artist, "name")


def _fits_artist(row: Mapping[str, Any]) -> bool:
    return max(len(row["name"]), len(row["sort_name"]), len(row["credited_as"])) <= _LONGEST_NAME


def _fits_album(entry: Entry) -> bool:
    return (
        len(entry["title"]) <= longest_text(Album, "title")
        and len(entry["disambiguation"]) <= longest_text(Album, "disambiguation")
        and all(map(_fits_artist, entry["artists"]))
    )
