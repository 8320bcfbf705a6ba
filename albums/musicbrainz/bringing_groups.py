"""One id of MusicBrainz's into the catalogue: asked for, read, brought together with what is here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from albums.models import Album, Artist
from albums.musicbrainz.groups_as_entries import earliest_official, entry_of, has_id, kind_of
from albums.musicbrainz.references import TAKEN, NoRecord, Reference
from albums.musicbrainz.taking_over import Taken, take
from albums.musicbrainz.web_service import MusicBrainz, NotThere

RELEASES_IN_A_LOOKUP = 25
"""A lookup names so many releases at most; groups with more are browsed."""
NAMESAKES_ASKED = 3
VARIOUS_ARTISTS = UUID("89ad4ac3-39f7-470e-963a-56509c546377")


def groups_meant(reference: Reference, source: MusicBrainz) -> list[UUID]:
    """The release groups that an id or an address leads to: one, or an artist's. Raises NoRecord and Away."""
    for entity in [reference.entity] if reference.entity else TAKEN:
        try:
            return _groups(entity, reference.musicbrainz_id, source)
        except NotThere:
            continue
    raise NotThere(
        f"MusicBrainz knows no {reference.entity.replace('-', ' ')} by that id."
        if reference.entity
        else "MusicBrainz knows no release group, release or artist by that id. What else it may name, "
        "a recording or a work, is no record."
    )


def import_group(key: UUID, source: MusicBrainz, at: datetime | None = None) -> Taken:
    """The album of a release group. Raises NoRecord, InvalidEntry and Away, and then nothing is stored."""
    entry, known_as = entry_at(key, source)
    return take(entry, at or timezone.now(), known_as)


def entry_at(key: UUID, source: MusicBrainz) -> tuple[dict[str, Any], set[UUID]]:
    """What the source says of a release group, and the other ids that lead to it. Raises NoRecord and Away."""
    group = source.release_group(key)
    kind_of(group)  # before anything else is asked for what is no record
    releases = _releases(group, source)
    first = earliest_official(releases)
    entry = entry_of(group, _release(first, source) if first else None, releases)
    _follow_merged_artists(entry, source)
    current = UUID(entry["musicbrainz_id"])
    return entry, ({key} - {current}) | _merged_into(current, entry, source)


def _groups(entity: str, key: UUID, source: MusicBrainz) -> list[UUID]:
    if entity == "release-group":
        source.release_group(key)
        return [key]
    if entity == "release":
        group = source.release(key).get("release-group")
        if not has_id(group):
            raise NoRecord("MusicBrainz names no release group of that release.")
        return [UUID(group["id"])]
    artist = UUID(source.artist(key)["id"])
    if artist == VARIOUS_ARTISTS:
        raise NoRecord("Various Artists have more records than anybody wants: give one of them.")
    return list(_records_of(source.groups_of(artist)))


def _records_of(groups: list[dict[str, Any]]) -> Iterator[UUID]:
    for group in groups:
        try:
            kind_of(group)
        except NoRecord:
            continue
        yield UUID(group["id"])


def _releases(group: dict[str, Any], source: MusicBrainz) -> list[dict[str, Any]]:
    named = [release for release in group.get("releases") or [] if isinstance(release, dict)]
    if len(named) < RELEASES_IN_A_LOOKUP:
        return named
    return source.releases_of(UUID(group["id"])) or named


def _release(release: Mapping[str, Any], source: MusicBrainz) -> dict[str, Any] | None:
    try:
        return source.release(UUID(release["id"]))
    except (KeyError, ValueError, NotThere):
        return None


def _follow_merged_artists(entry: dict[str, Any], source: MusicBrainz) -> None:
    """Give artists who are here under an id that went into another the id that they have now."""
    for row in entry["artists"]:
        key = UUID(row["musicbrainz_id"])
        if Artist.objects.filter(musicbrainz_id=key).exists():
            continue
        others = Artist.objects.known_as(row["name"]).exclude(musicbrainz_id=None).order_by("pk")
        for artist in others[:NAMESAKES_ASKED]:
            if artist.musicbrainz_id and _leads_to(key, source.artist, artist.musicbrainz_id):
                Artist.objects.filter(pk=artist.pk).update(musicbrainz_id=key)
                break


def _merged_into(key: UUID, entry: dict[str, Any], source: MusicBrainz) -> set[UUID]:
    """Ids of albums here of that title and artist whose records went into this one."""
    if Album.objects.of_musicbrainz(key).exists():
        return set()
    ids = [row["musicbrainz_id"] for row in entry["artists"]]
    alike = Album.objects.titled(entry["title"]).filter(lead_artist__musicbrainz_id__in=ids)
    found = alike.exclude(musicbrainz_id=None).order_by("pk").values_list("musicbrainz_id", flat=True)[:NAMESAKES_ASKED]
    return {old for old in found if old and _leads_to(key, source.release_group, old)}


def _leads_to(key: UUID, look_up: Callable[[UUID], dict[str, Any]], old: UUID) -> bool:
    try:
        return UUID(look_up(old)["id"]) == key
    except NotThere:
        return False
