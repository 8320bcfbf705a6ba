"""Records of MusicBrainz to choose from, for somebody who has pasted an address or typed a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from albums.models import Album, AlbumSource
from albums.musicbrainz.bringing_groups import groups_meant
from albums.musicbrainz.groups_as_entries import credit_line, first_date, kind_of
from albums.musicbrainz.references import NoRecord, Reference, read_reference
from albums.musicbrainz.web_service import MusicBrainz, address_of

MOST_OF_AN_ARTIST = 100


@dataclass(frozen=True)
class OfferedRecord:
    """One release group; `here` is its album, where that is in the catalogue already."""

    key: UUID
    title: str
    artist: str
    released: str
    kind: str
    disambiguation: str
    here: Album | None = None

    @property
    def address(self) -> str:
        """Its page at MusicBrainz."""
        return address_of("release-group", self.key)


def records_offered(text: str, source: MusicBrainz) -> list[OfferedRecord]:
    """The records that an id, an address or words lead to. Raises NoRecord and Away."""
    reference = read_reference(text)
    if reference is None:
        groups = source.search("release-group", text) if text.strip() else []
    else:
        groups = _groups(reference, source)
    return _with_albums([found for group in groups if (found := offered(group))][:MOST_OF_AN_ARTIST])


def _groups(reference: Reference, source: MusicBrainz) -> list[dict[str, Any]]:
    keys = groups_meant(reference, source)
    if len(keys) != 1:
        return source.groups_of(UUID(source.artist(reference.musicbrainz_id)["id"])) if keys else []
    group = source.release_group(keys[0])
    kind_of(group)
    return [group]


def offered(group: Mapping[str, Any]) -> OfferedRecord | None:
    """The release group as one to choose; None for a single and the like."""
    try:
        kind = kind_of(group)
    except NoRecord:
        return None
    told = group.get("disambiguation")
    return OfferedRecord(
        UUID(group["id"]),
        str(group.get("title", "")),
        credit_line(group),
        first_date(group),
        str(kind.label),
        told if isinstance(told, str) else "",
    )


def _with_albums(found: list[OfferedRecord]) -> list[OfferedRecord]:
    keys = [record.key for record in found]
    albums = Album.objects.listed().select_related("lead_artist")
    here = {album.musicbrainz_id: album for album in albums.filter(musicbrainz_id__in=keys)}
    merged = AlbumSource.objects.merged(keys).filter(album__proposed=False)
    for source in merged.select_related("album__lead_artist"):
        here |= dict.fromkeys(source.former_ids, source.album)
    return [replace(record, here=here.get(record.key)) for record in found]
