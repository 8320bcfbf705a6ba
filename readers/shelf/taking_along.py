"""Everything that a reader keeps here, to be taken along: one JSON text, and tables that this site and others read."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from tempfile import TemporaryFile
from typing import Any

from django.contrib.auth.models import User

from albums.models import Album
from common.page_addresses import absolute
from common.tables.cells import written
from readers.models import Follow, ReaderList, ReaderListEntry, ReaderMark, SavedVoices, ShelfLine

Part = Callable[[User], Iterable[Mapping[str, Any]]]
MARK_COLUMNS = ("artist", "title", "year", "mark", "verdict", "set_at")
PIECE = 64 * 1024
LIST_COLUMNS = ("position", "artist", "title", "year", "note")


def saved_voices_of(reader: User) -> Iterator[dict[str, Any]]:
    """The reader's sets of voices."""
    for saved in SavedVoices.objects.filter(owner=reader).prefetch_related("critics", "publications"):
        yield {
            "name": saved.name,
            "mine": saved.mine,
            "critics": [critic.name for critic in saved.critics.all()],
            "publications": [house.name for house in saved.publications.all()],
        }


def marks_to_take(reader: User) -> Iterator[dict[str, Any]]:
    """The reader's marks, the newest first."""
    for mark in ReaderMark.objects.filter(owner=reader).select_related("album__lead_artist").iterator(chunk_size=2000):
        yield {
            **_names(mark.album),
            "mark": mark.state,
            "verdict": mark.verdict,
            "set_at": mark.at.isoformat(),
        }


def lists_to_take(reader: User) -> Iterator[dict[str, Any]]:
    """The reader's lists, with their records in order."""
    for own in ReaderList.objects.filter(owner=reader):
        yield {
            "title": own.title,
            "about": own.about,
            "signed": own.signed,
            "public": own.public,
            "updated_at": own.updated_at.isoformat(),
            "records": [
                {**_names(entry.album), "note": entry.note, "position": place}
                for place, entry in enumerate(_entries(own), 1)
            ],
        }


def lines_that_wait(reader: User) -> Iterator[dict[str, Any]]:
    """Lines of the files that the reader has brought in whose records are not here."""
    waiting = ShelfLine.objects.filter(shelf_import__owner=reader, album=None).select_related("shelf_import")
    for line in waiting.order_by("shelf_import", "number").iterator(chunk_size=2000):
        yield {
            "from": line.shelf_import.source,
            "artist": line.artist,
            "title": line.title,
            "year": line.year,
            "mark": line.state,
            "verdict": line.verdict,
            "note": line.note,
        }


def follows_to_take(reader: User) -> Iterator[dict[str, Any]]:
    """What the reader follows, by kind and name."""
    for follow in Follow.objects.of(reader).with_targets():
        yield {"kind": follow.kind, "name": str(follow.target), "since": follow.since.isoformat()}


EXPORTED: dict[str, Part] = {
    "follows": follows_to_take,
    "saved_voices": saved_voices_of,
    "marks": marks_to_take,
    "lists": lists_to_take,
    "waiting": lines_that_wait,
}
"""What of a reader's is exported, under which name. Whoever lets readers keep another thing adds it here."""


def list_rows(wanted: ReaderList) -> Iterator[tuple[object, ...]]:
    """A list as a table, its columns first."""
    yield LIST_COLUMNS
    for place, entry in enumerate(_entries(wanted), 1):
        names = _names(entry.album)
        yield place, written(names["artist"]), written(names["title"]), names["year"], written(entry.note)


def everything(reader: User) -> Iterator[bytes]:
    """One archive with all the reader keeps, in pieces: as JSON, and marks and lists as tables."""
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("shelf.json", "w") as out:
                for piece in json_of(reader):
                    out.write(piece.encode())
            marks = ([written(str(mark[column] or "")) for column in MARK_COLUMNS] for mark in marks_to_take(reader))
            _write_table(archive, "marks.csv", _headed(MARK_COLUMNS, marks))
            for own in ReaderList.objects.filter(owner=reader):
                _write_table(archive, f"lists/list-{own.pk}.csv", list_rows(own))
        file.seek(0)
        while piece_of_file := file.read(PIECE):
            yield piece_of_file


def json_of(reader: User) -> Iterator[str]:
    """All the reader keeps as one JSON text, in pieces."""
    yield "{\n"
    for number, (name, part) in enumerate(EXPORTED.items()):
        yield f"{',' if number else ''}\n{json.dumps(name)}: ["
        for place, row in enumerate(part(reader)):
            yield f"{',' if place else ''}\n  {json.dumps(row, ensure_ascii=False)}"
        yield "\n]"
    yield "\n}\n"


def _headed(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[Iterable[object]]:
    yield columns
    yield from rows


def _write_table(archive: zipfile.ZipFile, name: str, rows: Iterable[Iterable[object]]) -> None:
    with archive.open(name, "w") as out:
        for row in rows:
            line = StringIO()
            csv.writer(line).writerow(row)
            out.write(line.getvalue().encode())


def _entries(wanted: ReaderList) -> Iterator[ReaderListEntry]:
    entries = ReaderListEntry.objects.filter(list=wanted, album__proposed=False).select_related("album__lead_artist")
    return entries.order_by("position", "pk").iterator(chunk_size=2000)


def _names(album: Album) -> dict[str, Any]:
    return {
        "artist": album.lead_artist.name,
        "title": album.title,
        "year": album.release_year,
        "address": absolute(album.get_absolute_url()),
        "musicbrainz_id": str(album.musicbrainz_id) if album.musicbrainz_id else None,
    }
