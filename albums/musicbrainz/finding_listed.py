"""Which record of MusicBrainz's is meant by an artist and a title; where that is not clear, none."""

from __future__ import annotations

from albums.identity import CannotTell, Record, album_meant
from albums.models import Album, Artist
from albums.musicbrainz.offered_records import OfferedRecord, offered
from albums.musicbrainz.other_sites import ListedRecord
from albums.musicbrainz.references import Reference
from albums.musicbrainz.web_service import MusicBrainz
from common.names import fold, short_title


def here(listed: ListedRecord) -> Album | None:
    """The album that is in the catalogue already, if it is beyond doubt."""
    if listed.reference and (found := Album.objects.of_musicbrainz(listed.reference.musicbrainz_id).first()):
        return found
    try:
        return album_meant(Record(listed.title), list(Artist.objects.known_as(listed.artist)))
    except CannotTell:
        return None


def reference_of(listed: ListedRecord, source: MusicBrainz) -> Reference | None:
    """The release group that is meant: by the list's own id, else the one of that artist and title.

    Of several the one of that year; None where there is none, or more than one. Raises Away.
    """
    if listed.reference:
        return listed.reference
    found = [record for record in map(offered, _searched(listed, source)) if record and _is(listed, record)]
    if len(found) > 1 and listed.year:
        found = [record for record in found if record.released.startswith(listed.year)]
    return Reference(found[0].key, "release-group") if len({record.key for record in found}) == 1 else None


def _searched(listed: ListedRecord, source: MusicBrainz) -> list[dict[str, object]]:
    return source.search("release-group", f"{listed.title} {listed.artist}", most=15)


def _is(listed: ListedRecord, record: OfferedRecord) -> bool:
    titles = {fold(short_title(listed.title)), fold(listed.title)}
    same_title = bool({fold(short_title(record.title)), fold(record.title)} & titles)
    artist, credited = fold(listed.artist), fold(record.artist)
    return same_title and (artist == credited or f" {artist} " in f" {credited} ")
