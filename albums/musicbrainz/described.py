"""A new album as somebody has described it after they took it from MusicBrainz into their form.

What they changed in the form stands; what the form does not show comes from MusicBrainz as it was heard: the credit
line with its names as printed, labels, links. Nobody is asked now: the form was filled from an answer that is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from albums.entries import album_described, artist_of, import_album
from albums.models import Album, AlbumSource, Artist, Track
from albums.musicbrainz.bringing_groups import entry_at
from albums.musicbrainz.cover_art import ask_later
from albums.musicbrainz.references import NoRecord
from albums.musicbrainz.said_facts import credit_said
from albums.musicbrainz.web_service import Away, MusicBrainz
from albums.track_lists import MOST_TRACKS, printed_track_list


def form_values(key: UUID, source: MusicBrainz) -> dict[str, str]:
    """What a form for a new album is filled with: its title, artist and so on. Raises NoRecord and Away."""
    return _written(entry_at(key, source)[0])


@transaction.atomic
def add_described(key: UUID, written: Mapping[str, Any], *, by_curator: bool) -> tuple[Album, bool] | None:
    """The album of that id, and whether it is new: then as written, and completed by what is kept of the source.

    None where nothing is kept of that id. What is here already stays as it is; so do artists, where it is no curator
    who asks: others may give new artists an id, and nothing to those who are here. `written` is an entry with one
    artist. Raises InvalidEntry, and then nothing is stored.
    """
    try:
        said, former = entry_at(key, MusicBrainz(asks=False))
    except (Away, NoRecord):
        return None
    if here := Album.objects.of_musicbrainz(UUID(said["musicbrainz_id"])).first():
        return here, False
    filled = _written(said)
    entry = {**said, **written} | ({} if written["tracks"] or filled["tracks"] else {"tracks": said["tracks"]})
    if written["artists"][0]["name"] == filled["artist"]:
        entry["artists"] = said["artists"] if by_curator else [_left_alone(row) for row in said["artists"]]
    if here := album_described(entry, artist_of(entry["artists"][0])):
        return here, False
    album = import_album(entry)[0]
    source = AlbumSource(album=album, said=said, heard_at=timezone.now(), former_ids=sorted(former, key=str))
    ask_later(source)
    source.save()
    return album, True


def _left_alone(row: Mapping[str, Any]) -> dict[str, Any]:
    """The artist of a row so that nobody who is here is changed by it."""
    printed = {"credited_as": row["credited_as"], "join": row["join"]}
    if found := Artist.objects.filter(musicbrainz_id=row["musicbrainz_id"]).first():
        return {"name": found.name, "musicbrainz_id": row["musicbrainz_id"], **printed}
    if Artist.objects.known_as(row["name"]).exists():
        return {"name": row["name"], **printed}
    return dict(row)


def _written(entry: Mapping[str, Any]) -> dict[str, str]:
    tracks = entry["tracks"]
    return {
        "title": entry["title"],
        "artist": credit_said(entry),
        "kind": entry["kind"],
        "released": entry.get("release_date", ""),
        "disambiguation": entry["disambiguation"],
        "tracks": printed_track_list(Track(**row) for row in tracks) if len(tracks) <= MOST_TRACKS else "",
    }
