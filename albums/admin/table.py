"""Albums as rows of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from import_export.results import RowResult

from albums.entries import InvalidEntry, import_album, read_link
from albums.models import Album, AlbumLink, Credit
from albums.track_lists import InvalidTrackList, printed_track_list, read_track_list
from common.fields import longest_text
from common.query import whole
from common.tables.cells import listed, unlisted
from common.tables.resource import BadCell, Column, RowOutcome, RowResource

_TYPES = {
    "created": RowResult.IMPORT_TYPE_NEW,
    "updated": RowResult.IMPORT_TYPE_UPDATE,
    "unchanged": RowResult.IMPORT_TYPE_SKIP,
}
_LONGEST = {"id": 18, "language": 35, "credited_as": 300}
_NAMED = {
    "title": "title",
    "artists?": "artists",
    "disambiguation": "disambiguation",
    "kind": "kind",
    "date": "release_date",
    "musicbrainz_id": "musicbrainz_id",
}
_MISSING = {"release_date": "release_date", "disambiguation": "album_disambiguation"}
LONGEST_JOIN = longest_text(Credit, "join_phrase")


class AlbumRows(RowResource):
    """Albums with their credits and tags, through `albums.entries`. What a row does not say stays as it is."""

    title = "Albums"
    most_rows = 500
    columns = (
        Column("id", "As exported from here: which of the albums so called it is."),
        Column("title", "The title.", required=True),
        Column("artists", "The artists in the order of the sleeve, semicolons between them.", required=True),
        Column("album_disambiguation", "What tells it from another record of the artist and title: “Green Album”."),
        Column("disambiguation", "What tells each of them from a namesake, in the same order."),
        Column("credited_as", "The name on the sleeve of each, where it is another."),
        Column("credit", "The whole credit line, when it is joined by more than “ & ”: “A feat. B”."),
        Column("kind", f"One of {', '.join(Album.Kind.values)}."),
        Column("release_date", "2025-09-19, 2025-09 or 2025."),
        Column("language", "Language tag of the title, when not English."),
        Column("genres", "Semicolons between them."),
        Column("labels", "Semicolons between them."),
        Column("musicbrainz_id", "The release group's."),
        Column("tracks", "One a line within the cell: “1. Slack Water 4:07”; “Disc 2” on a line begins a disc."),
        Column("links", f"One a line within the cell, “kind address”; kinds: {', '.join(AlbumLink.Kind.values)}."),
        Column("cover", "The address of its picture here. Not read: pictures are uploaded on the album's own page."),
    )

    def for_export(self, records: QuerySet) -> QuerySet:
        """With credits, tags, tracks and links."""
        return records.prefetch_related("credits__artist", "genres", "labels", "tracks", "links")

    def export_row(self, record: Album) -> dict[str, object]:
        """As it is read again."""
        credited = list(record.credits.all())
        return {
            "id": record.pk,
            "title": record.title,
            "album_disambiguation": record.disambiguation,
            "artists": listed(credit.artist.name for credit in credited),
            "disambiguation": _some(credit.artist.disambiguation for credit in credited),
            "credited_as": _some(credit.credited_as for credit in credited),
            "credit": record.artist_credit,
            "kind": record.kind,
            "release_date": record.release_iso,
            "language": record.language,
            "genres": listed(sorted(genre.name for genre in record.genres.all())),
            "labels": listed(sorted(label.name for label in record.labels.all())),
            "musicbrainz_id": record.musicbrainz_id and str(record.musicbrainz_id),
            "tracks": printed_track_list(record.tracks.all()),
            "links": "\n".join(f"{link.kind} {link.url}" for link in record.links.all()),
            "cover": f"{settings.SITE_URL}{record.cover.url}" if record.cover else "",
        }

    def about(self, values: dict[str, str]) -> str:
        """Title and artists."""
        return f"{values.get('title', '')[:120]} – {values.get('artists', '')[:120]}"

    def import_values(self, values: dict[str, str], by: User, file_name: str) -> RowOutcome:
        """Create or complete the album; an update says what it changes."""
        entry = entry_of(values)
        try:
            with transaction.atomic():
                album, outcome = import_album(entry)
                if outcome == "updated":
                    after = self._row_of(album)
                    # What was there before is seen when the update is taken back; then it is made again.
                    transaction.set_rollback(True)
        except InvalidEntry as error:
            raise BadCell(_MISSING.get(error.missing) or _column_in(str(error)), str(error)) from error
        if outcome != "updated":
            return RowOutcome(_TYPES[outcome], album)
        before = self._row_of(album)
        album, _ = import_album(entry)
        changed = (name for name in before if before[name] != after[name])
        return RowOutcome(
            _TYPES[outcome], album, tuple(f"{name}: {before[name] or '–'} → {after[name]}" for name in changed)
        )

    def _row_of(self, album: Album) -> dict[str, object]:
        return self.export_row(self.for_export(Album.objects.filter(pk=album.pk)).get())


def _column_in(words: str) -> str:
    """The column that a refusal names, if it names one."""
    said = words.partition("'")[0]
    return next((column for word, column in _NAMED.items() if re.search(rf"\b{word}\b", said)), "")


def entry_of(values: dict[str, str]) -> dict[str, Any]:
    """A row as `import_album` takes it. Raises BadCell."""
    said = {name: value.strip() for name, value in values.items() if value.strip()}
    for name, longest in _LONGEST.items():
        if len(said.get(name, "")) > longest:
            raise BadCell(name, f"it is longer than {longest} characters")
    entry: dict[str, Any] = {
        name: said[name] for name in ("title", "kind", "release_date", "language", "musicbrainz_id") if name in said
    }
    if "id" in said:
        entry["id"] = whole(said["id"])
        if entry["id"] is None:
            raise BadCell("id", f"“{said['id']}” is no id as exported from here")
    if "album_disambiguation" in said:
        entry["disambiguation"] = said["album_disambiguation"]
    for name in ("genres", "labels"):
        entry[name] = [tag for tag in unlisted(said.get(name, "")) if tag]
    entry["artists"] = _artists(said)
    entry["tracks"] = _tracks(said.get("tracks", ""))
    entry["links"] = [_link(line) for line in said.get("links", "").splitlines() if line.strip()]
    return entry


def _tracks(cell: str) -> list[Mapping[str, object]]:
    try:
        return [track.entry for track in read_track_list(cell)]
    except InvalidTrackList as problem:
        raise BadCell("tracks", str(problem)) from problem


def _link(line: str) -> dict[str, str]:
    kind, _, url = line.strip().partition(" ")
    if not url.strip():
        raise BadCell("links", f"“{line.strip()[:60]}” is not a kind and an address, as in “listen https://...”")
    link = {"kind": kind.rstrip(":").casefold(), "url": url.strip()}
    try:
        read_link(link)
    except InvalidEntry as problem:
        raise BadCell("links", str(problem)) from problem
    return link


def _artists(said: dict[str, str]) -> list[dict[str, str]]:
    names = unlisted(said.get("artists", ""))
    if not names or not all(names):
        raise BadCell("artists", "there is none" if not names else "one of the names is empty")
    disambiguations, sleeve = (_beside(said, column, names) for column in ("disambiguation", "credited_as"))
    printed = [on_sleeve or name for name, on_sleeve in zip(names, sleeve, strict=True)]
    joins = _joins(said.get("credit", ""), printed)
    return [
        {"name": name, "disambiguation": disambiguation, "credited_as": on_sleeve, "join": join}
        for name, disambiguation, on_sleeve, join in zip(names, disambiguations, sleeve, joins, strict=True)
    ]


def _beside(said: dict[str, str], column: str, names: list[str]) -> list[str]:
    found = unlisted(said.get(column, ""))
    if not found:
        return [""] * len(names)
    if len(found) != len(names):
        raise BadCell(column, f"it has {len(found)} parts, but there are {len(names)} artists")
    return found


def _joins(credit: str, printed: list[str]) -> list[str]:
    """What stands behind each name in the credit line; nothing when there is no line to go by."""
    if not credit:
        return [""] * len(printed)
    places: list[int] = []
    end = 0
    for name in printed:
        place = credit.find(name, end)
        if place < 0 or (not places and place):
            raise BadCell("credit", f"“{name}” does not stand where it should")
        places.append(place)
        end = place + len(name)
    ends = [place + len(name) for place, name in zip(places, printed, strict=True)]
    joins = [credit[end:following] for end, following in zip(ends, [*places[1:], None], strict=True)]
    if any(len(join) > LONGEST_JOIN for join in joins):
        raise BadCell("credit", f"more than {LONGEST_JOIN} characters stand between two names")
    return joins


def _some(texts: Any) -> str:
    """The texts in one cell, or an empty one when none says anything."""
    found = list(texts)
    return listed(found) if any(found) else ""
