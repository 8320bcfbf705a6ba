"""A dump of MusicBrainz's release groups into the catalogue, a chunk at a time, each with how far it has come.

A chunk and the place behind it are stored in one transaction: whoever is killed goes on at the next chunk, and nothing
comes in twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from albums.models import Artist, DumpReading
from albums.musicbrainz.dump_chunks import take_many
from albums.musicbrainz.dump_lines import NoDump, digest_of, lines_of
from albums.musicbrainz.groups_as_entries import entry_of, first_date, has_id
from albums.musicbrainz.references import NoRecord
from albums.musicbrainz.web_service import free_part
from common.names import fold

AT_ONCE = 1000


@dataclass
class Wanted:
    """Which groups of a dump are wanted: by artists who are reviewed here, or first released from some day on."""

    since: str = ""
    reviewed: bool = False
    _ids: set[str] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.reviewed:
            credited = Artist.objects.filter(credits__album__counted_reviews__gt=0).distinct()
            for key, folded in credited.values_list("musicbrainz_id", "folded").iterator():
                if key:
                    self._ids.add(str(key))
                else:
                    self._names.add(folded)

    def __str__(self) -> str:
        since = f"since {self.since}" if self.since else ""
        return " ".join(filter(None, [since, "by artists reviewed" if self.reviewed else ""]))

    def __contains__(self, group: dict[str, Any]) -> bool:
        if self.since and first_date(group) < self.since:
            return False
        if not self.reviewed:
            return True
        artists = [row["artist"] for row in group.get("artist-credit") or [] if has_id(row.get("artist"))]
        return any(row["id"] in self._ids or fold(str(row.get("name", ""))) in self._names for row in artists)


def import_dump(path: Path, wanted: Wanted, tell: Callable[[DumpReading], None]) -> DumpReading:
    """Bring in what is wanted of the dump, from where an earlier reading of it ended. `tell` hears of each chunk.

    Raises NoDump; what came before is here then.
    """
    digest = digest_of(path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"musicbrainz dump {digest}"])
        if not cursor.fetchone()[0]:
            raise NoDump("Somebody is reading this dump already.")
    try:
        reading, _ = DumpReading.objects.get_or_create(file=digest, chosen=str(wanted))
        if reading.ended_at is None:
            _read_on(reading, path, wanted, tell)
        return reading
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"musicbrainz dump {digest}"])


def _read_on(reading: DumpReading, path: Path, wanted: Wanted, tell: Callable[[DumpReading], None]) -> None:
    lines = lines_of(path, reading.lines)
    while chunk := list(islice(lines, AT_ONCE)):
        try:
            _store(reading, chunk, wanted)
        except IntegrityError:  # somebody has added one of them, or an artist, this very moment
            _store(reading, chunk, wanted)
        tell(reading)
    reading.ended_at = timezone.now()
    reading.save(update_fields=["ended_at"])


def _store(reading: DumpReading, chunk: list[bytes], wanted: Wanted) -> None:
    counts: Counter[str] = Counter()
    with transaction.atomic():
        counts.update(take_many(list(_entries(chunk, wanted, counts)), timezone.now()))
        lines, totals = reading.lines + len(chunk), Counter(reading.counts) + counts
        DumpReading.objects.filter(pk=reading.pk).update(lines=lines, counts=dict(totals))
    reading.lines, reading.counts = lines, dict(totals)


def _entries(chunk: list[bytes], wanted: Wanted, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    """The records among the lines; what is none is counted."""
    for line in chunk:
        try:
            group = free_part(json.loads(line))
        except (ValueError, RecursionError):
            group = None
        if not has_id(group):
            counts["bad"] += 1
        elif group not in wanted:
            counts["not wanted"] += 1
        else:
            try:
                yield entry_of(group)
            except NoRecord:
                counts["no record"] += 1
